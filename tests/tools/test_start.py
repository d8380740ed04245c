import socket

import pytest

from tools import prepare as prepare_module
from tools.prepare import DATABASE, prepare
from tools.processes import Failed
from tools.serve import free_port
from tools.stamps import Stamp


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_refused_with_what_to_do(taken_port):
    with pytest.raises(Failed, match=rf"Port {taken_port} is in use.*--port N"):
        free_port(taken_port, "127.0.0.1")


def test_a_first_set_up_that_was_cut_off_begins_again_from_nothing(tmp_path, monkeypatch):
    monkeypatch.delenv("ANJIA_POSTGRES", raising=False)
    monkeypatch.setattr(prepare_module, "_collect", lambda data: None)
    monkeypatch.setattr(prepare_module, "end_all", lambda: None)
    begun = []

    def cut_off(data):
        begun.append((data / DATABASE).exists())
        (data / DATABASE).write_text("half of it")
        if len(begun) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(prepare_module, "_migrate", cut_off)
    with pytest.raises(KeyboardInterrupt):
        prepare(tmp_path, demo=False)
    prepare(tmp_path, demo=False)
    prepare(tmp_path, demo=False)

    assert begun == [False, False, True]
    assert Stamp(tmp_path / ".stamps", "first-set-up").read() == ""
