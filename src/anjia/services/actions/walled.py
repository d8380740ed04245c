"""One transaction on this side, and one event in its trail: what every action here begins and ends with."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.services.codes import WALLED
from anjia.services.models import Case

P = ParamSpec("P")
R = TypeVar("R")


def walled(action: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one transaction of the walled database."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(using=WALLED):
            return action(*args, **kwargs)

    return run


def note(verb: str, case: Case, *, by: Actor, **facts: Any) -> None:
    """Tell the trail: closed lists, days and ids, never a word that somebody wrote."""
    audit.record(verb, case, by=by, after=facts, region_path=case.region_path)
