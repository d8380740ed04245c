"""A data folder: its database brought up to date, its static files collected, demo data laid out once."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tools import environment
from tools.install import step
from tools.paths import FRONTEND, PYTHON, ROOT, SOURCE
from tools.processes import Command, end_all, run
from tools.stamps import Stamp, digest

DATABASE = "anjia.sqlite3"
WALLED = "services.sqlite3"


def prepare(data: Path, *, demo: bool) -> None:
    """Make the data folder ready to serve. A first set-up that was cut off is begun again from nothing."""
    data.mkdir(parents=True, exist_ok=True)
    unfinished = Stamp(data / ".stamps", "first-set-up")
    if unfinished.read():
        _start_over(data)
    fresh = "ANJIA_POSTGRES" not in environment.base() and not (data / DATABASE).exists()
    if fresh:
        unfinished.write("under way")
    with ThreadPoolExecutor(1) as pool:
        try:
            collected = pool.submit(_collect, data)
            _migrate(data)
            collected.result()
        except BaseException:
            end_all()
            raise
    if fresh and demo:
        load_demo(data, "small")
    unfinished.clear()


def _start_over(data: Path) -> None:
    walled = environment.services_folder(data)
    for path in (*data.glob(f"{DATABASE}*"), *walled.glob(f"{WALLED}*")):
        path.unlink()
    for folder in (data, walled):
        shutil.rmtree(folder / "files", ignore_errors=True)
    shutil.rmtree(data / ".stamps", ignore_errors=True)
    (data / environment.DEMO_MARK).unlink(missing_ok=True)


def _migrate(data: Path) -> None:
    sources = [p for p in SOURCE.rglob("migrations/*.py") if p.is_file()]
    place = environment.base().get("ANJIA_POSTGRES", "sqlite")
    files = (data / DATABASE, environment.services_folder(data) / WALLED)
    there = place != "sqlite" or all(file.exists() for file in files)
    key = digest([*sources, ROOT / "requirements" / "base.lock"], place)
    _manage("migrate_all", data, key, there)


def _collect(data: Path) -> None:
    sources = [p for p in SOURCE.rglob("static/**/*") if p.is_file()]
    sources += [p for p in (FRONTEND / "dist").rglob("*") if p.is_file()]
    key = digest([*sources, ROOT / "requirements" / "base.lock"], str(ROOT))
    _manage("collectstatic", data, key, (data / "static").is_dir(), "--no-input", "--clear", "--verbosity", "0")


def _manage(name: str, data: Path, key: str, finished: bool, *words: str) -> None:
    command: Command = [PYTHON, ROOT / "manage.py", name, "--skip-checks", *words]
    work = partial(run, name, command, env=environment.for_project(data))
    step(name, key, finished, work, folder=data / ".stamps")


def load_demo(data: Path, size: str) -> None:
    """Lay out demo data; the folder is marked once they are in, so a refusal leaves real data what they are."""
    print(f"  demo data ({size}) …", flush=True)
    env = environment.for_project(data) | {"ANJIA_DEMO": "1"}
    run("demo", [PYTHON, ROOT / "manage.py", "demo", "--size", size, "--cases", "--skip-checks"], env=env)
    (data / environment.DEMO_MARK).touch()


def discard_demo(data: Path) -> str:
    """Empty the folder's house of demo data; what was lost and how to go on, as text. The mark goes with them."""
    command: Command = [PYTHON, ROOT / "manage.py", "demo", "--discard", "--skip-checks"]
    return run("demo-discard", command, env=environment.for_project(data))


def sign_ins(data: Path) -> str:
    """One demo sign-in of each role with their codes of this moment, as text; empty without demo data."""
    if not (data / environment.DEMO_MARK).exists():
        return ""
    return run(
        "demo-sign-ins",
        [PYTHON, ROOT / "manage.py", "demo_signins", "--brief", "--skip-checks"],
        env=environment.for_project(data),
    )
