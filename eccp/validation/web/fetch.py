"""Fetching one page of an applicant's website. A site that is down is evidence, never an exception."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from .addresses import Gate
from .charset import decode
from .connection import Connect, Deadline, asked
from .problems import Problem, Unreachable

REDIRECTS = 5
REDIRECTING = {301, 302, 303, 307, 308}
SENT = {
    "User-Agent": "ECCP validation",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip",
}
KEPT = ("content-language", "last-modified", "server")
HTML = {"text/html", "application/xhtml+xml"}
PIECE = 64 * 1024


@dataclass(frozen=True)
class Page:
    """What came of asking for a page: the page, or what stood in the way.

    `url` is as asked, `final_url` the last one tried (where a redirect was refused: the refused one),
    `status` the last answer's or None where nobody answered. `bytes` counts the unpacked body that was read,
    `seconds` the whole. `text` may be there beside a `problem`: an error page, or what came before the time
    was up.
    """

    url: str
    final_url: str
    status: int | None
    headers: dict[str, str]
    content_type: str
    text: str
    seconds: float
    bytes: int
    truncated: bool
    problem: Problem | None


@dataclass
class _Found:
    """What is known so far; it survives whatever ends the visit."""

    final_url: str
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    charset: str | None = None
    body: bytearray = field(default_factory=bytearray)
    truncated: bool = False
    problem: Problem | None = None


def fetch(
    url: str,
    *,
    gate: Gate,
    timeout: float,
    limit: int,
    connect: Connect = socket.create_connection,
    method: str = "GET",
) -> Page:
    """Ask for a page and return what was found, always.

    `timeout` is in seconds and for everything together: names, connections, redirects and the last byte.
    `limit` is in bytes of the unpacked body; a longer one is cut and marked `truncated`. Every redirect goes
    through the gate anew, and the connection is made to the very address the gate has checked.
    """
    started = time.monotonic()
    found = _Found(final_url=url)
    try:
        _visit(found, url, gate, Deadline(timeout), limit=limit, connect=connect, method=method)
    except Unreachable as unreachable:
        found.problem = unreachable.problem
    except TimeoutError:
        found.problem = Problem.TIMED_OUT
    except ssl.SSLError:
        found.problem = Problem.TLS
    except OSError:
        found.problem = Problem.CONNECTION
    except (http.client.HTTPException, ValueError, zlib.error):
        found.problem = Problem.UNREADABLE
    return Page(
        url=url,
        final_url=_printable(found.final_url),
        status=found.status,
        headers=found.headers,
        content_type=found.content_type,
        text=decode(bytes(found.body), found.charset),
        seconds=round(time.monotonic() - started, 3),
        bytes=len(found.body),
        truncated=found.truncated,
        problem=found.problem,
    )


def _visit(
    found: _Found, url: str, gate: Gate, deadline: Deadline, *, limit: int, connect: Connect, method: str
) -> None:
    """Follow the redirects to the page and read it."""
    for _ in range(REDIRECTS + 1):
        found.final_url, found.status = url, None
        way = gate.admit(url, timeout=deadline.left())
        found.final_url = way.url
        with asked(way, SENT, deadline, connect, method) as response:
            found.status = response.status
            location = response.headers.get("Location")
            if response.status not in REDIRECTING or not location:
                _read(found, response, limit)
                return
            url = _next(way.url, _unmangled(location).strip())
    raise Unreachable(Problem.TOO_MANY_REDIRECTS)


def _next(url: str, location: str) -> str:
    """Return where a redirect leads; what is no address is left as it is, for the gate to refuse."""
    try:
        return urldefrag(urljoin(url, location)).url
    except ValueError:
        return location


def _printable(value: str) -> str:
    """Leave out what cannot be shown and may not be storable; what servers send is not always text."""
    return "".join(letter for letter in value if letter.isprintable())


def _unmangled(header: str) -> str:
    """Return a header's text: `http.client` reads Latin-1, servers write UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _read(found: _Found, response: http.client.HTTPResponse, limit: int) -> None:
    """Read the page into `found`; anything but HTML is left where it is."""
    headers = response.headers
    found.headers = {name: _printable(headers[name][:200]) for name in KEPT if name in headers}
    found.content_type = _printable(headers.get_content_type()) if "Content-Type" in headers else ""
    found.charset = headers.get_content_charset()
    if found.status is not None and found.status >= 400:
        found.problem = Problem.ERROR_STATUS
    if found.content_type not in HTML:
        found.problem = found.problem or Problem.NOT_HTML
        return
    found.truncated = True  # and stays so, should the line break
    found.truncated = _unpack(response, found.body, limit)


def _unpack(response: http.client.HTTPResponse, body: bytearray, limit: int) -> bool:
    """Append the unpacked body, at most `limit` bytes of it, and say whether anything is missing.

    Unpacking is asked for one byte more than there is room for, so a small answer that unpacks to gigabytes
    costs no more memory than an honest one.
    """
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise Unreachable(Problem.UNREADABLE)
    packed = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS) if "gzip" in coding else None
    while piece := response.read1(PIECE):
        room = limit - len(body) + 1
        body += packed.decompress(piece, room) if packed else piece
        if len(body) > limit:
            del body[limit:]
            return True
        if packed and packed.eof:
            return False
    return bool(packed) or bool(response.length)
