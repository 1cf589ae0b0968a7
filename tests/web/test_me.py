"""My page: devices, tokens, password, language."""

import re

from tests.cast import PASSWORD, Cast
from tests.clients import Rest, Visitor
from tests.servers import Server

NEW = "quatre sacs de ciment"


def signed_in(server: Server, handle: str = "tess") -> Visitor:
    visitor = Visitor(server.url)
    visitor.sign_in(handle)
    return visitor


def test_a_token_is_shown_once_and_works(server: Server, server_cast: Cast) -> None:
    tess = signed_in(server)

    page = tess.submit("/me", do="token", name="météo", read="1").text

    token = re.search(r"data-token>([^<]+)<", page)
    assert token
    assert token[1] not in tess.get("/me").text
    rest = Rest(server.url, token[1])
    assert rest.get("/api/v1/timelines/home").ok
    assert rest.post("/api/v1/statuses", status="libre").status_code == 403


def test_a_revoked_token_is_refused_at_once(server: Server, server_cast: Cast) -> None:
    tess = signed_in(server)

    tess.submit("/me", do="revoke", name="tests")

    rest = Rest(server.url, server_cast.tess.token)
    assert rest.get("/api/v1/timelines/home").status_code == 401


def test_another_device_is_signed_out_from_here(server: Server, server_cast: Cast) -> None:
    lost, here = signed_in(server), signed_in(server)
    number = re.search(r'name="session" value="(\d+)"', here.get("/me").text)
    assert number

    here.submit("/me", do="sign-out", session=number[1])

    assert "/sign-in" in lost.get("/").url
    assert here.get("/").url == f"{server.url}/"


def test_nobody_signs_out_somebody_elses_device(server: Server, server_cast: Cast) -> None:
    tess, extra, tariq = signed_in(server), signed_in(server), signed_in(server, "tariq")
    number = re.search(r'name="session" value="(\d+)"', tess.get("/me").text)
    assert number

    answer = tariq.submit("/me", do="sign-out", session=number[1])

    assert answer.status_code == 404
    assert extra.get("/").url == f"{server.url}/"


def test_a_device_that_cannot_be_is_not_found(server: Server, server_cast: Cast) -> None:
    tess = signed_in(server)

    for number in ("", "x", "-1", str(2**63), "9" * 30):
        assert tess.submit("/me", do="sign-out", session=number).status_code == 404


def test_a_new_password_closes_the_other_devices(server: Server, server_cast: Cast) -> None:
    lost, here = signed_in(server), signed_in(server)

    here.submit("/me", do="password", old=PASSWORD, password=NEW, again=NEW)

    assert "/sign-in" in lost.get("/").url
    assert here.get("/").url == f"{server.url}/"
    assert Visitor(server.url).sign_in("tess", NEW).ok
    assert Visitor(server.url).sign_in("tess", PASSWORD).status_code == 401


def test_a_password_is_changed_only_by_who_knows_it(server: Server, server_cast: Cast) -> None:
    tess = signed_in(server)

    answers = [
        tess.submit("/me", do="password", old="faux", password=NEW, again=NEW),
        tess.submit("/me", do="password", old=PASSWORD, password=NEW, again=NEW + "x"),
        tess.submit("/me", do="password", old=PASSWORD, password="court", again="court"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert Visitor(server.url).sign_in("tess", PASSWORD).ok


def test_language_and_look_are_kept(server: Server, server_cast: Cast) -> None:
    tess = signed_in(server)

    tess.submit("/me", do="look", language="en", theme="sunlight")

    page = tess.get("/").text
    assert 'lang="en" data-theme="sunlight"' in page
    assert "What are you up to?" in page


def test_an_unknown_change_is_refused(server: Server, server_cast: Cast) -> None:
    assert signed_in(server).submit("/me", do="promote").status_code == 404
