"""Secrets that are shown once and kept only as a hash; passwords as argon2id."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from teamfeed import green
from teamfeed.core.refusal import invalid
from teamfeed.language import _

SHORTEST, LONGEST = 12, 128
_hasher = PasswordHasher()
_at_once = green.Semaphore(2)  # each hash takes 64 MB and a quarter of a second of one core
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
_TOO_COMMON = (
    "password",
    "passw0rd",
    "motdepasse",
    "teamfeed",
    "chantier",
    "bonjour",
    "soleil",
    "doudou",
    "loulou",
    "welcome",
    "iloveyou",
    "jetaime",
    "monkey",
    "dragon",
    "admin",
)
_ROWS = (
    "01234567890",
    "09876543210",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
)


def new_reference() -> str:
    """A 256-bit secret, safe in an address."""
    return secrets.token_urlsafe(32)


def fingerprint(reference: str) -> str:
    """What the database keeps of it (SHA-256, hex): enough to recognise, useless to use."""
    return hashlib.sha256(reference.encode(errors="surrogatepass")).hexdigest()


def hash_password(password: str) -> str:
    """argon2id off the hub's thread."""
    with _at_once:
        return green.offload(_hasher.hash, password)


def verify_password(kept: str | None, password: str) -> bool:
    """Whether it is the password; takes the same time when there is no such account."""
    with _at_once:
        return green.offload(_verify, kept or _NOBODY, password) and kept is not None


def check_password(password: str, handle: str, name: str) -> None:
    """Refuse a password that is too short, too long or easy to guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise invalid(
            password=_(
                "Use %(shortest)d to %(longest)d characters; a short sentence is "
                "easy to keep in mind.",
                shortest=SHORTEST,
                longest=LONGEST,
            )
        )
    if _easy(password.lower(), handle.lower(), name.lower()):
        raise invalid(
            password=_(
                "This one is too easy to guess: it is your name, or among the "
                "most common. Use a short sentence."
            )
        )


def _easy(password: str, handle: str, name: str) -> bool:
    rest = password
    for word in (*_TOO_COMMON, handle, *name.split()):
        rest = rest.replace(word, "")
    pairs = zip(" " + rest, rest, strict=False)
    own = [char for before, char in pairs if not _in_row(before + char)]
    return len(own) < 6 or len(set(own)) < 5


def _in_row(pair: str) -> bool:
    """Whether two characters follow one another on a keyboard or in counting."""
    return any(pair in row for row in _ROWS)


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
