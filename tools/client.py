"""`./run client`: a typed Python client, made from docs/api/openapi.json into a folder git does not keep."""

from pathlib import Path

from tools import environment
from tools.install import install
from tools.paths import CHECK_DATA, PYTHON, ROOT
from tools.processes import Failed, capture

SCHEMA = ROOT / "docs" / "api" / "openapi.json"
CONFIG = ROOT / "docs" / "api" / "client.yml"
PACKAGE = "anjia_client"


def generate(schema: Path, folder: Path) -> Path:
    """Write the package for a schema below a folder; returns where it stands. Raises Failed with what was said."""
    target = folder / PACKAGE
    folder.mkdir(parents=True, exist_ok=True)
    words = ["-m", "openapi_python_client", "generate", "--meta", "none", "--overwrite", "--fail-on-warning"]
    places = ["--path", str(schema), "--config", str(CONFIG), "--output-path", str(target)]
    code, output = capture("client", [str(PYTHON), *words, *places], env=environment.base())
    if code:
        raise Failed(output)
    return target


def client(folder: Path) -> int:
    """The command."""
    install(CHECK_DATA, for_tests=True)
    print(f"  {generate(SCHEMA, folder)}", flush=True)
    return 0
