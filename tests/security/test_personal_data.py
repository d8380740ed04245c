"""Every table that holds something of a family says how it is handed out and forgotten (quality 30, domain B10)."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models, router
from django.urls import reverse
from django.utils import timezone

from anjia.appeals.models import Appeal, AppealRecusal
from anjia.documents.actions import store_file
from anjia.documents.models import KeptPaper, StoredFile
from anjia.documents.queries import read_file
from anjia.evaluations.factories import open_cycle
from anjia.evaluations.models import (
    Attendance,
    Ballot,
    BlindBallot,
    BlindDeduction,
    Candidacy,
    CriterionDeduction,
    DrawnFamily,
    GroupMeeting,
    Opinion,
    Recusal,
    SpotCheck,
)
from anjia.exemplars.models import Ceremony, CeremonySeat, OtherHonour, Plaque, Recommendation
from anjia.honours.factories import issued_decision
from anjia.honours.models import Erratum, ErratumLine, Title
from anjia.households.actions import erase_household, hand_out_file, withdraw_participation
from anjia.households.factories import consent
from anjia.households.models import (
    ChangeRequest,
    ConsentProof,
    Correction,
    DuplicateAnswer,
    FamilyCard,
    FamilySession,
    Household,
    HouseholdChange,
    HouseholdMember,
    ImportBatch,
    MinorConsent,
    StagedFamily,
)
from anjia.households.personal import holdings, kept_papers
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.schema import Privacy, TableKind, described_models
from anjia.notices.models import NoticeEntry, Objection
from anjia.programmes.actions import place_holds
from anjia.programmes.enums import HeldStep
from anjia.programmes.models import Credit, Criterion, DeductionReason
from anjia.rolling.models import (
    Rectification,
    RenewalEntry,
    ReviewFinding,
    ReviewRecusal,
    Revocation,
    TitleReview,
)
from anjia.stars.models import StarCorrection, StarRecord, StarRecusal, YearGrade
from anjia.stories.models import FamilyStory, StoryFinding, StoryPerson, StoryPhoto, StorySection
from anjia.web.models import BinEntry, FormDraft

OWN = [model for model in apps.get_models() if model in described_models]
PRIVATE = (Privacy.PERSONAL, Privacy.SENSITIVE)
# Codes and figures, which hold no text; the months of birth and the names beside them are enough to find them.
NO_TEXT = {
    "kinship",
    "sex",
    "scores",
    "score_sums",
    "first_sums",
    "residence_type",
    "marks",
    "marks_before",
    "marks_after",
}
# Local tables that name families by ids, or by lists of ids, and hold nothing that tells of one.
ONLY_IDS = {"households.sheetpage"}

SHEET, IDENTITY = b"%PDF-1.4\na sheet of one family\n%%EOF\n", b"%PDF-1.4\nwho it is\n%%EOF\n"


def held() -> dict[str, Any]:
    return {holding.model: holding for holding in holdings()}


def private(model: type[models.Model]) -> list[str]:
    return [name for name, privacy in described_models[model].privacy.items() if privacy in PRIVATE]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label_lower)
def test_whatever_points_to_a_family_is_registered(model):
    points = {f.name for f in model._meta.concrete_fields} & {"household", "household_id", "household_ids"}
    if described_models[model].kind is TableKind.HOUSEHOLD or points:
        assert model._meta.label_lower in held().keys() | ONLY_IDS


@pytest.mark.parametrize("holding", list(holdings()), ids=lambda holding: holding.model)
def test_every_personal_field_is_told_or_hidden_and_goes(holding):
    names = set(private(holding.model_class))
    assert names <= {*holding.told, *holding.hidden}
    assert not set(holding.told) & set(holding.hidden)
    if not (holding.deletes or holding.erase):
        assert names <= set(holding.blank)
        assert holding.kept


def _titled(title, cycle, world) -> None:
    """Everything that can hang on a title."""
    own, today = {"household": title.household, "title": title}, timezone.localdate()
    review = TitleReview.objects.create(region=title.region, due_on=today, **own)
    reason = DeductionReason.objects.filter(criterion__standard_version=cycle.standard_version).first()
    ReviewFinding.objects.create(household=title.household, review=review, criterion=reason.criterion, reason=reason)
    ReviewRecusal.objects.create(
        household=title.household, user=world.village_panel_member, kind="kin", recorded_by_id=uuid7()
    )
    running = Rectification.objects.create(
        review=review, region=title.region, issued_on=today, due_on=today + timedelta(days=30), **own
    )
    Revocation.objects.create(
        rectification=running, region=title.region, proposed_by_id=uuid7(), proposed_on=today, **own
    )
    RenewalEntry.objects.create(decision=title.decision, **own)


def _drawn(candidacy, world, reason) -> None:
    """Everything that can hang on a spot-check."""
    own, today = {"household": candidacy.household}, timezone.localdate()
    check = SpotCheck.objects.create(
        cycle=candidacy.cycle, region=world.town, number=1, state="running", seed="x", seed_source="x",
        announced_on=today - timedelta(days=1), seed_day=today, announced_by_id=uuid7(), drawn_on=today,
        drawn_by_id=uuid7(), percent=10, least=3, families=1, drawn=1, pool=f"{world.village.code} {candidacy.pk}",
    )  # fmt: skip
    drawn = DrawnFamily.objects.create(
        check_of=check, candidacy=candidacy, village=world.village, place_in_draw=1, first_sums=(60,), first_raters=3,
        **own,
    )  # fmt: skip
    ballot = BlindBallot.objects.create(
        drawn=drawn, candidacy=candidacy, rater=world.village_officer, scores=(20,), **own
    )
    BlindDeduction.objects.create(ballot=ballot, criterion=reason.criterion, reason=reason, half_points=1, **own)


def text_of(holding) -> list[str]:
    """The fields that take a canary: personal ones, and whatever else is to be blanked as text."""
    fields = {f.name: f for f in holding.model_class._meta.concrete_fields}
    names = dict.fromkeys([*private(holding.model_class), *holding.blank])
    return [n for n in names if isinstance(fields[n], models.CharField | models.TextField) and n not in NO_TEXT]


@pytest.fixture
def row(world):
    """A named family with at least one row in every table that is registered."""
    cycle = open_cycle(world.county, authorisation_file_id=uuid7())
    decision = issued_decision(world, cycle)
    title = Title.objects.filter(decision=decision).order_by("serial").first()
    household, today = title.household, timezone.localdate()
    consent(household, proven=True)
    own = {"household": household}
    candidacy = Candidacy.objects.get(household=household)
    proof_file, shown = (
        store_file(data, name="a.pdf", kind=kind, region_path="", by=world.village_officer)
        for data, kind in ((SHEET, "consent_sheet"), (IDENTITY, "households.correction"))
    )
    proof = ConsentProof.objects.create(
        method="signature_sheet", region=household.region, file_id=proof_file.pk, recorded_on=today,
        recorded_by_id=uuid7(),
    )  # fmt: skip
    child = HouseholdMember.objects.create(name="小丫", kinship="31", birth="2018-01", **own)
    FamilyCard.objects.create(code_hash="x", pin_hash="x", issued_on=today, issued_by_id=uuid7(), **own)
    FamilySession.objects.create(token_hash="x", expires_at=timezone.now(), **own)
    MinorConsent.objects.create(
        member=child, kind="guardian", guardian_name="x", guardian="father", proof=proof, given_on=today,
        recorded_by_id=uuid7(), **own,
    )  # fmt: skip
    Correction.objects.create(state="applied", decided_at=timezone.now(), proof_file_id=shown.pk, **own)
    HouseholdChange.objects.create(kind="died", effective_on=today, **own)
    other = Household.objects.exclude(pk=household.pk).first()
    first, second = sorted((household, other), key=lambda h: h.pk)
    DuplicateAnswer.objects.create(household=first, other_id=second.pk, verdict="different", decided_by_id=uuid7())
    ChangeRequest.objects.create(
        region=household.region.parent, kind="phone", household_id=household.pk, asker="other", code_hash="c",
        due_on=today,
    )  # fmt: skip
    KeptPaper.objects.create(region=world.village, subject_id=household.pk, form="withdrawal", dated_on=today)
    _titled(title, cycle, world)
    batch = ImportBatch.objects.create(region=world.village, uploaded_by_id=uuid7())
    StagedFamily.objects.create(
        batch_id=batch.pk, status="before", household_id=household.pk, region_id=household.region_id, head_name="x"
    )
    FormDraft.objects.create(user_id=uuid7(), path=f"/console/households/{household.pk}/edit/")
    BinEntry.objects.create(kind="households.member", household_id=household.pk)
    rater = world.village_officer
    ballot = Ballot.objects.create(candidacy=candidacy, rater=rater, entered_by_id=rater.pk, scores=(20,), **own)
    criterion = Criterion.objects.first()
    reason = DeductionReason.objects.filter(criterion=criterion).first()
    CriterionDeduction.objects.create(ballot=ballot, criterion=criterion, reason=reason, half_points=1, **own)
    Recusal.objects.create(candidacy=candidacy, rater=rater, kind="kinship", **own)
    _drawn(candidacy, world, reason)
    Opinion.objects.create(
        candidacy=candidacy, step="review", outcome="accept", given_by_id=rater.pk, given_at=timezone.now(), **own
    )
    meeting = GroupMeeting.objects.create(cycle=cycle, region=household.region, held_on=today)
    Attendance.objects.create(meeting=meeting, **own)
    Credit.objects.create(cycle=cycle, criterion=criterion, **own)
    appeal = Appeal.objects.create(
        region=household.region, number="x", step="evaluations.score", object_id=candidacy.pk, step_done_on=today,
        ground="wrong_fact", channel="online", received_on=today, due_on=today, **own,
    )  # fmt: skip
    AppealRecusal.objects.create(appeal=appeal, user=rater, reason="kin", **own)
    place_holds(household, [(HeldStep.RANKING, candidacy.pk)], ground="x", source_id=uuid7(), by=rater)
    entry = NoticeEntry.objects.filter(household=household).first()
    Objection.objects.create(
        notice=entry.notice, entry_id=entry.pk, ground="wrong_data", code_hash="o", received_at=timezone.now(),
        due_on=today,
    )  # fmt: skip
    erratum = Erratum.objects.create(decision=decision, title="x")
    ErratumLine.objects.create(erratum=erratum, title_id=title.pk, **own)
    in_cycle = {"cycle": cycle, **own}
    StarRecord.objects.create(region=household.region, quarter=1, stars=5, marks="ddddd", **in_cycle)
    YearGrade.objects.create(stars=5, quarters=1, **in_cycle)
    StarCorrection.objects.create(quarter=1, marks_after="ddddd", reason="typing", corrected_on=today, **in_cycle)
    StarRecusal.objects.create(member=rater, kind="kin", **in_cycle)
    Recommendation.objects.create(
        title=title, cycle=cycle, region=household.region, agreed_on=today, recommended_by_id=rater.pk, **own
    )
    plaque = Plaque.objects.create(
        title=title, region=household.region, kind=title.kind, serial="PP-1", verify_code="x", made_on=today, **own
    )
    ceremony = Ceremony.objects.create(region=world.county, name="x", held_on=today, place="x")
    CeremonySeat.objects.create(ceremony=ceremony, plaque=plaque, order=1, **own)
    OtherHonour.objects.create(kind="other", awarded_on=today, **own)
    story = FamilyStory.objects.create(region=household.region, written_by_id=rater.pk, **own)
    photo = store_file(SHEET + b"1", name="a.pdf", kind="stories.photo", region_path="", by=rater)
    StoryPhoto.objects.create(story=story, file_id=photo.pk, **own)
    StorySection.objects.create(story=story, theme="diligence", order=1, **own)
    StoryPerson.objects.create(story=story, agreed_on=today, **own)
    StoryFinding.objects.create(story=story, kind="name", place="headline", **own)
    return SimpleNamespace(family=household, files=[proof_file, shown])


def put_canaries(household_id) -> dict[str, str]:
    """A string of its own in every field that takes text; returns them by `model.field`."""
    put: dict[str, str] = {}
    for holding in holdings():
        rows = holding.rows_of(household_id)
        assert rows.exists(), holding.model
        for name in text_of(holding):
            put[f"{holding.model}.{name}"] = canary = f"雀{len(put):03d}尾"
            rows.order_by().update(**{name: f'{{"to": "{canary}"}}' if name == "asked" else canary})
    return put


def everything() -> str:
    """All rows of all tables as they stand, the search's among them, and what is sealed, opened."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [str(found) for found in cursor.fetchall()]
    for model in [model for model in OWN if router.db_for_read(model) == "default"]:
        sealed = [f.attname for f in model._meta.concrete_fields if type(f).__name__ == "EncryptedTextField"]
        said += [str(found) for found in model._base_manager.order_by("pk").values_list(*sealed)] if sealed else []
    return "\n".join(said)


def test_the_canaries_are_in_the_file_and_afterwards_in_no_table(world, row):
    put = put_canaries(row.family.pk)
    row.family.refresh_from_db()
    hidden = {f"{holding.model}.{name}" for holding in holdings() for name in holding.hidden}
    told = str(hand_out_file(row.family, reason="family", by=world.village_officer))
    assert {name for name, canary in put.items() if canary not in told} == hidden & set(put)

    withdraw_participation(row.family, by=world.village_officer)
    erase_household(row.family, reason="asked", by=world.village_officer)
    left = everything()
    assert [name for name, canary in put.items() if canary in left] == []
    assert not StoredFile.objects.filter(pk__in=[stored.pk for stored in row.files]).exists()


def test_no_stored_file_names_the_family_but_what_the_law_keeps(world, row, django_capture_on_commit_callbacks):
    name = row.family.head_name
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_participation(row.family, by=world.village_officer)
        erase_household(row.family, reason="asked", by=world.village_officer)
    kept = {kind for paper in kept_papers() for kind in paper.file_kinds}
    for stored in StoredFile.objects.exclude(kind__in=kept).order_by("pk"):
        assert name.encode() not in read_file(stored)
    on_disk = [found.read_bytes() for found in settings.MEDIA_ROOT.rglob("*") if found.is_file()]
    assert not [data for data in on_disk if data in (SHEET, IDENTITY)]


def test_a_sheet_with_other_families_on_it_stays(world, row):
    shared = consent(Household.objects.exclude(pk=row.family.pk).first(), "participate", proven=True).proof
    row.family.consents.update(proof=shared)
    withdraw_participation(row.family, by=world.village_officer)
    erase_household(row.family, reason="over", by=world.village_officer)
    assert ConsentProof.objects.filter(pk=shared.pk).exists()
    assert not row.family.consents.exclude(proof=None).exists()


def test_only_a_family_that_left_is_erased_once_for_a_listed_reason_by_those_who_may(world, row):
    with pytest.raises(Refused, match="撤回同意"):
        erase_household(row.family, reason="asked", by=world.village_officer)
    Household.objects.filter(pk=row.family.pk).update(is_active=False)
    row.family.refresh_from_db()
    for stranger in (world.group_leader, world.neighbour_town_federation):
        with pytest.raises(NotPermitted):
            erase_household(row.family, reason="asked", by=stranger)
        with pytest.raises(NotPermitted):
            hand_out_file(row.family, reason="family", by=stranger)
    for action in (erase_household, hand_out_file):
        with pytest.raises(Refused, match="理由"):
            action(row.family, reason="", by=world.town_federation)
    # A family that moved away still stands with its consents: erasing ends them too.
    erase_household(row.family, reason="over", by=world.town_federation)
    assert not row.family.consents.exclude(state="withdrawn").exists()
    with pytest.raises(Conflict):
        erase_household(row.family, reason="asked", by=world.town_federation)
    event = AuditEvent.objects.filter(object_id=row.family.pk, verb="households.erase").get()
    assert (event.note, event.before) == ("over", {})


def test_the_file_as_a_page_and_for_programs(client, world, row):
    client.force_login(world.village_officer)
    at = reverse("households:family_file", args=[row.family.pk])
    assert client.post(at, {}).status_code == 422
    page = client.post(at, {"reason": "family", "output": "page"}).content.decode()
    assert row.family.head_name in page
    assert "签发的命名决定" in page
    program = client.post(at, {"reason": "family", "output": "json"})
    assert program.json()["households.household"]["rows"][0]["户主姓名"] == row.family.head_name
    assert "attachment" in program["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="households.hand_out").count() == 2
    client.force_login(world.group_leader)
    assert client.get(at).status_code in (403, 404)


def test_a_family_that_left_is_found_by_its_whole_name_and_nothing_less(client, world, row):
    client.force_login(world.village_officer)
    find, name = reverse("households:find_left"), row.family.head_name
    erase = reverse("households:erase", args=[row.family.pk])
    assert client.get(erase).status_code == 404
    withdraw_participation(row.family, by=world.village_officer)
    assert name not in client.get(find).content.decode()
    assert client.post(find, {"head_name": name[:1]}).status_code == 422
    assert client.post(find, {"head_name": name}).url == erase
    check = client.get(erase).content.decode()
    assert "不能恢复" in check
    assert "去掉姓名后保留" in check
    twin = Household.objects.exclude(pk=row.family.pk).first()
    Household.objects.filter(pk=twin.pk).update(head_name=name, is_active=False)
    assert "同名" in client.post(find, {"head_name": name}).content.decode()
    assert client.post(erase, {"reason": "asked"}).status_code == 302
    assert client.get(erase).status_code == 404
