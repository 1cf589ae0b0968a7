"""A Socket.IO server that loses, doubles or mixes up one post: python -m … PORT."""

import json
import sys
import threading
from typing import Any

import simple_websocket.ws  # type: ignore[import-untyped]
import socketio
import wsproto.extensions
from werkzeug.serving import WSGIRequestHandler, make_server

VICTIM = 7  # the post that goes wrong
BUNDLE = 25  # posts in one frame of the honest server that saves them up


class Crushing(wsproto.extensions.PerMessageDeflate):
    """Compresses like the library, but spoils or mislabels what is marked so."""

    def frame_outbound(
        self, proto: Any, opcode: Any, rsv: Any, data: bytes, fin: bool
    ) -> tuple[Any, bytes]:
        """One frame on its way out."""
        flags, packed = super().frame_outbound(proto, opcode, rsv, data, fin)
        if b'"crushed"' in data:
            return flags, packed[:20] + b"\xff" * 20 + packed[40:]
        if b'"cut"' in data:
            return flags, packed[:-8]
        return (rsv, packed) if b'"mislabelled"' in data else (flags, packed)


class Crooked:
    """Its viewers choose by their token what happens to the victim."""

    def __init__(self) -> None:
        self.server = socketio.Server(
            async_mode="threading", async_handlers=False, transports=["websocket"]
        )
        self._mutex = threading.Lock()
        self._position = 0
        self._viewers: list[str] = []
        self._faults: dict[str, str] = {}
        self._late: list[dict[str, Any]] = []
        self.server.on("connect", self.connect)
        self.server.on("disconnect", self.leave)
        self.server.on("post", self.post)

    def connect(self, viewer: str, _environ: object, auth: dict[str, str]) -> None:
        """Greet, and remember the fault that the token names."""
        with self._mutex:
            self._viewers.append(viewer)
            self._faults[viewer] = auth["token"]
            self.server.emit("hello", {"head": self._position}, to=viewer)

    def leave(self, viewer: str, _reason: str) -> None:
        """Forget a viewer."""
        with self._mutex:
            self._viewers.remove(viewer)

    def post(self, viewer: str, post: dict[str, str]) -> dict[str, Any] | None:
        """Number a post, show it to all in the crooked way, and acknowledge it."""
        number, fault = int(post["client_id"].rpartition("-")[2]), self._faults[viewer]
        with self._mutex:
            self._position += 1
            change = {
                "kind": "post.published",
                "account": {"note": 'brackets ]} "quotes" \\ '},
                "text": post["status"],
                "position": self._position,
            }
            wrong = fault if number == VICTIM else ""
            if fault == "bundles":
                self._save(change, number)
            else:
                self._show([change], wrong, fault)
        return {"ok": wrong != "refuses", "post": {}}

    def _save(self, change: dict[str, Any], number: int) -> None:
        self._late.append({**change, "padding": "é" * 4000})
        if (number + 1) % BUNDLE == 0:
            self._send(self._viewers, self._late)
            self._late = []

    def _show(self, changes: list[dict[str, Any]], wrong: str, fault: str) -> None:
        first, others = self._viewers[:1], self._viewers[1:]
        if wrong == "drops":
            self._send(others, changes)
        elif wrong == "doubles":
            self._send([*first, *self._viewers], changes)
        elif wrong == "evens-out":  # one too few and one too many: the sum is right
            self._send([*others, *others[:1]], changes)
        elif wrong in ("crushed", "cut", "mislabelled"):
            self._send(first, [{**changes[0], wrong: True}])
            self._send(others, changes)
        elif wrong == "damages":
            self._send_damaged(first[0])
            self._send(others, changes)
        elif wrong == "swaps":
            self._send(others, changes)
            self._late = changes
        else:
            self._send(self._viewers, changes)
            if fault == "swaps" and self._late:
                self._send(first, self._late)
                self._late = []

    def _send(self, viewers: list[str], changes: list[dict[str, Any]]) -> None:
        body = {"changes": changes, "head": self._position}
        for viewer in viewers:
            self.server.emit("feed", body, to=viewer)

    def _send_damaged(self, viewer: str) -> None:
        connection = self.server.manager.eio_sid_from_sid(viewer, "/")
        self.server.eio.send(connection, '2["feed",{"changes":[' + json.dumps({"position": 1})[:-1])


class Quiet(WSGIRequestHandler):
    """Logs no requests."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


if __name__ == "__main__":
    simple_websocket.ws.PerMessageDeflate = Crushing
    app = socketio.WSGIApp(Crooked().server)
    make_server(
        "127.0.0.1", int(sys.argv[1]), app, threaded=True, request_handler=Quiet
    ).serve_forever()
