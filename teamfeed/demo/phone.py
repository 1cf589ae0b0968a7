"""One person's phone in the demo: a live connection, an outbox, one post after the other."""

import queue
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests
import socketio
from socketio.exceptions import SocketIOError

from teamfeed.clock import iso, now
from teamfeed.demo import pictures
from teamfeed.demo.line import Line

Json = dict[str, Any]
ANSWER_S, ASKED_S = 10.0, 20.0  # to wait for an answer; for the post that is answered
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 5.0
MINUTE_S = 60.0


@dataclass
class Tally:
    """What all phones together have done so far."""

    posted: int = 0
    retried: int = 0
    refused: int = 0
    ids: dict[str, str] = field(default_factory=dict)  # of the posts that others answer, by key
    acknowledged: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str) -> None:
        """Add one."""
        with self.lock:
            setattr(self, name, getattr(self, name) + 1)


class Phone(threading.Thread):
    """Sends what its person says, in order, each once, until it is told to stop."""

    def __init__(self, url: str, handle: str, token: str, speed: float, tally: Tally) -> None:
        super().__init__(name=f"phone of {handle}", daemon=True)
        self._url, self._token, self._speed, self._tally = url.rstrip("/"), token, speed, tally
        self._waiting: queue.Queue[tuple[str, Line]] = queue.Queue()
        self._stopped = threading.Event()
        self._posted: dict[Line, str] = {}
        self._http = requests.Session()
        self._http.headers["Authorization"] = f"Bearer {token}"
        self._io = socketio.Client(reconnection=False, handle_sigint=False)

    def say(self, verb: str, line: Line) -> None:
        """Put something into the outbox: "post", "correct" or "remove"."""
        self._waiting.put((verb, line))

    def stop(self) -> None:
        """Say nothing more; what waits is dropped."""
        self._stopped.set()

    def run(self) -> None:
        while not self._stopped.is_set():
            self._stay_connected()
            try:
                verb, line = self._waiting.get(timeout=1)
            except queue.Empty:
                continue
            {"post": self._post, "correct": self._correct, "remove": self._remove}[verb](line)
        self._hang_up()
        self._http.close()

    def _stay_connected(self) -> None:
        if self._io.connected:
            return
        self._hang_up()
        try:
            # websocket-client leaves its socket open when nobody listens: ask first.
            self._http.get(f"{self._url}/healthz", timeout=2)
            self._io.connect(
                self._url, auth={"token": self._token}, transports=["websocket"], wait_timeout=5
            )
        except (SocketIOError, requests.RequestException, OSError, ValueError):
            return  # the posts go by HTTP meanwhile; the next round tries again

    def _hang_up(self) -> None:
        if self._io.connected:
            self._io.disconnect()
        if self._io.eio.ws is not None:  # python-engineio leaves a broken one open
            self._io.eio.ws.shutdown()

    def _post(self, line: Line) -> None:
        # One client id for all attempts: however often it is sent, it is posted once.
        fields = {**self._fields(line), "client_id": str(uuid.uuid4())}
        if line.scene:
            fields["media_ids"] = self._photo(line)
        answer = self._insist(lambda: self._send(fields))
        if answer is not None:
            self._posted[line] = answer["id"]
            with self._tally.lock:
                self._tally.acknowledged.append(answer["id"])
                if line.key:
                    self._tally.ids[line.key] = answer["id"]
            self._tally.count("posted")

    def _correct(self, line: Line) -> None:
        if line in self._posted:
            fields = {**self._fields(line), "status": line.corrected}
            self._insist(lambda: self._ask("PUT", f"/statuses/{self._posted[line]}", fields))

    def _remove(self, line: Line) -> None:
        if line in self._posted:
            self._insist(lambda: self._ask("DELETE", f"/statuses/{self._posted[line]}", None))

    def _fields(self, line: Line) -> Json:
        fields: Json = {
            "status": line.text,
            "availability": line.availability,
            "site": line.site,
            "progress": line.progress,
            "blocked": line.blocked,
            "on_behalf_of": line.on_behalf_of,
            "in_reply_to_id": self._answered(line),
        }
        if line.free_from is not None:
            # The day is played fast, the board's clock is real: never free in the past.
            fields["free_from"] = iso(
                now() + int(max((line.free_from - line.at) / self._speed, MINUTE_S * 1000))
            )
            fields["status"] = ""  # its text names the time of the story
        if line.arrives > line.at:
            fields["said_at"] = iso(now() - int((line.arrives - line.at) / self._speed))
        return {name: value for name, value in fields.items() if value not in (None, "")}

    def _answered(self, line: Line) -> str | None:
        """The id of the post that is answered, once it is there."""
        until = time.monotonic() + ASKED_S
        while line.answers and not self._stopped.is_set() and time.monotonic() < until:
            if line.answers in self._tally.ids:
                return self._tally.ids[line.answers]
            self._stopped.wait(0.1)
        return None

    def _photo(self, line: Line) -> list[str]:
        drawn = pictures.draw(line.scene, random.Random(f"{line.who} {line.at}"))
        form = {"description": drawn.alt}
        answer = self._insist(
            lambda: self._ask(
                "POST", "/media", None, data=form, files={"file": ("photo.jpg", drawn.jpeg())}
            )
        )
        return [answer["id"]] if answer else []

    def _insist(self, attempt: Any) -> Json | None:
        """Try until it is granted or refused; None when refused, or stopped meanwhile."""
        pause = FIRST_PAUSE_S
        while not self._stopped.is_set():
            try:
                granted: Json = attempt()
                return granted
            except _Refused:
                self._tally.count("refused")
                return None
            except (SocketIOError, requests.RequestException, _Later):
                self._tally.count("retried")
            self._stopped.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)
            self._stay_connected()
        return None

    def _send(self, fields: Json) -> Json:
        """By the socket; by HTTP while there is none, or to learn why it said no."""
        if self._io.connected:
            answer = self._io.call("post", fields, timeout=ANSWER_S)
            if answer.get("ok"):
                post: Json = answer["post"]
                return post
        key = {"Idempotency-Key": fields["client_id"]}
        return self._ask("POST", "/statuses", fields, headers=key)

    def _ask(self, method: str, path: str, fields: Json | None, **more: Any) -> Json:
        answer = self._http.request(
            method, f"{self._url}/api/v1{path}", json=fields, timeout=ANSWER_S, **more
        )
        if answer.status_code == 429 or answer.status_code >= 500:
            raise _Later
        if not answer.ok:
            raise _Refused
        found: Json = answer.json()
        return found


class _Refused(Exception):
    """The server said no, and will say no again."""


class _Later(Exception):
    """The server cannot now."""
