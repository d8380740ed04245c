"""Projects with their money, help from them by consent, and homes looked at on request (domain A9-7; A12)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.actions.records import ask_team
from anjia.services.actions.walled import note, walled
from anjia.services.care.enums import AidKind, AidState, CareState, Hazard, Verb, sealed
from anjia.services.care.models import AidDonation, AidGrant, AidProject, CareCase, HomeSafetyVisit
from anjia.services.care.permissions import refuse_closed, require_handler, require_helper
from anjia.services.care.queries import projects_for
from anjia.services.care.workflow import AID
from anjia.services.codes import WALLED
from anjia.services.enums import Duty, Given
from anjia.services.permissions import require_member

GIVEN = frozenset({Given.SIGNED, Given.SPOKEN})


@walled
def open_project(region: Region, *, kind: str, name: str, by: Actor) -> AidProject:
    """Open a project for a district or a town. Raises NotPermitted, Refused, Conflict (the name stands there)."""
    require(by, Verb.FUND, region.path)
    if region.level not in {Level.COUNTY, Level.TOWN} or kind not in AidKind.values or not name.strip():
        raise Refused(_("请选择区县或乡镇（街道）、做什么，并写名称。"))
    told = {"kind": kind, "name": name.strip(), "opened_on": timezone.localdate()}
    try:
        with transaction.atomic(using=WALLED):
            made = AidProject.objects.create(region_id=region.pk, region_path=region.path, **told)
    except IntegrityError:
        raise Conflict(_("已经有这个名称的项目。"), who=_("请写上年份，或用原来的项目。")) from None
    audit.record(Verb.FUND, made, by=by, after={"opened": kind}, region_path=made.region_path)
    return made


@walled
def close_project(project: AidProject, *, by: Actor) -> None:
    """No more comes in or goes out. What is asked for has to be decided first."""
    require(by, Verb.FUND, project.region_path)
    if AidGrant.objects.filter(project=project, state=AidState.PROPOSED).exists():
        raise Conflict(_("还有帮扶等督导决定。"), who=_("请先决定，再结束项目。"))
    closed = AidProject.objects.filter(pk=project.pk, closed_on__isnull=True)
    if not closed.update(closed_on=timezone.localdate(), updated_at=timezone.now()):
        raise Conflict(_("项目已经结束。"))
    audit.record(Verb.FUND, project, by=by, after={"closed": True}, region_path=project.region_path)


@walled
def receive_donation(project: AidProject, *, amount: Decimal, received_on: date, donor: str = "", by: Actor) -> None:
    """Note what came in. Raises Refused (nothing, a day to come), Conflict (the project is closed)."""
    require(by, Verb.FUND, project.region_path)
    if amount <= 0 or received_on > timezone.localdate():
        raise Refused(_("请写明金额，和今天以前收到的日子。"))
    held = AidProject.objects.filter(pk=project.pk, closed_on__isnull=True)
    if not held.update(received=F("received") + amount, updated_at=timezone.now()):
        raise Conflict(_("项目已经结束。"))
    told = {"amount": amount, "received_on": received_on, "donor": donor.strip(), "noted_by_id": by.pk}
    AidDonation.objects.create(project=project, **told)
    audit.record(Verb.FUND, project, by=by, after={"amount": str(amount)}, region_path=project.region_path)


@walled
def propose_aid(care: CareCase, project: AidProject, *, amount: Decimal, words: str, given: str, by: Actor) -> AidGrant:
    """Ask the supervisor for help from a project, with the person's consent to exactly that.

    Raises Refused (no consent, not their place's project, more than is left), Conflict (one waits already).
    """
    require_handler(care, by)
    if care.state == CareState.RECEIVED:
        raise Conflict(_("先了解需要，再请求帮扶。"))
    if given not in GIVEN:
        raise Refused(_("没有本人（孩子由监护人）同意，不能列为帮扶对象。"))
    if amount <= 0 or not words.strip():
        raise Refused(_("请写明金额和用来做什么。"))
    held = projects_for(care).filter(pk=project.pk).first()
    if held is None:
        raise Refused(_("请选择本地还在进行的项目。"))
    _refuse_beyond(held, amount)
    told = {"amount": amount, "words": words.strip(), "given": given, "given_on": timezone.localdate()}
    try:
        with transaction.atomic(using=WALLED):
            made = AidGrant.objects.create(care=care, project=held, proposed_by_id=by.pk, **told)
    except IntegrityError:
        raise Conflict(_("已有一项帮扶等督导决定。")) from None
    note(Verb.HANDLE, care.case, by=by, aid=str(made.pk))
    return made


def _refuse_beyond(project: AidProject, amount: Decimal) -> None:
    if amount > project.received - project.granted:
        raise Refused(
            _("项目只剩 %(left)s 元，不能超支。") % {"left": project.received - project.granted},
            who=_("请减少金额，或另选项目。"),
        )


@walled
def grant_aid(grant: AidGrant, *, by: Actor) -> AidGrant:
    """The supervisor decides for it: never who asked, never beyond what is left."""
    require_member(grant.care.case, by, Duty.SUPERVISOR, verb=Verb.OVERSEE)
    refuse_closed(grant.care)
    if grant.proposed_by_id == by.pk:
        raise NotPermitted(_("请求的人不能自己决定。"), who=_("请另一位督导决定。"))
    told = {"decided_by_id": by.pk, "decided_on": timezone.localdate()}
    moved: AidGrant = advance(grant, AID["grant"], by=by, set=told)
    enough = AidProject.objects.filter(pk=grant.project_id, received__gte=F("granted") + grant.amount)
    if not enough.update(granted=F("granted") + grant.amount, updated_at=timezone.now()):
        _refuse_beyond(AidProject.objects.get(pk=grant.project_id), grant.amount)
        raise Conflict(_("项目的钱刚被用去，请刷新后再看。"))
    return moved


@walled
def drop_aid(grant: AidGrant, *, by: Actor) -> AidGrant:
    """It does not come about: the lead takes it back, or the supervisor decides against it; without a reason."""
    require_member(grant.care.case, by, Duty.LEAD, Duty.SUPERVISOR, verb=Verb.FOLLOW)
    told = {"decided_by_id": by.pk, "decided_on": timezone.localdate()}
    return advance(grant, AID["drop"], by=by, set=told)


@walled
def note_safety(
    care: CareCase, *, asked: bool, made_on: date, hazards: Iterable[str] = (), words: str = "", by: Actor
) -> HomeSafetyVisit:
    """A home was looked at because somebody asked for it. What is dangerous stands among the team's tasks."""
    require_helper(care, by)
    found = list(hazards)
    if not asked:
        raise Refused(_("只在本人（孩子由监护人）要求时上门查看。"))
    if not care.case.received_on <= made_on <= timezone.localdate() or set(found) - set(Hazard.values):
        raise Refused(_("请从列表里选择；查看的日子应在收到之后、今天以前。"))
    made = HomeSafetyVisit.objects.create(
        care=care, made_on=made_on, hazards=sealed(found), words=words.strip(), noted_by_id=by.pk
    )
    if found:
        ask_team(care.case, _("家里有安全隐患：和本人商量怎样处理"))
    note(Verb.HANDLE, care.case, by=by, safety=str(made.pk))
    return made
