"""`./run check`: everything a reader of the code may rely on, each check by its name."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tools import environment
from tools.paths import CHECK_DATA, PYTHON
from tools.processes import capture, end_all

_MODULE = [str(PYTHON), "-m"]
_MANAGE = [str(PYTHON), "manage.py"]

CHECKS: dict[str, list[str]] = {
    "lint": [*_MODULE, "ruff", "check", "."],
    "format": [*_MODULE, "ruff", "format", "--check", "."],
    "templates": [*_MODULE, "djlint", "src", "--lint", "--quiet"],
    "types": [*_MODULE, "mypy"],
    "imports": [str(PYTHON), "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"],
    "django": [*_MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*_MANAGE, "makemigrations", "--check", "--dry-run"],
    "diagrams": [*_MANAGE, "workflow_diagrams", "--check"],
    "api": [*_MANAGE, "api_schema", "--check"],
    "translations": [*_MANAGE, "check_translations"],
}


def check(names: Iterable[str]) -> bool:
    """Run the named checks, or all; prints a line for each and what it found. True where all hold."""
    chosen = list(names) or list(CHECKS)
    with ThreadPoolExecutor(2) as pool:
        try:
            reports = [_report(*result) for result in pool.map(_one, chosen)]
        except BaseException:
            end_all()
            raise
    return all(reports)


def _one(name: str) -> tuple[str, float, int, str]:
    begun = time.monotonic()
    code, output = capture(f"check-{name}", CHECKS[name], env=environment.for_project(CHECK_DATA))
    return name, time.monotonic() - begun, code, output


def _report(name: str, seconds: float, code: int, output: str) -> bool:
    print(f"  {name}: {'FAILED' if code else 'ok'} ({seconds:.1f} s)", flush=True)
    if code:
        print(output.rstrip(), flush=True)
    return code == 0
