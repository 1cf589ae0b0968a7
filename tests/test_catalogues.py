"""Every sentence is there in French, with its spaces and its placeholders."""

import io

import pytest
from babel.messages.catalog import Catalog
from workshop.catalogue import DOMAINS, Domain, faults, in_catalogue, in_source
from workshop.typescript import sentences


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_the_catalogue_is_complete(domain: Domain) -> None:
    found = list(faults(in_source(domain), in_catalogue(domain)))

    assert not found, "run `make catalogue`, then translate:\n" + "\n".join(found)


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_the_source_has_sentences(domain: Domain) -> None:
    assert in_source(domain)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("", "untranslated"),
        ("Bonjour", "other placeholders"),
        ("Bonjour %(nom)s", "other placeholders"),
        ("Bonjour %(name)s !", "French spacing"),
        ("Dit : « %(name)s »", "French spacing"),
    ],
)
def test_a_faulty_translation_is_seen(said: str, fault: str) -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Hello %(name)s", said)

    assert [found.split(":")[0] for found in faults({"Hello %(name)s"}, catalogue)] == [fault]


def test_a_fuzzy_a_missing_and_a_forgotten_one_are_seen() -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Old", "Vieux")
    catalogue.add("Nearly", "Presque", flags={"fuzzy"})

    found = [line.split(":")[0] for line in faults({"New", "Nearly"}, catalogue)]

    assert found == ["missing", "no longer in the source", "fuzzy"]


def test_good_french_passes() -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Hello %(name)s", "Ça va\u202f? Oui\u202f! «\u00a0%(name)s\u00a0»\u00a0: à 14:00")

    assert not list(faults({"Hello %(name)s"}, catalogue))


def test_sentences_in_nested_templates_are_found() -> None:
    source = b"""const page = html`<p>${t("One %(n)s", {n})} ${on ? html`<b>${t("Two")}</b>` : ""}`;
        const long = t("Three " +
            "and four"); nott("Five"); this.t("Six");"""

    found = [sentence for _, _, sentence, _ in sentences(io.BytesIO(source))]

    assert found == ["One %(n)s", "Two", "Three and four"]
