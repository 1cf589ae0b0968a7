"""What was said without a network leaves later: each post once, in order, from any page."""

import os
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from tests.browser.conftest import CHROMIUM, FLAGS, PHONE, Windows
from tests.browser.test_pages import faults
from tests.browser.test_phone import live
from tests.cast import Cast
from tests.clients import Rest
from tests.servers import Server

pytestmark = pytest.mark.browser
POSTS = re.compile("/api/v1/statuses$")


def say(page: Page, text: str) -> None:
    page.fill("[data-text]", text)
    page.press("[data-text]", "Enter")
    expect(page.locator("[data-text]")).to_have_value("")


def timeline(server: Server, cast: Cast) -> list[str]:
    """What everybody reads, oldest first."""
    home = Rest(server.url, cast.mo.token).get("/api/v1/timelines/home").json()
    return [post["text"] for post in reversed(home)]


def kept(page: Page, count: int) -> None:
    """Wait until so many posts are on the disk."""
    page.wait_for_function(
        """async (count) => {
          const database = await new Promise((done) => {
            const request = indexedDB.open("teamfeed");
            request.onsuccess = () => done(request.result);
          });
          const found = await new Promise((done) => {
            const request = database.transaction("posts").objectStore("posts").count();
            request.onsuccess = () => done(request.result);
          });
          database.close();
          return found === count;
        }""",
        arg=count,
    )


def profile(chromium: Browser, folder: Path) -> BrowserContext:
    """A browser with a disk of its own, as a phone has."""
    return chromium.browser_type.launch_persistent_context(
        str(folder),
        executable_path=CHROMIUM,
        args=FLAGS,
        locale="fr-FR",
        viewport={"width": PHONE[0], "height": PHONE[1]},
    )


def kill(folder: Path) -> None:
    """End the browser of this profile as an empty battery does."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            if f"--user-data-dir={folder}" in command and "--type=" not in command:
                os.kill(int(process.name), signal.SIGKILL)


def test_posts_survive_a_killed_browser_and_leave_in_order(
    chromium: Browser, windows: Windows, server: Server, server_cast: Cast, tmp_path: Path
) -> None:
    phone = profile(chromium, tmp_path / "profile")
    page = phone.new_page()
    windows.sign_in(page, server_cast.tess)
    live(page)
    server.stop()
    for text in ("un", "deux", "trois"):
        say(page, text)
    kept(page, 3)
    with phone.expect_event("close"):
        kill(tmp_path / "profile")
    server.start()

    again = profile(chromium, tmp_path / "profile")
    page = again.new_page()
    page.goto(f"{server.url}/sign-in")
    expect(page.locator("[data-waiting]")).to_have_text("3 posts attendent sur ce téléphone")
    windows.sign_in(page, server_cast.tess)  # so fresh a cookie is not on the disk yet

    expect(page.locator("[data-link]")).to_contain_text("tout est parti", timeout=20_000)
    expect(page.locator("[data-log] .entry")).to_have_count(3, timeout=20_000)
    assert timeline(server, server_cast) == ["un", "deux", "trois"]
    kept(page, 0)
    again.close()


def test_two_tabs_send_each_post_once_and_both_show_it_gone(
    windows: Windows, server_cast: Cast
) -> None:
    one = live(windows.open("/", server_cast.tess, PHONE))
    two = one.context.new_page()
    windows.watched.follow(two)
    two.goto(f"{windows.server.url}/")
    live(two)
    windows.server.stop()
    said = ((one, "un"), (two, "deux"), (one, "trois"), (two, "quatre"))
    for count, (page, text) in enumerate(said, 1):
        say(page, text)
        kept(page, count)
    expect(one.locator("[data-link]")).to_contain_text("4 en attente")
    windows.server.start()

    for page in (one, two):
        expect(page.locator("[data-link]")).to_contain_text("tout est parti", timeout=20_000)
        expect(page.locator("[data-log] .entry")).to_have_count(4)
    assert timeline(windows.server, server_cast) == ["un", "deux", "trois", "quatre"]


def test_an_answer_that_is_lost_doubles_nothing(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    phone.route(POSTS, lose, times=2)
    say(phone, "libre")

    expect(phone.locator("[data-link]")).to_contain_text("tout est parti", timeout=20_000)
    assert len(lost) == 2
    assert len(timeline(windows.server, server_cast)) == 1


def test_a_busy_server_is_asked_again_when_it_wants(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    busy = {"status": 429, "headers": {"Retry-After": "3"}, "json": {"error": "later"}}
    asked: list[float] = []

    def answer(route: Route) -> None:
        asked.append(time.monotonic())
        if len(asked) == 1:
            route.fulfill(**busy)  # type: ignore[arg-type]
        else:
            route.continue_()

    phone.route(POSTS, answer)
    say(phone, "libre")

    expect(phone.locator("[data-log] .entry")).to_have_count(1, timeout=10_000)
    assert asked[1] - asked[0] >= 3


def test_a_refused_post_is_explained_corrected_and_blocks_nothing(
    windows: Windows, server_cast: Cast, axe: str
) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    no = {"error": "no", "reasons": {"status": "Trop de mots."}}
    phone.route(POSTS, lambda route: route.fulfill(status=422, json=no), times=1)
    say(phone, "mauvais")
    expect(phone.locator("[data-waiting] .entry-note")).to_contain_text("Trop de mots.")
    expect(phone.locator("[data-link]")).to_contain_text("1 non pris")
    say(phone, "bon")
    expect(phone.locator("[data-log] .entry")).to_have_count(1)
    assert faults(phone, axe) == []

    phone.fill("[data-waiting] input", "mieux")
    phone.press("[data-waiting] input", "Enter")

    expect(phone.locator("[data-log] .entry")).to_have_count(2)
    assert sorted(timeline(windows.server, server_cast)) == ["bon", "mieux"]


def test_posts_wait_behind_the_door_for_their_own_account(
    windows: Windows, server_cast: Cast
) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.route(POSTS, lambda route: route.abort())
    say(phone, "un")
    say(phone, "deux")
    kept(phone, 2)
    phone.context.clear_cookies()
    phone.unroute(POSTS)
    phone.wait_for_url(re.compile("/sign-in"))
    expect(phone.locator("[data-waiting]")).to_have_text("2 posts attendent sur ce téléphone")

    windows.sign_in(phone, server_cast.tariq)
    expect(phone.locator("[data-link]")).to_contain_text("tout est parti")
    assert timeline(windows.server, server_cast) == []
    phone.context.clear_cookies()
    windows.sign_in(phone, server_cast.tess)

    expect(phone.locator("[data-log] .entry")).to_have_count(2)
    home = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    assert [(post["text"], post["account"]["username"]) for post in reversed(home)] == [
        ("un", "tess"),
        ("deux", "tess"),
    ]


def test_signing_out_asks_while_posts_wait(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.route(POSTS, lambda route: route.abort())
    say(phone, "un")
    kept(phone, 1)
    phone.goto(f"{windows.server.url}/me")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    phone.once("dialog", stay)
    phone.click("[data-sign-out] button")
    phone.wait_for_timeout(300)
    assert asked[0].startswith("1 post attend")
    assert phone.url.endswith("/me")

    phone.once("dialog", lambda dialog: dialog.accept())
    phone.click("[data-sign-out] button")
    expect(phone.locator("[data-waiting]")).to_have_text("1 post attend sur ce téléphone")


def test_a_full_phone_says_so_and_still_sends(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.evaluate(
        """() => {
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("full", "QuotaExceededError");
          };
        }"""
    )
    phone.route(POSTS, lambda route: route.abort())
    say(phone, "libre")
    expect(phone.locator("[data-link-sentence]")).to_contain_text("plus de place")
    phone.unroute(POSTS)

    expect(phone.locator("[data-log] .entry")).to_have_count(1, timeout=10_000)


def test_the_word_about_waiting_opens_their_list(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.route(POSTS, lambda route: route.abort())
    say(phone, "un")
    say(phone, "deux")

    phone.click("[data-link]")

    expect(phone.locator("[data-link]")).to_contain_text("2 en attente")
    expect(phone.locator("[data-waiting] .entry").first).to_be_in_viewport()
    phone.click("[data-waiting] >> text=jeter >> nth=0")
    expect(phone.locator("[data-link]")).to_contain_text("1 en attente")
