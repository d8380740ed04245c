"""Plaques: serial, receipt, loss, replacement, recall; a code answers 有效 or nothing (domain A5-6, F6)."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from anjia.exemplars.actions import (
    call_in_plaques,
    give_plaque,
    make_plaques,
    replace_plaque,
    report_found,
    report_lost,
    take_back,
    void_plaque,
)
from anjia.exemplars.enums import PlaqueState as P
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.factories import given_plaque, issued_models, made_plaques, named_families
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.permissions import can_move, can_view
from anjia.exemplars.queries import plaque_by, plaques_visible_to, without_plaque
from anjia.exemplars.workflow import FOLLOWING, PLAQUE
from anjia.honours.enums import TitleKind
from anjia.honours.models import Title
from anjia.households.models.household import mask_name
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.workflow import advance
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def today():
    return timezone.localdate()


def test_model_families_first_and_every_other_if_it_is_wished(world, cycle, django_assert_max_num_queries):
    """Domain A5-6 !: the plaque is optional for both."""
    decision = issued_models(world, cycle, 2)
    assert set(without_plaque(world.county)) == set(decision.titles.all())
    titles = list(without_plaque(world.county).values_list("pk", flat=True))
    with django_assert_max_num_queries(15):
        made = make_plaques(world.county, title_ids=titles, by=world.district_office)
    year = today().year
    serials = list(Plaque.objects.order_by("serial").values_list("serial", flat=True))
    assert serials == [f"PP-{year}-0001", f"PP-{year}-0002"]
    assert len(made) == 2
    assert not without_plaque(world.county).exists()

    ordinary = without_plaque(world.county, TitleKind.SAFE_FAMILY)
    assert ordinary.count() == 3
    make_plaques(world.county, title_ids=[ordinary[0].pk], by=world.district_office)
    assert Plaque.objects.get(kind=TitleKind.SAFE_FAMILY).serial == f"PP-{year}-0003"


def test_no_plaque_without_a_title_that_holds_and_none_twice(world, cycle):
    decision = issued_models(world, cycle, 1)
    title = decision.titles.get()
    Title.objects.filter(pk=title.pk).update(valid_to=today() - timedelta(days=1))
    with pytest.raises(Refused, match="不再有效"):
        make_plaques(world.county, title_ids=[title.pk], by=world.district_office)
    Title.objects.filter(pk=title.pk).update(valid_to=today())
    make_plaques(world.county, title_ids=[title.pk], by=world.district_office)
    with pytest.raises(Refused, match="已经有牌匾"):
        make_plaques(world.county, title_ids=[title.pk], by=world.district_office)
    with pytest.raises(Refused, match="请选择"):
        make_plaques(world.county, title_ids=[], by=world.district_office)
    with pytest.raises(NotPermitted):
        make_plaques(world.county, title_ids=[title.pk], by=world.town_federation)
    one = Plaque.objects.get()
    one.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Plaque.objects.bulk_create([one])


class TestGiving:
    def test_with_a_receipt_the_family_is_through(self, world, cycle):
        plaque = given_plaque(world, cycle)
        assert (plaque.state, plaque.received_by, plaque.given_on) == (P.GIVEN, "王小明", today())
        assert Recommendation.objects.get().state == R.PLAQUE_AWARDED

    def test_an_ordinary_familys_plaque_moves_no_recommendation(self, world, cycle):
        named_families(world, cycle)
        title = without_plaque(world.county, TitleKind.SAFE_FAMILY)[0]
        make_plaques(world.county, title_ids=[title.pk], by=world.district_office)
        give_plaque(Plaque.objects.get(), given_on=today(), received_by="李", by=world.village_officer)
        assert not Recommendation.objects.exists()

    def test_the_day_and_the_receiver_are_asked(self, world, cycle):
        plaque = made_plaques(world, cycle, 1)[0]
        for wrong, words in (({"given_on": today() + timedelta(days=1)}, "还没有到"), ({"received_by": " "}, "领取人")):
            told = {"given_on": today(), "received_by": "王小明", **wrong}
            with pytest.raises(Refused, match=words):
                give_plaque(plaque, **told, by=world.village_officer)
        with pytest.raises(Refused, match="早于制作日期"):
            give_plaque(plaque, given_on=today() - timedelta(days=3), received_by="王小明", by=world.village_officer)

    def test_not_twice(self, world, cycle):
        plaque = given_plaque(world, cycle)
        with pytest.raises(Conflict):
            give_plaque(plaque, given_on=today(), received_by="王小明", by=world.village_officer)


class TestTheCode:
    def test_it_answers_while_the_plaque_hangs_rightly(self, world, cycle):
        plaque = made_plaques(world, cycle, 1)[0]
        assert plaque_by(plaque.serial, plaque.verify_code) is None
        give_plaque(plaque, given_on=today(), received_by="王小明", by=world.village_officer)
        assert plaque_by(plaque.serial.lower(), f" {plaque.verify_code[:5]}-{plaque.verify_code[5:]}") == plaque
        assert plaque_by(plaque.serial, "2222222222") is None

    def test_lost_it_answers_nothing_until_it_is_found(self, world, cycle):
        plaque = given_plaque(world, cycle)
        report_lost(plaque, by=world.village_officer)
        assert plaque_by(plaque.serial, plaque.verify_code) is None
        report_found(plaque, by=world.village_officer)
        assert plaque_by(plaque.serial, plaque.verify_code) == plaque

    @pytest.mark.parametrize("what", ["base", "own"])
    def test_it_ends_with_the_title_of_the_family(self, world, cycle, what):
        plaque = given_plaque(world, cycle)
        kind = TitleKind.SAFE_FAMILY if what == "base" else TitleKind.MODEL_FAMILY
        gone = Title.objects.filter(household=plaque.household_id, kind=kind)
        gone.update(valid_to=today() - timedelta(days=1))
        assert plaque_by(plaque.serial, plaque.verify_code) is None

    def test_everybody_gets_the_same_answer_for_whatever_is_not_valid(self, client, world, cycle):
        plaque, url = given_plaque(world, cycle), reverse("exemplars:plaque_verify")
        told = {"serial": plaque.serial, "code": plaque.verify_code}
        page = client.get(url, told).content.decode()
        assert "有效" in page
        assert mask_name(plaque.head_name) in page
        assert plaque.head_name not in page
        call_in_plaques([plaque.household_id], by=world.village_officer)
        recalled, unknown = (client.post(url, asked).content.decode() for asked in (told, {**told, "code": "X" * 10}))
        for page in (recalled, unknown):
            assert "无有效称号" in page
            assert plaque.serial not in page


class TestReplacing:
    def test_a_new_serial_and_the_old_one_answers_nothing(self, world, cycle):
        old = given_plaque(world, cycle)
        new = replace_plaque(old, reason="damaged", by=world.district_office)
        old.refresh_from_db()
        assert (old.state, new.state, new.replaces_id) == (P.REPLACED, P.MADE, old.pk)
        assert new.serial != old.serial
        assert plaque_by(old.serial, old.verify_code) is None

    def test_what_is_lost_is_reported_first(self, world, cycle):
        plaque = given_plaque(world, cycle)
        with pytest.raises(Refused, match="先登记遗失"):
            replace_plaque(plaque, reason="lost", by=world.district_office)
        report_lost(plaque, by=world.village_officer)
        with pytest.raises(Refused, match="先登记遗失"):
            replace_plaque(plaque, reason="damaged", by=world.district_office)
        assert replace_plaque(plaque, reason="lost", by=world.district_office).replace_reason == "lost"

    def test_the_reason_is_of_the_list(self, world, cycle):
        with pytest.raises(Refused, match="原因"):
            replace_plaque(given_plaque(world, cycle), reason="因故", by=world.district_office)


def test_called_in_taken_back_or_struck_off(world, cycle):
    given, in_workshop = made_plaques(world, cycle, 2)
    give_plaque(given, given_on=today(), received_by="王", by=world.village_officer)
    ids = [given.household_id, in_workshop.household_id]
    assert call_in_plaques(ids, by=world.village_officer) == [given.pk]
    given.refresh_from_db()
    in_workshop.refresh_from_db()
    assert (given.state, in_workshop.state) == (P.RECALL_DUE, P.VOIDED)
    assert take_back(given, by=world.village_officer).state == P.RECALLED
    with pytest.raises(Conflict):
        void_plaque(given, by=world.district_office)


ROLES = ["village_officer", "town_federation", "district_office", "town_leading_group", "neighbour_village_officer"]
HANDS, MAKES = {"village_officer", "town_federation", "district_office"}, {"district_office"}
MAY = {
    "give": HANDS,
    "lose": HANDS,
    "find": HANDS,
    "take_back": HANDS,
    "replace": MAKES,
    "call_back": MAKES,
    "void": MAKES,
    "let_hang": MAKES,
    "bring_back": MAKES,
}


@pytest.mark.parametrize("step", MAY)
def test_matrix(world, cycle, step):
    """State x transition x role, whole."""
    plaque = made_plaques(world, cycle, 1)[0]
    for state, role in product(P.values, ROLES):
        Plaque.objects.filter(pk=plaque.pk).update(state=state, given_on=today())
        plaque.refresh_from_db()
        who = getattr(world, role)
        allowed = role in MAY[step] and state in PLAQUE[step].source
        assert can_move(who, plaque, step) == allowed, (state, role)
        if allowed:
            assert advance(plaque, PLAQUE[step], by=who).state == PLAQUE[step].target
        else:
            with pytest.raises(Conflict if role in MAY[step] else NotPermitted):
                advance(plaque, PLAQUE[step], by=who)


def test_every_step_has_its_page_or_follows_from_another(world, cycle):
    for way in PLAQUE:
        if way.name not in FOLLOWING:
            assert reverse(f"exemplars:plaque_{way.name}", args=[world.village.pk])


def test_predicates_and_queries_agree(world, cycle):
    plaque = made_plaques(world, cycle, 1)[0]
    for role in (*ROLES, "city_office", "inspector", "group_leader", "neighbour_town_federation"):
        who = getattr(world, role)
        assert can_view(who, plaque) == plaques_visible_to(who).filter(pk=plaque.pk).exists(), role
