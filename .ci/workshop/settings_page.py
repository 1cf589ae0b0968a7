"""Write docs/settings.md from the settings that the program reads."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from teamfeed import settings
from teamfeed.settings import Settings

HEAD = """# Settings

Every setting is an environment variable, read once at the start and refused with a reason when it
cannot be used. A secret can also stand in a file: `TEAMFEED_X_FILE=/path` instead of `TEAMFEED_X`.
This page is written by `make settings` from `teamfeed/settings.py`.
"""


def page() -> str:
    """The whole page, by the source's own themes."""
    parts = [HEAD]
    for theme, names in _themes():
        parts.append(f"\n## {theme}\n\n| variable | default | |\n|---|---|---|\n")
        parts += [_row(name, Settings.model_fields[name]) for name in names]
    return "".join(parts)


def _themes() -> Iterator[tuple[str, list[str]]]:
    """A comment line in the class opens a theme; the fields after it belong to it."""
    source = Path(settings.__file__).read_text()
    body = source[source.index("class Settings") : source.index("@field_validator")]
    theme, names = "", list[str]()
    for line in body.splitlines():
        if opened := re.match(r"    # (.+?)[.:]?$", line):
            if names:
                yield theme, names
            theme, names = opened[1].split(":")[0], []
        elif (named := re.match(r"    (\w+):", line)) and named[1] in Settings.model_fields:
            names.append(named[1])
    yield theme, names


def _row(name: str, field: FieldInfo) -> str:
    variable = name.upper() if name in ("host", "port") else f"TEAMFEED_{name.upper()}"
    return f"| `{variable}` | {_default(field)} | {field.description} |\n"


def _default(field: FieldInfo) -> str:
    value = field.default
    if isinstance(value, SecretStr) or value == "":
        return ""
    if isinstance(value, tuple):
        value = ",".join(map(str, value))
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`"


if __name__ == "__main__":
    print(page(), end="")
