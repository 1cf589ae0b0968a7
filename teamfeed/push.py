"""Wake phones by Web Push: what was committed, off the hub, once over all processes."""

import base64
import time
from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import orjson
import structlog
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from teamfeed import green, settings
from teamfeed.core import notifications, wakes
from teamfeed.core import push as core
from teamfeed.core.feed import Change
from teamfeed.core.wakes import Wake
from teamfeed.outgoing import Answer, Forbidden, Outgoing, Unreachable
from teamfeed.services import Services
from teamfeed.settings import Settings

AT_ONCE = 4
TIME_OUT = 10.0
PAUSES = (5.0, 30.0, 120.0)  # before each further try
LONGEST_PAUSE = 600.0  # that a push service may ask for
MOST_WAITING = 2000  # a storm beyond it is not delivered: the bell in the app tells it all
PAGE = 500
GONE = (404, 410)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256

log = structlog.get_logger()


def public_key(own: Settings) -> str:
    """The key that browsers subscribe with, base64url; its secret half is made on first use."""
    point = _vapid(settings.secret(own, "vapid-key")).public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


class Pusher:
    """Takes what the follower saw, and makes nobody wait; one per process."""

    def __init__(self, services: Services, pauses: Sequence[float] = PAUSES) -> None:
        self._services = services
        self._pauses = pauses
        self._seen: deque[int] = deque()
        self._waiting = 0
        self._news = green.Event()
        self._free = green.Semaphore(AT_ONCE)
        self._outgoing = Outgoing(loopback=not services.settings.public)
        self._stopped = False

    def start(self) -> None:
        """Make the keys, and go on where an ended process stopped."""
        public_key(self._services.settings)
        _encryption()
        with self._services.reading() as connection:
            self._seen.extend(wakes.recent(connection, self._services.now()))
        self._news.set()
        green.spawn(self._run)

    def stop(self) -> None:
        self._stopped = True
        self._news.set()
        self._outgoing.close()

    def take(self, changes: Sequence[Change]) -> None:
        """Note the notifications among committed changes; returns at once."""
        told = [change for change in changes if change.kind == notifications.CHANGE]
        self._seen.extend(int(orjson.loads(change.body)["id"]) for change in told)
        if told:
            self._news.set()

    def _run(self) -> None:
        while not self._stopped:
            self._news.wait()
            self._news.clear()
            try:
                while self._seen:
                    self._prepare([self._seen.popleft() for _ in range(min(len(self._seen), PAGE))])
            except Exception as error:  # noqa: BLE001 - the bell in the app tells it all the same
                log.error("push failed", fault=type(error).__name__)

    def _prepare(self, ids: list[int]) -> None:
        """Claim these notifications and begin their deliveries."""
        own = self._services
        with own.reading() as connection:
            wanted = wakes.wanted(connection, ids, own.settings, own.now())
        if not wanted or not (claimed := own.do(wakes.claim, wanted)):
            return
        with own.reading() as connection:
            found = wakes.of(connection, claimed, own.settings, own.now())
        for wake in found[: MOST_WAITING - self._waiting]:
            self._waiting += 1
            green.spawn(self._deliver, wake)

    def _deliver(self, wake: Wake) -> None:
        try:
            self._try(wake)
        except Exception as error:  # noqa: BLE001 - as above
            log.error("push failed", fault=type(error).__name__)
        finally:
            self._waiting -= 1

    def _try(self, wake: Wake) -> None:
        """Send, and again after each pause; then note how it ended."""
        until = time.monotonic() + wake.seconds
        for pause in (*self._pauses, None):
            outcome = self._send(wake, until)
            if self._stopped:
                return
            if outcome is None or pause is None or time.monotonic() + pause > until:
                break
            if isinstance(outcome, Answer) and not _again(outcome.status):
                break
            green.sleep(max(pause, _asked_for(outcome)))
        self._note(wake, outcome)

    def _send(self, wake: Wake, until: float) -> Answer | str | None:
        """The push service's answer, why there was none, or None for a forbidden address."""
        own = self._services.settings
        with self._free:
            headers = _headers(own, wake, int(until - time.monotonic()))
            try:
                body = green.offload(_encrypted, wake)
                return self._outgoing.post(wake.subscription.endpoint, body, headers, TIME_OUT)
            except Unreachable as error:
                return str(error)
            except Forbidden:
                return None

    def _note(self, wake: Wake, outcome: Answer | str | None) -> None:
        status = outcome.status if isinstance(outcome, Answer) else None
        if outcome is None or status in GONE:
            self._services.do(core.drop, wake.subscription_id)
        elif status is None or not 200 <= status < 300:
            log.warning("push not delivered", status=status or outcome)
            self._services.do(core.count, wake.subscription_id, wake.failures + 1)
        elif wake.failures:
            self._services.do(core.count, wake.subscription_id, 0)


def _again(status: int) -> bool:
    return status == 429 or status >= 500


def _asked_for(outcome: Answer | str) -> float:
    """The pause that a push service asks for, in seconds."""
    said = outcome.retry_after if isinstance(outcome, Answer) else ""
    return min(float(said), LONGEST_PAUSE) if said.isascii() and said.isdigit() else 0.0


def _headers(own: Settings, wake: Wake, seconds: int) -> dict[str, str]:
    """RFC 8030's and 8292's headers."""
    to, ours = urlsplit(wake.subscription.endpoint), urlsplit(own.url)
    claims = {
        "aud": f"{to.scheme}://{to.netloc}",
        "exp": int(time.time()) + 12 * 3600,
        "sub": f"mailto:postmaster@{ours.hostname}",
    }
    signed = _vapid(settings.secret(own, "vapid-key")).sign(claims)
    return {
        "Authorization": signed["Authorization"],
        "TTL": str(max(0, seconds)),
        "Urgency": "high" if wake.urgent else "normal",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
    }


def _encrypted(wake: Wake) -> bytes:
    """The payload, which only the browser can read (RFC 8291)."""
    keys = {"p256dh": wake.subscription.p256dh, "auth": wake.subscription.auth}
    pusher = _encryption()({"endpoint": wake.subscription.endpoint, "keys": keys})
    body: bytes = pusher.encode(orjson.dumps(wake.payload))["body"]
    return body


@cache
def _encryption() -> Any:
    from pywebpush import WebPusher  # loads aiohttp, a third of a second: not for every command

    return WebPusher


@cache
def _vapid(secret: str) -> Vapid02:
    number = int.from_bytes(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4)), "big")
    key = ec.derive_private_key(1 + number % (_ORDER - 1), ec.SECP256R1())
    return Vapid02(key, conf={"no-strict": True})
