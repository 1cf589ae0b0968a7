"""The numbered record of every change: no gap, no id twice, nothing of what was removed."""

import hypothesis
import orjson
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from teamfeed.clock import DAY
from teamfeed.core import feed, sites
from teamfeed.core.feed import Transaction
from teamfeed.core.schema import feed as changes
from teamfeed.core.schema import metadata
from tests.core.firm import Firm


def open_sites(firm: Firm, *names: str) -> None:
    for name in names:
        firm.do(sites.add, name)


def test_changes_come_oldest_first_after_the_cursor(firm: Firm) -> None:
    head = firm.head()
    open_sites(firm, "A", "B", "C")
    assert [(change["position"], change["name"]) for change in firm.changes(head + 1)] == [
        (head + 2, "B"),
        (head + 3, "C"),
    ]


def test_a_page_of_changes_has_at_most_so_many(firm: Firm) -> None:
    head = firm.head()
    open_sites(firm, "A", "B", "C")
    found = firm.read(feed.after, head, 2)
    assert [change.position for change in found] == [head + 1, head + 2]


@pytest.mark.parametrize("ahead", [0, 1, 2**62])
def test_nothing_comes_after_the_head(firm: Firm, ahead: int) -> None:
    assert firm.read(feed.after, firm.head() + ahead, 500) == []


def test_a_change_carries_its_position_and_kind(firm: Firm) -> None:
    open_sites(firm, "A")
    change = firm.read(feed.after, firm.head() - 1, 1)[0]
    told = orjson.loads(change.body)
    assert (told["position"], told["kind"], told["name"]) == (firm.head(), "site", "A")
    assert (change.kind, change.site_id) == ("site", int(told["id"]))


def test_one_verb_announces_in_the_order_of_its_words(firm: Firm) -> None:
    def verb(tx: Transaction) -> list[int]:
        return [tx.announce("alert", {"text": word}) for word in ("one", "two", "three")]

    positions = firm.do(verb)
    assert [change["text"] for change in firm.changes(positions[0] - 1)] == ["one", "two", "three"]


def test_what_is_older_than_kept_is_blank_but_its_place_stays(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Odeur de gaz chez Dupont")
    old = firm.head()
    firm.clock.advance(minutes=60)
    firm.say(firm.cast.tess, "C'est réparé")

    floor = firm.do(feed.forget, firm.clock.now - 1)

    assert floor == firm.read(feed.floor) == old
    assert [change["position"] for change in firm.changes()] == list(range(1, firm.head() + 1))
    assert {change["kind"] for change in firm.changes()[:old]} == {"blank"}
    assert "Odeur" not in everything(firm, changes)
    assert "réparé" in everything(firm, changes)


def test_the_floor_never_goes_down(firm: Firm) -> None:
    floor = firm.do(feed.forget, firm.clock.now + 1)
    assert firm.do(feed.forget, firm.clock.now - 30 * DAY) == floor == firm.read(feed.floor)


def test_forgetting_nothing_changes_nothing(firm: Firm) -> None:
    before = firm.changes()
    assert firm.do(feed.forget, firm.clock.now - DAY) == 0
    assert firm.changes() == before


def test_of_a_removed_post_no_change_says_a_word_any_more(firm: Firm) -> None:
    post = firm.say(
        firm.cast.tess, "Le plâtre de madame Jugan", site="chez Mme Jugan", availability="working"
    )
    firm.correct(
        firm.cast.tess,
        post,
        "Le plâtre de la dame Jugan",
        site="chez Mme Jugan",
        availability="working",
    )
    head = firm.head()

    firm.remove(firm.cast.tess, post)

    assert "Jugan" not in everything(firm)
    assert [change["position"] for change in firm.changes()] == list(range(1, firm.head() + 1))
    about = [change for change in firm.changes() if change.get("id") == str(post.post_id)]
    assert {change["kind"] for change in about} == {"post.removed"}
    assert head < about[-1]["position"]


def test_another_post_stays_when_one_is_removed(firm: Firm) -> None:
    kept = firm.say(firm.cast.tariq, "Tableau posé")
    firm.remove(firm.cast.tess, firm.say(firm.cast.tess, "Pour rire"))
    assert next(change for change in firm.changes() if change["kind"] == "post.published")[
        "id"
    ] == str(kept.post_id)


def test_a_site_opened_a_moment_ago_can_be_posted_to(firm: Firm) -> None:
    def both(tx: Transaction) -> object:
        site = sites.add(tx, "Neuf")
        return sites.get(tx, site)

    assert firm.do(both)


@hypothesis.settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.integers(-3 * DAY, 3 * DAY), max_size=10))
def test_ids_grow_and_tell_the_time_also_when_the_clock_goes_back(
    firm: Firm, steps: list[int]
) -> None:
    firm.clock.now, ids = LATER + firm.clock.now, []
    latest = firm.clock.now
    for step in steps:
        firm.clock.now += step
        latest = max(latest, firm.clock.now)
        ids += firm.do(two_ids)
        assert ids[-1] >> 16 >= firm.clock.now
        assert ids[-1] >> 16 <= latest

    assert ids == sorted(set(ids))
    assert all(0 < number < 2**63 for number in ids)


def test_an_id_holds_the_milliseconds_of_its_making(firm: Firm) -> None:
    assert firm.say(firm.cast.tess, "Bonjour").post_id >> 16 == firm.clock.now


def test_ids_go_on_where_the_last_process_stopped(firm: Firm) -> None:
    first = firm.say(firm.cast.tess, "Un").post_id
    firm.clock.advance(minutes=-120)
    assert firm.say(firm.cast.tess, "Deux").post_id > first
    assert firm.texts() == ["Deux", "Un"]


LATER = 40 * DAY  # than whatever an example before did with the same clock


def two_ids(tx: Transaction) -> list[int]:
    tx.announce("alert", {"text": "so that the head is written"})
    return [tx.next_id(), tx.next_id()]


def everything(firm: Firm, *tables: sa.Table) -> str:
    """Every word of these tables, or of all."""
    return "\n".join(
        str(row) for table in tables or metadata.sorted_tables for row in firm.rows(table.select())
    )
