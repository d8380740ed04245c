"""Where things stand in a checkout."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
STAMPS = TOOLS / "stamps"
LOGS = TOOLS / "logs"
CHECK_DATA = TOOLS / "check-data"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
SOURCE = ROOT / "src"


def from_caller(path: str) -> Path:
    """A path as the person meant it: relative to the folder `./run` was called from."""
    return Path(os.environ.get("ANJIA_CALLED_FROM", ".")).joinpath(path).resolve()
