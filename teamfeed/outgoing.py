"""Post to an address that a stranger chose: public hosts only, in bounded time and size."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urlsplit

import certifi

from teamfeed import green

LONGEST_URL = 2000
CONNECT_SECONDS = 4.0
_EMBEDDING = ipaddress.ip_network("64:ff9b::/96")  # NAT64: an IPv4 address inside


class Forbidden(Exception):
    """An address that this server must not reach."""


class Unreachable(Exception):
    """Nobody answered in time, or not in HTTP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the body is never read."""

    status: int
    retry_after: str


def check(url: str, *, loopback: bool) -> SplitResult:
    """The parts of an address that may be posted to by its looks; raises Forbidden.

    https to a host that is no local name; with `loopback`, http to this machine too.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise Forbidden from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    if not plain or not host or "@" in parts.netloc:
        raise Forbidden
    if loopback and parts.scheme in ("http", "https") and _is_loopback(host):
        return parts
    if parts.scheme != "https" or not _may_be_public(host):
        raise Forbidden
    return parts


class Outgoing:
    """Posts that can all be ended at once, as when the server stops."""

    def __init__(self, *, loopback: bool) -> None:
        self._loopback = loopback
        self._calls: set[_Call] = set()

    def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Answer:
        """Post off the hub and wait at most so long; raises Forbidden, Unreachable.

        The host is resolved once, and the address that was checked is the one connected to.
        Neither redirects nor proxies are followed.
        """
        call = _Call(check(url, loopback=self._loopback), seconds, self._loopback)
        self._calls.add(call)
        green.spawn(call.end_in, seconds)
        try:
            return green.offload(call.run, body, dict(headers))
        except (OSError, HTTPException, UnicodeError) as error:
            raise Unreachable(type(error).__name__) from None
        finally:
            self._calls.discard(call)
            call.close()

    def close(self) -> None:
        """End what is under way."""
        for call in list(self._calls):
            call.end()


class _Call:
    """One request on a connection of its own, which can be ended from outside."""

    def __init__(self, parts: SplitResult, seconds: float, loopback: bool) -> None:
        self._parts = parts
        self._secure = parts.scheme == "https"
        self._until = time.monotonic() + seconds
        self._loopback = loopback
        self._held: socket.socket | None = None
        self._done = green.Event()

    def run(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Connect, send and read the answer's head."""
        host = self._parts.hostname or ""
        port = self._parts.port or (443 if self._secure else 80)
        with self._connect(host, port) as sock:
            connection = HTTPConnection(host, port)
            connection.sock = sock
            path = (self._parts.path or "/") + (f"?{query}" if (query := self._parts.query) else "")
            own = {"Host": self._parts.netloc, "Connection": "close"}
            connection.request("POST", path, body, {**headers, **own})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheader("Retry-After", ""))

    def end_in(self, seconds: float) -> None:
        """End it when its time is over: a peer that sends a byte now and then is late too."""
        if not self._done.wait(seconds):
            self.end()

    def end(self) -> None:
        """End it now, if it is not over."""
        with suppress(OSError):
            if self._held is not None:
                self._held.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """It is over: let go of the connection."""
        self._done.set()
        if self._held is not None:
            self._held.close()

    def _connect(self, host: str, port: int) -> socket.socket:
        address = _address(host, port, loopback=self._loopback)
        sock = socket.create_connection((address, port), min(self._left(), CONNECT_SECONDS))
        try:
            self._held = sock.dup()  # TLS takes the socket itself away
            sock.settimeout(self._left())
            return _tls().wrap_socket(sock, server_hostname=host) if self._secure else sock
        except BaseException:
            sock.close()
            raise

    def _left(self) -> float:
        """The seconds that are left; raises TimeoutError when there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _address(host: str, port: int, *, loopback: bool) -> str:
    """The address of a host; raises Forbidden when any of its addresses is not public."""
    found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    for address in found:
        if not (_is_public(address) or (loopback and _is_loopback(host))):
            raise Forbidden
    return sorted(found, key=lambda address: (":" in address, address))[0]


def _may_be_public(host: str) -> bool:
    """Whether a name of the net, or a public address; a name may still lead elsewhere."""
    try:
        return _is_public(host)
    except ValueError:
        labels = host.rstrip(".").split(".")
        return (
            len(labels) > 1
            and labels[-1] not in ("localhost", "local", "internal")
            and not labels[-1].isdigit()
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.sixtofour or found.teredo or found in _EMBEDDING:
            return False
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast
