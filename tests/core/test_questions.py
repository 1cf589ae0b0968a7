"""The morning's question: to whom, when, how often, and what an answer does."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teamfeed import database
from teamfeed.core import accounts, notifications, preferences, questions, sites
from teamfeed.core.posts import Published
from teamfeed.core.refusal import Refusal
from teamfeed.writer import Writer
from tests.cast import Person
from tests.core.firm import Firm, Json, together

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> int:
    """A time of 2026 on the firm's wall clock; the 5th of January is a Monday."""
    return int(datetime(2026, month, day, hour, minute, tzinfo=PARIS).timestamp() * 1000)


def asked(firm: Firm, who: Person) -> list[Json]:
    found = firm.read(notifications.read, who.id, firm.settings, firm.clock.now)
    return [one for one in found if one["type"] == "question"]


@pytest.fixture
def tuesday(firm: Firm) -> Firm:
    """Tess worked at Dupont on Monday, then went home; it is Tuesday, 7:20."""
    firm.say(firm.cast.tess, "au travail", site_id=str(firm.cast.dupont))
    firm.clock.now = at(5, 17)
    firm.say(firm.cast.tess, "fini")
    firm.clock.now = at(6, 7, 20)
    return firm


def ask(firm: Firm) -> list[int]:
    return firm.do(questions.ask)


def reply(firm: Firm, who: Person, said: str, **given: object) -> Published:
    """Somebody answers his newest question."""
    question = firm.read(questions.find, who.id, int(asked(firm, who)[0]["id"]))
    fields = questions.fields(said, question, given)
    return firm.do(
        questions.answer,
        who.id,
        question["id"],
        said,
        firm.draft(**{k: v for k, v in fields.items() if v is not None}),
    )


def test_whoever_worked_and_says_nothing_is_asked_after_20_minutes(tuesday: Firm) -> None:
    tuesday.clock.advance(-1)
    assert ask(tuesday) == []

    tuesday.clock.advance(1)
    assert ask(tuesday) == [tuesday.cast.tess.id]

    (question,) = asked(tuesday, tuesday.cast.tess)
    assert question["site"] == {"id": str(tuesday.cast.dupont), "name": "Dupont"}
    assert question["expires_at"] == "2026-01-06T17:00:00.000Z"
    assert asked(tuesday, tuesday.cast.tariq) == []  # never worked yet


def test_nobody_is_asked_more_than_twice_a_day(tuesday: Firm) -> None:
    counts = []
    for _minute in range(24 * 60 + 1):
        counts += ask(tuesday)
        tuesday.clock.advance(1)

    assert counts == [tuesday.cast.tess.id] * 3  # twice on Tuesday, then on Wednesday at 7:20
    times = [one["created_at"][:16] for one in asked(tuesday, tuesday.cast.tess)]
    assert times == ["2026-01-07T06:20", "2026-01-06T07:20", "2026-01-06T06:20"]


@pytest.mark.parametrize("word", ["en route", "bonjour", "absent"])
def test_any_word_of_today_is_enough(tuesday: Firm, word: str) -> None:
    tuesday.say(tuesday.cast.tess, word)

    assert ask(tuesday) == []


def test_a_word_by_a_colleague_is_enough(tuesday: Firm) -> None:
    tuesday.say(tuesday.cast.dana, "au travail", on_behalf_of="tess")

    assert ask(tuesday) == []


def test_what_was_said_yesterday_and_comes_today_is_no_word_of_today(tuesday: Firm) -> None:
    tuesday.say(tuesday.cast.tess, "rangé", said_at="2026-01-05T16:30:00.000Z")

    assert ask(tuesday) == [tuesday.cast.tess.id]


@pytest.mark.parametrize(
    ("day", "hour", "minute"),
    [(6, 6, 59), (6, 10, 1), (6, 18, 30), (10, 7, 20), (11, 7, 20)],
    ids=["before work", "no longer morning", "evening", "saturday", "sunday"],
)
def test_nobody_is_asked_outside_the_first_hours_of_a_working_day(
    tuesday: Firm, day: int, hour: int, minute: int
) -> None:
    tuesday.clock.now = at(day, hour, minute)

    assert ask(tuesday) == []


def test_five_working_days_count_over_a_weekend(tuesday: Firm) -> None:
    tuesday.clock.now = at(12, 7, 20)  # Monday: Tess was here last Monday
    assert ask(tuesday) == [tuesday.cast.tess.id]

    tuesday.clock.now = at(13, 7, 20)
    assert ask(tuesday) == []


def test_whoever_left_or_was_only_absent_is_not_asked(tuesday: Firm) -> None:
    tuesday.clock.now = at(5, 8)
    tuesday.say(tuesday.cast.tariq, "absent")
    tuesday.clock.now = at(6, 7, 20)
    tuesday.do(accounts.deactivate, tuesday.cast.tess.id)

    assert ask(tuesday) == []


def test_quiet_hours_are_kept(tuesday: Firm) -> None:
    tess = tuesday.cast.tess.id
    tuesday.do(preferences.change, tess, {"quiet_from": "21:00", "quiet_to": "07:30"})
    assert ask(tuesday) == []

    tuesday.clock.advance(10)
    assert ask(tuesday) == [tess]


def test_a_closed_site_is_not_asked_for(tuesday: Firm) -> None:
    tuesday.do(sites.change, tuesday.cast.dupont, open=False)

    ask(tuesday)

    assert asked(tuesday, tuesday.cast.tess)[0]["site"] is None
    reply(tuesday, tuesday.cast.tess, "yes")
    assert tuesday.tile(tuesday.cast.tess)["availability"] == "working"


@pytest.mark.parametrize(
    ("month", "day", "before"),
    [(3, 29, 4), (10, 25, 6)],  # 7:20 is 5:20 UTC in summer, 6:20 in winter
    ids=["spring forward", "fall back"],
)
def test_the_clock_change_moves_the_question_with_the_wall_clock(
    firm: Firm, month: int, day: int, before: int
) -> None:
    everyday = firm.settings.with_(work_days=tuple(range(7)))
    own = Firm(
        firm.engine, everyday, firm.clock, Writer(firm.engine, everyday, firm.clock), firm.cast
    )
    own.clock.now = at(day - 1, 15, month=month)
    own.say(own.cast.tess, "au travail")

    own.clock.now = at(day, 7, 19, month=month)
    assert ask(own) == []
    own.clock.advance(1)
    assert ask(own) == [own.cast.tess.id]
    hour = 5 if month == 3 else 6
    assert asked(own, own.cast.tess)[0]["created_at"] == f"2026-{month:02}-{day}T0{hour}:20:00.000Z"


def test_a_place_that_is_no_site_is_not_asked_for(tuesday: Firm) -> None:
    tuesday.clock.now = at(5, 18)
    tuesday.say(tuesday.cast.tess, "au travail", site="chez Mme Le Goff")
    tuesday.clock.now = at(6, 7, 20)

    ask(tuesday)

    assert asked(tuesday, tuesday.cast.tess)[0]["site"] is None


def test_switched_off_it_asks_nobody(tuesday: Firm) -> None:
    off = tuesday.settings.with_(question_after_minutes=0)
    assert tuesday.read(questions.due, off, tuesday.clock.now) == []


def test_several_processes_ask_once(tuesday: Firm) -> None:
    other_engine = database.engine(tuesday.settings)
    other = Writer(other_engine, tuesday.settings, tuesday.clock)

    together(tuesday.writer, [questions.ask] * 3)
    other.do(questions.ask)
    other_engine.dispose()

    assert len(asked(tuesday, tuesday.cast.tess)) == 1


@pytest.mark.parametrize(
    ("said", "shown", "site"),
    [("yes", "working", "Dupont"), ("elsewhere", "working", "Moreau"), ("absent", "off", None)],
)
def test_an_answer_is_a_post_like_any_other(
    tuesday: Firm, said: str, shown: str, site: str | None
) -> None:
    ask(tuesday)

    elsewhere = {"site_id": str(tuesday.cast.moreau)} if said == "elsewhere" else {}
    reply(tuesday, tuesday.cast.tess, said, client_id="tap", **elsewhere)

    tile = tuesday.tile(tuesday.cast.tess)
    assert tile["availability"] == shown
    assert (tile["site"] or {}).get("name") == site
    assert tuesday.timeline()[0]["account"]["username"] == "tess"
    (question,) = asked(tuesday, tuesday.cast.tess)
    assert question["answer"] == said
    assert question["read_at"]
    assert tuesday.changes()[-1]["answer"] == said


def test_the_same_answer_sent_twice_is_one_post(tuesday: Firm) -> None:
    ask(tuesday)

    first = reply(tuesday, tuesday.cast.tess, "yes", client_id="tap")
    again = reply(tuesday, tuesday.cast.tess, "yes", client_id="tap")

    assert (again.post_id, again.first) == (first.post_id, False)
    assert len(tuesday.timeline()) == 3


@pytest.mark.parametrize(("said", "client_id"), [("absent", "other"), ("yes", "other"),
                                                 ("absent", "tap")])  # fmt: skip
def test_a_second_answer_is_refused(tuesday: Firm, said: str, client_id: str) -> None:
    ask(tuesday)
    reply(tuesday, tuesday.cast.tess, "yes", client_id="tap")

    with refused(409):
        reply(tuesday, tuesday.cast.tess, said, client_id=client_id)
    assert tuesday.tile(tuesday.cast.tess)["availability"] == "working"


def test_an_answer_without_signal_counts_when_it_arrives(tuesday: Firm) -> None:
    ask(tuesday)
    tuesday.clock.now = at(7, 9)

    reply(tuesday, tuesday.cast.tess, "yes", said_at="2026-01-06T06:25:00.000Z")

    assert tuesday.timeline()[0]["teamfeed"]["said_at"] == "2026-01-06T06:25:00.000Z"


def test_a_question_ends_with_its_day(tuesday: Firm) -> None:
    ask(tuesday)
    tuesday.clock.now = at(6, 18)

    with refused(410):
        reply(tuesday, tuesday.cast.tess, "yes")


def test_an_answer_taken_back_can_be_given_anew(tuesday: Firm) -> None:
    ask(tuesday)
    post = reply(tuesday, tuesday.cast.tess, "yes", client_id="one")

    tuesday.remove(tuesday.cast.tess, post)
    assert asked(tuesday, tuesday.cast.tess)[0]["answer"] is None
    reply(tuesday, tuesday.cast.tess, "absent", client_id="two")

    assert tuesday.tile(tuesday.cast.tess)["availability"] == "off"


def test_only_the_person_asked_can_answer(tuesday: Firm) -> None:
    ask(tuesday)
    number = int(asked(tuesday, tuesday.cast.tess)[0]["id"])

    with refused(404):
        tuesday.read(questions.find, tuesday.cast.tariq.id, number)


def test_an_unknown_answer_is_refused_in_words(tuesday: Firm) -> None:
    ask(tuesday)

    with refused(422):
        reply(tuesday, tuesday.cast.tess, "peut-être")


def refused(status: int) -> "pytest.RaisesExc[Refusal]":
    return pytest.raises(Refusal, check=lambda refusal: refusal.status == status)
