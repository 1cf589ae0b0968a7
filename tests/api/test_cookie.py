"""Our own pages ask by cookie: same origin and a CSRF token, or nothing happens."""

from flask import Flask

from teamfeed.core import sessions
from teamfeed.services import Services
from tests.api.callers import Caller
from tests.cast import Cast

POST = "/api/v1/statuses"


def browser(app: Flask, own: Services, cast: Cast) -> Caller:
    """Tess's telephone."""
    return Caller(app, cookie=own.do(sessions.open_for, cast.tess.id, "worker", "tests"))


def test_a_page_posts_with_its_csrf_token(app: Flask, own: Services, server_cast: Cast) -> None:
    answer = browser(app, own, server_cast).call(
        "POST", POST, json={"status": "libre"}, headers={"Origin": "http://127.0.0.1:8000"}
    )

    assert answer.status_code == 200
    assert answer.get_json()["account"]["acct"] == "tess"


def test_a_post_without_csrf_token_is_forbidden(
    app: Flask, own: Services, server_cast: Cast
) -> None:
    answer = browser(app, own, server_cast).call(
        "POST", POST, json={"status": "libre"}, headers={"X-CSRFToken": ""}
    )

    assert answer.status_code == 403
    assert "trop ancienne" in answer.get_json()["error"]


def test_another_site_cannot_post_with_our_cookie(
    app: Flask, own: Services, server_cast: Cast
) -> None:
    tess = browser(app, own, server_cast)

    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert tess.call("POST", POST, json={"status": "x"}, headers=headers).status_code == 403


def test_a_cookie_reads_without_csrf_token(app: Flask, own: Services, server_cast: Cast) -> None:
    tess = browser(app, own, server_cast)

    assert tess.get("/api/v1/accounts/verify_credentials").get_json()["username"] == "tess"


def test_without_cookie_or_token_the_token_is_what_is_missing(app: Flask) -> None:
    assert Caller(app).call("POST", POST, json={"status": "libre"}).status_code == 401


def test_a_part_without_a_name_is_refused_whoever_sends_it(
    app: Flask, own: Services, server_cast: Cast
) -> None:
    body = b"--b\r\nContent-Disposition: form-data; x=y\r\n\r\nlibre\r\n--b--\r\n"

    for caller in (browser(app, own, server_cast), Caller(app)):
        for path in (POST, "/sign-in"):
            answer = caller.call(
                "POST", path, data=body, content_type="multipart/form-data; boundary=b"
            )
            assert answer.status_code == 400


def test_another_host_is_refused(app: Flask) -> None:
    assert Caller(app).get("/api/v1/instance").status_code == 200
    for path in ("/api/v1/instance", "/sign-in", "/"):
        refused = Caller(app).call("GET", path, headers={"Host": "evil.example"})
        assert refused.status_code == 400
