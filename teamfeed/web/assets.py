"""Name a built asset: asset("phone.js") is its hashed address."""

import json
from functools import cache

from teamfeed.places import static


def asset(name: str) -> str:
    """The address of a script, a style or img/…, good to keep for ever."""
    return f"/static/{_manifest()[name]}"


@cache
def _manifest() -> dict[str, str]:
    manifest: dict[str, str] = json.loads((static() / "manifest.json").read_text())
    return manifest
