"""Whether somebody who works in the programme belongs to a family (domain A2-7).

Known by the registry alone: the same phone, or the same name as the head or a member where the family lives. Who only
shares the name steps aside too; there is always another, and it says nothing of the family.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from anjia.accounts.models import User
from anjia.households.models import Household, HouseholdMember
from anjia.households.search import phone_index

CHUNK = 400


def kin_among(household_ids: Collection[uuid.UUID], users: Collection[User]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """For each family, the ids of the users who belong to it; families with none are left out. Two statements for
    each few hundred families. Ask it with the people of the families' own place."""
    people = [user for user in users if user.pk]
    by_name: dict[str, set[uuid.UUID]] = defaultdict(set)
    by_phone: dict[str, set[uuid.UUID]] = defaultdict(set)
    for user in people:
        by_name[user.display_name].add(user.pk)
        by_phone[phone_index(user.username)].add(user.pk)
    by_phone.pop("", None)
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    wanted = list(household_ids)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        heads = Household.objects.filter(pk__in=part).filter(Q(head_name__in=by_name) | Q(phone_index__in=by_phone))
        for pk, name, phone in heads.order_by().values_list("pk", "head_name", "phone_index"):
            found[pk] |= by_name.get(name, set()) | by_phone.get(phone, set())
        members = HouseholdMember.objects.filter(household__in=part, name__in=by_name).order_by()
        for pk, name in members.values_list("household", "name"):
            found[pk] |= by_name[name]
    return {pk: ids for pk, ids in found.items() if ids}


def belongs_to(user: User, *, by_name: bool = True) -> Q:
    """The same for one person, as a condition on rows that have a `household`, to be made part of a larger query."""
    found = Q(pk__in=[])
    phone = phone_index(user.username)
    if phone:
        found |= Q(household__phone_index=phone)
    if by_name and user.display_name:
        named = HouseholdMember.objects.filter(household=OuterRef("household"), name=user.display_name)
        found |= Q(household__head_name=user.display_name) | Q(Exists(named))
    return found
