"""No query may forget that there are rehearsals: the default manager leaves them out, or the query names its parent."""

import ast
from collections.abc import Iterator
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


def statements() -> Iterator[tuple[str, str, ast.stmt]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts or "tests" in path.parts or path.name == "factories.py":
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.stmt) and not hasattr(node, "body"):
                yield str(path.relative_to(SOURCE)), ast.get_source_segment(text, node) or "", node


def asks(node: ast.stmt, name: str) -> bool:
    return any(
        isinstance(part, ast.Attribute)
        and part.attr in {"objects", "_base_manager"}
        and isinstance(part.value, ast.Name)
        and part.value.id == name
        for part in ast.walk(node)
    )


def test_what_hangs_deeper_is_always_asked_for_by_its_parent():
    names = {label.split(".")[1]: parents for label, parents in BY_PARENT.items() if label not in NO_REHEARSAL}
    forgetful = [
        f"{path}:{node.lineno} {name}"
        for path, text, node in statements()
        for name, parents in names.items()
        if asks(node, name) and "bulk_create" not in text and not any(parent in text for parent in parents)
    ]

    assert forgetful == []


def test_nobody_goes_round_the_manager():
    """`_base_manager` sees rehearsals: only the code that throws them away may use it on a cycle's rows."""
    names = {model.__name__ for model in BELOW}
    around = [
        f"{path}:{node.lineno}"
        for path, text, node in statements()
        for name in names
        if "_base_manager" in text and asks(node, name) and f"{name}._base_manager" in text
    ]

    assert around == []
