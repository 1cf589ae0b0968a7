"""A cursor older than what is kept is told so; what is kept still arrives whole."""

from teamfeed import database
from teamfeed.clock import now
from teamfeed.core import feed
from tests.clients import Rest
from tests.live.conftest import Firm


def test_a_client_older_than_what_is_kept_must_reload(firm: Firm) -> None:
    for number in range(5):
        firm.post(firm.cast.mo, f"hier {number}")
    floor = firm.writer.do(feed.forget, now() + 1)
    kept = firm.post(firm.cast.mo, "aujourd'hui").post_id
    with firm.client(firm.cast.tess) as tess:
        missed = tess.call("catch_up", {"cursor": floor - 1})
        rest = tess.call("catch_up", {"cursor": floor})
    assert missed["reload"] is True
    assert missed["changes"] == []
    assert rest["reload"] is False
    assert [change["id"] for change in rest["changes"]] == [str(kept)]


def test_the_api_says_the_same_of_a_forgotten_cursor(firm: Firm) -> None:
    firm.post(firm.cast.mo, "hier")
    floor = firm.writer.do(feed.forget, now() + 1)
    rest = Rest(firm.url, firm.cast.tess.token)
    assert rest.get("/api/v1/teamfeed/feed", cursor=floor - 1).json()["reload"] is True
    assert rest.get("/api/v1/teamfeed/feed", cursor=floor).json()["reload"] is False


def test_nothing_of_what_was_forgotten_is_left_in_the_feed(firm: Firm) -> None:
    firm.post(firm.cast.mo, "un secret d'hier")
    firm.writer.do(feed.forget, now() + 1)
    with database.reading(firm.engine) as connection:
        bodies = b"".join(change.body for change in feed.after(connection, 0, 10_000))
    assert b"secret" not in bodies
