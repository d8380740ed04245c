"""Server and worker: started together, watched, stopped together."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tools import environment
from tools.paths import PYTHON, ROOT
from tools.processes import Failed, end, start

HEALTH = "/health/live"
START_SECONDS = 60
WORKER_REST = 5.0


def free_port(wanted: int | None, host: str) -> int:
    """The wanted port if it is free, else Failed; without a wish the first free one from 8000 on."""
    for port in [wanted] if wanted else range(8000, 8020):
        if port_is_free(port, host):
            return port
    taken = f"Port {wanted} is in use" if wanted else "The ports 8000 to 8019 are in use"
    raise Failed(f"{taken}. Choose another one: ./run start --port N")


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens there and we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(data: Path, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Run server and worker until we are told to stop. Calls `ready(address)` once the server answers."""
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"
    env = environment.for_project(data)
    # What the QR codes on posters and certificates lead to, unless the office has named its own address.
    env.setdefault("ANJIA_URL", address)
    server = _server(host, port, env)
    worker = None
    try:
        _await(server, port)
        worker = _worker(env)
        ready(address)
        while server.poll() is None:
            if worker.poll() is not None:
                end(worker)
                time.sleep(WORKER_REST)
                worker = _worker(env)
            time.sleep(0.5)
    finally:
        if worker is not None:
            end(worker)
        end(server)
    raise Failed(f"The server ended by itself (exit code {server.returncode}).")


def _server(host: str, port: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
    workers = min(2, os.cpu_count() or 1)
    command: list[str | Path] = [PYTHON, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "anjia.config.wsgi:application"]
    return start(command, env=env, stdin=subprocess.DEVNULL)


def _worker(env: dict[str, str]) -> subprocess.Popen[bytes]:
    return start([PYTHON, ROOT / "manage.py", "worker", "--skip-checks"], env=env, stdin=subprocess.DEVNULL)


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Failed(f"The server did not start (exit code {server.returncode}); its message stands above.")
        if _answers(port):
            return
        time.sleep(0.05)
    raise Failed(f"The server did not answer within {START_SECONDS} s.")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", HEALTH)
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()
