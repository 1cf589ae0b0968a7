"""The locks pin everything by hash and name no place to fetch it from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent
PYTHON = sorted((SOURCE / "requirements").glob("*.txt"))
NODE = [
    SOURCE / "package-lock.json",
    *sorted((SOURCE / "tests").glob("*/package-lock.json")),
    *sorted((SOURCE / "tests").glob("*/*/package-lock.json")),
]


@pytest.mark.parametrize("lock", PYTHON, ids=lambda lock: lock.name)
def test_every_python_package_is_pinned_with_hashes(lock: Path) -> None:
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", lock.read_text()) if entry.strip()]

    assert entries
    assert not [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


@pytest.mark.parametrize("lock", [*PYTHON, *NODE], ids=lambda lock: str(lock.relative_to(SOURCE)))
def test_no_lock_names_a_registry(lock: Path) -> None:
    assert "://" not in re.sub(r'"(url|funding|homepage)": "[^"]*"', "", lock.read_text())
    assert '"resolved"' not in lock.read_text()


@pytest.mark.parametrize("lock", NODE, ids=lambda lock: str(lock.relative_to(SOURCE)))
def test_every_node_package_is_pinned_with_a_hash(lock: Path) -> None:
    packages = json.loads(lock.read_text())["packages"]

    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]


def test_what_the_package_needs_is_locked() -> None:
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text())["project"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", PYTHON[0].read_text(), re.MULTILINE))

    assert PYTHON[0].name == "app.txt"
    wanted = {re.split(r"[<>=\[ ]", need.lower())[0] for need in project["dependencies"]}
    assert not wanted - locked


def test_what_is_tested_is_what_is_installed() -> None:
    app, dev = (_pins(SOURCE / "requirements" / name) for name in ("app.txt", "dev.txt"))

    assert not app - dev


def _pins(lock: Path) -> set[str]:
    return set(re.findall(r"^[a-z0-9-]+==\S+", lock.read_text(), re.MULTILINE))
