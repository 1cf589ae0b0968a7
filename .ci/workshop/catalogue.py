"""Keep the three French catalogues equal to the sentences in the source."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent.parent
FOLDER = SOURCE / "teamfeed" / "translations" / "fr" / "LC_MESSAGES"
# No dates and no line numbers: two people's changes should not meet.
HEADER = """msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
# A narrow no-break space stands before ? ! ; and a no-break space before : and inside « ».
TYPOGRAPHY = re.compile(r"[^\u202f?!][?!;]|[^\u00a0]:(?![\w/])|«[^\u00a0]|[^\u00a0]»")


@dataclass(frozen=True)
class Domain:
    """One catalogue and where its sentences stand."""

    name: str
    folder: str
    files: str
    method: str
    keywords: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """The catalogue's file."""
        return FOLDER / f"{self.name}.po"


DOMAINS = (
    Domain("server", "teamfeed", "**.py", "python", {"_": None, "translate": (2,)}),
    Domain("page", "templates", "**.html", "jinja2", {"_": None, "gettext": None}),
    Domain("browser", "static/src", "**.ts", "workshop.typescript:sentences", {"t": None}),
)


def in_source(domain: Domain) -> set[str]:
    """Every sentence that the source asks for."""
    found = extract_from_dir(
        SOURCE / domain.folder,
        [(domain.files, domain.method)],
        {domain.files: {"silent": "false"}},
        keywords=dict(domain.keywords),
    )
    return {
        str(message)
        for file, _line, message, _comments, _context in found
        if not file.endswith(".test.ts")
    }


def in_catalogue(domain: Domain) -> Catalog:
    """The catalogue as it is on disk; empty when there is none yet."""
    if not domain.path.exists():
        return Catalog(locale="fr")
    with domain.path.open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def update(domain: Domain) -> list[str]:
    """Add what is new, drop what is gone, keep every translation; returns what is untranslated."""
    kept = {str(message.id): str(message.string) for message in in_catalogue(domain) if message.id}
    new = Catalog(locale="fr")
    for msgid in sorted(in_source(domain)):
        new.add(msgid, kept.get(msgid, ""))
    _write(domain, new)
    for gone in sorted(set(kept) - {str(message.id) for message in new}):
        print(f"{domain.name}: dropped {gone!r} = {kept[gone]!r}")
    return [str(message.id) for message in new if message.id and not message.string]


def faults(wanted: set[str], catalogue: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete, a line each."""
    present = {str(message.id): message for message in catalogue if message.id}
    yield from (f"missing: {msgid!r}" for msgid in sorted(wanted - set(present)))
    yield from (f"no longer in the source: {msgid!r}" for msgid in sorted(set(present) - wanted))
    yield from (f"obsolete: {msgid!r}" for msgid in catalogue.obsolete)
    for msgid, message in present.items():
        said = str(message.string)
        if not said:
            yield f"untranslated: {msgid!r}"
        elif message.fuzzy:
            yield f"fuzzy: {msgid!r}"
        elif sorted(PLACEHOLDER.findall(msgid)) != sorted(PLACEHOLDER.findall(said)):
            yield f"other placeholders: {msgid!r} = {said!r}"
        elif TYPOGRAPHY.search(said):
            yield f"French spacing: {said!r}"


def _write(domain: Domain, catalogue: Catalog) -> None:
    domain.path.parent.mkdir(parents=True, exist_ok=True)
    with domain.path.open("wb") as file:
        file.write(HEADER.encode() + b"\n")
        write_po(file, catalogue, no_location=True, omit_header=True, sort_output=True, width=100)


def main() -> None:
    """Update all three and say what is left to translate."""
    for domain in DOMAINS:
        for msgid in update(domain):
            print(f"{domain.name}: to translate {msgid!r}")


if __name__ == "__main__":
    main()
