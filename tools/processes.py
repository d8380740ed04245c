"""Child processes that never outlive us, and whose output is kept for the moment it is needed."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NoReturn

from tools.paths import LOGS, ROOT

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_living: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()
_ending = threading.Event()


Command = Sequence[str | Path]


class Failed(Exception):
    """A step did not work. The text says which, why, and what to do."""


def _die_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def stop_on_signals() -> None:
    """Turn every polite request to end into KeyboardInterrupt, also where the shell ignored it."""

    def interrupt(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def start(
    command: Command,
    *,
    env: Mapping[str, str],
    stdin: int | None = None,
    stdout: IO[bytes] | None = None,
    stderr: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own: a Ctrl-C reaches us alone, and we stop it in good order."""
    if _ending.is_set():
        raise Failed("stopping")
    child = subprocess.Popen(
        [str(part) for part in command],
        env=dict(env),
        cwd=ROOT,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )
    with _lock:
        _living.add(child)
    return child


def capture(name: str, command: Command, *, env: Mapping[str, str]) -> tuple[int, str]:
    """Run a command to its end; returns its exit code and its output, which is kept in a log of that name."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("wb") as out:
        child = start(command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        code = child.wait()
    with _lock:
        _living.discard(child)
    return code, log.read_text(errors="replace")


def run(name: str, command: Command, *, env: Mapping[str, str]) -> str:
    """Run a command that has to work and return its output; Failed with the end of the output where it does not."""
    code, text = capture(name, command, env=env)
    if code:
        tail = "\n".join(text.splitlines()[-25:])
        raise Failed(f"{name}: exit code {code}\n{tail}\nThe whole output stands in .tools/logs/{name}.log.")
    return text


def show(command: Command, *, env: Mapping[str, str]) -> int:
    """Run a command with its output in the person's own terminal; returns its exit code."""
    child = start(command, env=env)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        child.wait(timeout=20)
        raise
    finally:
        end(child)


def become(command: Command, *, env: Mapping[str, str]) -> NoReturn:
    """Give this process over to a command that talks with the person."""
    words = [str(part) for part in command]
    os.execve(words[0], words, dict(env))


def end(child: subprocess.Popen[bytes], *, patience: float = 12) -> None:
    """Ask a child to stop; after `patience` seconds end it and everything it started."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            child.kill()
    _end_group(child.pid)
    child.wait()
    with _lock:
        _living.discard(child)


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def end_all() -> None:
    """Stop every child that still runs; none is started from now on."""
    _ending.set()
    with _lock:
        children = list(_living)
    for child in children:
        end(child, patience=3)
