"""Real clients of a real server: a browser's form, the API, a live socket."""

import re
import threading
import time
from collections.abc import Callable
from typing import Any

import requests
import socketio

from tests.cast import PASSWORD

Change = dict[str, Any]


class Rest:
    """The API with a token, as a script uses it; paths start with /."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self.http = requests.Session()
        if token:
            self.http.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> requests.Response:
        """GET with a query string."""
        return self.http.get(self.url + path, params=query, timeout=20)

    def post(self, path: str, **fields: Any) -> requests.Response:
        """POST a JSON object."""
        return self.http.post(self.url + path, json=fields, timeout=20)

    def delete(self, path: str) -> requests.Response:
        """DELETE."""
        return self.http.delete(self.url + path, timeout=20)

    def say(self, text: str = "", key: str | None = None, **fields: Any) -> Change:
        """Post a status; returns it."""
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.http.post(
            f"{self.url}/api/v1/statuses",
            headers=headers,
            timeout=20,
            json={"status": text, **fields},
        )
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        status: Change = answer.json()
        return status


class Visitor:
    """A browser without scripts: keeps cookies, fills the forms it finds."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.headers["Origin"] = url

    def get(self, path: str) -> requests.Response:
        """Open a page."""
        return self.http.get(self.url + path, timeout=20)

    def submit(self, page: str, action: str | None = None, **fields: str) -> requests.Response:
        """Open a page, fill its form in, send it with its CSRF token."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page).text)
        assert found, f"no form with a CSRF token on {page}"
        return self.http.post(
            self.url + (action or page), timeout=20, data={"csrf_token": found[1], **fields}
        )

    def sign_in(self, handle: str, password: str = PASSWORD) -> requests.Response:
        """Sign in with the form of /sign-in."""
        return self.submit("/sign-in", handle=handle, password=password)

    @property
    def cookie(self) -> str:
        """The Cookie header, for a socket of the same browser."""
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())


class Socket:
    """One live connection that applies changes as a page does: in order, each once."""

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        cookie: str | None = None,
        origin: str | None = None,
        cursor: int | None = None,
        reconnect: bool = False,
    ) -> None:
        self.frames: list[dict[str, Any]] = []
        self.heartbeats: list[dict[str, Any]] = []
        self.changes: list[Change] = []
        self.hello: dict[str, Any] = {}
        self.cursor = cursor
        self.closed = threading.Event()
        self._news = threading.Condition()
        self._client = socketio.Client(
            reconnection=reconnect,
            reconnection_delay=0.1,
            reconnection_delay_max=0.5,
            websocket_extra_options={"origin": origin or url},
        )
        for name in ("hello", "feed", "heartbeat", "disconnect"):
            self._client.on(name, getattr(self, f"_on_{name}"))
        headers = {"Cookie": cookie} if cookie else {}
        self._client.connect(
            url,
            headers=headers,
            auth={"token": token} if token else None,
            transports=["websocket"],
            wait_timeout=10,
        )
        self.wait(lambda: bool(self.hello))

    def post(self, text: str = "", **fields: Any) -> dict[str, Any]:
        """Send a post; returns {ok, post} or {ok, error, reasons}."""
        return self.ask("post", {"status": text, **fields})

    def ask(self, event: str, body: Any, seconds: float = 10) -> dict[str, Any]:
        """Send an event and wait for its acknowledgement."""
        answer: dict[str, Any] = self._client.call(event, body, timeout=seconds)
        return answer

    def catch_up(self) -> None:
        """Ask for what was missed; it comes as feed frames."""
        self._client.emit("catch_up", {"cursor": self.cursor})

    def wait_for(self, found: Callable[[Change], bool], seconds: float = 5) -> Change:
        """The first change that fits, now or soon."""
        self.wait(lambda: any(map(found, self.changes)), seconds)
        return next(filter(found, self.changes))

    def wait(self, ready: Callable[[], bool], seconds: float = 5) -> None:
        """Wait until something is so; TimeoutError otherwise."""
        with self._news:
            if not self._news.wait_for(ready, seconds):
                raise TimeoutError(f"not within {seconds} s; last change {self.changes[-1:]}")

    def close(self) -> None:
        """Leave."""
        self._client.disconnect()

    def _on_hello(self, body: dict[str, Any]) -> None:
        with self._news:
            self.hello = body
            behind = self.cursor is not None and self.cursor < body["head"]
            if self.cursor is None:
                self.cursor = body["head"]
            self._news.notify_all()
        if behind:
            self.catch_up()

    def _on_feed(self, frame: dict[str, Any]) -> None:
        with self._news:
            self.frames.append(frame)
            for change in frame.get("changes", []):
                if self.cursor is None or change["position"] > self.cursor:
                    self.changes.append(change)
                    self.cursor = change["position"]
            self._news.notify_all()

    def _on_heartbeat(self, body: dict[str, Any]) -> None:
        with self._news:
            self.heartbeats.append({**body, "arrived": time.monotonic()})
            self._news.notify_all()

    def _on_disconnect(self, *_reason: Any) -> None:
        self.closed.set()
