"""A wrong name or month is put right once; what could be another person is confirmed with a proof."""

import doctest
import io
import threading
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from anjia.accounts.testing import make_world
from anjia.households import slips
from anjia.households.actions import (
    confirm_correction,
    correct_name,
    decline_correction,
    edit_household,
    withdraw_participation,
)
from anjia.households.corrections import can_confirm, corrections_visible_to
from anjia.households.enums import CorrectionState, KeptReason
from anjia.households.factories import consent, family
from anjia.households.models import Correction, Household
from anjia.households.queries import search
from anjia.households.workflow import CORRECTION
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.workflow import advance
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def row(world):
    found = family(world.group, "王小明", "", head_birth="1970-05")
    consent(found, proven=True)
    return found


@pytest.fixture
def proposed(world, row):
    return correct_name(row, name="李建军", version=1, proof=scan(), by=world.village_officer)


def test_what_a_slip_is():
    assert doctest.testmod(slips).failed == 0
    assert slips.is_slip("陈红", "陈虹")
    assert not slips.is_slip("陈红", "李兰")
    assert slips.is_slip("阿卜杜热依木·买买提艾力", "阿布都热依木·买买提艾力")


def test_a_slip_is_put_right_at_once_and_found_by_its_new_name(world, row):
    made = correct_name(row, name="王晓明", version=1, by=world.village_officer)

    row.refresh_from_db()
    assert (row.head_name, made.state) == ("王晓明", CorrectionState.APPLIED)
    assert search(Household.objects.all(), "晓明").get() == row
    told = AuditEvent.objects.get(object_id=row.pk, verb="households.edit")
    assert (told.before["head_name"], told.after["head_name"]) == ("王小明", "王晓明")


def test_a_month_is_put_right_and_does_not_change_by_the_way(world, row):
    with pytest.raises(Refused, match="更正姓名或出生年月"):
        edit_household(row, version=1, values={"head_birth": "1970-06"}, by=world.village_officer)
    correct_name(row, name="王小明", birth="1970-06", version=1, by=world.village_officer)
    row.refresh_from_db()
    assert row.head_birth == "1970-06"


def test_nothing_changed_twice_at_once_and_elsewhere_are_refused(world, row):
    with pytest.raises(Refused, match="没有变化"):
        correct_name(row, name="王小明", birth="1970-05", version=1, by=world.village_officer)
    for who in (world.group_leader, world.neighbour_village_officer, world.district_office):
        with pytest.raises(NotPermitted):
            correct_name(row, name="王晓明", version=1, by=who)
    correct_name(row, name="王晓明", version=1, by=world.village_officer)
    with pytest.raises(Conflict):
        correct_name(Household.objects.get(pk=row.pk), name="王小铭", version=1, by=world.village_officer)
    assert Correction.objects.count() == 1


class TestLarge:
    """A correction is never used to swap a family."""

    @pytest.mark.parametrize(
        ("name", "birth"), [("李建军", "1970-05"), ("王晓明", "1980-01"), ("王小明明明", "1970-05")]
    )
    def test_it_needs_a_proof(self, world, row, name, birth):
        with pytest.raises(Refused, match="证明材料"):
            correct_name(row, name=name, birth=birth, version=1, by=world.village_officer)
        assert not Correction.objects.exists()

    def test_without_a_proven_consent_nobody_above_the_village_reads_the_name(self, world):
        bare = family(world.group, "赵云龙", "")
        with pytest.raises(Refused, match="同意凭证"):
            correct_name(bare, name="李建军", version=1, proof=scan(), by=world.village_officer)
        correct_name(bare, name="赵云虎", version=1, by=world.village_officer)

    def test_many_slips_do_not_make_another_person(self, world, row):
        correct_name(row, name="王晓明", version=1, by=world.village_officer)
        row.refresh_from_db()
        with pytest.raises(Refused, match="证明材料"):
            correct_name(row, name="王晓亮", version=2, by=world.village_officer)
        with pytest.raises(Refused, match="证明材料"):
            correct_name(row, name="王晓明", birth="1980-01", version=2, by=world.village_officer)

    def test_it_changes_nothing_before_the_town_federation_confirms(self, world, row, proposed):
        row.refresh_from_db()
        assert (row.head_name, row.version) == ("王小明", 1)
        with pytest.raises(Conflict, match="已有一项更正"):
            correct_name(row, name="王晓明", version=1, by=world.village_officer)
        with pytest.raises(NotPermitted):
            confirm_correction(proposed, by=world.village_officer)
        with pytest.raises(NotPermitted):
            confirm_correction(proposed, by=world.neighbour_town_federation)

        assert confirm_correction(proposed, by=world.town_federation).state == CorrectionState.APPLIED
        row.refresh_from_db()
        assert row.head_name == "李建军"
        with pytest.raises(Conflict):
            confirm_correction(proposed, by=world.town_federation)

    def test_nobody_confirms_their_own(self, world, row):
        own = correct_name(row, name="李建军", version=1, proof=scan(), by=world.town_federation)
        with pytest.raises(NotPermitted, match="自己确认"):
            confirm_correction(own, by=world.town_federation)
        assert not can_confirm(world.town_federation, own)
        with pytest.raises(IntegrityError):
            Correction.objects.filter(pk=own.pk).update(decided_by_id=world.town_federation.pk)

    def test_a_family_changed_meanwhile_is_not_overwritten(self, world, row, proposed):
        Household.objects.filter(pk=row.pk).update(head_name="王大明")
        with pytest.raises(Conflict, match="又有了变化"):
            confirm_correction(proposed, by=world.town_federation)
        proposed.refresh_from_db()
        assert proposed.state == CorrectionState.PROPOSED

    def test_it_is_declined_for_a_closed_reason(self, world, row, proposed):
        with pytest.raises(Refused, match="选择"):
            decline_correction(proposed, reason="不想", by=world.town_federation)
        decline_correction(proposed, reason=KeptReason.OTHER_PERSON, by=world.town_federation)
        row.refresh_from_db()
        assert row.head_name == "王小明"

    def test_after_a_confirmation_slips_count_from_there(self, world, row, proposed):
        confirm_correction(proposed, by=world.town_federation)
        row.refresh_from_db()
        correct_name(row, name="李建君", version=row.version, by=world.village_officer)
        row.refresh_from_db()
        assert row.head_name == "李建君"

    def test_a_broken_proof_is_refused_and_nothing_is_kept(self, world, row):
        with pytest.raises(Refused):
            correct_name(row, name="李建军", version=1, proof=b"\x89PNG\r\n\x1a\nbroken", by=world.village_officer)
        assert not Correction.objects.exists()


def test_a_family_that_withdraws_leaves_no_name(world, row):
    correct_name(row, name="王晓明", version=1, by=world.village_officer)
    row.refresh_from_db()
    correct_name(row, name="李建军", version=2, proof=scan(), by=world.village_officer)
    withdraw_participation(Household.objects.get(pk=row.pk), by=world.village_officer)
    assert [str(made) for made in Correction.objects.all()] == [""]


ROLES = ["village_officer", "town_federation", "town_approver", "district_office", "neighbour_town_federation"]
MAY = {"apply": {"village_officer", "town_federation"}, "confirm": {"town_federation"}, "decline": {"town_federation"}}


@pytest.mark.parametrize(("step", "state", "role"), list(product(MAY, CorrectionState, ROLES)))
def test_matrix(world, proposed, step, state, role):
    told = {"decided_at": proposed.created_at}
    Correction.objects.filter(pk=proposed.pk).update(state=state, decided_at=proposed.created_at)
    who, expected = getattr(world, role), None
    if role not in MAY[step]:
        expected = NotPermitted
    elif state != CorrectionState.PROPOSED:
        expected = Conflict
    proposed.refresh_from_db()
    if expected is None:
        assert advance(proposed, CORRECTION[step], by=who, set=told).state == CORRECTION[step].target
    else:
        with pytest.raises(expected):
            advance(proposed, CORRECTION[step], by=who, set=told)


def test_predicate_and_query_agree(world, proposed):
    for role in ROLES:
        who = getattr(world, role)
        assert can_confirm(who, proposed) == corrections_visible_to(who).filter(pk=proposed.pk).exists(), role


class TestPages:
    def url(self, row) -> str:
        return reverse("households:correct_name", args=[row.pk])

    def test_the_check_page_comes_before_the_change(self, client, world, row):
        client.force_login(world.village_officer)
        assert "正确的姓名" in client.get(self.url(row)).content.decode()
        data = {"head_name": "王 晓明", "head_birth": "1970.05", "version": 1}
        page = client.post(self.url(row), data).content.decode()
        assert "将更正：登记册。" in page
        assert Household.objects.get(pk=row.pk).head_name == "王小明"

        token = new_token()
        for _time in range(2):
            answer = client.post(self.url(row), {**data, "head_name": "王晓明", "confirmed": 1, "once": token})
            assert answer.status_code == 302
        assert Household.objects.get(pk=row.pk).head_name == "王晓明"
        assert Correction.objects.count() == 1
        assert "更正的经过" in client.get(reverse("households:detail", args=[row.pk])).content.decode()

    def test_what_was_typed_wrongly_is_said_at_its_field(self, client, world, row):
        client.force_login(world.village_officer)
        answer = client.post(self.url(row), {"head_name": "<script>", "head_birth": "1970.13", "version": 1})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"head_name", "head_birth"}

    def test_a_large_one_goes_to_the_town_with_its_proof(self, client, world, row):
        client.force_login(world.village_officer)
        data = {"head_name": "李建军", "head_birth": "1970-05", "version": 1}
        assert "要由乡镇（街道）妇联确认" in client.post(self.url(row), data).content.decode()
        bare = client.post(self.url(row), {**data, "confirmed": 1, "once": new_token()})
        assert bare.status_code == 422
        assert "请附上证明材料" in bare.content.decode()
        proof = SimpleUploadedFile("户口簿.png", scan(), content_type="image/png")
        sent = client.post(self.url(row), {**data, "confirmed": 1, "once": new_token(), "proof": proof})
        assert sent.status_code == 302
        made = Correction.objects.get()
        file_url = reverse("documents:file_download", args=[made.proof_file_id])
        assert client.get(file_url).status_code == 404

        client.force_login(world.town_federation)
        assert any("更正等待确认" in str(task.title) for task in tasks_for(world.town_federation, world.town.path))
        confirm = reverse("households:correction_confirm", args=[made.pk])
        assert confirm in client.get(reverse("households:corrections")).content.decode()
        assert client.get(file_url).status_code == 200
        assert "将更正：登记册。" in client.get(confirm).content.decode()
        client.post(confirm, {"once": new_token()})
        assert Household.objects.get(pk=row.pk).head_name == "李建军"
        assert client.get(confirm).status_code == 404

    def test_declined_on_its_page(self, client, world, proposed):
        client.force_login(world.town_federation)
        address = reverse("households:correction_decline", args=[proposed.pk])
        assert client.post(address, {"once": new_token()}).status_code == 422
        client.post(address, {"once": new_token(), "reason": KeptReason.NOT_SHOWN})
        assert "证明材料不清楚" in client.get(reverse("households:corrections")).content.decode()

    def test_three_corrections_cost_the_list_as_much_as_one(self, client, world, proposed):
        client.force_login(world.town_federation)

        def statements() -> int:
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse("households:corrections"))
            return len(seen)

        statements()
        first = statements()
        for name in ("张三丰", "赵云龙"):
            other = family(world.group, name, "")
            consent(other, proven=True)
            correct_name(other, name="欧阳春", version=1, proof=scan(), by=world.village_officer)
        assert statements() == first


@pytest.mark.django_db(transaction=True)
def test_two_officers_correct_one_family_at_once(transactional_db):
    world = make_world()
    row = family(world.group, "王小明", "")
    start, outcomes = threading.Barrier(2), []

    def run(name: str) -> None:
        start.wait()
        try:
            outcomes.append(
                correct_name(Household.objects.get(pk=row.pk), name=name, version=1, by=world.village_officer)
            )
        except Refused as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("王晓明", "王小铭")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Correction"]
