"""The translatable strings of a slice, as makemessages would find them, without GNU gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

# Which argument of a marking function is the message; those with two hold a singular and a plural.
MARKERS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0}
MARKERS |= {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1}

_STRING = r"[uU]?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"\b({'|'.join(MARKERS)})\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)


def messages_of(slice_folder: Path) -> dict[str, str]:
    """Every message of a slice and the place it was found first (`file:line`); tests do not count."""
    found: dict[str, str] = {}
    for path in sorted([*slice_folder.rglob("*.py"), *slice_folder.rglob("templates/**/*.html")]):
        parts = path.relative_to(slice_folder).parts
        if not {"tests", "migrations"} & set(parts):
            read = in_python if path.suffix == ".py" else in_template
            for line, message in read(path.read_text()):
                found.setdefault(message, f"{path.relative_to(slice_folder.parent)}:{line}")
    return found


def in_python(source: str) -> Iterator[tuple[int, str]]:
    """`(line, message)` for each marked literal of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            position = MARKERS.get(_called(node.func), -1)
            argument = node.args[position] if 0 <= position < len(node.args) else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield node.lineno, argument.value


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """`(line, message)` for each translate and blocktranslate tag and each `_()` of a template."""
    code = templatize(source)
    for match in _CALL.finditer(code):
        literals = re.findall(_STRING, match[2], re.DOTALL)
        position = MARKERS[match[1]]
        if position < len(literals):
            yield code.count("\n", 0, match.start()) + 1, ast.literal_eval(literals[position])
