"""Writes to one family: its data, its members; a look at its phone number is an event too."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.consents import assert_consents
from anjia.households.actions.members_bin import discard_member
from anjia.households.age import CHILD, is_under
from anjia.households.enums import ConsentKind, Verb
from anjia.households.models import Household, HouseholdMember
from anjia.households.search import phone_index, tokens_of
from anjia.households.signals import households_registered
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region

EDITABLE = ("head_birth", "household_size", "address", "phone", "occupation", "residence_type")
CHANGED = _("刚刚有人改过这户的资料。请查看最新内容后再改。")
HEAD = "02"
# How long a child's data wait for the guardian's consent.
GUARDIAN_DAYS = 30


@transaction.atomic
def register_household(*, region: Region, head_name: str, by: Actor, **values: Any) -> Household:
    """Enter one family that said yes (from paper); its consent is asserted until proven."""
    require(by, Verb.EDIT, region.path)
    phone = values.get("phone", "")
    household = Household.objects.create(
        region=region,
        head_name=head_name,
        phone_index=phone_index(phone),
        search_tokens=tokens_of(head_name, phone),
        **values,
    )
    audit.record(Verb.EDIT, household, by=by, after={"registered": True}, region_path=region.path)
    assert_consents([household.pk], ConsentKind.PARTICIPATE, by=by)
    households_registered.send(sender=Household, ids=[household.pk], by=by)
    return household


@transaction.atomic
def register_households(
    families: Sequence[tuple[Region, str]], publishing: Collection[int], *, batch_id: UUID, by: Actor
) -> list[Household]:
    """Enter many families of a list by group and head; those at the places `publishing` show their names too.

    Their consents are asserted until proven; `batch_id` says which list they came with.
    """
    for path in {region.path for region, _name in families}:
        require(by, Verb.EDIT, path)
    rows = [
        Household(region=region, head_name=name, search_tokens=tokens_of(name, ""), import_batch_id=batch_id)
        for region, name in families
    ]
    made = Household.objects.bulk_create(rows, batch_size=500)
    entries = [(household.pk, household.region.path, None, {"registered": True}) for household in made]
    audit.record_many(Verb.EDIT, Household._meta.label_lower, entries, by=by)
    assert_consents([household.pk for household in made], ConsentKind.PARTICIPATE, by=by)
    assert_consents([made[at].pk for at in publishing], ConsentKind.PUBLISH, by=by)
    households_registered.send(sender=Household, ids=[household.pk for household in made], by=by)
    return made


@transaction.atomic
def edit_household(household: Household, *, version: int, values: Mapping[str, Any], by: Actor) -> Household:
    """Change data of a family; where it lives is a dated change of its own (`changes.move_household`).

    Raises Conflict where it was changed since `version` was read.
    """
    require(by, Verb.EDIT, household.region.path)
    new = {name: values[name] for name in EDITABLE if name in values}
    if household.head_birth and not new.get("head_birth", ""):
        # A month on file is corrected, never cleared by the way.
        new.pop("head_birth", None)
    changed = [name for name, value in new.items() if getattr(household, name) != value]
    if "head_birth" in changed and household.head_birth and new["head_birth"]:
        raise Refused(_("出生年月已经登记。写错了，请用“更正姓名或出生年月”办理。"))
    if "phone" in changed:
        new |= {
            "phone_index": phone_index(new["phone"]),
            "search_tokens": tokens_of(household.head_name, new["phone"]),
        }
    write_household(household, version, new)
    audit.record(Verb.EDIT, household, by=by, after={"changed": changed}, region_path=household.region.path)
    return household


def write_household(household: Household, version: int, values: Mapping[str, Any]) -> None:
    """The only update of a family's row; Conflict where it was changed since `version` was read."""
    rows = Household.objects.filter(pk=household.pk, version=version, is_active=True)
    if not rows.update(**values, version=F("version") + 1, updated_at=timezone.now()):
        raise Conflict(CHANGED)
    household.refresh_from_db()


@transaction.atomic
def reveal_phone(household: Household, *, reason: str, by: Actor) -> str:
    """The whole number, for a reason that is recorded (experience 20)."""
    require(by, Verb.REVEAL, household.region.path)
    if len(reason.strip()) < 2:
        raise Refused(_("请写明查看号码的用途。"))
    audit.record(Verb.REVEAL, household, by=by, note=reason.strip(), region_path=household.region.path)
    return household.phone


@transaction.atomic
def save_member(member: HouseholdMember, *, by: Actor) -> HouseholdMember:
    """Add or change a resident beside the head; one head per family (domain B3)."""
    household = member.household
    require(by, Verb.EDIT, household.region.path)
    if member.kinship == HEAD:
        raise Refused(_("户主已经登记在本户资料里，这里只登记其他家庭成员。"))
    added = member._state.adding
    child = is_under(CHILD, member.birth)
    if child and not member.consents.exists() and member.consent_due_on is None:
        member.consent_due_on = timezone.localdate() + timedelta(days=GUARDIAN_DAYS)
    member.save()
    told = {"member": "added" if added else "changed"}
    audit.record(Verb.EDIT, household, by=by, after=told, region_path=household.region.path)
    return member


@transaction.atomic
def remove_member(member: HouseholdMember, *, by: Actor) -> None:
    household = member.household
    require(by, Verb.EDIT, household.region.path)
    discard_member(member, by=by)
    member.delete()
    audit.record(Verb.EDIT, household, by=by, after={"member": "removed"}, region_path=household.region.path)
