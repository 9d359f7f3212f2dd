"""Which addresses the platform may connect to on behalf of an applicant."""

import socket
import threading

import pytest

from eccp.validation.web.addresses import Gate, is_public
from eccp.validation.web.problems import Problem, Unreachable

PUBLIC = "93.184.215.14"


def answering(*addresses):
    """A resolver that knows one answer, whatever it is asked."""

    def resolver(host, port, **hints):
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port),
            )
            for address in addresses
        ]

    return resolver


def never(host, port, **hints):
    raise AssertionError(f"{host} must not be looked up")


def problem_of(url, *, resolver=never, timeout=5, **options):
    with pytest.raises(Unreachable) as caught:
        Gate(resolver=resolver, **options).admit(url, timeout=timeout)
    return caught.value.problem


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC,
        "1.1.1.1",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2a00:1450:4001:82a::200e",
    ],
)
def test_address_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        f"::ffff:{PUBLIC}",
        f"::{PUBLIC}",
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d70e",
        "64:ff9b:1::7f00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:5db8:d70e::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "2a00:1450:4001:82a::200e%eth0",
        "fec0::1",
        "ff02::1",
        "site.example",
        "",
    ],
)
def test_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "address", "said"),
    [
        ("http://site.example", PUBLIC, ("http", "site.example", 80, "/")),
        ("https://site.example/a?b=c#d", PUBLIC, ("https", "site.example", 443, "/a?b=c")),
        ("HTTPS://Site.EXAMPLE./", PUBLIC, ("https", "site.example", 443, "/")),
        (" http://site.example:443/ ", PUBLIC, ("http", "site.example", 443, "/")),
        (
            "https://bücher.example/ä b?q=ö",
            PUBLIC,
            ("https", "xn--bcher-kva.example", 443, "/%C3%A4%20b?q=%C3%B6"),
        ),
        ("https://site.example/%C3%A4", PUBLIC, ("https", "site.example", 443, "/%C3%A4")),
        ("https://site.example", "2a00:1450::1", ("https", "site.example", 443, "/")),
    ],
)
def test_gate_admits(url, address, said):
    way = Gate(resolver=answering(address)).admit(url, timeout=5)

    assert (way.scheme, way.host, way.port, way.target) == said
    assert way.addresses == (address,)


def test_gate_admits_a_literal_without_asking_the_resolver():
    gate = Gate(resolver=never)

    assert gate.admit(f"http://{PUBLIC}/", timeout=5).addresses == (PUBLIC,)
    assert gate.admit("https://[2A00:1450:0::1]/", timeout=5).addresses == ("2a00:1450::1",)


@pytest.mark.parametrize(
    ("url", "authority", "final"),
    [
        ("https://site.example", "site.example", "https://site.example/"),
        ("http://site.example:443", "site.example:443", "http://site.example:443/"),
        ("https://[2a00:1450::1]/x", "[2a00:1450::1]", "https://[2a00:1450::1]/x"),
    ],
)
def test_way_names_itself(url, authority, final):
    way = Gate(resolver=answering(PUBLIC)).admit(url, timeout=5)

    assert (way.authority, way.url) == (authority, final)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "site.example",
        "//site.example/",
        "http://",
        "http:///path",
        "ftp://site.example/",
        "file:///etc/passwd",
        "gopher://site.example/",
        "javascript:alert(1)",
        "http://user@site.example/",
        "http://user:pass@site.example/",
        "http://site.example:pass@127.0.0.1/",
        "http://@site.example/",
        "http://site.example\\@127.0.0.1/",
        "http://site.example/\r\nHost: other.example",
        "http://site\t.example/",
        "http://site.example\x00/",
        "http://si te.example/",
        "http://site%2eexample/",
        "http://-site.example/",
        "http://.example/",
        "http://site..example/",
        "http://site.example:99999/",
        "http://site.example:http/",
        "http://[::1",
        "http://[::g]/",
        "http://[127.0.0.1]/",
        "http://[v1.site]/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://site.example/" + "a" * 2000,
    ],
)
def test_gate_does_not_understand(url):
    assert problem_of(url) == Problem.BAD_ADDRESS


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7F.0x0.0x0.0x1",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.01",
        "127.1",
        "127.0.1",
        "0",
        "0x",
        "256.256.256.256",
        "1.2.3.4.5",
        "1572395022",  # the public address, said as one number, is no better
    ],
)
def test_gate_does_not_understand_odd_numbers(host):
    assert problem_of(f"http://{host}/") == Problem.BAD_ADDRESS


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1.", "127。0。0。1", "１２７.0.0.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_gate_refuses_literals(host):
    assert problem_of(f"http://{host}/") == Problem.REFUSED_ADDRESS


@pytest.mark.parametrize("port", [0, 22, 25, 8000, 8080, 65535])
def test_gate_refuses_unusual_ports(port):
    assert problem_of(f"http://{PUBLIC}:{port}/") == Problem.REFUSED_ADDRESS


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0"])
def test_gate_refuses_names_of_private_machines(address):
    assert problem_of("http://localhost/", resolver=answering(address)) == Problem.REFUSED_ADDRESS


def test_gate_gives_only_the_public_ones_of_several():
    gate = Gate(resolver=answering("10.0.0.1", PUBLIC, "::1", "2a00:1450::1", PUBLIC))

    assert gate.admit("http://site.example/", timeout=5).addresses == (PUBLIC, "2a00:1450::1")


def test_allowed_opens_exactly_that_pair():
    gate = {"allowed": {("127.0.0.1", 8765)}}

    assert Gate(resolver=never, **gate).admit("http://127.0.0.1:8765/", timeout=5).addresses == ("127.0.0.1",)
    assert problem_of("http://127.0.0.1/", **gate) == Problem.REFUSED_ADDRESS
    assert problem_of("http://127.0.0.2:8765/", **gate) == Problem.REFUSED_ADDRESS
    assert problem_of(f"http://{PUBLIC}:8765/", **gate) == Problem.REFUSED_ADDRESS


@pytest.mark.parametrize(
    "error", [socket.gaierror(socket.EAI_NONAME, "unknown"), UnicodeError("label too long")]
)
def test_gate_knows_no_such_host(error):
    def resolver(host, port, **hints):
        raise error

    assert problem_of("http://nowhere.example/", resolver=resolver) == Problem.NOT_FOUND_HOST


def test_gate_knows_no_host_without_addresses():
    assert problem_of("http://nowhere.example/", resolver=answering()) == Problem.NOT_FOUND_HOST


def test_gate_does_not_wait_for_a_slow_resolver():
    asked, released = threading.Event(), threading.Event()

    def resolver(host, port, **hints):
        asked.set()
        released.wait(10)
        return answering(PUBLIC)(host, port)

    assert problem_of("http://slow.example/", resolver=resolver, timeout=0.05) == Problem.TIMED_OUT
    assert asked.is_set()
    released.set()
