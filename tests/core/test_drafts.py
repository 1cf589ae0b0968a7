"""A draft is checked before anything is touched; what is wrong is said in the reader's words."""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamfeed.core import drafts
from teamfeed.core.drafts import Draft
from teamfeed.core.refusal import Refusal
from teamfeed.settings import Settings

NOW = 1_767_600_000_000  # Monday 2026-01-05, nine in Paris
FAMILY = "👩\u200d👩\u200d👧\u200d👦"
SITES = {"Dupont": 7, "École Voltaire": 8}


def check(**given_: Any) -> Draft:
    return drafts.check(given_, Settings(), NOW, lambda: SITES)


def refused(**given_: Any) -> Refusal:
    with pytest.raises(Refusal) as found:
        check(**given_)
    return found.value


def test_a_draft_holds_what_was_given() -> None:
    draft = check(
        status="Bonjour",
        availability="working",
        site_id="7",
        progress="75",
        blocked="1",
        position={"lat": "48.1", "lon": -1.6, "accuracy_m": 30, "at": "2026-01-05T07:59:00Z"},
        said_at="2026-01-05T07:58:00Z",
        client_id="c1",
        in_reply_to_id="9",
        media_ids=["3", 4],
        on_behalf_of="@tariq",
        language="fr",
    )
    assert (draft.text, draft.availability, draft.site_id) == ("Bonjour", "working", 7)
    assert (draft.progress, draft.blocked, draft.lat, draft.lon) == (75, True, 48.1, -1.6)
    assert (draft.said_at, draft.position_at) == (NOW - 120_000, NOW - 60_000)
    assert (draft.client_id, draft.in_reply_to_id, draft.media_ids) == ("c1", 9, (3, 4))
    assert (draft.on_behalf_of, draft.language) == ("@tariq", "fr")


@pytest.mark.parametrize(
    ("given_", "field", "english", "french"),
    [
        (
            {"status": "x" * 141},
            "status",
            "141 characters: at most 140",
            "Raccourcis le texte de 1",
        ),
        ({"status": "x" * 3000}, "status", "at most 140", "140"),
        ({"status": 7}, "status", "must be text", "texte"),
        ({"status": ["a"]}, "status", "must be text", "texte"),
        ({}, "status", "nothing to post", "rien"),
        ({"status": " \n\u200b ", "blocked": False}, "status", "nothing to post", "rien"),
        ({"in_reply_to_id": 5}, "status", "nothing to post", "rien"),
        ({"availability": "asleep"}, "availability", "Availabilities are", "available, soon"),
        ({"availability": "silent"}, "availability", "Availabilities are", "available, soon"),
        ({"availability": {}}, "availability", "Availabilities are", "available, soon"),
        ({"availability": "soon"}, "free_from", "free_from is missing", "free_from"),
        (
            {"availability": "soon", "free_from": "midi"},
            "free_from",
            "A time such as",
            "2026-01-05T",
        ),
        (
            {"availability": "soon", "free_from": "1970-01-01T00:00:00Z"},
            "free_from",
            "cannot be right",
            "heure",
        ),
        ({"status": "a", "site_id": "Dupont"}, "site_id", "not an id", "identifiant"),
        ({"status": "a", "site": "x" * 61}, "site", "at most 60", "60"),
        ({"status": "a", "site": "a\0b"}, "site", "One line", "ligne"),
        (
            {"status": "a", "position": {"lat": 91, "lon": 0}},
            "position.lat",
            "between -90 and 90",
            "de -90 à 90",
        ),
        (
            {"status": "a", "position": {"lat": 0, "lon": "east"}},
            "position.lon",
            "A number",
            "nombre",
        ),
        (
            {"status": "a", "position": {"lat": 0, "lon": 0, "accuracy_m": -1}},
            "position.accuracy_m",
            "between 0 and 100000",
            "de 0 à 100000",
        ),
        (
            {"status": "a", "position": {"lat": 0, "lon": 0, "at": "now"}},
            "position.at",
            "A time such as",
            "2026-01-05T",
        ),
        ({"status": "a", "position": {"lat": 48.1}}, "position", "both lat and lon", "lat"),
        ({"status": "a", "position": [48.1, -1.6]}, "position", "named values", "nommées"),
        ({"status": "a", "progress": 101}, "progress", "between 0 and 100", "de 0 à 100"),
        ({"status": "a", "progress": 7.5}, "progress", "whole number", "entier"),
        ({"status": "a", "blocked": "peut-être"}, "blocked", "true or false", "true"),
        ({"status": "a", "said_at": "hier"}, "said_at", "A time such as", "2026-01-05T"),
        ({"status": "a", "said_at": 1767600000}, "said_at", "A time such as", "2026-01-05T"),
        ({"status": "a", "client_id": "x" * 101}, "client_id", "at most 100", "100"),
        ({"status": "a", "in_reply_to_id": "x"}, "in_reply_to_id", "not an id", "identifiant"),
        ({"status": "a", "media_ids": [1, 2, 3, 4, 5]}, "media_ids", "At most 4", "4"),
        ({"status": "a", "on_behalf_of": "x" * 31}, "on_behalf_of", "at most 30", "30"),
    ],
)
def test_a_bad_field_is_refused_by_name_in_both_languages(
    given_: dict[str, Any], field: str, english: str, french: str
) -> None:
    refusal = refused(**given_)
    assert (refusal.status, set(refusal.reasons)) == (422, {field})
    reason = refusal.reasons[field]
    assert english in reason.say("en")
    assert french in reason.say("fr")
    assert reason.say("fr") != reason.say("en")


def test_all_bad_fields_are_named_at_once() -> None:
    refusal = refused(status="x" * 141, progress=101, site_id="?", position={"lat": 91, "lon": 181})
    assert set(refusal.reasons) == {"status", "progress", "site_id", "position.lat", "position.lon"}


@pytest.mark.parametrize("one", ["x", "é", "e\u0301", FAMILY, "🇫🇷", "👍🏽", "ñ", "각", "क्षि"])
def test_140_fit_as_people_count_and_141_do_not(one: str) -> None:
    assert check(status=one * 140).text
    assert "141 characters" in str(refused(status=one * 141).reasons["status"])


def test_a_thousand_marks_on_one_letter_are_no_way_round() -> None:
    assert len(check(status="a" + "\u0301" * 1000).text) < 10


@pytest.mark.parametrize("most", [139, 2799])
def test_a_long_word_is_checked_at_once(most: int) -> None:
    started = time.perf_counter()
    with suppress(Refusal):
        check(status="a" * most + "\U0001f600")
    assert time.perf_counter() - started < 1


def test_the_grammar_fills_what_was_not_given() -> None:
    draft = check(status="au travail dupont 75%")
    assert (draft.availability, draft.site_id, draft.progress) == ("working", 7, 75)
    draft = check(status="libre 14h")
    assert (draft.availability, draft.free_from) == ("soon", NOW + 5 * 3_600_000)
    draft = check(status="en route chez Mme Le Goff")
    assert (draft.availability, draft.place) == ("travelling", "chez Mme Le Goff")


def test_what_is_given_wins_over_the_grammar() -> None:
    draft = check(status="au travail dupont 75%", availability="on_break", site_id=8, progress=10)
    assert (draft.availability, draft.site_id, draft.progress) == ("on_break", 8, 10)


def test_a_long_place_in_the_words_stays_in_the_words() -> None:
    assert check(status="au travail chez " + "x" * 80).place is None


@pytest.mark.parametrize("name", ["Dupont", "dupont", " DUPONT ", "ecole voltaire"])
def test_a_name_may_turn_out_to_be_a_site(name: str) -> None:
    draft = check(site=name)
    assert (draft.site_id in SITES.values(), draft.place) == (True, None)


def test_another_name_is_a_place() -> None:
    draft = check(site="chez Mme Jugan")
    assert (draft.site_id, draft.place) == (None, "chez Mme Jugan")


def test_free_later_is_soon_and_only_soon_has_a_time() -> None:
    later, before = "2026-01-05T13:00:00Z", "2026-01-05T07:00:00Z"
    draft = check(availability="available", free_from=later)
    assert (draft.availability, draft.free_from) == ("soon", NOW + 5 * 3_600_000)
    draft = check(availability="available", free_from=before)
    assert (draft.availability, draft.free_from) == ("available", None)
    assert check(availability="working", free_from=later).free_from is None


def test_the_sites_are_asked_for_only_when_a_word_could_be_one() -> None:
    def never() -> Mapping[str, int]:
        raise AssertionError("asked")

    drafts.check({"status": "Il fait beau", "site_id": 7}, Settings(), NOW, never)


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_empty_fields_of_a_form_are_absent(empty: str | None) -> None:
    names = (
        "availability",
        "free_from",
        "site_id",
        "site",
        "progress",
        "blocked",
        "said_at",
        "client_id",
        "in_reply_to_id",
        "on_behalf_of",
        "language",
    )
    assert check(status="Bonjour", **dict.fromkeys(names, empty)) == check(status="Bonjour")


NAMES = st.sampled_from(
    (
        "status",
        "availability",
        "free_from",
        "site_id",
        "site",
        "position",
        "progress",
        "blocked",
        "said_at",
        "client_id",
        "in_reply_to_id",
        "media_ids",
        "on_behalf_of",
        "language",
        "lat",
    )
)
# Unpaired surrogates too: JSON can write them.
TEXTS = st.text(st.characters(codec=None, exclude_categories=()))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXTS
    | st.sampled_from(
        (
            "working",
            "soon",
            "libre 14h",
            "fini 75%",
            "2026-01-05T07:30:00Z",
            "dupont",
            "7",
            "",
            "x" * 141,
            "\ud800",
            "\0",
            "a\u202eb",
            FAMILY,
        )
    ),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(("lat", "lon", "accuracy_m", "at")) | TEXTS, inner, max_size=5
        )
    ),
    max_leaves=6,
)


@given(given_=st.dictionaries(NAMES | TEXTS, VALUES, max_size=8))
def test_whatever_comes_it_is_a_draft_or_a_refusal(given_: dict[str, Any]) -> None:
    with suppress(Refusal):
        draft = drafts.check(given_, Settings(), NOW, lambda: SITES)
        assert not draft.says_nothing
        draft.text.encode()
        assert len(draft.digest) == 64
        return
    refusal = refused_mapping(given_)
    assert refusal.status == 422
    for reason in refusal.reasons.values():
        assert reason.say("fr")
        assert reason.say("en")


def refused_mapping(given_: dict[str, Any]) -> Refusal:
    with pytest.raises(Refusal) as found:
        drafts.check(given_, Settings(), NOW, lambda: SITES)
    return found.value
