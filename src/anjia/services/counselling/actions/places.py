"""Rooms, who is on duty, whom to call, and groups that are only counted (A9-4)."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.codes import WALLED
from anjia.services.counselling.enums import Kept, Verb
from anjia.services.counselling.models import CounsellingRoom, CrisisContact, DutyDay, GroupSession

MOST = 20
MOST_PERSONS = 500


def _keep(row: Any, taken: str | Promise, by: Actor, verb: Verb = Verb.KEEP_ROOMS) -> None:
    try:
        with transaction.atomic(using=WALLED):
            row.save()
    except IntegrityError:
        raise Conflict(taken) from None
    audit.record(verb, row, by=by, region_path=row.region_path)


@walled
def keep_room(
    region: Region,
    *,
    name: str,
    address: str = "",
    is_open: bool = True,
    room: CounsellingRoom | None = None,
    by: Actor,
) -> CounsellingRoom:
    """Write a room down, or anew. One with hours agreed is not shut."""
    require(by, Verb.KEEP_ROOMS, region.path)
    if not name.strip():
        raise Refused(_("请写明咨询室的名称。"))
    held = room or CounsellingRoom(region_path=region.path)
    ahead = held.appointments.filter(kept=Kept.PLANNED, ends_at__gt=timezone.now()) if room else None
    if ahead is not None and not is_open and ahead.exists():
        raise Refused(_("这间还有约好的咨询，不能停用。"), who=_("请咨询师先改到别处。"))
    held.name, held.address, held.is_open = name.strip(), address.strip(), is_open
    _keep(held, _("已有同名的咨询室。"), by)
    return held


@walled
def set_duty(region: Region, *, day: date, person: User, by: Actor) -> DutyDay:
    """Who is on duty on a day. Raises Refused (a day gone by, no counsellor there)."""
    require(by, Verb.KEEP_ROOMS, region.path)
    if day < timezone.localdate():
        raise Refused(_("值班的日子不能早于今天。"))
    if not person.may(Verb.HANDLE, region.path):
        raise Refused(_("“%(person)s”在这个地方没有权益服务的角色。") % {"person": person})
    row, _made = DutyDay.objects.update_or_create(region_path=region.path, day=day, defaults={"user_id": person.pk})
    audit.record(Verb.KEEP_ROOMS, row, by=by, after={"day": day}, region_path=region.path)
    return row


@walled
def keep_contact(
    region: Region, *, place: int, label: str, number: str, contact: CrisisContact | None = None, by: Actor
) -> CrisisContact:
    """Whom to call, in the district's own words."""
    require(by, Verb.KEEP_ROOMS, region.path)
    digits = number.replace("-", "").replace(" ", "")
    if not label.strip() or not digits.isdigit() or not 3 <= len(digits) <= 12 or not 1 <= place <= MOST:
        raise Refused(_("请写明找谁和电话号码。"))
    held = contact or CrisisContact(region_path=region.path)
    held.place, held.label, held.number = place, label.strip(), number.strip()
    _keep(held, _("这个次序已经有了。"), by)
    return held


@walled
def remove_contact(contact: CrisisContact, *, by: Actor) -> None:
    require(by, Verb.KEEP_ROOMS, contact.region_path)
    audit.record(Verb.KEEP_ROOMS, contact, by=by, region_path=contact.region_path)
    contact.delete()


@walled
def count_group(
    region: Region, *, held_on: date, institution: str, theme: str, persons: int, by: Actor
) -> GroupSession:
    """A group in an institution: how many came. Raises Refused (a day to come, nobody, too many)."""
    require(by, Verb.COUNT_GROUPS, region.path)
    if held_on > timezone.localdate():
        raise Refused(_("日子不能晚于今天。"))
    if not institution.strip() or not theme.strip() or not 1 <= persons <= MOST_PERSONS:
        raise Refused(_("请写明单位、主题和人数（1 到 %(n)d）。") % {"n": MOST_PERSONS})
    made = GroupSession(region_path=region.path, held_on=held_on, institution=institution.strip(), theme=theme.strip())
    made.persons, made.held_by_id = persons, by.pk
    _keep(made, "", by, Verb.COUNT_GROUPS)
    return made
