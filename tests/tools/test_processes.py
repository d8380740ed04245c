import os
import sys
import time
from pathlib import Path

import pytest

from tools.processes import Failed, end, run, start

FORKS = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    open(sys.argv[1], "w").write(str(os.getpid()))
time.sleep(60)
"""


def alive(pid: int) -> bool:
    """A zombie that waits for its parent's look is dead for us."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_ending_a_child_ends_what_it_started_even_if_it_does_not_listen(tmp_path):
    note = tmp_path / "pid"
    child = start([sys.executable, "-c", FORKS, note], env=os.environ)
    while not (note.exists() and note.read_text()):
        time.sleep(0.02)

    end(child, patience=0.2)

    grandchild = int(note.read_text())
    deadline = time.monotonic() + 5
    while alive(grandchild) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(grandchild)
    assert child.returncode is not None


def test_a_failed_command_shows_its_last_words():
    with pytest.raises(Failed, match="the reason"):
        run("test-failing", [sys.executable, "-c", "raise SystemExit('the reason')"], env=os.environ)
