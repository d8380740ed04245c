"""The registry's own parts of a family's file: what is held of it, and what it agreed to."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.households.enums import ConsentKind, ConsentState, RequestKind, RequestState
from anjia.households.models import ChangeRequest, Consent, Household, HouseholdChange
from anjia.households.own_file import DONE, DUE, PLAIN, Line, Part, own_part
from anjia.households.own_history import Event, happened
from anjia.households.queries.households import live_consents
from anjia.households.workflow import REQUEST

PHONE_SHOWN = 3, 4
MOST = 6


@own_part(order=10)
def agreed(household: Household, on: date) -> Part:
    """Two consents, and that both can be taken back (frame F1)."""
    live = live_consents(household)
    return Part(
        _("您同意的事"),
        (_taking_part(live.get(ConsentKind.PARTICIPATE)), _shown_by_name(live.get(ConsentKind.PUBLISH))),
        _("参加不参加都由您家自己定。同意了的随时可以撤回，不用说理由，也不影响享受任何服务。"),
    )


def _taking_part(consent: Consent | None) -> Line:
    label = _("参加创建")
    if consent is None:
        return Line(label, _("您家现在没有参加。"), chip=_("没有参加"))
    if consent.state == ConsentState.PROVEN:
        day = date_format(consent.asserted_on, "DATE_FORMAT")
        return Line(label, _("您家在%(day)s同意参加。") % {"day": day}, chip=_("已同意"), tone=DONE)
    told = _("名单上写着您家参加，还没有您家自己的签字。没有签字就不评分。")
    return Line(label, told, chip=_("还没有签字"), tone=DUE)


def _shown_by_name(consent: Consent | None) -> Line:
    label = _("公开全名")
    if consent is not None and consent.state == ConsentState.PROVEN:
        return Line(label, _("公示和结果里显示户主的全名。"), chip=_("已同意"), tone=DONE)
    return Line(label, _("没有同意公开全名，公示和结果里只显示“王*明”的样子，结果不受影响。"), chip=_("不公开"))


@happened
def agreed_and_changed(household: Household) -> Iterator[Event]:
    """Consents given and taken back, and what was changed in the registry."""
    ours = _("您家自己")
    for consent in household.consents.select_related("proof").order_by("pk"):
        what = consent.get_kind_display()
        if consent.proof is not None:
            yield Event(consent.proof.recorded_on, _("同意“%(what)s”。") % {"what": what}, ours)
        if consent.withdrawn_at is not None:
            yield Event(timezone.localdate(consent.withdrawn_at), _("撤回“%(what)s”。") % {"what": what}, ours)
    for change in HouseholdChange.objects.filter(household=household):
        what = _("资料有变动：%(what)s。") % {"what": change.get_kind_display()}
        yield Event(change.effective_on, what, _("村（社区），向您家核实后"))


@own_part(order=80)
def held(household: Household, on: date) -> Part:
    """What the registry keeps, in the words of the form. The phone is shortened: somebody may look over a shoulder."""
    members, size = household.members.count(), household.household_size
    lines = [
        Line(_("户主"), household.head_name),
        Line(_("家住"), " ".join(part for part in (*_place(household), household.address) if part)),
        Line(_("家里几口人"), ngettext("%(n)d 口人", "%(n)d 口人", size) % {"n": size}),
    ]
    if household.head_birth:
        lines.append(Line(_("户主出生年月"), household.head_birth))
    if household.phone:
        lines.append(Line(_("联系电话"), shortened(household.phone)))
    if household.occupation:
        lines.append(Line(_("职业"), household.occupation))
    if members:
        lines.append(Line(_("登记的家人"), ngettext("%(n)d 人", "%(n)d 人", members) % {"n": members}))
    return Part(
        _("我们存着您家的这些资料"),
        tuple(lines),
        _("只存这些。不存政治面貌、信仰、健康、身份证号，也不存有没有调解、求助、反映过问题。"),
    )


@own_part(order=82)
def asked_for(household: Household, on: date) -> Part | None:
    """Changes that were asked for: how each stands, and until when it is answered."""
    rows = ChangeRequest.objects.filter(household_id=household.pk).exclude(kind=RequestKind.JOIN)
    lines = [_asked(row) for row in rows.order_by("-created_at", "-pk")[:MOST]]
    lede = _("由村（社区）向您家核实后再改。")
    return Part(_("请求改的资料"), tuple(lines), lede) if lines else None


def _asked(row: ChangeRequest) -> Line:
    text = _("%(day)s提出。") % {"day": date_format(timezone.localdate(row.created_at), "DATE_FORMAT")}
    waits = row.state == RequestState.RECEIVED
    tone = DUE if waits else DONE if row.state == RequestState.ACCEPTED else PLAIN
    chip = REQUEST.public_name(row.state)
    return Line(row.get_kind_display(), text, chip=chip, tone=tone, until=row.due_on if waits else None)


def _place(household: Household) -> tuple[str, str]:
    return household.region.parent.name, household.region.name


def shortened(phone: str) -> str:
    """138****5678.

    >>> shortened("13812345678")
    '138****5678'
    """
    head, tail = PHONE_SHOWN
    return f"{phone[:head]}****{phone[-tail:]}"
