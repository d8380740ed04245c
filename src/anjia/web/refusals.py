"""Why a page is closed to somebody, said by the slices that know: a role that ended yesterday, for instance."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise

Explainer = Callable[[Any], str | Promise]
_explainers: list[Explainer] = []


def explain(explainer: Explainer) -> Explainer:
    """`explainer(user)` answers a sentence, or nothing where it has none. Asked only when a page is refused."""
    if explainer not in _explainers:
        _explainers.append(explainer)
    return explainer


def reason_for(user: Any, otherwise: str | Promise) -> str | Promise:
    """The first explanation there is."""
    return next(filter(None, (explainer(user) for explainer in _explainers)), otherwise)
