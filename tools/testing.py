"""`./run test`: the programs the tests need, then the checks, then every test on both databases."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from tools import environment, postgres
from tools.checks import check
from tools.install import install
from tools.paths import CHECK_DATA, PYTHON
from tools.processes import Failed, run, show

IN_CI = os.environ.get("CI") == "true"
PARALLEL = "2"


@dataclass(frozen=True)
class Program:
    """Something the tests use that no lock can bring; without it the tests with its mark cannot run."""

    name: str
    package: str
    commands: tuple[str, ...]
    mark: str = ""

    def present(self) -> bool:
        if self.name == "PostgreSQL":
            return postgres.binaries() is not None
        return any(shutil.which(command) for command in self.commands)


PROGRAMS = [
    Program("Chromium", "chromium", ("chromium", "chromium-browser", "google-chrome"), "browser"),
    Program("PostgreSQL", "postgresql", ("initdb",), "postgres"),
    Program("LibreOffice Writer", "libreoffice-writer-nogui", ("soffice", "libreoffice"), "libreoffice"),
    Program("pdftoppm", "poppler-utils", ("pdftoppm",), "poppler"),
    Program("xgettext", "gettext", ("xgettext",)),
]
CHINESE_FONT = "fonts-noto-cjk"


def test(words: Sequence[str]) -> int:
    """With words: a quick run of pytest with them, on SQLite unless ANJIA_TEST_DATABASE says otherwise."""
    if words:
        install(CHECK_DATA, for_tests=True)
        return _pytest("", words)
    missing = _programs()
    install(CHECK_DATA, for_tests=True)
    failed = [] if check([]) else ["check"]
    failed += _both_databases(missing)
    if failed:
        print(f"Failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _both_databases(missing: Sequence[Program]) -> list[str]:
    marks = [f"not {program.mark}" for program in missing if program.mark and program.mark != "postgres"]
    words = ["-n", PARALLEL, "--dist", "worksteal", "-q", *(["-m", " and ".join(marks)] if marks else [])]
    databases = ["sqlite", "postgres"]
    if any(program.mark == "postgres" for program in missing):
        databases.remove("postgres")
    return [name for name in databases if _pytest(name, words)]


def _pytest(database: str, words: Sequence[str]) -> int:
    env = environment.base()
    env.pop("ANJIA_DATA", None)
    if database:
        env["ANJIA_TEST_DATABASE"] = database
        print(f"\nTests on {database}", flush=True)
    return show([PYTHON, "-m", "pytest", *words], env=env)


def _programs() -> list[Program]:
    """Install what is missing where we may; returns what is still missing, having said so loudly."""
    missing = [program for program in PROGRAMS if not program.present()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt([program.package for program in missing])
        missing = [program for program in missing if not program.present()]
    if missing and IN_CI:
        raise Failed(f"Missing, and in CI nothing is left out: {', '.join(p.name for p in missing)}")
    for program in missing:
        print(
            f"!! {program.name} is missing: its tests are LEFT OUT. As root: apt install {program.package}", flush=True
        )
    return missing


def _apt(packages: Sequence[str]) -> None:
    env = environment.base() | {"DEBIAN_FRONTEND": "noninteractive"}
    print(f"  apt: {' '.join(packages)} …", flush=True)
    run("apt-update", ["apt-get", "update", "-q"], env=env)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages, CHINESE_FONT]
    run("apt-install", command, env=env)
