"""Who is told of a post, of what he is told, and who never is."""

from typing import Any

import orjson
import pytest

from teamfeed.clock import DAY
from teamfeed.core import accounts, feed, housekeeping, notifications, posts
from tests.cast import Person, person
from tests.core.firm import Firm, together

Json = dict[str, Any]


def told(firm: Firm, who: Person, **page: int) -> list[Json]:
    """What somebody finds under the bell, newest first."""
    return firm.read(notifications.read, who.id, firm.settings, firm.clock.now, **page)


def kinds(firm: Firm, who: Person) -> list[str]:
    return [one["type"] for one in told(firm, who)]


def changes(firm: Firm, who: Person) -> list[Json]:
    """The changes of the feed that are addressed to somebody."""
    return [
        orjson.loads(change.body)
        for change in firm.read(feed.after, 0, 1000)
        if change.kind == notifications.CHANGE and change.account_id == who.id
    ]


def test_who_is_named_is_told_once(firm: Firm) -> None:
    said = firm.say(firm.cast.tess, "@dana @Dana tu passes ? @dana")

    (one,) = told(firm, firm.cast.dana)
    assert (one["type"], one["status"]["id"]) == ("mention", str(said.post_id))
    assert one["account"]["username"] == "tess"
    assert firm.read(notifications.unread, firm.cast.dana.id) == 1
    assert told(firm, firm.cast.tess) == told(firm, firm.cast.mo) == []


def test_what_is_told_live_is_what_is_found_later(firm: Firm) -> None:
    firm.say(firm.cast.tess, "@dana un pot de blanc")

    (change,) = changes(firm, firm.cast.dana)
    assert {**change, "position": 0} == {
        "position": 0,
        "kind": "notification",
        **told(firm, firm.cast.dana)[0],
    }


@pytest.mark.parametrize("named", ["@mason", "@maçons", "@Maçon", "@masons", "@macons"])
def test_a_trade_is_everybody_of_it_who_is_here(firm: Firm, named: str) -> None:
    rosa = firm.do(person, "rosa", "worker", "mason")
    gone = firm.do(person, "ali", "worker", "mason")
    firm.do(accounts.deactivate, gone.id)

    firm.say(rosa, f"{named} on se retrouve à midi")
    firm.say(firm.cast.dana, f"{named} réunion à 13h", site_id=str(firm.cast.dupont))

    assert kinds(firm, rosa) == kinds(firm, firm.cast.gil) == ["mention"]
    assert told(firm, firm.cast.tess) == []
    assert firm.read(notifications.unread, gone.id) == 0


def test_nobody_is_told_of_what_he_says_himself(firm: Firm) -> None:
    said = firm.say(firm.cast.tess, "@tess et @painters, à moi")
    firm.say(firm.cast.tess, "je me réponds", in_reply_to_id=str(said.post_id))
    firm.say(firm.cast.dana, "@tess au travail", on_behalf_of="tess")

    assert told(firm, firm.cast.tess) == []


def test_a_reply_is_told_to_the_author_and_to_whom_it_was_posted_for(firm: Firm) -> None:
    said = firm.say(firm.cast.dana, "au travail", on_behalf_of="tess")

    firm.say(firm.cast.mo, "merci @tess @tariq", in_reply_to_id=str(said.post_id))

    assert kinds(firm, firm.cast.dana) == kinds(firm, firm.cast.tess) == ["reply"]
    assert kinds(firm, firm.cast.tariq) == ["mention"]


def test_a_guest_is_told_of_his_site_only(firm: Firm) -> None:
    firm.say(firm.cast.tess, "@gil ici", site_id=str(firm.cast.dupont))
    firm.say(firm.cast.tess, "@gil là-bas", site_id=str(firm.cast.moreau))
    firm.say(firm.cast.tess, "@gil nulle part")

    assert [one["status"]["text"] for one in told(firm, firm.cast.gil)] == ["@gil ici"]
    assert len(changes(firm, firm.cast.gil)) == 1


def test_a_correction_tells_only_whom_it_adds(firm: Firm) -> None:
    said = firm.say(firm.cast.tess, "@dana c'est fait")

    firm.correct(firm.cast.tess, said, "@dana @tariq c'est fait")

    assert kinds(firm, firm.cast.dana) == kinds(firm, firm.cast.tariq) == ["mention"]
    assert told(firm, firm.cast.dana)[0]["status"]["text"] == "@dana @tariq c'est fait"


def test_a_removed_post_is_told_to_nobody(firm: Firm) -> None:
    said = firm.say(firm.cast.tess, "@dana le code est 1234")

    firm.remove(firm.cast.tess, said)

    assert told(firm, firm.cast.dana) == []
    assert firm.read(notifications.unread, firm.cast.dana.id) == 0
    assert b"1234" not in b"".join(change.body for change in firm.read(feed.after, 0, 1000))


def test_a_post_sent_twice_tells_once(firm: Firm) -> None:
    draft = firm.draft("@dana une fois", client_id="c1")

    together(firm.writer, [lambda tx: posts.publish(tx, firm.cast.tess.id, draft)] * 3)
    firm.do(posts.publish, firm.cast.tess.id, draft)

    assert kinds(firm, firm.cast.dana) == ["mention"]


def test_what_was_read_stays_read_and_other_screens_hear_of_it(firm: Firm) -> None:
    firm.say(firm.cast.tess, "@dana un")
    firm.say(firm.cast.tess, "@dana deux")
    newest, oldest = told(firm, firm.cast.dana)

    left = firm.do(notifications.mark_read, firm.cast.dana.id, int(oldest["id"]))

    assert left == firm.read(notifications.unread, firm.cast.dana.id) == 1
    assert [bool(one["read_at"]) for one in told(firm, firm.cast.dana)] == [False, True]
    last = changes(firm, firm.cast.dana)[-1]
    assert (last["type"], last["id"], last["unread"]) == ("read", oldest["id"], 1)
    assert firm.do(notifications.mark_read, firm.cast.tess.id, int(newest["id"])) == 0
    assert firm.read(notifications.unread, firm.cast.dana.id) == 1


def test_pages_follow_each_other(firm: Firm) -> None:
    for number in range(5):
        firm.say(firm.cast.tess, f"@dana {number}")

    first = told(firm, firm.cast.dana, limit=2)
    rest = told(firm, firm.cast.dana, max_id=int(first[-1]["id"]))

    texts = [one["status"]["text"] for one in first + rest]
    assert texts == [f"@dana {number}" for number in (4, 3, 2, 1, 0)]


def test_old_ones_are_forgotten(firm: Firm) -> None:
    firm.say(firm.cast.tess, "@dana il y a longtemps")

    firm.clock.now += 61 * DAY
    firm.do(housekeeping.run)

    assert told(firm, firm.cast.dana) == []


def test_a_status_says_whom_it_names_as_mastodon_does(firm: Firm) -> None:
    said = firm.say(firm.cast.tess, "@Dana @masons @nobody9")

    url = firm.settings.url
    expected = [
        {"id": str(firm.cast.dana.id), "username": "dana", "acct": "dana", "url": f"{url}/u/dana"}
    ]
    assert said.status["mentions"] == firm.timeline()[0]["mentions"] == expected
    assert firm.correct(firm.cast.tess, said, "personne")["mentions"] == []
