"""The door: who comes in, and where it leads."""

from tests.cast import PASSWORD, Cast
from tests.clients import Visitor
from tests.servers import Server


def test_a_right_password_leads_to_the_page_that_was_wanted(
    server: Server, server_cast: Cast
) -> None:
    visitor = Visitor(server.url)
    asked = visitor.get("/roster?x=1")
    assert "next=%2Froster%3Fx%3D1" in asked.url or "next=/roster?x%3D1" in asked.url

    answer = visitor.submit("/sign-in", handle="mo", password=PASSWORD, next="/roster")

    assert answer.url == f"{server.url}/roster"


def test_the_door_never_leads_to_another_site(server: Server, server_cast: Cast) -> None:
    for place in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:1",
        "//[",
        "/me\r\nSet-Cookie: a=b",
    ):
        visitor = Visitor(server.url)

        answer = visitor.submit("/sign-in", handle="tess", password=PASSWORD, next=place)

        assert answer.url == f"{server.url}/"


def test_each_role_comes_in_to_its_own_page(server: Server, server_cast: Cast) -> None:
    homes = {"tess": "/", "dana": "/desk", "gil": "/", "mo": "/"}

    found = {handle: Visitor(server.url).sign_in(handle).url for handle in homes}

    assert found == {handle: server.url + path for handle, path in homes.items()}


def test_an_unknown_handle_is_answered_like_a_wrong_password(
    server: Server, server_cast: Cast
) -> None:
    wrong = Visitor(server.url).sign_in("tess", "douze bidons vides")
    unknown = Visitor(server.url).sign_in("olly", "douze bidons vides")

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "L’identifiant ou le mot de passe est faux." in wrong.text
    assert _without_secrets(wrong.text, "tess") == _without_secrets(unknown.text, "olly")


def test_the_language_chosen_at_the_door_is_kept(server: Server) -> None:
    visitor = Visitor(server.url)
    visitor.get("/sign-in?lang=en")

    assert "Who is there?" in visitor.get("/sign-in").text


def test_signing_out_closes_the_session(server: Server, server_cast: Cast) -> None:
    visitor = Visitor(server.url)
    visitor.sign_in("tess")

    visitor.submit("/me", "/sign-out")

    assert "/sign-in" in visitor.get("/").url


def test_signing_in_again_ends_what_the_browser_had_before(
    server: Server, server_cast: Cast
) -> None:
    visitor, thief = Visitor(server.url), Visitor(server.url)
    visitor.sign_in("tess")
    thief.http.cookies.update(visitor.http.cookies)
    assert thief.get("/").url == f"{server.url}/"

    visitor.sign_in("tess")

    assert "/sign-in" in thief.get("/").url
    assert visitor.get("/").url == f"{server.url}/"


def _without_secrets(page: str, handle: str) -> str:
    lines = [line for line in page.replace(handle, "X").splitlines() if "csrf" not in line]
    return "\n".join(lines)
