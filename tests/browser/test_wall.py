"""The wall: what it shows, and the truth about itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WALL, Windows
from tests.cast import Cast
from tests.clients import Rest

pytestmark = pytest.mark.browser

TILES = (
    "[...document.querySelectorAll('[data-tile]')].map(t => [t.dataset.tile,"
    " t.dataset.availability, t.querySelector('.tile-word').textContent,"
    " t.querySelector('.tile-where span').textContent])"
)
POSTS = "[...document.querySelectorAll('.posts li')].map(post => post.innerText)"


def connection(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-connection")


def test_the_wall_says_when_it_is_lost_frozen_and_back(windows: Windows, server_cast: Cast) -> None:
    wall = windows.open("/wall", server_cast.dana, WALL, lambda page: page.clock.install())
    Rest(windows.server.url, server_cast.tess.token).say("libre")
    tile = wall.locator("[data-tile=tess]")
    expect(tile).to_have_attribute("data-availability", "available")
    expect(wall.locator(".truth")).to_contain_text("à jour il y a")

    windows.server.stop()
    wall.clock.fast_forward(16_000)
    expect(wall.locator("[role=alert]")).to_contain_text("CONNEXION PERDUE DEPUIS")
    assert connection(wall) == "lost"
    wall.clock.fast_forward(110_000)
    expect(wall.locator("html")).to_have_attribute("data-connection", "frozen")
    expect(tile.locator(".age")).to_have_text("2\u00a0min")

    windows.server.start()
    wall.clock.fast_forward(6_000)
    expect(wall.locator("html")).to_have_attribute("data-connection", "live", timeout=15_000)
    expect(tile).not_to_have_attribute("data-changed", "")


def test_what_happened_meanwhile_is_there_on_return_without_replay(
    windows: Windows, server_cast: Cast
) -> None:
    wall = windows.open("/wall", server_cast.dana, WALL, lambda page: page.clock.install())
    expect(wall.locator("[data-tile=tariq]")).to_be_visible()
    windows.server.stop()
    wall.clock.fast_forward(30_000)
    expect(wall.locator("html")).to_have_attribute("data-connection", "lost")

    windows.server.start()
    Rest(windows.server.url, server_cast.tariq.token).say("au travail dupont")
    wall.clock.fast_forward(6_000)

    tile = wall.locator("[data-tile=tariq]")
    expect(tile).to_have_attribute("data-availability", "working", timeout=15_000)


def test_a_wall_built_live_equals_one_fetched_afresh(windows: Windows, server_cast: Cast) -> None:
    wall = windows.open("/wall", server_cast.dana, WALL)
    expect(wall.locator(".truth")).to_be_visible()
    tess = Rest(windows.server.url, server_cast.tess.token)
    tariq = Rest(windows.server.url, server_cast.tariq.token)
    tess.say("au travail dupont")
    gone = tariq.say("libre")
    wrong = tess.say("Il manque 6 parpaings", site_id=str(server_cast.dupont))
    tariq.say("aide")
    tariq.delete(f"/api/v1/statuses/{gone['id']}")
    tess.http.put(
        f"{tess.url}/api/v1/statuses/{wrong['id']}",
        json={"status": "Il manque 8 parpaings", "site_id": str(server_cast.moreau)},
        timeout=10,
    )
    tess.say("fini 75%", site_id=str(server_cast.dupont))
    expect(wall.locator(".sites")).to_contain_text("75")

    live = wall.evaluate(TILES), wall.evaluate(POSTS)
    wall.reload()
    expect(wall.locator(".sites")).to_contain_text("75")

    assert (wall.evaluate(TILES), wall.evaluate(POSTS)) == live


def test_help_stands_first_and_takes_two_cells(windows: Windows, server_cast: Cast) -> None:
    wall = windows.open("/wall", server_cast.dana, WALL)
    Rest(windows.server.url, server_cast.tess.token).say("libre")
    Rest(windows.server.url, server_cast.tariq.token).say("aide")

    first = wall.locator("[data-tile]").first
    expect(first).to_have_attribute("data-tile", "tariq")
    assert "span 2" in first.evaluate("tile => getComputedStyle(tile).gridColumn")


def test_the_address_filters_and_sizes(windows: Windows, server_cast: Cast) -> None:
    wall = windows.open("/wall?trade=electrician&size=150", server_cast.dana, WALL)

    expect(wall.locator("[data-tile]")).to_have_count(1)
    assert wall.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"


def test_nothing_is_cut_on_the_wall(windows: Windows, server_cast: Cast) -> None:
    wall = windows.open("/wall", server_cast.dana, WALL)
    Rest(windows.server.url, server_cast.tess.token).say("libre 14h")
    expect(wall.locator("[data-tile=tess]")).to_contain_text("LIBRE À 14:00")

    cut = wall.evaluate(
        "[...document.querySelectorAll('.tile-name, .tile-word')]"
        ".filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.innerText)"
    )
    overflow = wall.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert (cut, overflow) == ([], False)
