"""Posters and viewers who live through crashes, and keep a log of what they were told."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence

from tests.faults.raw_socket import Gone, Json, RawSocket


class Member(threading.Thread):
    """Somebody who connects, works, and connects again to the next server when cut off."""

    def __init__(self, urls: Sequence[str], token: str) -> None:
        super().__init__(daemon=True)
        self._urls, self._token, self._turn = urls, token, 0
        self.cuts = 0
        self.leaving = threading.Event()

    def run(self) -> None:
        """Work until told to leave."""
        while not self.leaving.is_set():
            url = self._urls[self._turn % len(self._urls)]
            try:
                socket = RawSocket(url, self._token)
            except Gone:
                self._cut()
                continue
            try:
                self.work(socket)
            except Gone:
                self._cut()
            finally:
                socket.close()

    def _cut(self) -> None:
        self.cuts += 1
        self._turn += 1
        time.sleep(0.1)

    def work(self, socket: RawSocket) -> None:
        """What to do while connected; raises Gone when cut off."""
        raise NotImplementedError


class Poster(Member):
    """Posts at a steady rate; sends what was never acknowledged again, under its client id."""

    def __init__(self, urls: Sequence[str], token: str, rate: float) -> None:
        super().__init__(urls, token)
        self._pause = 1 / rate
        self._waiting: dict[str, None] = {}  # client ids without an acknowledgement, in order
        self._asked: dict[int, str] = {}
        self.acknowledged: dict[str, str] = {}  # client id -> post id
        self.refused: list[Json] = []
        self.finishing = threading.Event()

    def work(self, socket: RawSocket) -> None:
        """Repeat what is unknown, then go on."""
        socket.settle(0.002)
        self._asked = {}
        for client_id in list(self._waiting):
            self._send(socket, client_id)
        due = time.monotonic()
        while not (self.leaving.is_set() or (self.finishing.is_set() and not self._waiting)):
            if not self.finishing.is_set() and time.monotonic() >= due:
                due += self._pause
                client_id = uuid.uuid4().hex
                self._waiting[client_id] = None
                self._send(socket, client_id)
            self._hear(socket)
        self.leaving.set()

    @property
    def unknown(self) -> list[str]:
        """What was sent and never answered."""
        return list(self._waiting)

    def _send(self, socket: RawSocket, client_id: str) -> None:
        number = socket.emit(
            "post",
            {"client_id": client_id, "status": f"mur {client_id}", "availability": "working"},
        )
        self._asked[number] = client_id

    def _hear(self, socket: RawSocket) -> None:
        heard = socket.read()
        if heard is None or not isinstance(heard[0], int):
            return
        client_id, answer = self._asked.pop(heard[0]), heard[1]
        if answer.get("ok"):
            self.acknowledged[client_id] = answer["post"]["id"]
            del self._waiting[client_id]
        else:
            self.refused.append(answer)
            time.sleep(0.05)
            self._send(socket, client_id)


class Viewer(Member):
    """Applies the feed's rule: apply the next position, fetch a greater one, drop a less."""

    def __init__(self, urls: Sequence[str], token: str) -> None:
        super().__init__(urls, token)
        self.cursor = 0
        self.posts: list[str] = []  # client ids in the order they were shown
        self.reloads = 0
        self._catching_up: int | None = None

    def work(self, socket: RawSocket) -> None:
        """Catch up, then follow."""
        socket.settle(0.2)
        self._catching_up = socket.emit("catch_up", {"cursor": self.cursor})
        while not self.leaving.is_set():
            heard = socket.read()
            if heard is None:
                continue
            what, data = heard
            if what in ("feed", self._catching_up):
                self._apply(socket, data, fetched=what != "feed")
            elif what == "heartbeat" and data["head"] > self.cursor:
                self._catch_up(socket)

    def describe(self) -> str:
        """Where this viewer is, for a failing test."""
        return f"at {self.cursor}, cut {self.cuts} times, catching up {self._catching_up}"

    def _apply(self, socket: RawSocket, frame: Json, fetched: bool) -> None:
        if fetched:
            self._catching_up = None
        self.reloads += bool(frame.get("reload"))
        for change in frame["changes"]:
            if change["position"] == self.cursor + 1:
                self._show(change)
            elif change["position"] > self.cursor + 1:
                self._catch_up(socket)
                return

    def _show(self, change: Json) -> None:
        self.cursor = change["position"]
        if change["kind"] == "post.published":
            self.posts.append(change["teamfeed"]["client_id"])

    def _catch_up(self, socket: RawSocket) -> None:
        if self._catching_up is None:
            self._catching_up = socket.emit("catch_up", {"cursor": self.cursor})


def doubled(names: Sequence[str]) -> list[str]:
    """What appears more than once."""
    return [name for name, count in Counter(names).items() if count > 1]
