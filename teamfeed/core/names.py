"""Handles and display names: what is allowed, reserved, alike."""

import re
import unicodedata
from collections.abc import Collection, Iterator

import regex

from teamfeed.core import text
from teamfeed.language import Message, _

MAX_NAME = 40
HANDLE = re.compile(r"[a-z0-9_]{2,15}")

# Words that would pass for the firm, a role, a trade, a group or a part of the program.
RESERVED = frozenset(
    [
        "admin",
        "administrateur",
        "administrator",
        "aide",
        "all",
        "api",
        "atelier",
        "bot",
        "carpenter",
        "carpenters",
        "chantier",
        "chantiers",
        "charpentier",
        "charpentiers",
        "chef",
        "couvreur",
        "demo",
        "desk",
        "direction",
        "dispatcher",
        "display",
        "displays",
        "ecran",
        "electrician",
        "electricien",
        "electriciens",
        "equipe",
        "everyone",
        "firm",
        "guest",
        "help",
        "here",
        "ici",
        "invite",
        "je",
        "macon",
        "macons",
        "manager",
        "mason",
        "masons",
        "me",
        "menuisier",
        "mod",
        "moderator",
        "moi",
        "nobody",
        "null",
        "office",
        "ouvrier",
        "painter",
        "painters",
        "patron",
        "peintre",
        "peintres",
        "plombier",
        "plombiers",
        "plumber",
        "plumbers",
        "responsable",
        "root",
        "roster",
        "securite",
        "security",
        "site",
        "sites",
        "staff",
        "support",
        "system",
        "teamfeed",
        "test",
        "tous",
        "tout",
        "toutes",
        "undefined",
        "user",
        "wall",
        "worker",
        "workers",
        "www",
    ]
)

_ALLOWED = regex.compile(r"[\p{L}\p{M}\p{N} .'’·&()-]+")
_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SCRIPTS = {
    name: regex.compile(rf"\p{{Script={name}}}")
    for name in ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Hebrew", "Arabic", "Han")
}

# Letters that look Latin. Not Unicode's whole table of confusables: the scripts that a phone's
# keyboard offers and that people are fooled by. Accents and widths are folded beside it.
_LIKE = {
    "a": "аαа",
    "b": "ьβв",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еεєё",
    "h": "һн",
    "j": "ј",
    "k": "кκ",
    "i": "ıіїι!",
    "l": "1|ӏǀ",
    "m": "мϻ",
    "n": "пηո",
    "o": "оοσ0օ",
    "p": "рρ",
    "q": "ԛզ",
    "r": "г",
    "s": "ѕꜱ",
    "t": "тτ",
    "u": "υցս",
    "v": "ѵν",
    "w": "ѡԝшω",
    "x": "хχ",
    "y": "уγү",
    "z": "ᴢ",
}
_FOLDED = str.maketrans(
    {char: latin for latin, chars in _LIKE.items() for char in chars}
    | {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"}
)
_SPELLED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def clean(name: str) -> str:
    """The name as it is kept: NFKC, one line, no invisible characters."""
    return text.clean(unicodedata.normalize("NFKC", name).replace("\n", " ")).replace("\n", " ")


def name_faults(name: str) -> list[Message]:
    """Why a cleaned display name cannot be taken; empty when it can."""
    if not _LETTER.search(name):
        return [_("A name needs at least one letter.")]
    faults = []
    if text.graphemes(name) > MAX_NAME:
        faults.append(_("A name has at most %(most)s characters.", most=MAX_NAME))
    if not _ALLOWED.fullmatch(name) or clean(name) != name:
        faults.append(_("A name holds letters, digits, spaces, hyphens and apostrophes only."))
    if any(_mixes_scripts(word) for word in _WORD.findall(name)):
        faults.append(_("A word of a name uses one alphabet only."))
    return faults


def handle_faults(handle: str) -> list[Message]:
    """Why a handle cannot be taken; empty when it can. Whether it is free is not asked here."""
    if not HANDLE.fullmatch(handle):
        return [_("A handle has 2 to 15 characters: a to z, 0 to 9 and _.")]
    if reserved(handle):
        return [_("“%(handle)s” is reserved.", handle=handle)]
    return []


def reserved(handle: str) -> bool:
    """Whether the handle, or one that looks like it, is kept for the firm."""
    return any(skeleton(handle.replace("1", one)) in _RESERVED_SKELETONS for one in "1i")


def skeleton(name: str) -> str:
    """What the eye keeps of a name: two names with the same skeleton look alike."""
    # AIi reads as Ali: a capital I after a small letter is an l to the eye.
    plain = re.sub(r"(?<=[a-z])I|(?<=[A-Z])I(?=[a-z])", "l", unicodedata.normalize("NFKC", name))
    plain = unicodedata.normalize("NFKD", plain.casefold())
    # The table holds letters with marks too (й is not и), so it works before and after.
    plain = "".join(c for c in plain.translate(_FOLDED) if unicodedata.category(c) != "Mn")
    plain = plain.translate(_FOLDED).replace("rn", "m").replace("vv", "w")
    return regex.sub(r"[^\p{L}\p{N}]", "", plain)


def propose_handle(name: str, taken: Collection[str]) -> str:
    """A free handle made of a name: "Jean-Luc Le Goff" -> jeanluc, jeanlucl, jeanluclegoff, ..."""
    alike = {skeleton(handle) for handle in taken}
    for handle in _candidates(_ascii_words(name)):
        if HANDLE.fullmatch(handle) and not reserved(handle) and skeleton(handle) not in alike:
            return handle
    raise AssertionError("the numbers have no end")


def _mixes_scripts(word: str) -> bool:
    return sum(1 for script in _SCRIPTS.values() if script.search(word)) > 1


def _ascii_words(name: str) -> list[str]:
    spelled = unicodedata.normalize("NFKD", name.casefold().translate(_SPELLED))
    spelled = re.sub(r"[-'’.]", "", spelled.encode("ascii", "ignore").decode())
    return re.findall(r"[a-z0-9]+", spelled)


def _candidates(words: list[str]) -> Iterator[str]:
    words = words or ["compagnon"]  # a name in letters that ASCII has not
    first, rest = words[0], "".join(words[1:])
    yield first[:15]
    for length in (1, len(rest)):
        yield (first + rest[:length])[:15]
    number = 2
    while True:
        # 1 and 0 look like letters: where the skeleton refuses one, the next number is free.
        yield f"{first[: 15 - len(str(number))]}{number}"
        number += 1


_RESERVED_SKELETONS = frozenset(map(skeleton, RESERVED))
