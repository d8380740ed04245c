"""Every list is one definition: table, choice of columns and export come from its columns (experience 18)."""

import pytest

from anjia.web.screens import ListScreen
from tests.access.resolver import routes

LISTS = {
    route.name: route.view.view_class
    for route in routes()
    if isinstance(getattr(route.view, "view_class", None), type) and issubclass(route.view.view_class, ListScreen)
}
every_list = pytest.mark.parametrize("screen", LISTS.values(), ids=LISTS)


def test_there_are_lists():
    assert len(LISTS) > 10


@every_list
def test_a_list_says_its_columns_or_why_not(screen):
    assert bool(screen.columns) is not bool(screen.no_columns)


@every_list
def test_a_list_can_be_taken_along_or_says_why_not(screen):
    assert screen.columns or screen.no_export or screen.no_columns


@every_list
def test_rows_about_persons_leave_only_with_the_right_to_export(screen):
    personal = any(column.is_personal for column in screen.columns)

    assert screen.export_verb or screen.no_export or not personal


@every_list
def test_columns_are_told_apart_and_the_first_cannot_be_hidden(screen):
    keys = [column.key for column in screen.columns]

    assert len(keys) == len(set(keys))
    assert not keys or screen.columns[0].is_essential
    assert {column.order for column in screen.columns} - {""} <= set(screen.orders)
