"""What allows a cycle to be held at all (domain A5-16)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.programmes.models import ProgrammeCycle

WHO = _("由区县领导小组办公室在周期的“批准依据”里补充。")


def missing(cycle: ProgrammeCycle) -> list[str]:
    """The parts of the authorisation basis that nobody has filled in, in words."""
    parts = {
        _("批准机关"): cycle.authorising_body,
        _("批准文号"): cycle.authorisation_number,
        _("批准文件"): cycle.authorisation_file_id,
        _("批准有效期"): cycle.authorisation_valid_to,
    }
    return [str(label) for label, value in parts.items() if not value]


def check(cycle: ProgrammeCycle, day: date) -> None:
    """Raise Refused unless the cycle's basis is complete, lasts beyond its naming day and is valid on `day`.

    Asked when the cycle opens and again when the naming is decided.
    """
    absent, valid_to = missing(cycle), cycle.authorisation_valid_to
    if absent or valid_to is None:
        raise Refused(_("还没有登记完整的批准依据，缺：%(parts)s。") % {"parts": "、".join(absent)}, who=WHO)
    if cycle.counts_stars and valid_to <= cycle.naming_day:
        told = {"valid_to": valid_to, "day": cycle.naming_day}
        raise Refused(_("批准有效期至 %(valid_to)s，没有超过本周期的最后一天 %(day)s。") % told, who=WHO)
    if valid_to <= cycle.naming_day:
        raise Refused(
            _("批准有效期至 %(valid_to)s，没有超过计划命名日 %(naming_day)s，不能据此命名。")
            % {"valid_to": valid_to, "naming_day": cycle.naming_day},
            who=WHO,
        )
    if day > valid_to:
        raise Refused(_("批准已于 %(valid_to)s 到期，不能再据此办理。") % {"valid_to": valid_to}, who=WHO)
