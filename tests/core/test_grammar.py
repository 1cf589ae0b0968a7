"""A plain sentence moves the board when, and only when, a builder means it to."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamfeed.core.grammar import NOTHING, Reading, read
from tests.core.sentences import ENGLISH, FALSE_FRIENDS, FREE, FRENCH, PARIS, SITES, at, soon


def said(text: str, now: int | None = None) -> Reading:
    return read(text, sites=SITES, now=now or at(9), zone=PARIS)


@pytest.mark.parametrize(("text", "reading"), FRENCH + ENGLISH)
def test_the_short_grammar_moves_the_board(text: str, reading: Reading) -> None:
    assert said(text) == reading


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_an_ordinary_sentence_leaves_the_board_alone(text: str) -> None:
    assert said(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "now", "reading"),
    [
        ("libre 7h", at(18, 30), soon(7, day=25)),
        ("libre à 7h", at(19), soon(7, day=25)),
        ("free at 7am", at(18, 5), soon(7, day=25)),
        ("libre 5h", at(20), soon(5, day=25)),
        ("libre 7h", at(15), soon(7, day=25)),
        ("libre 8h", at(15), FREE),
        ("libre 14h", at(15), FREE),
        ("libre midi", at(12, 30), FREE),
        ("libre ce soir", at(18, 30), FREE),
        ("free at 2pm", at(18, 30), FREE),
        ("libre 14h", at(14), FREE),
        ("libre 20h", at(19), soon(20)),
        ("libre dans 2h", at(23), soon(1, day=25)),
    ],
)
def test_a_past_time_is_now_unless_it_is_clearly_tomorrow(
    text: str, now: int, reading: Reading
) -> None:
    assert said(text, now) == reading


def test_a_delay_is_counted_in_real_hours_when_the_clocks_change() -> None:
    before = int(datetime(2026, 10, 25, 1, 30, tzinfo=PARIS).timestamp() * 1000)

    assert said("libre dans 2h", before).free_from == before + 2 * 3_600_000


def test_a_closed_or_unknown_site_is_not_guessed() -> None:
    assert read("au travail dupont", sites={}, now=at(9), zone=PARIS) == NOTHING


WORDS = st.sampled_from(
    [
        "libre",
        "free",
        "fini",
        "done",
        "14h",
        "2pm",
        "dupont",
        "les",
        "lices",
        "à",
        ",",
        ".",
        "!",
        "?",
        ":",
        "-",
        "75%",
        "½",
        "bloqué",
        "aide",
        "dans",
        "30",
        "min",
        "demain",
        "at",
        "in",
        "de",
        "from",
        "to",
        "pause",
        "au travail",
        "en route",
        "j'arrive",
        "je suis",
        "i'm",
        "chez",
        "@dana",
        "#x",
        "👍",
        "25h",
        "99:99",
        "a",
        "un",
        "une",
        "heure",
        "\n",
        "et",
        "puis",
        "off",
        "absent",
        "ce soir",
    ]
)


@settings(max_examples=3000, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(codec=None), max_size=200), st.lists(WORDS, max_size=14).map(" ".join)
    )
)
def test_reading_never_fails_and_stays_in_bounds(text: str) -> None:
    now = at(9)
    reading = said(text, now)

    assert reading.availability != "soon" or (reading.free_from or 0) > now
    assert reading.free_from is None or reading.availability == "soon"
    assert reading.progress is None or 0 <= reading.progress <= 100
    assert (reading.free_from or now) <= now + 2 * 86_400_000
