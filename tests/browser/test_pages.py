"""Every page: usable by everybody, in both languages, light and dark, on any width."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, WALL, Windows
from tests.cast import Cast, Person
from tests.clients import Rest

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults(page: Page, axe: str) -> list[str]:
    """What axe-core finds wrong."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(RULES)})")
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def busy(windows: Windows, cast: Cast) -> str:
    """Some of everything on the pages; returns the id of a post."""
    tess = Rest(windows.server.url, cast.tess.token)
    tess.say("au travail dupont")
    tess.say("fini 75%", site_id=str(cast.dupont), blocked=True)
    Rest(windows.server.url, cast.tariq.token).say("libre 14h")
    mine = Rest(windows.server.url, cast.mo.token).say("@tess merci, voir https://example.org")
    Rest(windows.server.url, cast.dana.token).say("aide")
    return str(mine["id"])


def pages_of(post: str, cast: Cast) -> list[tuple[str, tuple[int, int]]]:
    return [
        ("/", PHONE),
        ("/", LAPTOP),
        ("/desk", LAPTOP),
        ("/wall", WALL),
        ("/wall?light=night", WALL),
        ("/roster", LAPTOP),
        ("/roster", PHONE),
        ("/me", LAPTOP),
        ("/me", PHONE),
        (f"/p/{post}", PHONE),
        ("/u/tess", PHONE),
        (f"/s/{cast.dupont}", LAPTOP),
        ("/nowhere", PHONE),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", ["dana", "mo"])  # French and English
def test_axe_finds_nothing(
    windows: Windows, server_cast: Cast, axe: str, who: str, scheme: str
) -> None:
    person: Person = getattr(server_cast, who)
    post = busy(windows, server_cast)
    language = "fr" if who == "dana" else "en"
    page = windows.open("/sign-in", color_scheme=scheme, locale=language)
    found = {"/sign-in": faults(page, axe)}
    windows.sign_in(page, person)
    for path, (width, height) in pages_of(post, server_cast):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(windows.server.url + path)
        page.wait_for_timeout(300)
        found[f"{path} {width}"] = faults(page, axe)
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("theme", ["sunlight", "dark"])
def test_a_chosen_theme_is_kept_and_readable(
    windows: Windows, server_cast: Cast, axe: str, theme: str
) -> None:
    page = windows.open("/me", server_cast.tess, PHONE)
    page.check(f"[name=theme][value={theme}]")
    page.click("text=Enregistrer")
    expect(page.locator("html")).to_have_attribute("data-theme", theme)

    page.goto(f"{windows.server.url}/")
    page.wait_for_timeout(300)

    assert page.locator("html").get_attribute("data-theme") == theme
    assert faults(page, axe) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways(windows: Windows, server_cast: Cast, width: int) -> None:
    """WCAG 1.4.10: 320 px wide, also with text twice as large."""
    post = busy(windows, server_cast)
    page = windows.open("/sign-in", size=(width, 640))
    windows.sign_in(page, server_cast.mo)
    wide = {}
    for path, _size in pages_of(post, server_cast):
        for percent in (100,) if "wall" in path else (100, 200):  # a wall has its own ?size=
            page.goto(windows.server.url + path)
            page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
            page.wait_for_timeout(100)
            wide[path, percent] = page.evaluate("document.documentElement.scrollWidth")
    assert {place: found for place, found in wide.items() if found > width} == {}


def test_the_four_keys_fit_gloves(windows: Windows, server_cast: Cast) -> None:
    page = windows.open("/", server_cast.tess, (360, 640))
    for key in page.locator("[data-key]").all():
        box = key.bounding_box()
        assert box is not None
        assert box["width"] >= 150
        assert box["height"] >= 130
    bottom = page.locator("[data-help]").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 640


def test_the_language_of_the_account_is_spoken(windows: Windows, server_cast: Cast) -> None:
    english = windows.open("/", server_cast.mo, PHONE)
    expect(english.locator("[data-key=available]")).to_have_text("FREE")
    assert english.locator("html").get_attribute("lang") == "en"

    english.goto(f"{windows.server.url}/me")
    english.check("[name=language][value=fr]")
    english.click("text=Save")

    expect(english.locator("h2").first).to_have_text("Langue et aspect")
