"""The number on the home is the number of rows behind it, for everybody of the demonstration (experience 14)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from anjia.accounts.models import Membership, User
from anjia.documents.models import ExportRequest
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.households.enums import PageState, RequestKind
from anjia.households.models import ChangeRequest, Correction, Household, HouseholdMember, ScannedPage, ScanUpload
from anjia.notices.factories import objection_to, running_notice
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.regions.queries import switcher
from anjia.web.screens import ListScreen

# Both sides of the wall: everybody of the demonstration is asked, those behind it too.
pytestmark = pytest.mark.django_db(databases=["default", "services"])

TASKS = reverse("console:tasks")


TODAY = timezone.localdate
STATES = (CandidacyState.SCORED, CandidacyState.NOMINATED, CandidacyState.REVIEWED, CandidacyState.RETURNED)


def something_everywhere():
    """Beside what the demonstration holds, something to do of every kind, in two villages of a town."""
    for state, family in zip(STATES * 6, Candidacy.objects.exclude(state="named").order_by("?")[:24], strict=False):
        Candidacy.objects.filter(pk=family.pk).update(state=state)
    village = Household.objects.select_related("region__parent").first().region.parent
    sisters = Region.objects.filter(parent=village.parent, children__isnull=False).exclude(pk=village.pk)
    group = sisters.order_by("path")[0].children.order_by("path")[0]
    _in_village(list(Household.objects.filter(region__parent=village).order_by("pk")))
    _in_village([Household.objects.create(region=group, head_name=f"何{n}", head_birth="1970-05") for n in range(8)])


def _in_village(families):
    village, asker = families[0].region.parent, uuid4()
    for number, family in enumerate(families[:5]):
        Correction.objects.create(household=family, after_name="何某", proposed_by_id=asker, proof_file_id=uuid4())
        ExportRequest.objects.create(
            region=village, list_name="households:list", persons=90 + 10 * number, purpose="开会", requested_by_id=asker
        )
        birth = TODAY() - timedelta(days=365 * (12 + number))
        HouseholdMember.objects.create(household=family, name="何小", kinship="20", birth=f"{birth:%Y-%m}")
        ChangeRequest.objects.create(
            region=village, kind=RequestKind.choices[0][0], asker="head", code_hash=uuid4().hex, due_on=TODAY()
        )
    twin = families[5]
    Household.objects.create(region=families[6].region, head_name=twin.head_name, head_birth=twin.head_birth)
    for pages in (1, 2):
        upload = ScanUpload.objects.create(region=village, uploaded_by_id=asker)
        for position in range(pages):
            ScannedPage.objects.create(upload=upload, position=position, picture_id=uuid4(), state=PageState.UNREAD)
    entries = running_notice(
        families[7].region, ProgrammeCycle.objects.get(state=CycleState.OPEN), names=("何一", "何二")
    ).entries.all()
    for entry in entries[:2]:
        objection_to(entry)


def places_of(user):
    """Nothing chosen, and the first two places below one's own."""
    own = switcher(user)[0]
    return ["", *Region.objects.filter(parent=own).order_by("path").values_list("path", flat=True)[:2]]


def is_list(url):
    return issubclass(getattr(resolve(url.split("?")[0]).func, "view_class", object), ListScreen)


def counted(user):
    """Of each task that opens a list: what it says, and how many rows the list has."""
    client = Client()
    client.force_login(user)
    for place in places_of(user):
        for entry in client.get(TASKS, {"place": place} if place else {}).context["entries"]:
            task, url = entry["task"], entry["url"]
            if is_list(url):
                said = int(re.search(r"\d+", str(task.title)).group())
                yield (user.username, place, url), (said, task.count, client.get(url).context["total"])


@pytest.mark.timeout(600)
def test_every_number_on_every_home_is_the_number_of_rows_behind_it(db, settings):
    settings.DEMO = True
    call_command("demo", "--size", "small")
    something_everywhere()
    held = Membership.objects.filter(user__is_demo=True).values("user")
    answers = dict(pair for user in User.objects.filter(pk__in=held) for pair in counted(user))
    wrong = {asked: found for asked, found in answers.items() if len(set(found)) != 1}
    assert wrong == {}
    lists = {url.split("?")[0] for _name, _place, url in answers}
    assert len(lists) >= 10, f"too few kinds of tasks to mean anything: {lists}"
