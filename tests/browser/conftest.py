"""Real Chromium on real pages: browsers, sign-ins, what a page did wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cast import PASSWORD, Person
from tests.servers import SOURCE, Server

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, LAPTOP, WALL = (360, 740), (1280, 800), (1920, 1080)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"Chromium is not installed: {CHROMIUM} was not found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """What pages asked for and complained of."""

    origin: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to a page from its start."""
        page.on("request", lambda request: self._requested(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._said(message.type, message.text))

    def _requested(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.origin).netloc:
            self.foreign.append(url)

    def _said(self, kind: str, text: str) -> None:
        # A server that is down, or says no, is not a fault of the page.
        if kind == "error" and "Failed to load resource" not in text and "WebSocket" not in text:
            self.complaints.append(text)


class Windows:
    """Opens browser windows of people, each signed in with a session of its own."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self.server = server
        self.watched = Watched(server.url)
        self._contexts: list[BrowserContext] = []

    def open(
        self,
        path: str,
        person: Person | None = None,
        size: tuple[int, int] = LAPTOP,
        before: Callable[[Page], None] = lambda page: None,
        **options: Any,
    ) -> Page:
        """A page of a fresh browser; `before` prepares it after the sign-in."""
        page = self.context(size, **options).new_page()
        self.watched.follow(page)
        if person is not None:
            self.sign_in(page, person)
        before(page)
        page.goto(self.server.url + path)
        return page

    def context(self, size: tuple[int, int], **options: Any) -> BrowserContext:
        """A browser without any cookie."""
        viewport = {"width": size[0], "height": size[1]}
        made = self._browser.new_context(
            **{"viewport": viewport, "locale": "fr-FR", "timezone_id": "Europe/Paris"} | options
        )
        self._contexts.append(made)
        return made

    def sign_in(self, page: Page, person: Person) -> None:
        """By the form, as people do."""
        page.goto(f"{self.server.url}/sign-in")
        page.fill("[name=handle]", person.handle)
        page.fill("[name=password]", PASSWORD)
        page.click("button:not([name])")
        page.wait_for_url(lambda url: "/sign-in" not in url)

    def close(self) -> None:
        """Close every window."""
        for made in self._contexts:
            made.close()


@pytest.fixture
def windows(chromium: Browser, server: Server) -> Iterator[Windows]:
    """Windows on the test's server; no page may leave our origin or break its own policy."""
    made = Windows(chromium, server)
    yield made
    made.close()
    assert made.watched.foreign == []
    assert made.watched.complaints == []


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script, to be evaluated in a page."""
    return (SOURCE / "node_modules" / "axe-core" / "axe.min.js").read_text()
