"""Locks hold what is asked for, with hashes, and name no address (architecture 5)."""

import json
import re

import pytest
from django.conf import settings

REQUIREMENTS = settings.ROOT / "requirements"
LOCKS = ("base", "dev", "tools", "node")


def asked(name: str) -> set[str]:
    lines = (REQUIREMENTS / f"{name}.in").read_text().split()
    return {re.split(r"[\[=~<>;]", line)[0].lower() for line in lines if re.match(r"[a-zA-Z]", line)} - {"base.in"}


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (REQUIREMENTS / f"{name}.lock").read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_is_asked_for(name):
    assert asked(name) - set(locked(name)) == set()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name):
    text = (REQUIREMENTS / f"{name}.lock").read_text()

    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links|@ ", text) == []
    assert len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) == len(
        re.findall(r"^[a-z0-9].*\\\n\s+--hash", text, re.MULTILINE)
    )


def test_the_tests_run_on_the_versions_that_are_shipped():
    shipped, tested = locked("base"), locked("dev")

    assert {name: tested.get(name) for name in shipped} == shipped


def test_the_lock_of_npm_names_no_address():
    packages = json.loads((settings.ROOT / "package-lock.json").read_text())["packages"]

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and not package.get("integrity")] == []
