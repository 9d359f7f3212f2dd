"""A small mail server on this machine: it takes mails, and refuses addresses as a test says."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any


@dataclass
class Taken:
    """A mail that the server took: its envelope, and what was in it."""

    sender: str
    recipient: str
    mail: Message


@dataclass
class Box:
    """What the server has taken, and what it refuses: an address and the answer to it."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


class Talk(socketserver.StreamRequestHandler):
    """One conversation in SMTP, as far as Django speaks it."""

    def handle(self) -> None:
        """Answer line by line."""
        box: Box = self.server.box  # type: ignore[attr-defined]
        sender = recipient = ""
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word, _space, rest = line.partition(":")
            if word.upper() == "MAIL FROM":
                sender = rest.strip("<> ").split(">")[0]
                self._say("250 ok")
            elif word.upper() == "RCPT TO":
                recipient = rest.strip("<> ")
                self._say(box.refused.get(recipient, "250 ok"))
            elif line.upper() == "DATA":
                self._say("354 go on")
                box.taken.append(Taken(sender, recipient, message_from_bytes(self._read())))
                self._say("250 taken")
            elif line.upper() == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _read(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serving(settings: Any) -> Iterator[Box]:
    """Let mails leave to this server."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        server.box = Box(port=server.server_address[1])  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield server.box  # type: ignore[attr-defined]
        server.shutdown()
