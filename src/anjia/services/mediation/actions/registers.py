"""The registers of mediation: committees, trainings, and who answers for a place."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import contains
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.codes import WALLED
from anjia.services.mediation.enums import LinkDuty, Verb
from anjia.services.mediation.models import Committee, MediatorTraining, ResponsibilityLink
from anjia.services.mediation.models.registers import FEWEST_MEMBERS, MOST_MEMBERS

LEVELS = (Level.COUNTY, Level.TOWN, Level.VILLAGE)


@walled
def add_committee(region: Region, *, name: str, members: int, women: int, elected_on: date, by: Actor) -> Committee:
    """Enter a committee: three to nine members, women among them (人民调解法 8).

    Raises Refused, Conflict (one of that name is in office there).
    """
    require(by, Verb.KEEP_REGISTERS, region.path)
    if not FEWEST_MEMBERS <= members <= MOST_MEMBERS:
        raise Refused(_("调解委员会由三至九名委员组成。"))
    if not 1 <= women <= members:
        raise Refused(_("调解委员会应当有妇女委员。"))
    if not name.strip() or elected_on > timezone.localdate():
        raise Refused(_("请写明名称；产生的日子不能晚于今天。"))
    told = {"name": name.strip(), "members": members, "women": women, "elected_on": elected_on}
    try:
        with transaction.atomic(using=WALLED):
            made = Committee.objects.create(region_path=region.path, **told)
    except IntegrityError:
        raise Conflict(_("这里已有同名的调解委员会。"), who=_("换届的，请先登记前一届届满。")) from None
    audit.record(Verb.KEEP_REGISTERS, made, by=by, after={"members": members, "women": women}, region_path=region.path)
    return made


@walled
def end_committee(committee: Committee, *, by: Actor) -> None:
    """Its term is over; cases that it mediated keep it."""
    require(by, Verb.KEEP_REGISTERS, committee.region_path)
    held = Committee.objects.filter(pk=committee.pk, ended_on__isnull=True)
    if not held.update(ended_on=timezone.localdate(), updated_at=timezone.now()):
        raise Conflict(_("这个调解委员会已经届满。"))
    audit.record(Verb.KEEP_REGISTERS, committee, by=by, after={"ended": True}, region_path=committee.region_path)


@walled
def add_training(region: Region, *, title: str, held_on: date, hours: int, persons: int, by: Actor) -> MediatorTraining:
    """Enter a training of mediators."""
    require(by, Verb.KEEP_REGISTERS, region.path)
    if not title.strip() or hours < 1 or persons < 1 or held_on > timezone.localdate():
        raise Refused(_("请写明培训什么、学时和人次；日子不能晚于今天。"))
    told = {"title": title.strip(), "held_on": held_on, "hours": hours, "persons": persons}
    made = MediatorTraining.objects.create(region_path=region.path, **told)
    audit.record(Verb.KEEP_REGISTERS, made, by=by, after={"persons": persons}, region_path=region.path)
    return made


@walled
def answer_for(region: Region, duty: str, person: User, *, by: Actor) -> ResponsibilityLink:
    """Say who answers for mediation in a place from now on; whoever did before no longer does. It opens no case."""
    require(by, Verb.KEEP_REGISTERS, region.path)
    if duty not in LinkDuty.values or region.level not in LEVELS:
        raise Refused(_("三级是区县、乡镇（街道）、村（社区）；每级一名负责人、一名联系人。"))
    if not _stands_there(person, region):
        raise Refused(_("“%(person)s”在这个地方没有角色。") % {"person": person}, who=_("请先请系统管理员授予角色。"))
    held = ResponsibilityLink.objects.filter(region_path=region.path, duty=duty, ended_at__isnull=True)
    held.update(ended_at=timezone.now(), updated_at=timezone.now())
    made = ResponsibilityLink.objects.create(region_path=region.path, duty=duty, user_id=person.pk, set_by_id=by.pk)
    audit.record(Verb.KEEP_REGISTERS, made, by=by, after={"duty": duty}, region_path=region.path)
    return made


def _stands_there(person: User, region: Region) -> bool:
    """Whether somebody holds a role there, above or below, today."""
    held = [membership.region.path for membership in person.memberships_now]
    return any(contains(path, region.path) or contains(region.path, path) for path in held)
