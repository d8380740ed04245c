"""A ceremony: order, seats, who receives for whom, name cards; its plaques are given all at once (domain A11)."""

import doctest
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.exemplars.actions import (
    arrange_seats,
    cancel_ceremony,
    finish_ceremony,
    give_plaque,
    make_plaques,
    plan_ceremony,
    replace_plaque,
    seat_latecomers,
    void_plaque,
)
from anjia.exemplars.actions.ceremonies import waiting
from anjia.exemplars.enums import PlaqueState
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.factories import made_plaques
from anjia.exemplars.models import Ceremony, CeremonySeat, Plaque, Recommendation, ceremony
from anjia.exemplars.papers import cards_of, ceremony_list
from anjia.exemplars.permissions import can_arrange
from anjia.households.actions import withdraw_participation
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.programmes.factories import open_cycle
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def plan(world, **fields):
    told = {"name": "授牌仪式", "held_on": timezone.localdate(), "place": "区会议中心", "seats_in_row": 2, **fields}
    return plan_ceremony(world.county, **{"by": world.district_office, **told})


@pytest.fixture
def planned(world, cycle):
    made_plaques(world, cycle, 3)
    return plan(world)


def seats_of(planned):
    return list(
        CeremonySeat.objects.filter(ceremony=planned).select_related("plaque__region__parent").order_by("order")
    )


def test_a_seat_for_every_plaque_that_waits(world, planned):
    assert doctest.testmod(ceremony).failed == 0
    seats = seats_of(planned)
    assert [seat.order for seat in seats] == [1, 2, 3]
    assert [seat.seat(2) for seat in seats] == [(1, 1), (1, 2), (2, 1)]
    assert not waiting(world.county).exists()
    with pytest.raises(Refused, match="没有待授的牌匾"):
        plan(world)
    with pytest.raises(Refused, match="每排座位"):
        plan(world, seats_in_row=0)
    with pytest.raises(NotPermitted):
        plan(world, by=world.village_officer)
    assert Ceremony.objects.count() == 1


def test_the_order_closes_up_and_the_receivers_are_noted(world, planned):
    first, second, third = seats_of(planned)
    orders = {first.pk: 9, second.pk: 2, third.pk: 2}
    arrange_seats(planned, orders=orders, receivers={first.pk: " 王媳妇 "}, by=world.district_office)
    assert [seat.pk for seat in seats_of(planned)] == [second.pk, third.pk, first.pk]
    assert [seat.order for seat in seats_of(planned)] == [1, 2, 3]
    assert seats_of(planned)[2].receiver == "王媳妇"
    with pytest.raises(Conflict, match="刷新"):
        arrange_seats(planned, orders={first.pk: 1}, receivers={}, by=world.district_office)


def test_held_it_gives_the_plaques_of_those_who_came(world, planned):
    first, second, _third = seats_of(planned)
    arrange = {seat.pk: seat.order for seat in seats_of(planned)}
    arrange_seats(planned, orders=arrange, receivers={first.pk: "王媳妇"}, by=world.district_office)
    given = finish_ceremony(planned, absent={second.pk}, by=world.district_office)
    assert len(given) == 2
    taken = Plaque.objects.get(pk=first.plaque_id)
    assert (taken.state, taken.received_by, taken.given_on) == (PlaqueState.GIVEN, "王媳妇", planned.held_on)
    other = Plaque.objects.filter(state=PlaqueState.GIVEN).exclude(pk=taken.pk).get()
    assert other.received_by == other.head_name
    assert Plaque.objects.get(pk=second.plaque_id).state == PlaqueState.MADE
    assert Recommendation.objects.filter(state=R.PLAQUE_AWARDED).count() == 2
    assert waiting(world.county).count() == 1

    planned.refresh_from_db()
    assert not can_arrange(world.district_office, planned)
    with pytest.raises(Conflict, match="登记过"):
        finish_ceremony(planned, absent=set(), by=world.district_office)


def test_not_before_its_day_and_not_when_it_was_dropped(world, cycle):
    made_plaques(world, cycle, 1)
    later = plan(world, held_on=timezone.localdate() + timedelta(days=3))
    with pytest.raises(Refused, match="还没有到"):
        finish_ceremony(later, absent=set(), by=world.district_office)
    cancel_ceremony(later, by=world.district_office)
    assert waiting(world.county).count() == 1
    assert not CeremonySeat.objects.exists()


def test_plaques_made_later_take_the_seats_after_the_last(world, planned):
    with pytest.raises(Refused, match="没有新做好"):
        seat_latecomers(planned, by=world.district_office)
    with pytest.raises(NotPermitted):
        seat_latecomers(planned, by=world.village_officer)
    first = seats_of(planned)[0]
    give_plaque(first.plaque, given_on=timezone.localdate(), received_by="王", by=world.village_officer)
    assert [seat.order for seat in seats_of(planned)] == [2, 3]
    new = replace_plaque(Plaque.objects.get(pk=first.plaque_id), reason="damaged", by=world.district_office)
    assert seat_latecomers(planned, by=world.district_office) == 1
    assert [(seat.order, seat.plaque_id == new.pk) for seat in seats_of(planned)] == [(2, False), (3, False), (4, True)]
    finish_ceremony(planned, absent=set(), by=world.district_office)
    planned.refresh_from_db()
    with pytest.raises(Conflict, match="登记过"):
        seat_latecomers(planned, by=world.district_office)


@pytest.mark.parametrize("how", ["struck_off", "left"])
def test_who_will_not_be_given_a_plaque_is_on_no_list(world, planned, how):
    first = seats_of(planned)[0]
    if how == "struck_off":
        void_plaque(first.plaque, by=world.district_office)
    else:
        withdraw_participation(first.household, by=world.village_officer)
    assert first.household_id not in {seat.household_id for seat in seats_of(planned)}
    assert len(seats_of(planned)) == 2


def test_who_left_leaves_no_name_on_a_list_of_the_past(world, planned):
    first = seats_of(planned)[0]
    finish_ceremony(planned, absent=set(), by=world.district_office)
    withdraw_participation(first.household, by=world.village_officer)
    assert [seat.receiver == "" for seat in seats_of(planned)] == [True, False, False]


def test_its_papers_say_who_sits_where_and_for_whom(world, planned):
    first = seats_of(planned)[0]
    CeremonySeat.objects.filter(pk=first.pk).update(receiver="王媳妇")
    paper, cards = ceremony_list(planned, seats_of(planned)), cards_of(planned, seats_of(planned))
    assert paper.rows[0][1] == "1排1座"
    assert paper.rows[0][5] == "王媳妇"
    assert (cards[0].name, cards[0].seat) == ("王媳妇", "1排1座")
    assert first.plaque.head_name in cards[0].family


def test_the_pages(client, world, planned):
    client.force_login(world.district_office)

    def url(name, *args):
        return reverse(f"exemplars:ceremony_{name}", args=[planned.pk, *args])

    assert "1 排 1 座" in client.get(url("detail")).content.decode()
    for paper in ("list", "cards"):
        assert client.get(url("paper", paper)).content.startswith(b"%PDF")
    seats = seats_of(planned)
    told = {f"order_{seat.pk}": 4 - seat.order for seat in seats} | {f"receiver_{seats[0].pk}": "王媳妇"}
    client.post(url("arrange"), {"once": new_token(), **told})
    assert [seat.pk for seat in seats_of(planned)] == [seat.pk for seat in reversed(seats)]
    assert "王媳妇" in client.get(url("arrange")).content.decode()
    assert url("latecomers") not in client.get(url("detail")).content.decode()
    assert "没有新做好" in client.post(url("latecomers"), {"once": new_token()}).content.decode()
    void_plaque(Plaque.objects.get(pk=seats[1].plaque_id), by=world.district_office)
    title = seats[1].plaque.title_id
    make_plaques(world.county, title_ids=[title], by=world.district_office)
    assert url("latecomers") in client.get(url("detail")).content.decode()
    client.post(url("latecomers"), {"once": new_token()})
    assert "3 户的牌匾登记为已授" in client.get(url("finish")).content.decode()
    client.post(url("finish"), {"once": new_token(), "absent": [seats[0].pk]})
    assert Plaque.objects.filter(state=PlaqueState.GIVEN).count() == 2
    assert client.get(url("finish")).status_code == 200
    assert "登记过" in client.post(url("cancel"), {"once": new_token()}).content.decode()
    assert "已举行" in client.get(reverse("exemplars:ceremony_list")).content.decode()
    client.force_login(world.village_officer)
    assert client.get(url("detail")).status_code == 403
