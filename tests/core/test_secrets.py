"""Secrets: long, kept as hashes; passwords that are easy to guess are refused."""

import pytest
from argon2 import PasswordHasher, extract_parameters

from teamfeed.core import secrets
from teamfeed.core.refusal import Refusal
from tests.cast import PASSWORD


def test_references_are_256_bit_and_never_alike() -> None:
    made = {secrets.new_reference() for _ in range(200)}
    assert len(made) == 200
    assert all(len(reference) == 43 for reference in made)


def test_a_password_is_recognised_by_its_hash() -> None:
    kept = secrets.hash_password(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert secrets.verify_password(kept, PASSWORD)
    assert not secrets.verify_password(kept, PASSWORD + " ")


def test_an_unknown_person_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = extract_parameters(secrets.hash_password(PASSWORD))
    assert extract_parameters(secrets._NOBODY) == usual

    asked: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: str) -> bool:
        asked.append(kept)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    assert not secrets.verify_password(None, PASSWORD)
    assert asked == [secrets._NOBODY]


@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$v=19$m=65536,t=3,p=4$x"])
def test_a_damaged_hash_lets_nobody_in(kept: str) -> None:
    assert not secrets.verify_password(kept, PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "le chat dort au soleil",
        "Tr0ub4dor&3 Zkq",
        "pluie de mai 1987",
        "建築現場の朝は早い建築現場の朝",
        "x7#pQ2m!vR9z",
        "dupont rentre sa brouette",
    ],
)
def test_a_sentence_is_a_good_password(password: str) -> None:
    secrets.check_password(password, "tess", "Tess Dupont")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "x7#pQ2m!vR9",
        "x7#pQ2m!" * 17,
        "123456789012",
        "1234567890123",
        "098765432109",
        "azertyuiop12",
        "azertyuiopqs",
        "qwertyuiopas",
        "qwerty123456",
        "azerty123456",
        "motdepasse12",
        "motdepasse123",
        "Motdepasse2026",
        "password1234",
        "passw0rd1234",
        "teamfeed2026",
        "chantier2026",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "abababababab",
        "111111222222",
        "tess123456789",
        "tessdupont12",
        "DupontTess2026",
        "jetaimejetaime",
        "soleilsoleil1",
        "bonjour12345",
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(Refusal) as refused:
        secrets.check_password(password, "tess", "Tess Dupont")
    assert (refused.value.status, set(refused.value.reasons)) == (422, {"password"})
