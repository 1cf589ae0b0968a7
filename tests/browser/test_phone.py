"""The phone page in a thumb's hands."""

import re
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import PHONE, WALL, Windows
from tests.cast import Cast
from tests.clients import Rest

pytestmark = pytest.mark.browser


def status(page: Page) -> str:
    return page.locator("[data-now] strong").inner_text()


def live(page: Page) -> Page:
    """Wait until the page follows the feed."""
    expect(page.locator("[data-link]")).to_contain_text("tout est parti")
    page.wait_for_function("document.querySelector('[data-now] strong')")
    return page


def test_a_tap_on_libre_stands_on_the_wall_within_a_second(
    windows: Windows, server_cast: Cast
) -> None:
    wall = windows.open("/wall", server_cast.dana, WALL)
    phone = live(windows.open("/", server_cast.tess, PHONE, has_touch=True))
    tile = wall.locator("[data-tile=tess]")
    expect(tile).to_have_attribute("data-availability", "silent")

    started = time.monotonic()
    phone.tap("[data-key=available]")
    expect(tile).to_have_attribute("data-availability", "available", timeout=2000)

    assert time.monotonic() - started < 1
    assert status(phone) == "LIBRE"
    expect(tile).to_have_attribute("data-changed", "")


def test_undo_takes_the_post_back_everywhere(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.click("[data-key=working]")
    phone.click("[data-key=available]")
    expect(phone.locator("[data-log] .entry")).to_have_count(2)

    phone.click(".undo")

    expect(phone.locator("[data-now] strong")).to_have_text("AU TRAVAIL")
    expect(phone.locator("[data-log] .entry")).to_have_count(1)
    home = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    assert [post["teamfeed"]["availability"] for post in home] == ["working"]


def test_undo_is_over_after_five_seconds(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE, lambda page: page.clock.install()))
    phone.click("[data-key=available]")
    expect(phone.locator(".undo")).to_be_visible()

    phone.clock.fast_forward(6000)

    expect(phone.locator(".undo")).to_have_count(0)
    assert status(phone) == "LIBRE"


def test_a_chip_after_libre_says_when(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.click("[data-key=available]")
    expect(phone.locator("[data-log] .entry")).to_have_count(1)

    phone.click("[data-chip=half]")

    expect(phone.locator("[data-log] .plate")).to_contain_text("LIBRE À")
    board = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/teamfeed/board").json()
    assert board["counts"]["soon"] == 1


def test_fini_tells_how_far_the_site_is(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.select_option("[data-site]", label="Dupont")
    phone.click("[data-key=off]")
    expect(phone.locator("[data-log] .entry")).to_have_count(1)

    phone.click("[data-chip='75']")
    expect(phone.locator("[data-log] .entry-progress")).to_contain_text("75")
    phone.click("[data-chip=blocked]")
    expect(phone.locator("[data-log] .blocked")).to_be_visible()

    sites = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/teamfeed/sites").json()
    dupont = next(site for site in sites if site["name"] == "Dupont")
    assert (dupont["progress"], dupont["blocked"]) == (75, True)


def test_help_is_called_by_holding_one_second(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.hover("[data-help]")

    phone.mouse.down()
    phone.wait_for_timeout(1150)
    phone.mouse.up()

    expect(phone.locator("[data-now] strong")).to_have_text("BESOIN D’AIDE")
    expect(phone.locator(".undo-ring")).to_have_text(re.compile("10|9"))


def test_a_short_touch_asks_before_it_calls_for_help(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.focus("[data-help]")

    phone.keyboard.press("Enter")
    expect(phone.locator("[data-help-sure]")).to_be_focused()
    assert status(phone) == "Bonjour\u202f!"
    phone.keyboard.press("Enter")

    expect(phone.locator("[data-now] strong")).to_have_text("BESOIN D’AIDE")


def test_a_post_waits_without_a_server_and_leaves_when_it_is_back(
    windows: Windows, server_cast: Cast
) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    windows.server.stop()
    phone.fill("[data-text]", "Sous-couche finie")
    phone.click("[data-key=available]")

    expect(phone.locator("[data-link]")).to_contain_text("1 en attente")
    expect(phone.locator("[data-waiting] .entry-text")).to_have_text("Sous-couche finie")
    expect(phone.locator("[data-now]")).to_contain_text("gardé ici", timeout=10_000)
    windows.server.start()

    expect(phone.locator("[data-link]")).to_contain_text("tout est parti", timeout=20_000)
    expect(phone.locator("[data-log] .entry")).to_have_count(1)
    home = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    assert [post["text"] for post in home] == ["Sous-couche finie"]


def blocked(socket: WebSocketRoute) -> None:
    socket.close(code=1011, reason="blocked")


def test_where_sockets_are_blocked_the_page_says_so_and_still_shows_posts(
    windows: Windows, server_cast: Cast
) -> None:
    phone = windows.open(
        "/", server_cast.tess, PHONE, lambda page: page.route_web_socket(re.compile("."), blocked)
    )
    expect(phone.locator("[data-link]")).to_contain_text("sans direct", timeout=15_000)

    Rest(windows.server.url, server_cast.tariq.token).say("libre")
    expect(phone.locator("[data-log]")).to_contain_text("Tariq", timeout=10_000)
    phone.click("[data-key=working]")

    expect(phone.locator("[data-log] .entry")).to_have_count(2)


def test_a_plain_form_posts_without_scripts(windows: Windows, server_cast: Cast) -> None:
    phone = windows.open("/", server_cast.tess, PHONE, java_script_enabled=False)
    phone.select_option("[name=site_id]", label="Dupont")
    phone.fill("[name=status]", "Enduit poncé")

    phone.click("[data-key=working]")

    home = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    said = home[0]["teamfeed"]
    assert (home[0]["text"], said["availability"], said["site"]["name"]) == (
        "Enduit poncé",
        "working",
        "Dupont",
    )


def test_enter_sends_the_words_and_presses_no_key(windows: Windows, server_cast: Cast) -> None:
    phone = windows.open("/", server_cast.tess, PHONE, java_script_enabled=False)
    phone.fill("[name=status]", "Il manque du plâtre")

    phone.press("[name=status]", "Enter")

    home = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    assert [post["teamfeed"]["availability"] for post in home] == [None]


def test_a_family_counts_as_one_character(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))

    phone.fill("[data-text]", "👩‍👩‍👧‍👦")

    expect(phone.locator("[data-left]")).to_have_text("139")


def test_too_long_a_text_is_kept_and_explained(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.fill("[data-text]", "x" * 141)

    phone.click("[data-key=available]")

    expect(phone.locator("[data-say]")).to_contain_text("trop long")
    expect(phone.locator("[data-text]")).to_have_value("x" * 141)
    assert status(phone) == "Bonjour\u202f!"


def test_my_post_can_be_corrected_and_removed(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.fill("[data-text]", "Mur fni")
    phone.press("[data-text]", "Enter")
    phone.click("text=corriger")
    phone.fill(".entry-correct input", "Mur fini")
    phone.press(".entry-correct input", "Enter")
    expect(phone.locator("[data-log] .entry-text")).to_have_text("Mur fini")

    phone.click("[data-log] >> text=retirer")
    phone.click("text=retirer pour de bon")

    expect(phone.locator("[data-log] .entry")).to_have_count(0)


def test_another_place_is_two_taps_and_some_words(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.select_option("[data-site]", "other")
    phone.fill("[data-place]", "chez Mme Le Goff")

    phone.click("[data-key=working]")

    expect(phone.locator("[data-log] .entry")).to_contain_text("chez Mme Le Goff")


def test_a_position_leaves_only_after_a_touch_and_rounded(
    windows: Windows, server_cast: Cast
) -> None:
    here = {"latitude": 48.11731, "longitude": -1.67782, "accuracy": 12}
    phone = live(
        windows.open("/", server_cast.tess, PHONE, geolocation=here, permissions=["geolocation"])
    )
    phone.click("[data-key=working]")
    phone.click("[data-position]")
    expect(phone.locator("[data-position]")).to_contain_text("1\u00a0km")
    phone.click("[data-key=available]")
    expect(phone.locator("[data-log] .entry")).to_have_count(2)

    home = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    positions = [post["teamfeed"]["position"] for post in home]
    assert positions[1] is None
    assert (positions[0]["lat"], positions[0]["lon"]) == (48.12, -1.68)
    assert home[0]["teamfeed"]["site"]["name"] == "Dupont"


def test_signing_out_elsewhere_leads_to_the_door(windows: Windows, server_cast: Cast) -> None:
    phone = live(windows.open("/", server_cast.tess, PHONE))
    laptop = windows.open("/me", server_cast.tess)

    laptop.click("[aria-label^='Déconnecter']")

    phone.wait_for_url(re.compile("/sign-in"), timeout=5000)


def test_a_photo_leaves_small_and_stands_in_the_timeline(
    windows: Windows, server_cast: Cast, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.png"
    Image.effect_noise((2400, 1800), 40).convert("RGB").save(taken)
    phone = live(windows.open("/", server_cast.tess, PHONE))
    phone.fill("[data-text]", "Plafond du 2e")

    phone.set_input_files("[data-photo]", taken)

    expect(phone.locator("[data-log] .entry-photo img")).to_be_visible(timeout=20_000)
    home = Rest(windows.server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    (photo,) = home[0]["media_attachments"]
    assert home[0]["text"] == "Plafond du 2e"
    assert photo["meta"]["original"]["width"] == 1600
    drawn = "document.querySelector('.entry-photo img').naturalWidth"
    phone.wait_for_function(f"{drawn} > 0")
