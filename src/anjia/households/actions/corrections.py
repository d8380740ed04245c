"""A wrong name or month of birth is put right once, everywhere it stands (domain C3-1, 个保法 46).

A slip is put right at once. What could be another person waits, with its proof, for the town federation. Where the
name stands in a decision that was issued, the slices above answer with an erratum; the decision is never altered.
"""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import store_file
from anjia.households.actions.households import write_household
from anjia.households.enums import CorrectionState, KeptReason, Verb
from anjia.households.models import Correction, Household
from anjia.households.queries import proven_participants
from anjia.households.search import tokens_of
from anjia.households.signals import head_renamed
from anjia.households.slips import is_slip
from anjia.households.workflow import CORRECTION
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance

PROOF_KIND = "households.correction"
COUNTED = timedelta(days=365)
UNCHANGED = _("姓名和出生年月都没有变化。")
PROOF_MISSING = _("这样的改动可能是另一个人，要由乡镇（街道）妇联确认。请附上证明材料的扫描件或照片。")
CHANGED = _("提出更正以后，这户的资料又有了变化。请退回后重新提出。")


def is_large(household: Household, *, name: str, birth: str) -> bool:
    """Whether a correction could be another person: beyond a slip, or name and month of birth together.

    Small ones within a year count together, so that many slips do not make another person of a family.
    """
    first_name, first_birth = _base(household)
    both = name != first_name and bool(first_birth) and birth != first_birth
    return both or not is_slip(first_name, name)


def _base(household: Household) -> tuple[str, str]:
    """Name and month as they stood a year ago, or when the town federation last confirmed them."""
    recent = Correction.objects.filter(
        household=household, state=CorrectionState.APPLIED, decided_at__gte=timezone.now() - COUNTED
    )
    name, birth = household.head_name, household.head_birth
    for made in recent.order_by("-decided_at", "-pk"):
        if made.proof_file_id or made.after_name != name:
            break
        name, birth = made.before_name, made.before_birth
    return name, birth


@transaction.atomic
def correct_name(
    household: Household,
    *,
    name: str,
    version: int,
    by: Actor,
    birth: str | None = None,
    proof: bytes = b"",
    proof_name: str = "",
) -> Correction:
    """Put the head's name, the month of birth, or both right; a large change is only proposed, with `proof`.

    Raises NotPermitted, Refused (nothing changes, proof is missing, one is open), Conflict (changed since `version`).
    """
    require(by, Verb.EDIT, household.region.path)
    born = household.head_birth if birth is None else birth
    if (name, born) == (household.head_name, household.head_birth):
        raise Refused(UNCHANGED)
    large = is_large(household, name=name, birth=born)
    if large and not proof:
        raise Refused(PROOF_MISSING)
    if large and not proven_participants(Household.objects.filter(pk=household.pk)).exists():
        # Above the village nobody reads the name of a family whose consent is not proven (frame F5).
        raise Refused(_("这户的同意凭证还没有补。改动较大的更正，请先补凭证再提出。"))
    correction = _open(household, name, born, by)
    if not large:
        told = {"decided_at": timezone.now(), "decided_by_id": by.pk}
        correction = advance(correction, CORRECTION["apply"], by=by, set=told)
        _apply(correction, household, version, by)
        return correction
    if household.version != version:
        raise Conflict(_("刚刚有人改过这户的资料。请查看最新内容后再改。"))
    path = household.region.path
    stored = store_file(proof, name=proof_name or "proof", kind=PROOF_KIND, region_path=path, by=by)
    Correction.objects.filter(pk=correction.pk).update(proof_file_id=stored.pk)
    correction.refresh_from_db()
    audit.record(Verb.EDIT, correction, by=by, after={"state": correction.state}, region_path=path)
    return correction


def _open(household: Household, name: str, birth: str, by: Actor) -> Correction:
    try:
        with transaction.atomic():
            return Correction.objects.create(
                household=household,
                before_name=household.head_name,
                after_name=name,
                before_birth=household.head_birth,
                after_birth=birth,
                proposed_by_id=by.pk,
            )
    except IntegrityError as error:
        raise Conflict(_("这户已有一项更正在等乡镇（街道）妇联确认，请先办完那一项。")) from error


def _apply(correction: Correction, household: Household, version: int, by: Actor) -> None:
    before, after = household.head_name, correction.after_name
    values: dict[str, Any] = {"head_name": after, "head_birth": correction.after_birth}
    if after != before:
        values["search_tokens"] = tokens_of(after, household.phone)
    old = {"head_name": before, "head_birth": household.head_birth}
    new = {"head_name": after, "head_birth": correction.after_birth}
    write_household(household, version, values)
    audit.record(Verb.EDIT, household, by=by, before=old, after=new, region_path=household.region.path)
    if after != before:
        head_renamed.send(sender=Household, household=household, before=before, after=after, by=by)


@transaction.atomic
def confirm_correction(correction: Correction, *, by: Actor) -> Correction:
    """The town federation has seen the proof. Raises NotPermitted to whoever proposed it, Conflict where the family
    was changed meanwhile."""
    _require_second(correction, by)
    told = {"decided_at": timezone.now(), "decided_by_id": by.pk}
    correction = advance(correction, CORRECTION["confirm"], by=by, set=told)
    household = Household.objects.select_related("region").get(pk=correction.household_id)
    if (household.head_name, household.head_birth) != (correction.before_name, correction.before_birth):
        raise Conflict(CHANGED)
    _apply(correction, household, household.version, by)
    return correction


@transaction.atomic
def decline_correction(correction: Correction, *, reason: str, by: Actor) -> Correction:
    """Leave everything as it is, for a closed reason."""
    _require_second(correction, by)
    if reason not in KeptReason.values:
        raise Refused(_("请选择不予更正的原因。"))
    told = {"decided_at": timezone.now(), "decided_by_id": by.pk, "decline_reason": reason}
    return advance(correction, CORRECTION["decline"], by=by, note=str(KeptReason(reason).label), set=told)


def _require_second(correction: Correction, by: Actor) -> None:
    require(by, Verb.CONFIRM_CORRECTION, correction.household.region.path)
    if correction.proposed_by_id == by.pk:
        raise NotPermitted(_("提出更正的人不能自己确认。"), who=_("请由乡镇（街道）妇联的另一位工作人员确认。"))
