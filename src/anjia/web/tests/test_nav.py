"""The staff navigation: the row holds what is used daily, 更多 the rest (experience: the desk)."""

import pytest
from django.test import RequestFactory

from anjia.web import nav
from anjia.web.context import page
from anjia.web.gate import SIGNED_IN

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(monkeypatch, world):
    """What a village officer is shown at an address, of a navigation of this many seldom entries and ten daily ones."""

    def shown(path, seldom):
        items = [nav.NavItem(f"常用{n}", "console:home", SIGNED_IN, order=n) for n in range(10)]
        items += [nav.NavItem("导入", "households:batches", SIGNED_IN, order=3, is_seldom=True)] * min(seldom, 1)
        items += [nav.NavItem(f"少用{n}", "regions:tree", SIGNED_IN, order=4, is_seldom=True) for n in range(1, seldom)]
        monkeypatch.setattr(nav, "_items", items)
        request = RequestFactory().get(path)
        request.user, request.session, request.htmx = world.village_officer, {}, False
        return page(request)["page"]["nav"]

    return shown


def test_a_short_navigation_stands_in_one_row(entries):
    assert not any(entry["is_seldom"] for entry in entries("/", seldom=2))


def test_of_a_long_one_the_seldom_entries_come_last(entries):
    assert [entry["is_seldom"] for entry in entries("/", seldom=4)] == [False] * 10 + [True] * 4


def test_where_one_is_stands_in_the_row_however_seldom_one_comes_there(entries):
    shown = entries("/households/imports/", seldom=4)
    [here] = [entry for entry in shown if entry["is_current"]]
    assert (here["label"], here["is_seldom"]) == ("导入", False)
    assert sum(entry["is_seldom"] for entry in shown) == 3
