"""The only committer: what waits together is durable together, and nobody spoils another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from teamfeed.core import posts, sites
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import Refusal, forbidden
from tests.core.firm import Firm, together

Verb = Callable[[Transaction], Any]


def opens(name: str) -> Verb:
    """A verb that writes a row and takes a position."""
    return lambda tx: sites.add(tx, name)


def refuses(_tx: Transaction) -> None:
    raise forbidden()


def fails_after_writing(error: Exception) -> Verb:
    """A verb that opens the site Spoilt and then raises."""

    def verb(tx: Transaction) -> None:
        sites.add(tx, "Spoilt")
        raise error

    return verb


def breaks_a_constraint(tx: Transaction) -> None:
    sites.add(tx, "Spoilt")
    sites.add(tx, "Dupont")  # there is one


def overflows(tx: Transaction) -> None:
    sites.add(tx, "Spoilt", radius_m=2**70)


def names(firm: Firm) -> list[str]:
    return [row["name"] for row in firm.read(sites.all_of)]


@contextmanager
def commits(firm: Firm) -> Iterator[list[int]]:
    """The heads that were committed meanwhile."""
    seen: list[int] = []

    def count(_connection: object) -> None:
        seen.append(len(seen) + 1)

    sa.event.listen(firm.engine, "commit", count)
    yield seen
    sa.event.remove(firm.engine, "commit", count)


def test_verbs_that_wait_together_share_one_commit(firm: Firm) -> None:
    with commits(firm) as seen:
        together(firm.writer, [opens("A"), opens("B"), opens("C")])
    assert len(seen) == 1
    assert {"A", "B", "C"} < set(names(firm))


def test_each_verb_gets_its_own_answer_in_order(firm: Firm) -> None:
    answers = together(firm.writer, [lambda _: 1, refuses, lambda _: 3, opens("A"), lambda _: 5])
    assert [answers[0], answers[2], answers[4]] == [1, 3, 5]
    assert isinstance(answers[1], Refusal)
    assert answers[3] == next(row["id"] for row in firm.read(sites.all_of) if row["name"] == "A")


def test_a_refusal_among_them_costs_no_second_try(firm: Firm) -> None:
    tries: list[str] = []
    together(firm.writer, [lambda _: tries.append("once"), refuses, opens("A")])
    assert tries == ["once"]


@pytest.mark.parametrize(
    "spoiler",
    [
        refuses,
        fails_after_writing(forbidden()),
        fails_after_writing(ZeroDivisionError()),
        breaks_a_constraint,
        overflows,
    ],
    ids=["refused", "late", "crash", "constraint", "overflow"],
)
def test_one_that_fails_spoils_nobody_and_leaves_nothing(firm: Firm, spoiler: Verb) -> None:
    head = firm.head()
    first, spoilt, last = together(firm.writer, [opens("A"), spoiler, opens("B")])
    assert isinstance(spoilt, Exception)
    assert isinstance(first, int)
    assert isinstance(last, int)
    assert names(firm) == ["A", "B", "Dupont", "Moreau"]
    assert [change["position"] for change in firm.changes(head)] == [head + 1, head + 2]


def test_a_broken_constraint_is_told_to_its_own_verb_only(firm: Firm) -> None:
    answers = together(firm.writer, [breaks_a_constraint, opens("A")])
    assert isinstance(answers[0], IntegrityError)
    assert isinstance(answers[1], int)


def test_a_lone_verb_that_fails_after_writing_leaves_nothing(firm: Firm) -> None:
    head = firm.head()
    with pytest.raises(ZeroDivisionError):
        firm.do(fails_after_writing(ZeroDivisionError()))
    assert "Spoilt" not in names(firm)
    assert firm.head() == head


def test_what_a_failed_verb_knew_is_forgotten(firm: Firm) -> None:
    def closes_then_fails(tx: Transaction) -> None:
        sites.change(tx, firm.cast.dupont, open=False)
        raise ZeroDivisionError

    def looks(tx: Transaction) -> bool:
        row = sites.get(tx, firm.cast.dupont)
        return bool(row and row["open"])

    assert together(firm.writer, [looks, closes_then_fails, looks])[2] is True


def test_two_words_of_one_person_share_a_commit_at_the_first_try(firm: Firm) -> None:
    tess, tries = firm.cast.tess.id, list[str]()
    first, last = firm.draft(availability="working"), firm.draft(availability="on_break")
    with commits(firm) as seen:
        together(
            firm.writer,
            [
                lambda tx: posts.publish(tx, tess, first),
                lambda tx: posts.publish(tx, tess, last),
                lambda _: tries.append("once"),
            ],
        )
    assert (len(seen), tries) == (1, ["once"])
    assert firm.tile(firm.cast.tess)["availability"] == "on_break"


def test_others_are_told_after_the_commit_only(firm: Firm) -> None:
    seen: list[int] = []
    firm.writer.on_commit.append(lambda: seen.append(firm.head()))
    head = firm.head()
    firm.do(opens("A"))
    assert seen == [head + 1]


def test_a_listener_that_fails_does_not_hide_that_it_is_saved(firm: Firm) -> None:
    def fails() -> None:
        raise RuntimeError

    firm.writer.on_commit.append(fails)
    assert firm.do(opens("A"))
    assert firm.do(opens("B"))


def test_more_than_a_batch_is_committed_in_several(firm: Firm) -> None:
    together(firm.writer, [opens(f"S{number}") for number in range(600)])
    assert len(names(firm)) == 602
    assert [change["position"] for change in firm.changes()] == list(range(1, firm.head() + 1))
