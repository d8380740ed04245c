"""Cases of care and volunteers for tests and the demonstration, made by the same actions that people use."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.regions.models import Region
from anjia.services.actions import Told, assign_case, take_in
from anjia.services.care.actions import (
    assess_care,
    enter_volunteer,
    open_project,
    propose_pair,
    receive_donation,
    start_pair,
    vet_volunteer,
)
from anjia.services.care.enums import AidKind, Audience, Language, When
from anjia.services.care.models import AidProject, CareCase, CarePair, Volunteer
from anjia.services.care.queries import care_of
from anjia.services.enums import Given, Source, Topic
from anjia.services.models import Case
from anjia.web.once import new_token

NAME, GUARDIAN = "金丝雀小妹", "金丝雀奶奶"
NEEDS = "放学后没有人陪，作业没有人看"


def asked_for(audience: str = Audience.CHILD, **changes: Any) -> Told:
    """What somebody says who asks for care."""
    guardian = changes.pop("guardian", GUARDIAN if audience == Audience.CHILD else "")
    said = {"name": NAME, "summary": "父母都在外打工", "topic": Topic.SECURITY, "consents": True, "guardian": guardian}
    return Told(**{**said, **changes}, further={"audience": audience, "guardian": guardian})


def care_case(region: Region, lead: User, supervisor: User, audience: str = Audience.CHILD, **changes: Any) -> Case:
    """One that is given out."""
    token = changes.pop("token", new_token())
    case = take_in("care", region, asked_for(audience, **changes), source=Source.ONLINE, token=token)
    assign_case(case, lead, by=supervisor)
    return case


def assessed(case: Case, by: User) -> CareCase:
    return assess_care(care_of(case), languages=[Language.MIAO], times=[When.WEEKEND], needs=NEEDS, by=by)


def volunteer_in(
    region: Region, worker: User, vetter: User | None = None, *, on: date | None = None, **changes: Any
) -> Volunteer:
    """Somebody on the roster; vetted where there is somebody to vet."""
    told = {"name": "田妈妈", "phone": "13700001111", "languages": [Language.MIAO], "times": [When.WEEKEND]}
    entered = enter_volunteer(region, **{**told, **changes}, given=Given.SIGNED, by=worker)
    return (
        vet_volunteer(entered, checked_on=on or timezone.localdate(), judges_nobody=True, by=vetter)
        if vetter
        else entered
    )


def running_pair(care: CareCase, volunteer: Volunteer, by: User, *, in_days: int = 7) -> CarePair:
    """From the proposal to the first visit agreed on."""
    pair = propose_pair(care, volunteer, every_days=14, by=by)
    first_on = timezone.localdate() + timedelta(days=in_days)
    return start_pair(pair, given=Given.SIGNED, own_word=True, first_on=first_on, by=by)


def funded(region: Region, supervisor: User, *, name: str = "2026年春蕾助学", donor: str = "") -> AidProject:
    """A project with a thousand yuan."""
    project = open_project(region, kind=AidKind.SPRING_BUD, name=name, by=supervisor)
    today = timezone.localdate()
    receive_donation(project, amount=Decimal(1000), received_on=today, donor=donor, by=supervisor)
    return AidProject.objects.get(pk=project.pk)
