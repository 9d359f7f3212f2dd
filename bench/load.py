"""A small client that asks for one page from several connections for some seconds, and says what it cost itself.

    python bench/load.py PORT ADDRESS SECONDS CONNECTIONS

A process of its own, so that its CPU can be told from the server's. It reads no more of an answer than it must.
"""

import json
import re
import resource
import selectors
import socket
import sys
import time

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


class Visitor:
    """One connection, which asks again as soon as it is answered."""

    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request, self.left, self.answers = request, 0, 0

    def ask(self) -> None:
        """Send the request."""
        self.socket.sendall(self.request)

    def read(self) -> None:
        """Read what there is; at the end of an answer ask again."""
        data = self.socket.recv(1 << 18)
        if not self.left:
            head, _blank, body = data.partition(b"\r\n\r\n")
            length = LENGTH.search(head)
            if not head.startswith(b"HTTP/1.1 200 ") or length is None:
                raise SystemExit(f"Not a page: {head[:200]!r}")
            self.left = int(length[1]) - len(body)
        else:
            self.left -= len(data)
        if self.left == 0:
            self.answers += 1
            self.ask()


def main(port: int, address: str, seconds: float, connections: int) -> None:
    """Ask, and print the numbers."""
    request = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    waiting = selectors.DefaultSelector()
    visitors = [Visitor(port, request) for _ in range(connections)]
    for visitor in visitors:
        waiting.register(visitor.socket, selectors.EVENT_READ, visitor)
        visitor.ask()
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        for ready, _events in waiting.select(1):
            ready.data.read()
    passed = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "answers": sum(visitor.answers for visitor in visitors),
                "seconds": passed,
                "cpu_seconds": used.ru_utime + used.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
