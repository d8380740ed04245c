"""Tests here need both databases; everybody else's need one (pytest-django refuses the other)."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/services/" in str(item.path) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "services"]))
