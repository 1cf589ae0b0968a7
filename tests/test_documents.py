"""What the documents say of the files is so."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent
ARCHITECTURE = (SOURCE / "ARCHITECTURE.md").read_text()
TOLD_BY_FILE = ("teamfeed", "teamfeed/core", "teamfeed/live")
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")


@pytest.mark.parametrize("folder", TOLD_BY_FILE)
def test_every_file_has_its_duty_in_the_architecture(folder: str) -> None:
    named = set(re.findall(r"(\w+\.py)`", ARCHITECTURE))
    files = {path.name for path in (SOURCE / folder).glob("*.py")}

    missing = {name for name in files - named if not name.startswith("__")}

    assert not missing


def test_the_architecture_names_no_file_that_is_gone() -> None:
    named = set(re.findall(r"[`/](\w+\.(?:py|ts))`", ARCHITECTURE))
    here = {
        path.name
        for folder in ("teamfeed", "static/src", "tests")
        for path in (SOURCE / folder).rglob("*")
    }

    assert named - here - {"wsgi.py"} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_a_document_leads_to_a_file(document: str) -> None:
    text = (SOURCE / document).read_text()
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)

    assert [link for link in links if not (SOURCE / link).exists()] == []
