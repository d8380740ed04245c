"""A draw is announced before its seed can be known, then made, or called off with a reason (issue 4)."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import Membership
from anjia.evaluations.actions import (
    Terms,
    announce_spot_check,
    call_off_spot_check,
    close_spot_check,
    draw_spot_check,
    record_blind_ballot,
    withdraw_candidacies,
)
from anjia.evaluations.enums import CallOff, SpotCheckState, Verb
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import announced_check, candidacies_in, drawn_check
from anjia.evaluations.models import BlindBallot, Candidacy, DrawnFamily, SpotCheck
from anjia.evaluations.queries.spot_checks import is_as_drawn, redrawn, spot_checks_visible_to
from anjia.evaluations.workflow import SPOT_CHECK
from anjia.households.models import Household
from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.workflow import advance

pytestmark = pytest.mark.django_db
DRAWERS, SEERS = {"town_federation"}, {"town_federation", "town_leading_group", "district_office"}


def days(number):
    return timezone.localdate() + timedelta(days=number)


def terms(**changes):
    return Terms(**{"seed_source": "福彩3D第2026315期", "seed_day": days(1), **changes})


@pytest.fixture
def others(world):
    return [persona("federation_exec_member", world.other_village) for _ in range(3)]


@pytest.fixture
def scored(world, cycle):
    return candidacies_in(S.SCORED, 5, group=world.group, cycle=cycle)


@pytest.fixture
def announced(world, cycle, scored, others):
    return announced_check(world.town, cycle, by=world.town_federation)


def announce(world, cycle, told=None, place=None):
    return announce_spot_check(place or world.town, cycle=cycle, terms=told or terms(), by=world.town_federation)


def test_an_announcement_fixes_the_list_and_knows_no_seed(world, cycle, scored):
    check = announce(world, cycle)
    assert (check.state, check.seed, check.drawn_on, check.families, check.drawn) == (
        SpotCheckState.ANNOUNCED, "", None, 5, 3,
    )  # fmt: skip
    assert check.pool_digest == sha256(check.pool.encode()).hexdigest()
    event = AuditEvent.objects.get(verb=Verb.DRAW_CHECK)
    assert (event.after["families"], event.after["list"]) == (5, check.pool_digest)
    candidacies_in(S.SCORED, 2, group=world.group, cycle=cycle)
    check.refresh_from_db()
    assert len(check.pool.splitlines()) == 5


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"seed_source": " "}, "种子的来源"),
        ({"seed_day": days(0)}, "至少要在明天"),
        ({"seed_day": days(-1)}, "至少要在明天"),
        ({"seed_source": "某某上访那天"}, "不能写"),
        ({"percent": 0}, "比例"),
        ({"percent": 101}, "比例"),
        ({"least": 0}, "至少 1 户"),
    ],
)
def test_terms_that_do_not_do(world, cycle, scored, changes, words):
    with pytest.raises(Refused, match=words):
        announce(world, cycle, terms(**changes))
    assert not SpotCheck.objects.exists()


def test_what_else_is_refused_at_the_announcement(world, cycle):
    with pytest.raises(Refused, match="还没有完成评分"):
        announce(world, cycle)
    with pytest.raises(Refused, match="由乡镇"):
        announce(world, cycle, place=world.village)
    with rehearsal(), pytest.raises(Refused, match="演练"):
        announce(world, cycle)


def test_nobody_draws_before_the_seed_is_known(world, cycle, scored, others):
    check = announce(world, cycle)
    with pytest.raises(Refused, match=f"要到 {check.seed_day} 才公布"):
        draw_spot_check(check, seed="407", by=world.town_federation)
    check.refresh_from_db()
    assert (check.state, check.seed) == (SpotCheckState.ANNOUNCED, "")


@pytest.mark.parametrize(("seed", "words"), [(" ", "照公布的号码"), ("4" * 81, "照公布的号码"), ("上访407", "不能写")])
def test_seeds_that_do_not_do(world, announced, seed, words):
    with pytest.raises(Refused, match=words):
        draw_spot_check(announced, seed=seed, by=world.town_federation)


def test_without_raters_elsewhere_nothing_is_drawn(world, announced, others):
    Membership.objects.filter(user__in=[user.pk for user in others]).delete()
    with pytest.raises(Refused, match="不足 3 人"):
        draw_spot_check(announced, seed="407", by=world.town_federation)
    announced.refresh_from_db()
    assert announced.state == SpotCheckState.ANNOUNCED


def test_who_left_since_the_announcement_is_handed_to_nobody(world, announced):
    """The number still comes out, so that the draw can be done again; nobody is asked about the family."""
    announced.seed = "407"
    left = next(iter(redrawn(announced)))
    family = Candidacy.objects.get(pk=left)
    withdraw_candidacies([family.household_id], by=world.village_officer)
    check = draw_spot_check(announced, seed="407", by=world.town_federation)
    assert left in redrawn(check)
    assert DrawnFamily.objects.filter(check_of=check).count() == check.drawn - 1
    assert is_as_drawn(check)


@pytest.mark.parametrize("reason", CallOff)
@pytest.mark.parametrize("day", [0, 1])
def test_reason_by_day_of_calling_off(world, cycle, scored, reason, day):
    """Once the number may be known, nobody can wait for a better one."""
    check = announced_check(world.town, cycle, by=world.town_federation) if day == 0 else announce(world, cycle)
    if day == 0 and reason != CallOff.NO_NUMBER:
        with pytest.raises(Refused, match="公告不能再改"):
            call_off_spot_check(check, reason=reason, by=world.town_federation)
        return
    off = call_off_spot_check(check, reason=reason, by=world.town_federation)
    assert (off.state, off.called_off_reason) == (SpotCheckState.CALLED_OFF, reason)
    assert announce(world, cycle).number == 2


def test_a_reason_comes_from_the_list(world, announced):
    with pytest.raises(Refused, match="从列表中选"):
        call_off_spot_check(announced, reason="不想抽了", by=world.town_federation)


def test_one_at_a_time(world, cycle, announced):
    with pytest.raises(Conflict, match="没有结束"):
        announce(world, cycle)
    running = draw_spot_check(announced, seed="407", by=world.town_federation)
    with pytest.raises(Conflict, match="没有结束"):
        announce(world, cycle)
    close_spot_check(running, by=world.town_federation)
    assert announce(world, cycle).number == 2


@pytest.mark.parametrize("state", SpotCheckState)
@pytest.mark.parametrize("name", [t.name for t in SPOT_CHECK])
def test_state_by_transition_by_role(world, announced, state, name):
    values = {"state": state, "seed": "407", "drawn_on": announced.seed_day}
    SpotCheck.objects.filter(pk=announced.pk).update(**values)
    for role, user in world.people.items():
        if role not in DRAWERS:
            with pytest.raises(NotPermitted):
                advance(announced, SPOT_CHECK[name], by=user)
        assert spot_checks_visible_to(user).exists() is (role in SEERS), role
    source = {"draw": "announced", "call_off": "announced", "close": "running"}[name]
    if state == source:
        assert advance(announced, SPOT_CHECK[name], by=world.town_federation).state == SPOT_CHECK[name].target
    else:
        with pytest.raises(Conflict):
            advance(announced, SPOT_CHECK[name], by=world.town_federation)


def test_the_database_refuses_a_seed_before_its_announcement(announced):
    for values in ({"announced_on": announced.seed_day}, {"state": "running"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SpotCheck.objects.filter(pk=announced.pk).update(**values)


class TestOnPaper:
    def test_who_drew_types_in_what_a_rater_wrote(self, world, announced):
        check = draw_spot_check(announced, seed="407", by=world.town_federation)
        ballot = BlindBallot.objects.select_related("drawn__check_of__region", "rater").first()
        assert ballot.drawn.check_of == check
        record_blind_ballot(ballot, [], by=world.town_federation, version=ballot.version)
        assert (ballot.entered_by_id, ballot.total_half_points) == (world.town_federation.pk, 200)
        event = AuditEvent.objects.get(object_id=ballot.pk)
        assert event.verb == Verb.DRAW_CHECK

    def test_pages_print_a_pile_and_take_it_in(self, client, world, announced):
        check = draw_spot_check(announced, seed="407", by=world.town_federation)
        ballots = list(BlindBallot.objects.order_by("rater", "drawn__place_in_draw"))
        rater = ballots[0].rater
        client.force_login(world.town_federation)
        page = client.get(reverse("evaluations:blind_raters", args=[check.pk])).content.decode()
        assert page.count("0 / 3") == 3
        sheets = client.get(reverse("evaluations:blind_sheets", args=[check.pk, rater.pk]))
        assert sheets.content.startswith(b"%PDF")
        address = reverse("evaluations:blind_typed", args=[check.pk, ballots[0].pk])
        assert f"代录 {rater.display_name} 的纸质盲评表" in client.get(address).content.decode()
        scores = {f"score_c{number}": "10" for number in range(1, 11)}
        assert client.post(address, {**scores, "version": "7"}).status_code == 409
        for ballot in BlindBallot.objects.filter(rater=rater):
            typed = reverse("evaluations:blind_typed", args=[check.pk, ballot.pk])
            answer = client.post(typed, {**scores, "version": str(ballot.version)})
            assert answer.status_code == 302
        assert BlindBallot.objects.filter(rater=rater, confirmed_at__isnull=False).count() == 3
        page = client.get(reverse("evaluations:blind_raters", args=[check.pk])).content.decode()
        assert "已评完" in page
        assert client.get(reverse("evaluations:blind_sheets", args=[check.pk, rater.pk])).status_code == 422

    def test_nobody_else_opens_them(self, client, world, announced):
        check = draw_spot_check(announced, seed="407", by=world.town_federation)
        ballot = BlindBallot.objects.first()
        pages = [("blind_raters", check.pk), ("blind_sheets", check.pk, ballot.rater_id),
                 ("blind_typed", check.pk, ballot.pk)]  # fmt: skip
        for user, status in ((world.neighbour_town_federation, 404), (world.town_leading_group, 403)):
            client.force_login(user)
            for name, *args in pages:
                assert client.get(reverse(f"evaluations:{name}", args=args)).status_code == status
        close_spot_check(check, by=world.town_federation)
        client.force_login(world.town_federation)
        assert client.get(reverse("evaluations:blind_raters", args=[check.pk])).status_code == 404


class TestThePublicPage:
    def test_it_says_beforehand_how_and_afterwards_what(self, client, world, announced):
        address = reverse("evaluations:public_draw", args=[announced.pk])
        before = client.get(address).content.decode()
        assert announced.pool_digest in before
        assert "还没有抽取" in before
        check = draw_spot_check(announced, seed="407", by=world.town_federation)
        after = client.get(address).content.decode()
        line = f"407|{check.seed_day:%Y-%m-%d}|{world.village.code}-0001"
        assert line in after
        assert sha256(line.encode()).hexdigest() in after
        drawn = sorted(
            range(1, 6), key=lambda n: sha256(f"407|{check.seed_day}|{world.village.code}-{n:04d}".encode()).hexdigest()
        )[:3]
        assert "、".join(map(str, drawn)) in after

    def test_no_family_is_named_and_no_result_told(self, client, world, cycle, scored, others):
        check = drawn_check(world.town, cycle, by=world.town_federation)
        page = client.get(reverse("evaluations:public_draw", args=[check.pk])).content.decode()
        told = [*Household.objects.values_list("head_name", flat=True), *(str(family.pk) for family in scored)]
        assert not [word for word in told if word in page]
        assert "一致" not in page.split("自己再抽一遍")[0]

    def test_the_board_keeps_what_was_called_off(self, client, world, announced):
        call_off_spot_check(announced, reason=CallOff.NO_NUMBER, by=world.town_federation)
        assert "已取消" in client.get(reverse("evaluations:public_draws")).content.decode()
        page = client.get(reverse("evaluations:public_draw", args=[announced.pk])).content.decode()
        assert "号码没有公布" in page

    def test_as_many_statements_for_three_as_for_one(self, client, world, cycle, announced):
        board = reverse("evaluations:public_draws")
        client.get(board)
        from_one = self._statements(client, board)
        for _ in range(2):
            call_off_spot_check(SpotCheck.objects.get(state="announced"), reason="no_number", by=world.town_federation)
            announced_check(world.town, cycle, by=world.town_federation)
        assert self._statements(client, board) == from_one

    def _statements(self, client, address):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)
