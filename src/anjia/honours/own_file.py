"""What honours tell a family: its titles, by which decision, until when (domain A5-4, A5-8)."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.honours.workflow import TITLE
from anjia.households.models import Household
from anjia.households.own_file import DONE, PLAIN, Line, Part, own_part


@own_part(order=15)
def titles(household: Household, on: date) -> Part | None:
    """The titles that are not replaced, the newest first."""
    own = Title.objects.filter(household=household).exclude(state=TitleState.SUPERSEDED)
    lines = [_title(title, on) for title in own.select_related("decision").order_by("-granted_on", "-pk")]
    return Part(_("称号和证书"), tuple(lines)) if lines else None


def _title(title: Title, on: date) -> Line:
    holds = title.state == TitleState.VALID and title.valid_to >= on
    told = {
        "organ": title.decision.issuing_organ,
        "number": title.decision.number_text,
        "day": date_format(title.granted_on, "DATE_FORMAT"),
        "to": date_format(title.valid_to, "DATE_FORMAT"),
        "serial": title.serial,
    }
    text = _("%(day)s由%(organ)s命名（%(number)s），证书编号 %(serial)s，有效到%(to)s。") % told
    note = _("有效期里每 12 个月复核一次，到期前可以续评。") if holds else ""
    chip = str(TITLE.public_name(title.state)) if title.valid_to >= on else _("已到期")
    return Line(title.get_kind_display(), text, note=note, chip=chip, tone=DONE if holds else PLAIN)
