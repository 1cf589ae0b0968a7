"""French and English: one catalogue of words for Python, pages and browser."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("fr", "en")
CATALOGUES = ("server", "page", "browser")


@dataclass(frozen=True)
class Message:
    """A sentence for a person, not yet in his language."""

    msgid: str
    params: dict[str, object] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """The sentence in a language."""
        return translate(language, self.msgid, **self.params)

    def __str__(self) -> str:
        return self.say("en")


def _(msgid: str, **params: object) -> Message:
    """Mark a sentence for the catalogue; it is translated where the reader is known."""
    return Message(msgid, params)


def translate(language: str, msgid: str, **params: object) -> str:
    """A sentence of the catalogues in a language; English is its own key."""
    text = words(language).get(msgid, msgid)
    return text % params if params else text


@cache
def words(language: str) -> dict[str, str]:
    """Every sentence of every catalogue: msgid -> translation."""
    return {k: v for name in CATALOGUES for k, v in catalogue(language, name).items()}


@cache
def catalogue(language: str, name: str) -> dict[str, str]:
    """One catalogue; empty for English, whose sentences are the keys."""
    path = Path(__file__).parent / "translations" / language / "LC_MESSAGES" / f"{name}.po"
    if language == "en" or not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


def best(accepted: Iterable[str], default: str) -> str:
    """The first language of a browser's list that we speak."""
    for tag in accepted:
        if tag.lower()[:2] in LANGUAGES:
            return tag.lower()[:2]
    return default
