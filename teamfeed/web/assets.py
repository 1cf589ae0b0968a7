"""Name a built asset: asset("phone.js") is its hashed address."""

import json
from functools import cache

from teamfeed.places import static


def asset(name: str) -> str:
    """The address of a script, a style or img/…, good to keep for ever."""
    return f"/static/{_manifest()[name]}"


def built_name(name: str) -> str | None:
    """The hashed name of a plain one, as avatars are asked for; None for anything else."""
    return _manifest().get(name)


@cache
def sprite() -> str:
    """The shapes and icons, to stand in the page itself: they are there with its first word."""
    return (static() / _manifest()["img/icons.svg"]).read_text()


@cache
def _manifest() -> dict[str, str]:
    manifest: dict[str, str] = json.loads((static() / "manifest.json").read_text())
    return manifest
