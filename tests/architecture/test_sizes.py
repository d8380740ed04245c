"""The ratchet on sizes and names (architecture 6). Complexity is ruff's."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

MODULE, TEST_MODULE, FUNCTION, TEMPLATE = 350, 500, 50, 160
FORBIDDEN = {"utils", "helpers", "common", "misc", "services", "managers"}
# The slice `services` is the walled area of the house; inside a slice the word is not used.
# Slices that may hold more than sixty files, and why the room was not split.
# households: 21 are `roster/`, the reading of real workbooks, which knows nothing of the rest and could move out;
# the others are a registry with its imports, its proofs on paper, its changes over time, and a family's own data (told,
# handed out, forgotten).
# evaluations: `api/` with its schemas is one operation per action; the guard against favour (draws, blind ballots,
# agreement) reads the very ballots it compares; `annexes/` prints a family's own scores and opinions.
# accounts: people, sign-in, messages, and the two doors for programs (tokens, webhooks), which hang on memberships.
# documents: `render/` is one module a kind of paper, Word beside PDF.
# services: one case work for seven kinds of case; what the rooms share (clients, clocks, teams, consent) stands here.
# A room of the wing `services` is an app of its own, and counts as a slice.
DISCUSSED = {
    "households": 140,
    "programmes": 90,
    "evaluations": 110,
    "accounts": 75,
    "honours": 75,
    "documents": 66,
    "services": 70,
}
FOLDERS = ("src", "tests", "tools", "bench")


def modules() -> list[Path]:
    found = [path for folder in FOLDERS for path in (settings.ROOT / folder).rglob("*.py")]
    return [path for path in sorted(found) if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted((settings.ROOT / "src").rglob("templates/**/*.html"))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(settings.ROOT).parts


def relative(path: Path) -> str:
    return str(path.relative_to(settings.ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_modules_are_short():
    long = {relative(p): lines(p) for p in modules() if lines(p) > (TEST_MODULE if is_test(p) else MODULE)}

    assert long == {}


def test_most_modules_are_under_two_hundred_lines():
    sizes = [lines(path) for path in modules() if not is_test(path)]

    assert sum(size < 200 for size in sizes) >= 0.8 * len(sizes)


def test_functions_are_short():
    long = [
        f"{relative(path)}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1})"
        for path in modules()
        if not is_test(path)
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > FUNCTION
    ]

    assert long == []


def test_templates_are_short():
    assert {relative(path): lines(path) for path in templates() if lines(path) > TEMPLATE} == {}


def test_no_module_is_a_drawer_for_everything():
    wrong = [
        relative(path) for path in modules() if path.stem in FORBIDDEN or path.parent.name in FORBIDDEN - {"services"}
    ]

    assert wrong == []


def slice_of(path: Path) -> str:
    """The folder of the app that a module belongs to."""
    parts = path.relative_to(settings.ROOT / "src" / "anjia").parts
    is_room = len(parts) > 2 and (settings.ROOT / "src" / "anjia" / parts[0] / parts[1] / "apps.py").exists()
    return "/".join(parts[: 2 if is_room else 1])


def test_a_slice_with_more_than_sixty_files_has_been_discussed():
    counts: dict[str, int] = {}
    for path in (settings.ROOT / "src" / "anjia").rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            counts[slice_of(path)] = counts.get(slice_of(path), 0) + 1

    assert {name: count for name, count in counts.items() if count > DISCUSSED.get(name, 60)} == {}
