"""Tests here need both databases; everybody else's need one (pytest-django refuses the other)."""

import pytest

from anjia.services.care.factories import assessed, care_case, running_pair, volunteer_in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/services/" in str(item.path) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "services"]))


@pytest.fixture
def case(world):
    return care_case(world.village, world.case_worker, world.case_supervisor)


@pytest.fixture
def care(world, case):
    """A child whose needs are understood."""
    return assessed(case, world.case_worker)


@pytest.fixture
def volunteer(world):
    return volunteer_in(world.village, world.case_worker, world.case_supervisor)


@pytest.fixture
def pair(world, care, volunteer):
    return running_pair(care, volunteer, world.case_worker)
