"""Asking websites that behave, that do not, and that mean harm: served on this machine, without network."""

import gzip
import http.server
import socket
import ssl
import threading
import time
import tracemalloc
from dataclasses import FrozenInstanceError

import pytest

from eccp.validation.web.addresses import Gate
from eccp.validation.web.fetch import fetch
from eccp.validation.web.problems import Problem

HERE = "127.0.0.1"
PUBLIC = "93.184.215.14"
SERVED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
HELLO = "<html lang=en><title>Clúster</title><p>Hello".encode()

# Made for these tests alone, for the name site.example, valid until 2125.
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBnjCCAUSgAwIBAgIUTdh3AFm+0XTcn4Tyw6NtD1qBQm0wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMc2l0ZS5leGFtcGxlMCAXDTI2MTEyMjE1MzM1MloYDzIxMjYx
MDI5MTUzMzUyWjAXMRUwEwYDVQQDDAxzaXRlLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAASM+DkmqSkTwNnExFQeD+9/kwU9h1fKSIzfdaGaugFO9Hd0
aYXA9g2yIJe0v7isaoYwetKk7XCXjDkcTFKvFC1Fo2wwajAdBgNVHQ4EFgQUgIzW
siUTEGfR0BDJxZg6E2B5BoQwHwYDVR0jBBgwFoAUgIzWsiUTEGfR0BDJxZg6E2B5
BoQwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxzaXRlLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSAAwRQIhAKCZftJu8bu8AniGHlS9FLWti7Y8Yi/PQS6Rzu5kSize
AiBsFv6jRyE+Q8hHwEBW5Arp9ejLxLw/0Pw0lIOfwicFpw==
-----END CERTIFICATE-----
"""
KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBMVgLbtdmVunaceY
kNaPrlg4/8ULrf9nNqQ8r+UMW2ihRANCAASM+DkmqSkTwNnExFQeD+9/kwU9h1fK
SIzfdaGaugFO9Hd0aYXA9g2yIJe0v7isaoYwetKk7XCXjDkcTFKvFC1F
-----END PRIVATE KEY-----
"""


def html(body, *headers):
    return (
        SERVED
        + b"".join(header + b"\r\n" for header in (*headers, b"Content-Length: %d" % len(body)))
        + b"\r\n"
        + body
    )


def redirect(location, status=302):
    return f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


class Site(http.server.ThreadingHTTPServer):
    """A web server whose pages are bytes, or functions that write to the line as they please."""

    daemon_threads = True

    def __init__(self):
        super().__init__((HERE, 0), Visit)
        self.pages = {}
        self.asked = []  # (path, headers)
        self.over = threading.Event()  # set when the test is over: lets waiting pages end

    @property
    def port(self):
        return self.server_address[1]

    @property
    def url(self):
        return f"http://{HERE}:{self.port}"

    def handle_error(self, request, client_address):
        """Say nothing: a visitor that hangs up is what some tests want."""


class Visit(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages[self.path]
        if callable(page):
            page(self.wfile)
        else:
            self.wfile.write(page)
        self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


def unknown(host, port, **hints):
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def resolving(*answers):
    """A resolver that gives one address after the other, and notes what it was asked."""
    left = list(answers)

    def resolver(host, port, **hints):
        resolver.asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (left.pop(0), port))]

    resolver.asked = []
    return resolver


def ask(site, path="/", *, timeout=5, limit=100_000, resolver=unknown, **options):
    gate = Gate(resolver=resolver, allowed={(HERE, site.port)})
    return fetch(
        path if "://" in path else site.url + path, gate=gate, timeout=timeout, limit=limit, **options
    )


def dialling(site):
    """A way to connect that notes the address asked for, and leads to our own server whatever it is."""

    def connect(address, timeout):
        connect.asked.append(address)
        return socket.create_connection((HERE, site.port), timeout)

    connect.asked = []
    return connect


def test_page_is_fetched(site):
    site.pages["/a?b=%C3%A4"] = html(HELLO, b"Content-Language: en", b"Server: plain", b"Set-Cookie: a=b")

    page = ask(site, "/a?b=ä#part")

    assert (page.url, page.final_url) == (f"{site.url}/a?b=ä#part", f"{site.url}/a?b=%C3%A4")
    assert (page.status, page.problem, page.truncated) == (200, None, False)
    assert (page.content_type, page.headers) == ("text/html", {"content-language": "en", "server": "plain"})
    assert (page.text, page.bytes) == (HELLO.decode(), len(HELLO))
    assert 0 <= page.seconds < 5
    with pytest.raises(FrozenInstanceError):
        page.status = 500


def test_request_says_who_asks_and_no_more(site):
    site.pages["/"] = html(HELLO)

    ask(site)

    assert site.asked == [
        (
            "/",
            {
                "Host": f"{HERE}:{site.port}",
                "User-Agent": "ECCP validation",
                "Accept": "text/html,application/xhtml+xml",
                "Accept-Language": "en",
                "Accept-Encoding": "gzip",
                "Connection": "close",
            },
        )
    ]


def test_redirects_are_followed(site):
    site.pages |= {
        "/": redirect("/1", 301),
        "/1": redirect("2", 302),
        "/2": redirect(f"//{HERE}:{site.port}/3", 303),
        "/3": redirect(f"{site.url}/4#top", 307),
        "/4": redirect("/seite-ü", 308),
        "/seite-%C3%BC": html(HELLO),
    }

    page = ask(site)

    assert (page.status, page.problem, page.text) == (200, None, HELLO.decode())
    assert page.final_url == f"{site.url}/seite-%C3%BC"
    assert len(site.asked) == 6


def test_sixth_redirect_is_not_followed(site):
    site.pages |= {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(6)}

    page = ask(site, "/0")

    assert (page.problem, page.status, page.final_url) == (Problem.TOO_MANY_REDIRECTS, 302, f"{site.url}/5")
    assert len(site.asked) == 6


def test_redirect_loop_ends(site):
    site.pages["/"] = redirect("/")

    assert ask(site).problem == Problem.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("http://169.254.169.254/latest/meta-data/", Problem.REFUSED_ADDRESS),
        ("http://127.0.0.2/", Problem.REFUSED_ADDRESS),
        ("http://[::1]/", Problem.REFUSED_ADDRESS),
        ("https://inside.example/", Problem.REFUSED_ADDRESS),
        ("http://2130706433/", Problem.BAD_ADDRESS),
        ("http://user:pass@127.0.0.1/", Problem.BAD_ADDRESS),
        ("file:///etc/passwd", Problem.BAD_ADDRESS),
        ("/" + "a" * 2000, Problem.BAD_ADDRESS),
        ("http://[broken/", Problem.BAD_ADDRESS),
    ],
)
def test_redirect_goes_through_the_gate_anew(site, target, problem):
    site.pages["/"] = redirect(target)

    page = ask(site, resolver=resolving("10.0.0.7"))

    assert (page.problem, page.status, page.text) == (problem, None, "")
    assert [path for path, _ in site.asked] == ["/"]


def test_what_cannot_be_stored_is_left_out(site):
    site.pages |= {"/": html(b"<p>He\x00llo", b"Server: pl\x00ain"), "/away": redirect("/to\x00night")}

    page, away = ask(site), ask(site, "/away")

    assert (page.text, page.headers) == ("<p>Hello", {"server": "plain"})
    assert (away.problem, away.final_url) == (Problem.BAD_ADDRESS, f"{site.url}/tonight")


def test_redirect_without_a_target_is_a_page(site):
    site.pages["/"] = html(HELLO).replace(b"200 OK", b"302 Found")

    assert (ask(site).status, ask(site).problem) == (302, None)


def test_connection_goes_to_the_address_that_was_checked(site):
    site.pages["/"] = html(HELLO)
    resolver, connect = resolving(PUBLIC, "10.0.0.7"), dialling(site)

    page = ask(site, "http://rebinding.example/", resolver=resolver, connect=connect)

    assert (page.problem, page.text) == (None, HELLO.decode())
    assert resolver.asked == ["rebinding.example"]
    assert connect.asked == [(PUBLIC, 80)]
    assert site.asked[0][1]["Host"] == "rebinding.example"


def test_name_that_turns_private_is_refused_at_the_next_hop(site):
    site.pages["/"] = redirect("/again")
    connect = dialling(site)

    page = ask(site, "http://rebinding.example/", resolver=resolving(PUBLIC, "10.0.0.7"), connect=connect)

    assert (page.problem, page.final_url) == (Problem.REFUSED_ADDRESS, "http://rebinding.example/again")
    assert connect.asked == [(PUBLIC, 80)]


def test_next_address_is_tried(site):
    site.pages["/"] = html(HELLO)
    there = dialling(site)

    def resolver(host, port, **hints):
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (ip, port))
            for ip in ("2a00:1450::1", "10.0.0.7", PUBLIC)
        ]

    def connect(address, timeout):
        if address[0] != PUBLIC:
            raise OSError("network unreachable")
        return there(address, timeout)

    assert ask(site, "http://site.example/", resolver=resolver, connect=connect).text == HELLO.decode()
    assert there.asked == [(PUBLIC, 80)]


def test_dead_address_leaves_time_for_the_next(site):
    waited = []

    def resolver(host, port, **hints):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in (PUBLIC, "1.1.1.1", "9.9.9.9")
        ]

    def connect(address, timeout):
        waited.append(timeout)
        raise TimeoutError

    page = ask(site, "http://site.example/", timeout=6, resolver=resolver, connect=connect)

    assert page.problem == Problem.TIMED_OUT
    assert [round(seconds) for seconds in waited] == [2, 3, 6]


def test_nobody_listens():
    with socket.create_server((HERE, 0)) as closed:
        port = closed.getsockname()[1]

    page = fetch(f"http://{HERE}:{port}/", gate=Gate(allowed={(HERE, port)}), timeout=5, limit=1000)

    assert (page.problem, page.status, page.text) == (Problem.CONNECTION, None, "")


def test_unknown_host(site):
    page = ask(site, "http://nowhere.example/")

    assert (page.problem, page.final_url) == (Problem.NOT_FOUND_HOST, "http://nowhere.example/")


@pytest.mark.parametrize(
    "url", ["http://user:pass@127.0.0.1/", "http://0x7f.1/", "no address", "", "http://[::"]
)
def test_address_that_makes_no_sense(url):
    page = fetch(url, gate=Gate(resolver=unknown), timeout=5, limit=1000)

    assert (page.problem, page.url, page.status) == (Problem.BAD_ADDRESS, url, None)


def test_ipv6_literal_of_this_machine_is_refused():
    page = fetch("http://[::1]/", gate=Gate(resolver=unknown), timeout=5, limit=1000)

    assert page.problem == Problem.REFUSED_ADDRESS


def test_ipv6_literal_is_connected_to(site):
    site.pages["/"] = html(HELLO)
    connect = dialling(site)

    page = ask(site, "http://[2a00:1450::1]/", connect=connect)

    assert (page.problem, page.final_url) == (None, "http://[2a00:1450::1]/")
    assert connect.asked == [("2a00:1450::1", 80)]
    assert site.asked[0][1]["Host"] == "[2a00:1450::1]"


def drip(over, start, piece):
    """Write a beginning, then a piece every few milliseconds until the test is over."""

    def write(line):
        line.write(start)
        while not over.wait(0.01):
            line.write(piece)

    return write


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (SERVED + b"\r\n<p>Hello", b"."),
        (SERVED + b"Content-Length: 90000\r\n\r\n<p>Hello", b"."),
        (SERVED + b"Transfer-Encoding: chunked\r\n\r\n8\r\n<p>Hello\r\n", b"1\r\n.\r\n"),
        (SERVED + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff"),
    ],
    ids=["status", "header", "continue", "body", "length", "chunks", "gzip"],
)
def test_slow_drip_ends_at_the_deadline(site, start, piece):
    site.pages["/"] = drip(site.over, start, piece)
    began = time.monotonic()

    page = ask(site, timeout=0.3)

    assert page.problem == Problem.TIMED_OUT
    assert page.seconds >= 0.3
    assert time.monotonic() - began < 5
    assert page.truncated == (page.status == 200)


def test_what_came_before_the_deadline_is_kept(site):
    site.pages["/"] = drip(site.over, SERVED + b"\r\n<p>Hello", b".")

    page = ask(site, timeout=1)

    assert (page.problem, page.status, page.truncated) == (Problem.TIMED_OUT, 200, True)
    assert page.text.rstrip(".") == "<p>Hello"


def test_deadline_is_one_for_all_hops(site):
    def slowly(line):
        site.over.wait(0.1)
        line.write(redirect("/"))

    site.pages["/"] = slowly

    assert ask(site, timeout=0.25).problem == Problem.TIMED_OUT


def test_silent_server_ends_at_the_deadline(site):
    site.pages["/"] = lambda _line: site.over.wait(10)

    assert ask(site, timeout=0.1).problem == Problem.TIMED_OUT


@pytest.mark.parametrize("size", [999, 1000])
def test_body_within_the_limit_is_whole(site, size):
    site.pages["/"] = html(b"a" * size)

    page = ask(site, limit=1000)

    assert (page.bytes, page.truncated, page.problem) == (size, False, None)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_body_over_the_limit_is_cut(site, coding):
    body = b"a" * 1001
    site.pages["/"] = html(
        gzip.compress(body) if coding == "gzip" else body, b"Content-Encoding: " + coding.encode()
    )

    page = ask(site, limit=1000)

    assert (page.text, page.bytes, page.truncated, page.problem) == ("a" * 1000, 1000, True, None)


def test_endless_body_is_cut(site):
    def endlessly(line):
        line.write(SERVED + b"\r\n")
        while not site.over.is_set():
            line.write(b"a" * 10_000)

    site.pages["/"] = endlessly

    page = ask(site, limit=50_000)

    assert (page.bytes, page.truncated, page.problem) == (50_000, True, None)


def test_gzip_is_unpacked(site):
    site.pages["/"] = html(gzip.compress(HELLO), b"Content-Encoding: gzip")

    page = ask(site)

    assert (page.text, page.bytes, page.truncated) == (HELLO.decode(), len(HELLO), False)


def test_gzip_bomb_is_cut_while_unpacking(site):
    site.pages["/"] = html(gzip.compress(bytes(50_000_000), 1), b"Content-Encoding: gzip")
    tracemalloc.start()

    page = ask(site, limit=10_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (page.bytes, page.truncated, page.problem) == (10_000, True, None)
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("body", "coding"), [(b"no gzip at all", b"gzip"), (HELLO, b"br"), (HELLO, b"gzip, gzip")]
)
def test_body_that_cannot_be_unpacked(site, body, coding):
    site.pages["/"] = html(body, b"Content-Encoding: " + coding)

    page = ask(site)

    assert (page.problem, page.status, page.text) == (Problem.UNREADABLE, 200, "")


@pytest.mark.parametrize(
    "answer",
    [
        SERVED + b"Content-Length: 99\r\n\r\n" + HELLO,
        SERVED + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n5\r\n" % (len(HELLO), HELLO),
        SERVED + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(HELLO)[:-9],
    ],
    ids=["length", "chunks", "gzip"],
)
def test_body_that_breaks_off_is_kept_as_far_as_it_came(site, answer):
    site.pages["/"] = answer

    page = ask(site)

    assert page.truncated
    assert page.text.startswith("<html lang=en>")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"", Problem.CONNECTION),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Problem.UNREADABLE),
        (b"HTTP/1.1 abc\r\n\r\n", Problem.UNREADABLE),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 101 + b"\r\n", Problem.UNREADABLE),
        (b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 70_000 + b"\r\n\r\n", Problem.UNREADABLE),
    ],
    ids=["nothing", "other protocol", "odd status", "many headers", "long header"],
)
def test_answer_that_is_none(site, answer, problem):
    site.pages["/"] = answer

    page = ask(site)

    assert (page.problem, page.status, page.text) == (problem, None, "")


@pytest.mark.parametrize("kind", [b"application/pdf", b"image/png", b"text/plain", b"application/json"])
def test_what_is_not_html_is_not_read(site, kind):
    site.pages["/"] = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n%PDF"

    page = ask(site)

    assert (page.problem, page.status, page.content_type) == (Problem.NOT_HTML, 200, kind.decode())
    assert (page.text, page.bytes, page.truncated) == ("", 0, False)


def test_answer_without_a_type_is_not_html(site):
    site.pages["/"] = b"HTTP/1.1 200 OK\r\n\r\n<p>Hello"

    assert (ask(site).problem, ask(site).content_type) == (Problem.NOT_HTML, "")


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_error_page_is_told_and_read(site, status):
    site.pages["/"] = html(HELLO).replace(b"200 OK", b"%d Sorry" % status)

    page = ask(site)

    assert (page.problem, page.status, page.text) == (Problem.ERROR_STATUS, status, HELLO.decode())


LONGER = "Größe, façade, élan, kõik, niño – Über uns"


@pytest.mark.parametrize(
    ("declared", "body", "text"),
    [
        (b"; charset=utf-8", LONGER.encode(), LONGER),
        (b"; charset=utf-8", LONGER.encode("cp1252"), LONGER),
        (b"; charset=iso-8859-1", LONGER.encode("cp1252"), LONGER),
        (b"; charset=iso-8859-1", LONGER.encode(), LONGER),
        (b"", LONGER.encode(), LONGER),
        (b"", LONGER.encode("cp1252"), LONGER),
        (b"", LONGER.encode()[:-6] + b"\xc3", LONGER[:-6] + "\ufffd"),
        (b"", b"\xef\xbb\xbf" + LONGER.encode(), LONGER),
        (b"; charset=utf-8", b"\xff\xfe" + LONGER.encode("utf-16-le"), LONGER),
        (b"; charset=utf-8", b"\xfe\xff" + LONGER.encode("utf-16-be"), LONGER),
        (b"; charset=windows-1253", "Ποιοι είμαστε".encode("cp1253"), "Ποιοι είμαστε"),
        (b"; charset=windows-1251", "Новини".encode("cp1251"), "Новини"),
        (b'; charset="KOI8-U"', "Новини".encode("koi8-u"), "Новини"),
        (b"", '<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"), '<meta charset="iso-8859-2">Łódź'),
        (
            b"",
            b"<meta content='text/html;charset=windows-1250'>\xb3",
            "<meta content='text/html;charset=windows-1250'>ł",
        ),
        (b"", '<meta charset="utf-16">Łódź'.encode(), '<meta charset="utf-16">Łódź'),
        (b"; charset=nonsense", LONGER.encode(), LONGER),
        (b"; charset=rot13", LONGER.encode(), LONGER),
        (b"; charset=unicode_escape", b"\\u0041", "\\u0041"),
    ],
)
def test_text_is_decoded_whatever_is_declared(site, declared, body, text):
    site.pages["/"] = html(body).replace(b"; charset=utf-8", declared)

    page = ask(site)

    assert (page.text, page.problem) == (text, None)


@pytest.fixture
def secure(site, tmp_path):
    """The same site behind a certificate for site.example, and the file that makes it trusted."""
    certificate = tmp_path / "site.pem"
    certificate.write_text(CERTIFICATE)
    key = tmp_path / "key.pem"
    key.write_text(KEY)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.names = []
    context.sni_callback = lambda _sock, name, _context: site.names.append(name)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    site.pages["/"] = html(HELLO)
    return str(certificate)


def test_certificate_is_checked_against_the_name_not_the_address(site, secure, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", secure)
    connect = dialling(site)

    page = ask(site, "https://site.example/", resolver=resolving(PUBLIC), connect=connect)

    assert (page.problem, page.status, page.text) == (None, 200, HELLO.decode())
    assert (connect.asked, site.names) == ([(PUBLIC, 443)], ["site.example"])


def test_certificate_for_another_name(site, secure, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", secure)

    page = ask(site, "https://other.example/", resolver=resolving(PUBLIC), connect=dialling(site))

    assert (page.problem, page.status) == (Problem.TLS, None)
    assert site.asked == []


def test_certificate_that_nobody_vouches_for(site, secure):
    page = ask(site, "https://site.example/", resolver=resolving(PUBLIC), connect=dialling(site))

    assert page.problem == Problem.TLS


def test_server_that_does_not_speak_tls(site):
    page = ask(site, "https://site.example/", resolver=resolving(PUBLIC), connect=dialling(site))

    assert page.problem == Problem.TLS


def test_handshake_ends_at_the_deadline():
    with socket.create_server((HERE, 0)) as silent:
        page = fetch(
            "https://site.example/",
            gate=Gate(resolver=resolving(PUBLIC)),
            timeout=0.1,
            limit=1000,
            connect=lambda _, timeout: socket.create_connection(silent.getsockname(), timeout),
        )

    assert page.problem == Problem.TIMED_OUT
