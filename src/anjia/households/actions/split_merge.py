"""One family becomes two, or two rows turn out to be one family."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.changes import begin, check_group, is_only_child, keep_change, sex_of_head, store, turn
from anjia.households.actions.consents import LIVE, assert_consents
from anjia.households.age import ADULT, is_under
from anjia.households.enums import ChangeKind, ConsentKind, ConsentState, DuplicateVerdict, Verb
from anjia.households.models import (
    ChangeRequest,
    Consent,
    DuplicateAnswer,
    Household,
    HouseholdChange,
    HouseholdMember,
    MinorConsent,
)
from anjia.households.permissions import Following
from anjia.households.rehoming import rehome
from anjia.households.search import phone_index, tokens_of
from anjia.households.signals import households_merged, households_registered
from anjia.households.standing import refuse_held
from anjia.households.workflow import CONSENT
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance_many
from anjia.regions.models import Region


@transaction.atomic
def split_household(
    household: Household,
    *,
    leaving: Collection[HouseholdMember],
    head: HouseholdMember,
    takes_part: bool,
    effective_on: date,
    version: int,
    by: Actor,
    region: Region | None = None,
    address: str = "",
    phone: str = "",
) -> HouseholdChange:
    """Members found a household of their own. Candidacy and title stay with the one that keeps the head.

    The new family is registered only if it wants to take part itself (frame F5); its consent is then asserted and
    waits for its proof. Otherwise its members leave the registry. Returns the change of the old household, which
    the letter to the new family is printed from.
    """
    begin(household, effective_on, by)
    _check_leaving(household, leaving, head)
    place = region or household.region
    check_group(place)
    size, gone = household.household_size, len(leaving)
    if size <= gone:
        raise Refused(
            _("家庭人数登记为 %(size)d 人，分出 %(gone)d 人后这户就没有人了。请先核对家庭人数；全家搬走请办“搬家”。")
            % {"size": size, "gone": gone}
        )
    code, head_sex, only = head.kinship, sex_of_head(household), is_only_child(household, head)
    store(household, version, household_size=size - gone)
    founded = _found(household, leaving, head, place, address, phone, effective_on, by) if takes_part else None
    if founded:
        turn(list(founded.members.all()), code, head_sex, only)
    else:
        HouseholdMember.objects.filter(pk__in=[member.pk for member in leaving]).delete()
    return keep_change(
        household, ChangeKind.SPLIT, effective_on=effective_on, by=by, other_id=founded.pk if founded else None,
        size_before=size, size_after=size - gone,
    )  # fmt: skip


def _check_leaving(household: Household, leaving: Collection[HouseholdMember], head: HouseholdMember) -> None:
    if not leaving:
        raise Refused(_("没有选分出去的成员。请勾选分出去的人。"), who=_("户主分出去的，请先办“变更户主”。"))
    if any(member.household_id != household.pk for member in leaving):
        raise Refused(_("只能分出本户登记的成员。"))
    if head not in leaving:
        raise Refused(_("新户的户主须在分出去的人里面。"))
    if is_under(ADULT, head.birth):
        raise Refused(_("%(name)s未满 18 周岁，不能作户主。请选一位成年成员。") % {"name": head.name})


def _found(
    household: Household,
    leaving: Collection[HouseholdMember],
    head: HouseholdMember,
    place: Region,
    address: str,
    phone: str,
    effective_on: date,
    by: Actor,
) -> Household:
    """The new household; whether it takes part is its own word."""
    require(by, Verb.EDIT, place.path)
    founded = Household.objects.create(
        region=place, head_name=head.name, head_birth=head.birth, household_size=len(leaving), address=address,
        phone=phone, phone_index=phone_index(phone), search_tokens=tokens_of(head.name, phone),
        occupation=head.work_or_school,
    )  # fmt: skip
    others = [member.pk for member in leaving if member.pk != head.pk]
    rehome(MinorConsent.objects.filter(member__in=others), founded.pk)
    rehome(HouseholdMember.objects.filter(pk__in=others), founded.pk)
    HouseholdMember.objects.filter(pk=head.pk).delete()
    keep_change(founded, ChangeKind.FOUNDED, effective_on=effective_on, by=by, other_id=household.pk)
    assert_consents([founded.pk], ConsentKind.PARTICIPATE, by=by)
    households_registered.send(sender=Household, ids=[founded.pk], by=by)
    return founded


@transaction.atomic
def merge_households(
    keep: Household,
    gone: Household,
    *,
    effective_on: date,
    version: int,
    gone_version: int,
    by: Actor,
    kinship: str = "",
) -> HouseholdChange:
    """Two rows are one family: what hangs on `gone` goes to `keep`, and `gone` is closed.

    Where the two heads are two persons, `kinship` says what the other is to the one that stays. Refused with itself,
    on notice, and where both are in the running for the same cycle (the slice above says what to do).
    """
    if keep.pk == gone.pk:
        raise Refused(_("这是同一条登记，不能和自己合并。请选另一条。"))
    for household in (keep, gone):
        require(by, Verb.SETTLE_DUPLICATES, household.region.path)
    if not keep.is_active or not gone.is_active:
        raise Conflict(_("其中一条登记已经合并或退出。请刷新后查看。"))
    if effective_on > timezone.localdate():
        raise Refused(_("变动日期 %(day)s 还没有到，到那一天再登记。") % {"day": effective_on})
    refuse_held(keep.pk, gone.pk, head=True)
    _join_consents(keep, gone, by)
    size = _join_members(keep, gone, kinship)
    households_merged.send(sender=HouseholdChange, keep=keep, gone=gone, by=by)
    store(gone, gone_version, is_active=False)
    before = keep.household_size
    store(keep, version, household_size=max(before, size), **_blanks_from(keep, gone))
    ChangeRequest.objects.filter(household_id=gone.pk).update(household_id=keep.pk)
    remember_verdict(keep, gone, DuplicateVerdict.SAME, by)
    facts: dict[str, Any] = {"effective_on": effective_on, "by": by}
    keep_change(gone, ChangeKind.ABSORBED, other_id=keep.pk, closes=True, **facts)
    return keep_change(
        keep, ChangeKind.MERGED, other_id=gone.pk, size_before=before, size_after=keep.household_size, **facts
    )


def _join_consents(keep: Household, gone: Household, by: Actor) -> None:
    """The stronger consent of each kind stays with the family; the other ends as history of its row."""
    following = Following(by, keep.region.path, gone.region.path)
    mine = {consent.kind: consent for consent in keep.consents.filter(state__in=LIVE)}
    for theirs in gone.consents.filter(state__in=LIVE):
        own = mine.get(theirs.kind)
        is_stronger = own is not None and own.state == ConsentState.ASSERTED and theirs.state == ConsentState.PROVEN
        weaker = theirs if own is not None and not is_stronger else own
        if weaker is not None:
            chosen = Consent.objects.filter(pk=weaker.pk)
            told = {"withdrawn_at": timezone.now(), "slip_code_hash": None}
            advance_many(chosen, CONSENT["withdraw"], by=following, note=str(_("合并重复登记")), set=told)
        if weaker is not theirs:
            rehome(Consent.objects.filter(pk=theirs.pk), keep.pk)


def _join_members(keep: Household, gone: Household, kinship: str) -> int:
    """Everybody once; returns how many residents are known then."""
    known = {(keep.head_name, keep.head_birth), *keep.members.values_list("name", "birth")}
    new = [member.pk for member in gone.members.all() if (member.name, member.birth) not in known]
    same_head = keep.head_name == gone.head_name
    if not same_head and not kinship:
        raise Refused(
            _("两条登记的户主不是同一个人。请说明%(other)s是%(head)s的什么人。")
            % {"other": gone.head_name, "head": keep.head_name}
        )
    rehome(MinorConsent.objects.filter(member__in=new), keep.pk)
    # What they were to the other head they need not be to this one.
    rehome(HouseholdMember.objects.filter(pk__in=new), keep.pk, **({} if same_head else {"kinship": ""}))
    gone.members.all().delete()
    if not same_head and (gone.head_name, gone.head_birth) not in known:
        HouseholdMember.objects.create(
            household=keep, name=gone.head_name, birth=gone.head_birth, kinship=kinship, work_or_school=gone.occupation
        )
    return keep.members.count() + 1


def _blanks_from(keep: Household, gone: Household) -> dict[str, str]:
    """What the row that stays does not know and the other does."""
    found = {name: getattr(gone, name) for name in ("address", "phone") if not getattr(keep, name)}
    if found.get("phone"):
        found |= {"phone_index": gone.phone_index, "search_tokens": tokens_of(keep.head_name, gone.phone)}
    return found


def remember_verdict(one: Household, other: Household, verdict: DuplicateVerdict, by: Actor) -> DuplicateAnswer:
    """Keep the answer, so that nobody is asked again."""
    first, second = sorted((one.pk, other.pk))
    answer, _new = DuplicateAnswer.objects.update_or_create(
        household_id=first, other_id=second, defaults={"verdict": verdict, "decided_by_id": by.pk}
    )
    return answer


@transaction.atomic
def keep_apart(one: Household, other: Household, *, by: Actor) -> DuplicateAnswer:
    """Two families that only look alike."""
    if one.pk == other.pk:
        raise Refused(_("这是同一条登记，不能和自己比较。请选另一条。"))
    for household in (one, other):
        require(by, Verb.SETTLE_DUPLICATES, household.region.path)
        audit.record(
            Verb.SETTLE_DUPLICATES, household, by=by, after={"verdict": "different"}, region_path=household.region.path
        )
    return remember_verdict(one, other, DuplicateVerdict.DIFFERENT, by)
