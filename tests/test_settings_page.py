"""The page about settings says what the program reads."""

import re
from pathlib import Path

from workshop.settings_page import page

from teamfeed.settings import Settings

SOURCE = Path(__file__).resolve().parent.parent


def test_the_page_is_what_the_settings_say() -> None:
    written = (SOURCE / "docs" / "settings.md").read_text()

    assert written == page(), "run `make settings`"


def test_every_setting_is_on_the_page_with_a_description() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert name.upper() in page()


def test_every_setting_is_read_by_the_program() -> None:
    source = "".join(path.read_text() for path in (SOURCE / "teamfeed").rglob("*.py"))
    for name in Settings.model_fields:
        assert re.search(rf"\w\.{name}\b", source), name
