"""What honours tell a family: its titles, by which decision, until when (domain A5-4, A5-8)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.honours.queries import has_certificate
from anjia.honours.workflow import TITLE
from anjia.households.models import Household
from anjia.households.own_file import DONE, PLAIN, Act, Line, Part, own_part
from anjia.households.own_history import Event, happened


@own_part(order=15)
def titles(household: Household, on: date) -> Part | None:
    """The titles that are not replaced, the newest first."""
    own = Title.objects.filter(household=household).exclude(state=TitleState.SUPERSEDED)
    lines = [_title(title, on) for title in own.select_related("decision").order_by("-granted_on", "-pk")]
    return Part(_("称号和证书"), tuple(lines)) if lines else None


def _title(title: Title, on: date) -> Line:
    holds = title.state == TitleState.VALID and title.valid_to >= on
    told = {
        "organ": title.decision.organs,
        "number": title.decision.number_text,
        "day": date_format(title.granted_on, "DATE_FORMAT"),
        "to": date_format(title.valid_to, "DATE_FORMAT"),
        "serial": title.serial,
    }
    text = _("%(day)s由%(organ)s命名（%(number)s），证书编号 %(serial)s，有效到%(to)s。") % told
    note = _("有效期里每 12 个月复核一次，到期前可以续评。") if holds else ""
    chip = str(TITLE.public_name(title.state)) if title.valid_to >= on else _("已到期")
    acts = (certificate_act(title),) if has_certificate(title, on) else ()
    return Line(title.get_kind_display(), text, note=note, chip=chip, tone=DONE if holds else PLAIN, acts=acts)


def certificate_act(title: Title) -> Act:
    """The certificate, set anew whenever it is asked for."""
    return Act(_("存下证书"), reverse("honours:own_certificate", args=[title.pk]), is_file=True)


@happened
def named(household: Household) -> Iterator[Event]:
    """Titles given, renewed, corrected and ended, by the organ whose decision it was."""
    for title in Title.objects.filter(household=household).select_related("decision"):
        organ = title.decision.issuing_organ
        told = {"kind": title.get_kind_display(), "number": title.decision.number_text, "serial": title.serial}
        if title.replaces_id is None:
            what = _("命名“%(kind)s”（%(number)s），证书编号 %(serial)s。") % told
            yield Event(title.granted_on, what, organ)
        if title.superseded_at:
            yield Event(timezone.localdate(title.superseded_at), _("姓名更正，换发了新证书。"), organ)
        if title.renewed_at:
            yield Event(timezone.localdate(title.renewed_at), _("“%(kind)s”续期。") % told, organ)
        if title.revoked_at:
            yield Event(timezone.localdate(title.revoked_at), _("“%(kind)s”取消。") % told, organ)
        if title.withdrawn_at:
            yield Event(timezone.localdate(title.withdrawn_at), _("您家退出，称号终止，不是取消。"), _("您家自己"))
