"""The door in front of Socket.IO: who may even shake hands."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import structlog
from flask import Flask

from teamfeed import auth
from teamfeed.language import best
from teamfeed.live.slots import Slot, Slots
from teamfeed.live.words import Refused
from teamfeed.services import Services
from teamfeed.throttle import network

Environ = dict[str, Any]
PATH = "/socket.io/"

log = structlog.get_logger()


class Gate:
    """WSGI middleware: refuses with a short JSON answer, or gives a slot and lets through."""

    def __init__(
        self, app: Flask, services: Services, slots: Slots, ready: Callable[[], int]
    ) -> None:
        self._app = app
        self._inner = app.wsgi_app
        self._slots = slots
        self._ready = ready  # starts what serves sockets; the position that was sent to all
        self._default_language = services.settings.language_default
        self._cookie = app.config["SESSION_COOKIE_NAME"] + "="
        self._hosts = frozenset(app.config["TRUSTED_HOSTS"])
        scheme = urlsplit(services.settings.url).scheme
        self._origins = frozenset(f"{scheme}://{host}" for host in self._hosts)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self._inner(environ, start_response)
        try:
            slot = self._enter(environ)
        except Refused as refused:
            return self._answer(environ, start_response, refused)
        try:
            environ[Slot.KEY] = slot
            return self._inner(environ, start_response)
        finally:
            self._slots.leave(slot)

    def _enter(self, environ: Environ) -> Slot:
        _check_transport(environ)
        self._check_origin(environ)
        slot = self._slots.enter(network(environ.get("REMOTE_ADDR")))
        try:
            self._recognise(environ, slot)
        except BaseException:
            self._slots.leave(slot)
            raise
        return slot

    def _check_origin(self, environ: Environ) -> None:
        if environ.get("HTTP_HOST") not in self._hosts:
            raise Refused(403, "host")
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin not in self._origins:
            raise Refused(403, "origin")
        by_cookie = self._cookie in environ.get("HTTP_COOKIE", "")
        if origin is None and by_cookie and "HTTP_AUTHORIZATION" not in environ:
            raise Refused(403, "origin")

    def _recognise(self, environ: Environ, slot: Slot) -> None:
        """Whoever is not known yet may still send a token in the connect packet, in time."""
        by_header = "HTTP_AUTHORIZATION" in environ
        try:
            slot.checked_at = self._ready()
            if not by_header and self._cookie not in environ.get("HTTP_COOKIE", ""):
                return
            principal = auth.principal_of_environ(self._app, environ)
        except Exception as error:
            log.exception("handshake failed")
            raise Refused(503, "unavailable") from error
        if principal.known:
            self._slots.claim(slot, principal)
        elif by_header:
            raise Refused(401, "token")

    def _answer(
        self, environ: Environ, start_response: Callable[..., Any], refused: Refused
    ) -> Iterable[bytes]:
        accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "").split(",")
        language = best((tag.strip() for tag in accepted), self._default_language)
        body = orjson.dumps({"error": refused.say(language), "reason": refused.reason})
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ]
        start_response(f"{refused.status} {HTTPStatus(refused.status).phrase}", headers)
        return [body]


def _check_transport(environ: Environ) -> None:
    query = parse_qs(environ.get("QUERY_STRING", ""))
    upgrade = environ.get("HTTP_UPGRADE", "").lower()
    if (
        environ.get("REQUEST_METHOD") != "GET"
        or query.get("transport") != ["websocket"]
        or "sid" in query
        or upgrade != "websocket"
    ):
        raise Refused(400, "transport")
