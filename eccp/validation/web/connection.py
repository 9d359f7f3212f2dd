"""One connection to an address that was checked, in which no single byte may outlast the deadline."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .addresses import Way

Connect = Callable[..., socket.socket]


class Deadline:
    """A moment, some seconds from now, after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, always more than none, or raise `TimeoutError`."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _Reader(io.RawIOBase):
    """Reads from a socket; each read may take no longer than what is left of the whole."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)


class _Line:
    """What `http.client` needs of a socket. Closing is left to `asked`, which opened it."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._deadline))

    def close(self) -> None:
        pass


@contextmanager
def asked(
    way: Way, headers: dict[str, str], deadline: Deadline, connect: Connect, method: str = "GET"
) -> Iterator[http.client.HTTPResponse]:
    """Ask for the page at the end of `way` and give the answer, its body still unread."""
    with _open(way, deadline, connect) as sock:
        connection = http.client.HTTPConnection(way.host, way.port)
        connection.sock = _Line(sock, deadline)
        connection.request(
            method, way.target, headers={"Host": way.authority, "Connection": "close", **headers}
        )
        with connection.getresponse() as response:
            yield response


def _open(way: Way, deadline: Deadline, connect: Connect) -> socket.socket:
    """Connect to the first checked address that answers; a dead one may not use up the time of the others."""
    for untried in range(len(way.addresses), 0, -1):
        address = way.addresses[-untried]
        try:
            sock = connect((address, way.port), timeout=deadline.left() / untried)
            break
        except OSError:
            if untried == 1:
                raise
    if way.scheme == "http":
        return sock
    try:
        sock.settimeout(deadline.left())
        return ssl.create_default_context().wrap_socket(sock, server_hostname=way.host)
    except BaseException:
        sock.close()
        raise
