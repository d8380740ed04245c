"""Two at once in one folder, and whose Python it is that packages go into."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tools.install import alone, require_own
from tools.paths import PYTHON, VENV
from tools.processes import Failed

HOLDS_IT = """
import sys
from pathlib import Path
from tools.install import alone

with alone(Path(sys.argv[1])):
    print("held", flush=True)
    input()
"""


def test_the_second_waits_until_the_first_is_done(tmp_path, capsys):
    lock, passed = tmp_path / "lock", threading.Event()

    def second():
        with alone(lock):
            passed.set()

    waiting = threading.Thread(target=second)
    with alone(lock):
        waiting.start()
        assert not passed.wait(0.2)
    waiting.join(5)

    assert passed.is_set()
    assert "waiting" in capsys.readouterr().out


def test_a_holder_that_is_killed_gives_the_lock_back(tmp_path):
    command = [sys.executable, "-c", HOLDS_IT, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        holder.kill()

    with alone(tmp_path / "lock"):
        pass


def test_packages_go_into_no_python_but_our_own(tmp_path):
    require_own(PYTHON, VENV)
    with pytest.raises(Failed):
        require_own(Path(sys.base_prefix) / "bin" / "python3", VENV)
    with pytest.raises(Failed):
        require_own(PYTHON, tmp_path)
