"""What the firm forgets each day, and what it keeps."""

from teamfeed.clock import DAY
from teamfeed.core import feed, housekeeping
from teamfeed.core.schema import client_ids, sessions
from tests.core.firm import Firm


def test_old_changes_client_ids_and_sessions_are_forgotten(firm: Firm) -> None:
    post = firm.say(firm.cast.tess, "Bonjour", client_id="c1")
    from_then = firm.head()
    firm.clock.now += 31 * DAY
    firm.do(housekeeping.run)
    assert firm.read(feed.floor) == from_then
    assert firm.rows(client_ids.select()) == []
    assert firm.rows(sessions.select()) == []
    assert [status["id"] for status in firm.timeline()] == [str(post.post_id)]


def test_what_is_young_is_kept(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Bonjour", client_id="c1")
    before = firm.changes()
    firm.clock.now += 13 * DAY
    firm.do(housekeeping.run)
    assert firm.changes() == before
    assert len(firm.rows(client_ids.select())) == 1


def test_running_it_again_changes_nothing(firm: Firm) -> None:
    firm.clock.now += 31 * DAY
    firm.do(housekeeping.run)
    before, floor = firm.changes(), firm.read(feed.floor)
    firm.do(housekeeping.run)
    assert (firm.changes(), firm.read(feed.floor)) == (before, floor)
