"""Sentences are said in the reader's language; English is its own key."""

import pytest

from teamfeed import language
from teamfeed.language import Message, _


def test_a_sentence_is_said_in_the_readers_language() -> None:
    closed = _("This account is closed.")
    assert closed.say("en") == str(closed) == "This account is closed."
    assert closed.say("fr") == "Ce compte est fermé."


def test_values_are_put_into_the_sentence() -> None:
    wait = _("Too many tries. Wait %(seconds)d seconds.", seconds=7)
    assert wait.say("en") == "Too many tries. Wait 7 seconds."
    assert "7 secondes" in wait.say("fr")


def test_a_value_may_hold_anything() -> None:
    named = _("There is no token named “%(name)s”.", name="100%(x)s %")
    assert "100%(x)s %" in named.say("fr")
    assert "100%(x)s %" in named.say("en")


def test_without_a_translation_it_is_said_in_english() -> None:
    assert Message("Nobody says this at 100%.").say("fr") == "Nobody says this at 100%."


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (["fr-FR", "en"], "fr"),
        (["en-GB", "fr"], "en"),
        (["de", "en"], "en"),
        (["br", "de"], "fr"),
        ([], "fr"),
        (["EN"], "en"),
        (["", "*"], "fr"),
        (["french"], "fr"),
    ],
)
def test_the_browsers_first_language_that_we_speak(accepted: list[str], chosen: str) -> None:
    assert language.best(accepted, "fr") == chosen


def test_both_languages_are_there() -> None:
    assert language.LANGUAGES == ("fr", "en")
    assert language.words("en") == {}
    assert len(language.words("fr")) > 100
