"""A throw-away PostgreSQL: in a temporary folder, reached by a unix socket, gone when its owner is gone."""

import atexit
import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PREFIX = "anjia-pg-"
ROLE = "anjia"
# A unix socket's path may not be longer than some 100 characters, nor may ours hold a space.
SHELF = Path("/tmp")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Unavailable(Exception):
    """PostgreSQL's programs are not on this machine."""


def binaries() -> Path | None:
    """The folder of initdb and postgres; the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


class Cluster:
    """One running cluster with one superuser; `address` is what the environment variable ANJIA_POSTGRES takes."""

    def __init__(self, folder: Path, bin_folder: Path, settings: Sequence[str]):
        self.folder = folder
        self._bin = bin_folder
        self._settings = settings
        self._owner = os.getpid()

    @property
    def address(self) -> str:
        return f"{self.folder} 5432 postgres {ROLE}"

    def start(self) -> None:
        (self.folder / "owner").write_text(str(self._owner))
        if os.geteuid() == 0:
            shutil.chown(self.folder, *_unprivileged())
        data, log = self.folder / "data", self.folder / "log"
        self._as_owner("initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=60"]
        options = " ".join(f"-c {setting}" for setting in [*settings, *self._settings])
        self._as_owner("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start")

    def stop(self) -> None:
        """Stop it and remove its folder; does nothing in a process that did not start it."""
        if os.getpid() == self._owner and self.folder.exists():
            self._as_owner("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _as_owner(self, program: str, *words: str | Path, check: bool = True) -> None:
        user, group = _unprivileged() if os.geteuid() == 0 else (None, None)
        done = subprocess.run(
            [self._bin / program, *words],
            user=user,
            group=group,
            extra_groups=[] if user else None,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')}")


def _unprivileged() -> tuple[str, str]:
    """PostgreSQL refuses to run as root: who runs it then."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    return name, _group(name)


def _group(name: str) -> str:
    return grp.getgrgid(pwd.getpwnam(name).pw_gid).gr_name


def start_cluster(settings: Sequence[str] = FAST) -> Cluster:
    """Start a cluster that ends with this process. Raises Unavailable where PostgreSQL is not installed."""
    bin_folder = binaries()
    if bin_folder is None:
        raise Unavailable("PostgreSQL is not installed. Debian, Ubuntu: apt install postgresql")
    remove_orphans()
    cluster = Cluster(Path(tempfile.mkdtemp(prefix=PREFIX, dir=SHELF)), bin_folder, settings)
    atexit.register(cluster.stop)
    cluster.start()
    return cluster


@contextmanager
def cluster(settings: Sequence[str] = FAST) -> Iterator[Cluster]:
    """A cluster for the length of a block."""
    running = start_cluster(settings)
    try:
        yield running
    finally:
        running.stop()


def remove_orphans() -> None:
    """End clusters of ours whose owner was killed before it could."""
    for folder in SHELF.glob(f"{PREFIX}*"):
        if folder.is_dir() and not _owner_lives(folder):
            _end_postmaster(folder / "data" / "postmaster.pid")
            shutil.rmtree(folder, ignore_errors=True)


def _owner_lives(folder: Path) -> bool:
    try:
        os.kill(int((folder / "owner").read_text()), 0)
    except (OSError, ValueError) as error:
        return isinstance(error, PermissionError)
    return True


def _end_postmaster(pid_file: Path) -> None:
    try:
        pid = int(pid_file.read_text().split()[0])
        if "postgres" in Path(f"/proc/{pid}/cmdline").read_text():
            os.kill(pid, signal.SIGQUIT)
    except (OSError, ValueError, IndexError):
        return
