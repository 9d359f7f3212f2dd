"""Where the platform may connect to when an applicant names a website: the public web, nothing else."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

import idna

from .problems import Problem, Unreachable

Resolver = Callable[..., list[Any]]

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2000

# IANA's special-purpose registries, written out because `is_global` differs between releases of Python
# and calls multicast global.
NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # "this" network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's metadata, on an address that looks public
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
]
# Only this block is routed to the world: loopback, mapped, NAT64, private and multicast lie outside.
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries an IPv4 address inside
        "3fff::/20",  # documentation
    )
]

NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Way:
    """An address that passed the gate, and the network addresses (in order) it may be asked at."""

    scheme: str
    host: str
    port: int
    target: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        """What the `Host` header says: brackets around IPv6, the port only where it is unusual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to a machine that anybody in the world may reach.

    Takes a literal as the resolver gives it; what is no IP address is not public. IPv6 addresses that carry
    an IPv4 address inside (mapped, 6to4, NAT64, Teredo) never are, whatever they carry.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in NOT_PUBLIC_4)
    return ip.scope_id is None and ip in PUBLIC_6 and not any(ip in network for network in NOT_PUBLIC_6)


class Gate:
    """Lets through addresses of the public web and says where they lead.

    The name is resolved here, once, and whoever connects uses the addresses given: asking the resolver a
    second time would let a hostile name answer differently. `allowed` opens single (IP address, port) pairs
    beside the rule, for a server of one's own on this machine.
    """

    def __init__(
        self, *, resolver: Resolver = socket.getaddrinfo, allowed: Collection[tuple[str, int]] = ()
    ) -> None:
        self._resolver = resolver
        self._allowed = frozenset(allowed)

    def admit(self, url: str, *, timeout: float) -> Way:
        """Return the way to a URL, its host resolved within `timeout` seconds, or raise `Unreachable`."""
        parts = _split(url)
        host = _host(parts)
        port = _port(parts)
        if port not in PORTS.values() and port not in {port for _, port in self._allowed}:
            raise Unreachable(Problem.REFUSED_ADDRESS)
        found = [host] if _is_ip(host) else self._resolve(host, port, timeout)
        addresses = [address for address in dict.fromkeys(found) if self._admits(address, port)]
        if not addresses:
            raise Unreachable(Problem.REFUSED_ADDRESS)
        return Way(parts.scheme, host, port, _target(parts), tuple(addresses))

    def _admits(self, address: str, port: int) -> bool:
        return (address, port) in self._allowed or (port in PORTS.values() and is_public(address))

    def _resolve(self, host: str, port: int, timeout: float) -> list[str]:
        """Ask in a thread of its own, because the system's resolver knows no deadline."""
        answer: Future[list[Any]] = Future()

        def ask() -> None:
            try:
                answer.set_result(self._resolver(host, port, type=socket.SOCK_STREAM))
            except Exception as error:  # noqa: BLE001 - handed over to the one who waits
                answer.set_exception(error)

        threading.Thread(target=ask, daemon=True, name="resolver").start()
        try:
            rows = answer.result(timeout)
        except TimeoutError:
            raise Unreachable(Problem.TIMED_OUT) from None
        except (OSError, UnicodeError):
            raise Unreachable(Problem.NOT_FOUND_HOST) from None
        if not rows:
            raise Unreachable(Problem.NOT_FOUND_HOST)
        return [str(row[4][0]) for row in rows]


def _split(url: str) -> SplitResult:
    url = url.strip()
    if len(url) > LONGEST_URL or CONTROL.search(url):
        raise Unreachable(Problem.BAD_ADDRESS)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Unreachable(Problem.BAD_ADDRESS) from None
    if parts.scheme not in PORTS or "@" in parts.netloc:
        raise Unreachable(Problem.BAD_ADDRESS)
    return parts


def _host(parts: SplitResult) -> str:
    """Return the host in ASCII and in its one usual form.

    Numbers that only some systems read as IPv4 (decimal, octal, hexadecimal, shortened) are turned away:
    no organisation publishes its website like that, and two readers may understand two addresses.
    """
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            raise Unreachable(Problem.BAD_ADDRESS) from None
    try:
        host = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except UnicodeError:
        raise Unreachable(Problem.BAD_ADDRESS) from None
    host = host.removesuffix(".")
    if len(host) > 253 or not NAME.fullmatch(host):
        raise Unreachable(Problem.BAD_ADDRESS)
    if NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_ip(host):
        raise Unreachable(Problem.BAD_ADDRESS)
    return host


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:
        raise Unreachable(Problem.BAD_ADDRESS) from None
    return PORTS[parts.scheme] if port is None else port


def _target(parts: SplitResult) -> str:
    """Return path and query as they are sent; what is not ASCII is escaped, what already is stays."""
    safe = "%/:=&?~+!$,;'@()*[]"
    query = f"?{quote(parts.query, safe=safe)}" if parts.query else ""
    return (quote(parts.path, safe=safe) or "/") + query
