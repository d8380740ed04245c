"""What a family does itself asks whose household it is: neighbours share a place, a verb alone is not enough (F1)."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = Path(settings.ROOT) / "src"


def modules() -> Iterator[Path]:
    for path in sorted((SOURCE / "anjia").rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path


def is_family(actor: ast.expr) -> bool:
    """`self.family` or `OwnFamily(…)`."""
    if isinstance(actor, ast.Call):
        return isinstance(actor.func, ast.Name) and actor.func.id == "OwnFamily"
    return ast.unparse(actor) == "self.family"


def acts_in(tree: ast.AST) -> Iterator[str]:
    """The names of what is called with a family as the one who acts."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if any(word.arg == "by" and is_family(word.value) for word in node.keywords):
            yield node.func.id


def own_acts() -> dict[str, object]:
    """By `module.action`, every action that a page or a task takes in a family's own name."""
    found = {}
    for path in modules():
        text = path.read_text()
        if "OwnFamily" not in text and "self.family" not in text:
            continue
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for act in acts_in(ast.parse(text)):
            action = inspect.unwrap(getattr(import_module(name), act))
            found[f"{action.__module__}.{action.__name__}"] = action
    return found


def asks_own_only(action: object) -> bool:
    """Whether it calls `own_only`."""
    tree = ast.parse(inspect.getsource(action))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return "own_only" in called


@pytest.fixture(scope="module")
def acts():
    return own_acts()


def test_the_acts_of_families_are_found(acts):
    names = {name.rsplit(".", 1)[1] for name in acts}
    assert names >= {
        "agree_oneself", "withdraw_publication", "withdraw_participation", "exclude_raters", "hand_out_file",
        "erase_household", "file_appeal", "take_back_appeal", "ask_for_change",
    }  # fmt: skip


def test_each_asks_whose_household_it_is(acts):
    assert [name for name, action in acts.items() if not asks_own_only(action)] == []


def careless(household, *, by):
    return household


def test_an_act_that_does_not_ask_would_be_caught():
    assert not asks_own_only(careless)
    assert list(acts_in(ast.parse("careless(h, by=OwnFamily(h))"))) == ["careless"]
    assert list(acts_in(ast.parse("careless(h, by=self.family)"))) == ["careless"]
    assert list(acts_in(ast.parse("careless(h, by=self.user)"))) == []
