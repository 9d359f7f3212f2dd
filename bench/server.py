"""The platform on this machine, served as in production, with one worker where no other command is named."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 60


@contextmanager
def serving(port: int, command: list[str] | None = None) -> Iterator[list[int]]:
    """Serve with the environment as it is; give the server's processes, and end them afterwards."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    more = ["--port", str(port), "--workers", "1", "--log-level", "error", "eccp.config.wsgi:application"]
    server = subprocess.Popen(command or [*granian, *more], cwd=ROOT)
    try:
        _wait(port)
        yield _family(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/robots.txt")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def _family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found.append(int(entry.name))
    return found
