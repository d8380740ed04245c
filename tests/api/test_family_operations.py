"""Recusals, alternatives, dated changes, credit offers, reposting, papers, jobs: the acts of the pages, by a token."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anjia.documents.models import StoredFile
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacy_in, open_cycle
from anjia.evaluations.models import Recusal
from anjia.honours.factories import issued_decision
from anjia.honours.models import Title
from anjia.households.factories import consent, family
from anjia.households.models import Household, HouseholdChange, HouseholdMember
from anjia.kernel.ids import uuid7
from anjia.kernel.models import Job
from anjia.notices.actions import take_down_notice
from anjia.notices.enums import TakeDownReason
from anjia.notices.factories import objection_to, running_notice
from anjia.notices.models import Objection
from anjia.programmes.models import CreditSource
from tests.api.program import Program

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
PDF += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def officer(world):
    return Program(world.village_officer)


@pytest.fixture
def candidacy(world):
    return candidacy_in(CandidacyState.CONSENTED, group=world.group, cycle=open_cycle(world.county))


def test_recusals_by_oneself_and_by_the_family(world, officer, candidacy):
    path = f"candidacies/{candidacy.pk}/recusals"
    leader = Program(world.group_leader)
    kin = leader("POST", path, {"person": str(world.group_leader.pk), "kind": "kin"})
    assert (kin.status_code, [line["kind"] for line in kin.json()]) == (200, ["kin"])
    wish = {"person": str(world.resident_representative.pk), "kind": "excluded"}
    for _n in range(2):
        assert len(officer("POST", path, wish).json()) == 2, "asked twice, it is one"
    own = Program(world.resident_representative)("GET", path).json()
    assert [line["kind"] for line in own] == ["kin"], "a family's wish is not told to whom it is about"
    refused = leader("POST", path, wish)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    excluded = Recusal.objects.get(kind="excluded")
    assert officer("DELETE", f"{path}/{excluded.pk}").status_code == 204
    assert officer("DELETE", f"{path}/{excluded.pk}").status_code == 404
    stranger = {"person": str(world.neighbour_village_officer.pk), "kind": "kin"}
    assert officer("POST", path, stranger).status_code == 404


def test_alternatives_are_chosen_by_the_version_that_was_read(officer, candidacy):
    path = f"candidacies/{candidacy.pk}/alternatives"
    read = officer("GET", path)
    offered, *others = read.json()["offered"]
    assert not any(line["is_chosen"] for line in (offered, *others))
    body = {"codes": [offered["code"]]}
    assert officer("PUT", path, body).status_code == 422
    chosen = officer("PUT", path, body, **{"If-Match": read["ETag"]})
    assert chosen.status_code == 200
    assert [line["code"] for line in chosen.json()["offered"] if line["is_chosen"]] == [offered["code"]]
    assert officer("PUT", path, body, **{"If-Match": read["ETag"]}).status_code == 412
    assert officer("PUT", path, {"codes": ["none"]}, **{"If-Match": chosen["ETag"]}).json()["code"] == "refused"


def changes(officer, household, kind, **body):
    version = Household.objects.get(pk=household.pk).version
    told = {"effective_on": timezone.localdate().isoformat(), **body}
    return officer("POST", f"households/{household.pk}/changes/{kind}", told, **{"If-Match": f'"{version}"'})


def member(household, name, kinship):
    return HouseholdMember.objects.create(household=household, name=name, kinship=kinship, birth="1975-02", sex="1")


@pytest.fixture
def household(world):
    row = family(world.group, "王秀英", household_size=4)
    consent(row, proven=True)
    return row


def test_a_family_changes_step_by_step(world, officer, household):
    son, second = member(household, "王强", "21"), member(household, "王勇", "22")
    headed = changes(officer, household, "head", member=str(son.pk), phone="18437006307")
    assert (headed.status_code, headed.json()["head_before"], headed.json()["head_after"]) == (201, "王秀英", "王强")
    parted = changes(officer, household, "split", leaving=[str(second.pk)], head=str(second.pk), takes_part="yes")
    assert parted.status_code == 201, parted.json()
    founded = Household.objects.get(pk=parted.json()["other"])
    assert founded.head_name == "王勇"
    mother = household.members.get(name="王秀英")
    died = changes(officer, household, "death", member=str(mother.pk))
    assert (died.json()["person"], died.json()["size_after"]) == ("王秀英", 2)
    merged = changes(officer, household, "merge", other=str(founded.pk), other_version=founded.version, kinship="71")
    assert merged.status_code == 201, merged.json()
    moved = changes(officer, household, "move", village=world.neighbour_village.name, group=world.neighbour_group.name)
    assert moved.status_code == 201, moved.json()
    assert moved.json()["region_after"] == str(world.neighbour_group.pk)
    assert officer("GET", f"households/{household.pk}/changes").status_code == 404, "it lives elsewhere now"
    neighbour = Program(world.neighbour_village_officer)
    told = neighbour("GET", f"households/{household.pk}/changes").json()
    assert [line["kind"] for line in told] == ["new_head", "split", "died", "merged", "moved"]
    assert neighbour("POST", f"changes/{moved.json()['id']}/acknowledge").json()["acknowledged_at"]
    assert neighbour("POST", f"changes/{moved.json()['id']}/acknowledge").status_code == 409
    assert changes(neighbour, household, "leave").json()["closes"]


def test_a_change_is_refused_for_an_old_version_a_day_to_come_and_a_neighbour(world, officer, household):
    path, today = f"households/{household.pk}/changes/leave", timezone.localdate()
    body = {"effective_on": today.isoformat()}
    assert officer("POST", path, body, **{"If-Match": '"9"'}).status_code == 412
    late = {"effective_on": (today + timedelta(days=1)).isoformat()}
    assert officer("POST", path, late, **{"If-Match": '"1"'}).json()["code"] == "refused"
    assert Program(world.neighbour_village_officer)("POST", path, body, **{"If-Match": '"1"'}).status_code == 404
    assert not HouseholdChange.objects.exists()


def test_the_same_key_leaves_once(officer, household):
    path, body = f"households/{household.pk}/changes/leave", {"effective_on": timezone.localdate().isoformat()}
    sent = {"If-Match": '"1"', "Idempotency-Key": "leave-1"}
    first, again = (officer("POST", path, body, **sent) for _n in range(2))
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert HouseholdChange.objects.count() == 1


def test_credit_offers_are_written_and_taken_back(world, officer, candidacy):
    cycle = candidacy.cycle
    criterion = cycle.standard_version.criteria.filter(reasons__is_missing_credit=True).first()
    path = f"cycles/{cycle.pk}/credits/{world.village.pk}/offers/{criterion.pk}"
    for _n in range(2):
        assert officer("PUT", path, {"offer": "每月社区学习日"}).json()["offer"] == "每月社区学习日"
    assert CreditSource.objects.count() == 1
    assert Program(world.neighbour_village_officer)("PUT", path, {"offer": "别处"}).status_code == 404
    assert officer("DELETE", path).status_code == 204
    assert not CreditSource.objects.exists()


def test_a_notice_taken_down_is_posted_again(world, officer):
    notice = running_notice(world.group, open_cycle(world.county))
    take_down_notice(notice, reason=TakeDownReason.values[0], by=world.village_officer)
    path = f"notices/{notice.pk}/repost"
    assert officer("POST", path, {"expected": 99}).status_code == 409
    again = officer("POST", path, {})
    assert (again.status_code, again.json()["state"], again.json()["restarts"]) == (200, "running", 1)
    assert officer("POST", path, {}).status_code in {409, 422}


def test_a_certificate_alone_and_only_in_ones_own_place(world, officer):
    decision = issued_decision(world, open_cycle(world.county, authorisation_file_id=uuid7()))
    title = Title.objects.filter(decision=decision).first()
    made = officer("GET", f"titles/{title.pk}/certificate")
    assert (made.status_code, made["Content-Type"], made.content[:4]) == (200, "application/pdf", b"%PDF")
    neighbour = Program(world.neighbour_village_officer)
    assert neighbour("GET", f"titles/{title.pk}/certificate").status_code == 404


def test_a_paper_objection_comes_with_its_scan_as_a_file(world, officer):
    notice = running_notice(world.group, open_cycle(world.county))
    investigator, path = Program(world.town_federation), f"notices/{notice.pk}/paper-objections"
    told = {
        "paper_on": timezone.localdate().isoformat(),
        "entry": str(notice.entries.first().pk),
        "ground": "wrong_data",
        "statement": "组别写错了。",
        "helped_by": "李见证",
    }
    scan = SimpleUploadedFile("异议.pdf", PDF, "application/pdf")
    made = investigator.send(path, told, paper_scan=scan)
    assert made.status_code == 201, made.json()
    objection = Objection.objects.get()
    (paper,) = investigator("GET", f"objections/{objection.pk}/papers").json()
    assert (paper["form"], paper["helped_by"]) == ("objection", "李见证")
    assert investigator("GET", f"files/{paper['scan']}").content == PDF
    assert officer("GET", f"files/{paper['scan']}").status_code == 404, "not by who publishes"
    assert officer("GET", f"files/{uuid7()}").status_code == 404
    refused = officer.send(path, told, paper_scan=SimpleUploadedFile("异议.pdf", PDF, "application/pdf"))
    assert refused.status_code == 403
    wrong = SimpleUploadedFile("异议.txt", b"no scan", "application/pdf")
    assert investigator.send(path, told, paper_scan=wrong).json()["code"] == "refused"
    assert StoredFile.objects.filter(pk=paper["scan"]).count() == Objection.objects.count() == 1


def test_papers_of_nothing_are_an_empty_list(world, officer):
    objection = objection_to(running_notice(world.group, open_cycle(world.county)).entries.first())
    assert Program(world.town_federation)("GET", f"objections/{objection.pk}/papers").json() == []


def test_jobs_are_told_to_who_asked_for_them(world, officer):
    job = Job.objects.create(name="web.nothing", key="web.nothing:1", requested_by=world.village_officer.pk)
    told = officer("GET", f"jobs/{job.pk}")
    assert (told.json()["state"], told["Retry-After"]) == ("queued", "2")
    assert [line["id"] for line in officer("GET", "jobs").json()["items"]] == [str(job.pk)]
    other = Program(world.town_federation)
    assert other("GET", f"jobs/{job.pk}").status_code == 404
    assert other("GET", "jobs").json()["items"] == []
    Job.objects.filter(pk=job.pk).update(state="done", finished_at=timezone.now())
    assert "Retry-After" not in officer("GET", f"jobs/{job.pk}")
