"""No query may forget that there are rehearsals: the default manager leaves them out, or the query names its parent."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db import models

from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.rehearsing import CycleManager
from tests.architecture.test_models import OWN, relations

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anjia"
# What hangs on a title, which no rehearsal reaches.
TITLED = tuple(
    f"rolling.{name}" for name in ("Rectification", "RenewalEntry", "ReviewFinding", "Revocation", "TitleReview")
)
# What hangs deeper, and by what it is always asked for: one of these names must stand in the query.
BY_PARENT: dict[str, tuple[str, ...]] = {
    "evaluations.Attendance": ("meeting",),
    "evaluations.Ballot": ("candidacy", "pk"),
    "evaluations.BlindBallot": ("drawn", "candidacy"),
    "evaluations.BlindDeduction": ("ballot",),
    "evaluations.CriterionDeduction": ("ballot",),
    "evaluations.DrawnFamily": ("check",),
    "evaluations.Opinion": ("candidacy", "roster"),
    "evaluations.PanelSeat": ("meeting",),
    "evaluations.Recusal": ("candidacy",),
    "programmes.LeadingGroupMember": ("group",),
    "programmes.PanelMember": ("panel",),
    "honours.DecisionEntry": ("decision", "candidacy"),
    "honours.Erratum": (),
    "honours.ErratumLine": (),
    "honours.Title": (),
    "exemplars.Plaque": (),
    "exemplars.CeremonySeat": (),
    **dict.fromkeys(TITLED, ()),
}
BORN_OF_A_DECISION = "it is born of an issued decision, which a rehearsal never reaches"
NO_REHEARSAL = dict.fromkeys(
    (
        "honours.Erratum",
        "honours.ErratumLine",
        "honours.Title",
        "exemplars.Plaque",
        "exemplars.CeremonySeat",
        *TITLED,
    ),
    BORN_OF_A_DECISION,
)


def down_from_cycles() -> set[type[models.Model]]:
    """Every model from which foreign keys lead to a cycle."""
    found: set[type[models.Model]] = {ProgrammeCycle}
    while True:
        more = {m for m in OWN if m not in found and any(target in found for _field, target in relations(m))}
        if not more:
            return found
        found |= more


BELOW = sorted(down_from_cycles(), key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", BELOW, ids=lambda model: model._meta.label)
def test_what_hangs_on_a_cycle_leaves_rehearsals_out(model):
    if model._meta.label in BY_PARENT:
        assert not any(target is ProgrammeCycle for _field, target in relations(model))
        return

    assert isinstance(model._default_manager, CycleManager), "derive from programmes.models.CycleRow"


def test_the_list_of_what_is_asked_for_by_its_parent_is_current():
    assert set(BY_PARENT) <= {model._meta.label for model in BELOW}


@cache
def questions() -> list[tuple[str, str, frozenset[str]]]:
    """Every simple statement that asks a manager: where it stands, its lines, and the names of the models it asks."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts or "tests" in path.parts or path.name == "factories.py":
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.stmt) and not hasattr(node, "body") and (names := frozenset(asked(node))):
                where = f"{path.relative_to(SOURCE)}:{node.lineno}"
                found.append((where, "\n".join(lines[node.lineno - 1 : node.end_lineno]), names))
    return found


def asked(node: ast.stmt) -> Iterator[str]:
    for part in ast.walk(node):
        is_named = isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
        if is_named and part.attr in {"objects", "_base_manager"}:
            yield part.value.id


def test_what_hangs_deeper_is_always_asked_for_by_its_parent():
    parents = {label.split(".")[1]: names for label, names in BY_PARENT.items() if label not in NO_REHEARSAL}
    forgetful = [
        f"{where} {name}"
        for where, text, names in questions()
        for name in sorted(names & set(parents))
        if "bulk_create" not in text and not any(parent in text for parent in parents[name])
    ]

    assert forgetful == []


def test_nobody_goes_round_the_manager():
    """`_base_manager` sees rehearsals: only the code that throws them away may use it on a cycle's rows."""
    below = {model.__name__ for model in BELOW}
    around = [
        where for where, text, names in questions() if any(f"{name}._base_manager" in text for name in names & below)
    ]

    assert around == []
