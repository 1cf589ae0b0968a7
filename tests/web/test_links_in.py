"""Links that let somebody in, once: an invitation, a display; and links to posts, people, sites."""

from sqlalchemy.engine import Engine

from teamfeed.core import displays, invitations
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests.cast import Cast
from tests.clients import Rest, Visitor
from tests.servers import Server

NEW = "quatre sacs de ciment"


def test_an_invited_person_chooses_a_password_once(
    server: Server, server_cast: Cast, engine: Engine, settings: Settings
) -> None:
    secret = Writer(engine, settings).do(
        invitations.invite, "hugo", "Hugo Le Goff", "worker", trade="painter"
    )
    visitor, path = Visitor(server.url), f"/invitation/{secret}"

    assert visitor.submit(path, password="court", again="court").status_code == 422
    assert visitor.submit(path, password=NEW, again=NEW + "x").status_code == 422
    answer = visitor.submit(path, password=NEW, again=NEW)

    assert answer.url == f"{server.url}/"
    assert "Hugo Le Goff" in answer.text
    assert Visitor(server.url).get(path).status_code == 410
    assert Visitor(server.url).sign_in("hugo", NEW).ok


def test_a_display_shows_the_wall_and_nothing_else(
    server: Server, server_cast: Cast, engine: Engine, settings: Settings
) -> None:
    writer = Writer(engine, settings)
    number = writer.do(displays.add, "Atelier")
    secret = writer.do(invitations.invite_display, number, "Atelier")
    screen = Visitor(server.url)

    assert "« Atelier" in screen.get(f"/display/{secret}").text.replace("\u00a0", " ")
    answer = screen.submit(f"/display/{secret}")

    assert answer.url == f"{server.url}/wall"
    codes = {path: screen.get(path).status_code for path in ("/", "/desk", "/roster", "/me")}
    assert set(codes.values()) == {403}
    writer.do(displays.revoke, number)
    assert "/sign-in" in screen.get("/wall").url


def test_an_invitation_that_never_was_is_refused_politely(server: Server) -> None:
    answer = Visitor(server.url).get("/invitation/nonsense")

    assert answer.status_code == 410
    assert "Ce lien a déjà servi" in answer.text


def test_links_of_the_api_lead_to_pages(server: Server, server_cast: Cast) -> None:
    post = Rest(server.url, server_cast.tess.token).say("Mur fini", site_id=str(server_cast.dupont))
    mo = Visitor(server.url)
    mo.sign_in("mo")

    for url in (post["url"], post["account"]["url"], f"{server.url}/s/{server_cast.dupont}"):
        assert "Mur fini" in mo.get(url.removeprefix(server.url)).text
    assert mo.get("/p/1").status_code == 404
    assert mo.get("/u/olly").status_code == 404
    assert mo.get("/s/1").status_code == 404


def test_a_guest_sees_his_site_only(server: Server, server_cast: Cast) -> None:
    tess = Rest(server.url, server_cast.tess.token)
    hidden = tess.say("Porte 4", site_id=str(server_cast.moreau))
    tess.say("Mur fini", site_id=str(server_cast.dupont))
    gil = Visitor(server.url)
    gil.sign_in("gil")

    page = gil.get("/").text

    assert "Mur fini" in page
    assert "Porte 4" not in page
    assert gil.get(f"/p/{hidden['id']}").status_code == 404
    assert gil.get(f"/s/{server_cast.moreau}").status_code == 404
    assert gil.get(f"/s/{server_cast.dupont}").ok


def test_an_outsider_reads_no_name_on_any_page(server: Server, server_cast: Cast) -> None:
    Rest(server.url, server_cast.tess.token).say("Mur fini", site_id=str(server_cast.dupont))
    olly = Visitor(server.url)

    for path in (
        "/",
        "/desk",
        "/wall",
        "/roster",
        "/me",
        "/u/tess",
        "/p/1",
        "/sign-in",
        "/nowhere",
    ):
        text = olly.get(path).text
        assert not any(word in text for word in ("Tess", "Mur fini", "Dupont"))


def test_a_form_from_another_site_changes_nothing(server: Server, server_cast: Cast) -> None:
    tess = Visitor(server.url)
    tess.sign_in("tess")
    tess.http.headers["Origin"] = "https://evil.example"

    answer = tess.submit("/", status="libre")

    assert answer.status_code == 403
    assert Rest(server.url, server_cast.mo.token).get("/api/v1/timelines/home").json() == []


def test_a_form_sent_twice_posts_once(server: Server, server_cast: Cast) -> None:
    tess = Visitor(server.url)
    tess.sign_in("tess")

    for _ in range(2):
        tess.submit("/", status="Mur fini", client_id="same-form")

    home = Rest(server.url, server_cast.mo.token).get("/api/v1/timelines/home").json()
    assert [post["text"] for post in home] == ["Mur fini"]


def test_a_refused_form_keeps_the_words_and_says_why(server: Server, server_cast: Cast) -> None:
    tess = Visitor(server.url)
    tess.sign_in("tess")

    answer = tess.submit("/", status="x" * 141)

    assert answer.status_code == 422
    assert "x" * 141 in answer.text
    assert "141" in answer.text
