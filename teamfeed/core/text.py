"""What people type: clean it, count it, mark it up."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from urllib.parse import quote

import regex

MAX_LINES = 4  # a list of three things to bring fits; a wall of line breaks does not

# ZWJ and ZWNJ mean something inside an emoji and inside words of these scripts, nowhere else.
_JOINING = (
    r"\p{Arabic}\p{Syriac}\p{Devanagari}\p{Bengali}\p{Malayalam}\p{Sinhala}\p{Khmer}"
    r"\p{Mongolian}"
)
_KEPT = regex.compile(
    r"(?P<flag>\U0001F3F4[\U000E0030-\U000E007A]{3,6}\U000E007F)"
    r"|(?P<emoji>\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?"
    r"(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?){0,5})"
    r"|(?P<keycap>[0-9#*]\uFE0F?\u20E3)"
    rf"|(?P<joined>(?<=[{_JOINING}]\p{{M}}{{0,4}})[\u200C\u200D](?=[{_JOINING}]))"
    r"|(?P<newline>\r\n|[\n\r\v\f\x85\u2028\u2029])"
    r"|(?P<marks>\p{M}{5,})"  # a person stacks three marks at most, a vandal three hundred
    r"|(?P<space>[\t\u2000-\u200A\u3000\u205F\u1680])"
    r"|(?P<drop>[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800\uFFFC])"
)
# Letters of French and English in NFC, single spaces between, nothing at the ends.
_PLAIN = re.compile(r"(?:{0}+[ \u202F\u00A0])*{0}+".format(r"[!-~À-ÖØ-öø-ÿŒœ’«»…–€°²½¼¾]"))
_DROPPED = {"drop": "", "newline": "\n", "space": " "}

_LINK = r"(?P<link>\bhttps?://[^\s<>\"'`\p{C}]+)"
_MENTION = r"(?<![\w@/.#&-])@(?P<mention>[\p{L}\p{N}_]{2,30})(?P<host>@[\w-]+(?:\.[\w-]+)+)?"
_TAG = r"(?<![\w@/.#&-])#(?P<tag>(?!\d+\b)[\p{L}\p{M}\p{N}_]{2,50})"
_MARKED = regex.compile(f"{_LINK}|{_MENTION}|{_TAG}")
_HANDLE = regex.compile(r"[a-z0-9_]{2,15}")


def graphemes(text: str) -> int:
    """How many characters a person would count: a family emoji is one."""
    if _PLAIN.fullmatch(text):  # one each; \X would cost more than all else in a draft
        return len(text)
    return len(regex.findall(r"\X", text))


def clean(text: str) -> str:
    """NFC without control, bidi and invisible characters; at most four lines.

    Emoji with joiners survive, so do the no-break spaces of French typography. Other spaces
    become one; line breaks past the fourth line become spaces; surplus stacked marks go.
    Cleaning twice changes nothing.
    """
    if _PLAIN.fullmatch(text):  # most posts: nothing to clean
        return text
    while (cleaner := _cleaner(text)) != text:
        text = cleaner
    return text


def fold(text: str) -> str:
    """The text for comparing: no case, no accents, plain apostrophes and spaces; same length.

    Line breaks stay."""
    return "".join(map(_fold_one, text))


def mentions(text: str) -> list[str]:
    """The names after @, in lower case, each once, in the order of the text."""
    return _unique(found["mention"].lower() for found in _marks(text) if found["mention"])


def tags(text: str) -> list[str]:
    """The words after #, in lower case, each once, in the order of the text."""
    return _unique(found["tag"].lower() for found in _marks(text) if found["tag"])


def to_html(text: str, base: str = "") -> str:
    """The text as one escaped paragraph with @mentions, #tags and links as anchors.

    `base` is put before our own paths, for clients that live elsewhere. Nothing is fetched.
    """
    parts, done = [], 0
    for found in _marks(text):
        shown = _without_tail(found.group()) if found["link"] else found.group()
        parts += [_plain(text[done : found.start()]), _anchor(found, shown, base)]
        done = found.start() + len(shown)
    return f"<p>{''.join(parts)}{_plain(text[done:])}</p>"


def _cleaner(text: str) -> str:
    text = unicodedata.normalize("NFC", _KEPT.sub(_keep, text))
    lines = [regex.sub(r" {2,}", " ", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    return "\n".join([*lines[: MAX_LINES - 1], " ".join(lines[MAX_LINES - 1 :])]).strip()


def _keep(found: regex.Match[str]) -> str:
    kind = found.lastgroup or ""
    whole = str(found.group())
    return whole[:4] if kind == "marks" else _DROPPED.get(kind, whole)


@lru_cache(maxsize=4096)  # a firm writes with a few hundred different characters
def _fold_one(char: str) -> str:
    if char.isspace():
        return char if char == "\n" else " "
    if char in "’ʼ‘`´":
        return "'"
    if char in "‐‑‒":
        return "-"
    return unicodedata.normalize("NFD", char)[0].lower()[:1]


def _marks(text: str) -> list[regex.Match[str]]:
    return list(_MARKED.finditer(text))


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _without_tail(link: str) -> str:
    """A link without the full stop or bracket of the sentence round it."""
    while link[-1] in ".,;:!?»…*)]}":
        if link[-1] == ")" and link.count("(") >= link.count(")"):
            break
        link = link[:-1]
    return link


def _anchor(found: regex.Match[str], shown: str, base: str) -> str:
    if found["link"]:
        return (
            f'<a href="{escape(shown)}" rel="nofollow noopener noreferrer" target="_blank">'
            f"{escape(shown)}</a>"
        )
    kind = "mention" if found["mention"] else "mention hashtag"
    return f'<a href="{escape(base + _path(found))}" class="{kind}">{escape(shown)}</a>'


def _path(found: regex.Match[str]) -> str:
    name = (found["mention"] or "").lower()
    if name and _HANDLE.fullmatch(name):
        return f"/u/{name}"
    return "/search?q=" + quote(found.group().lower())


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")
