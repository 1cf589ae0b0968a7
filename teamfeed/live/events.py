"""The namespace /: connect, catch_up and post."""

from typing import Any

import orjson
import socketio
import structlog
from socketio.exceptions import ConnectionRefusedError as RefusedConnection

from teamfeed import auth, authorisation, errors
from teamfeed.core import posts
from teamfeed.core.principal import Principal
from teamfeed.core.refusal import Refusal, forbidden, invalid
from teamfeed.language import _, best
from teamfeed.live import audiences
from teamfeed.live.catch_up import CatchUp, cursor_of
from teamfeed.live.channels import Channels, Viewer
from teamfeed.live.slots import Slot, Slots
from teamfeed.live.words import Refused
from teamfeed.live.you import you
from teamfeed.services import Services

log = structlog.get_logger()
Answer = dict[str, Any]


class Manager(socketio.Manager):  # type: ignore[misc]  # python-socketio has no types
    """python-socketio's list of clients; tells when a connection stands."""

    def __init__(self) -> None:
        super().__init__()
        self.namespace: Events | None = None

    def connect(self, sid: str, namespace: str) -> str:
        """Called once the client was told that he is connected: now he can be greeted."""
        connected: str = super().connect(sid, namespace)
        if self.namespace is not None:
            self.namespace.joined(connected)
        return connected


class Events(socketio.Namespace):  # type: ignore[misc]
    """What clients say. One event at a time each; the identity is the connection's."""

    def __init__(self, services: Services, slots: Slots, channels: Channels) -> None:
        super().__init__("/")
        self._services = services
        self._slots = slots
        self._channels = channels
        self._arriving: dict[str, Viewer] = {}

    def trigger_event(self, event: object, sid: str, *args: Any) -> Any:
        """Only these events; a client cannot pretend to be the server that connects him."""
        if event in ("connect", "disconnect"):
            if self.server.manager.is_connected(sid, "/"):
                return None
            return self._connect(sid, *args) if event == "connect" else self._disconnect(sid)
        if (viewer := self._channels.get(sid)) is None:
            return None
        try:
            return self._answer(event, viewer, args[0] if args else None)
        except Refusal as refusal:
            return {"ok": False, **errors.refusal_json(refusal, viewer.principal.language)}
        except Exception as error:  # noqa: BLE001 - logged, and the client is told
            return {"ok": False, **errors.fault_json(error, viewer.principal.language)}

    def joined(self, sid: str) -> None:
        """The client knows that he is connected: greet him, and let him see the feed."""
        if (viewer := self._arriving.pop(sid, None)) is not None:
            viewer.socket.slot.admitted()
            self._channels.join(viewer, self._services.now())

    def _connect(self, sid: str, environ: dict[str, Any], given: object = None) -> None:
        slot: Slot = environ[Slot.KEY]
        try:
            self._arriving[sid] = self._let_in(sid, slot, given)
        except Exception as error:
            refused = error if isinstance(error, Refused) else Refused(503, "unavailable")
            if refused is not error:
                log.exception("connect failed")
            slot.refused()
            raise RefusedConnection(
                refused.say(self._language(environ)),
                {"reason": refused.reason, "status": refused.status},
            ) from error

    def _let_in(self, sid: str, slot: Slot, given: object) -> Viewer:
        principal = self._recognise(slot, given)
        if not authorisation.allowed("socket.connect", principal):
            raise Refused(403, "forbidden")
        engine_sid = self.server.manager.eio_sid_from_sid(sid, "/")
        return Viewer(
            sid,
            principal,
            audiences.of(principal),
            self.server.eio.sockets[engine_sid],
            you(self._services, principal),
        )

    def _language(self, environ: dict[str, Any]) -> str:
        accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "").split(",")
        return best((tag.strip() for tag in accepted), self._services.settings.language_default)

    def _disconnect(self, sid: str) -> None:
        self._arriving.pop(sid, None)
        viewer = self._channels.leave(sid)
        if viewer is not None:
            viewer.socket.finish("client disconnect")

    def _recognise(self, slot: Slot, given: object) -> Principal:
        """Whom the gate recognised, or who holds the token of the connect packet."""
        if slot.principal is not None:
            return slot.principal
        token = given.get("token") if isinstance(given, dict) else None
        if not isinstance(token, str):
            raise Refused(401, "signed_out")
        principal = auth.principal_of_token(self._services, token)
        if principal is None:
            raise Refused(401, "token")
        self._slots.claim(slot, principal)
        return principal

    def _answer(self, event: object, viewer: Viewer, data: object) -> Answer | None:
        if event == "catch_up":
            _check("socket.catch_up", viewer.principal)
            return self._catch_up(viewer, data)
        if event == "post":
            _check("socket.post", viewer.principal)
            return self._post(viewer, data)
        raise invalid(event=_("The events are catch_up and post."))

    def _catch_up(self, viewer: Viewer, data: object) -> Answer | None:
        who = viewer.principal
        self._services.throttle.hit("catch up", who.account_id or who.display_id)
        missed = CatchUp(self._services, self._channels, viewer, cursor_of(data))
        viewer.socket.afterwards = missed.rest
        if viewer.socket.ack_wanted:
            return missed.first()
        missed.send_first()
        return None

    def _post(self, viewer: Viewer, data: object) -> Answer:
        if not isinstance(data, dict):
            raise invalid(post=_("A post is an object with fields such as status."))
        author = viewer.principal.person
        self._services.throttle.hit("post", author)
        draft = self._services.draft(data)
        published = self._services.do(posts.publish, author, draft)
        # Ready JSON: python-socketio would search all of it for binary data.
        return {"ok": True, "post": orjson.Fragment(orjson.dumps(published.status))}


def _check(action: str, principal: Principal) -> None:
    if not authorisation.allowed(action, principal):
        raise forbidden()
