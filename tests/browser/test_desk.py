"""The desk: live, and never moving what is being read."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Windows
from tests.cast import Cast
from tests.clients import Rest

pytestmark = pytest.mark.browser

LOG = "[...document.querySelectorAll('[data-log] .entry')].map(post => post.innerText)"


def crowd(windows: Windows, cast: Cast, count: int = 25) -> Rest:
    tess = Rest(windows.server.url, cast.tess.token)
    for number in range(count):
        tess.say(f"Mur {number}")
    return tess


def desk_with_posts(windows: Windows, cast: Cast) -> Page:
    desk = windows.open("/desk", cast.dana)
    expect(desk.locator("[data-log] .entry")).to_have_count(25)
    return desk


def test_a_new_post_is_counted_while_somebody_reads(windows: Windows, server_cast: Cast) -> None:
    tess = crowd(windows, server_cast)
    desk = desk_with_posts(windows, server_cast)
    desk.locator("[data-scroll]").evaluate("column => column.scrollTo(0, 300)")
    desk.wait_for_timeout(100)
    before = desk.locator("[data-log] .entry").nth(8).bounding_box()

    tess.say("Petite fuite")
    tess.say("Seau posé")

    expect(desk.locator("[data-pill]")).to_have_text("2 nouveaux")
    assert desk.locator("[data-log] .entry").nth(8).bounding_box() == before
    desk.click("[data-pill]")
    expect(desk.locator("[data-log] .entry").first).to_contain_text("Seau posé")


def test_keys_write_and_move(windows: Windows, server_cast: Cast) -> None:
    crowd(windows, server_cast)
    desk = desk_with_posts(windows, server_cast)

    desk.keyboard.press("j")
    desk.keyboard.press("j")
    expect(desk.locator("[data-log] .entry").nth(1)).to_be_focused()
    desk.keyboard.press("k")
    expect(desk.locator("[data-log] .entry").nth(0)).to_be_focused()
    desk.keyboard.press("?")
    expect(desk.locator("[data-keys]")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    expect(desk.locator("[data-text]")).to_be_focused()


def test_ctrl_enter_posts_with_the_chosen_site(windows: Windows, server_cast: Cast) -> None:
    phone = windows.open("/", server_cast.tess, PHONE)
    desk = windows.open("/desk", server_cast.dana)
    desk.select_option("[data-site]", label="Moreau")
    desk.fill("[data-text]", "@tess la benne passe à 11h")

    desk.keyboard.press("Control+Enter")

    expect(desk.locator("[data-log] .entry")).to_contain_text("Moreau")
    expect(phone.locator("[data-log] .entry")).to_contain_text("la benne passe")
    expect(desk.locator("[data-text]")).to_have_value("")


def test_a_timeline_built_live_equals_one_fetched_afresh(
    windows: Windows, server_cast: Cast
) -> None:
    desk = windows.open("/desk", server_cast.dana)
    expect(desk.locator("[data-truth]")).to_contain_text("à jour")
    tess = Rest(windows.server.url, server_cast.tess.token)
    posts = [tess.say(f"Mur {number}", site_id=str(server_cast.dupont)) for number in range(6)]
    tess.say("libre 14h")
    tess.delete(f"/api/v1/statuses/{posts[2]['id']}")
    tess.http.put(
        f"{tess.url}/api/v1/statuses/{posts[4]['id']}", json={"status": "Plafond 4"}, timeout=10
    )
    expect(desk.locator("[data-log]")).to_contain_text("Plafond 4")

    live = desk.evaluate(LOG)
    desk.reload()
    expect(desk.locator("[data-log] .entry")).to_have_count(len(live))

    assert desk.evaluate(LOG) == live
