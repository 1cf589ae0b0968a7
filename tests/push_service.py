"""A small push service on this machine, and a browser that it wakes."""

import base64
import json
import os
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.live.clients import until

Json = dict[str, Any]


@dataclass
class Browser:
    """A subscription with its secret half."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def json(self) -> Json:
        """What PushSubscription.toJSON() says."""
        point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        keys = {"p256dh": _base64(point), "auth": _base64(self.secret)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def read(self, body: bytes) -> Json:
        """What its service worker is told."""
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret)
        found: Json = json.loads(plain)
        return found


@dataclass(frozen=True)
class Delivery:
    """One request to the push service."""

    path: str
    headers: dict[str, str]
    body: bytes


class PushService:
    """Answers each path as it was told to: with a status, slowly, or never."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.answers: dict[str, list[int]] = {}  # path -> statuses, the last one for ever
        self.headers: dict[str, str] = {}  # of every answer
        self.hanging: set[str] = set()
        self.dripping: set[str] = set()
        self.slow = 0.0
        self.busy = self.busiest = 0
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def browser(self, name: str) -> Browser:
        """A new browser with an address here."""
        return Browser(f"{self.url}/{name}")

    def stop(self) -> None:
        """Let go of everybody."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def to(self, browser: Browser) -> list[Delivery]:
        """What came for a browser."""
        return [one for one in self.deliveries if browser.endpoint.endswith(one.path)]

    def told(self, browser: Browser) -> list[Json]:
        """What a browser's service worker was told."""
        return [browser.read(one.body) for one in self.to(browser)]

    def wait_for(self, browser: Browser, count: int = 1) -> list[Json]:
        """What it was told, once it was told so often."""
        until(lambda: len(self.to(browser)) >= count)
        return self.told(browser)

    def _take(self, delivery: Delivery) -> int:
        self.deliveries.append(delivery)
        left = self.answers.get(delivery.path, [201])
        return left.pop(0) if len(left) > 1 else left[0]

    def _count(self, more: int) -> None:
        with self._lock:
            self.busy += more
            self.busiest = max(self.busiest, self.busy)

    def _handler(service) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - self is the request's
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service._count(1)
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path in service.hanging:
                    service.over.wait(30)
                while self.path in service.dripping and not service.over.wait(0.05):
                    self.wfile.write(b"H")
                time.sleep(service.slow)
                status = service._take(Delivery(self.path, dict(self.headers), body))
                service._count(-1)
                self.send_response(status)
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    return

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
