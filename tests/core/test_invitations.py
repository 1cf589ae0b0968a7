"""A link lets one person in, once, within 72 hours, as what it was made for."""

from typing import Any

import pytest

from teamfeed.clock import DAY, HOUR
from teamfeed.core import accounts, displays, invitations
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import invitations as table
from tests.core.firm import Firm, together


def invite(
    firm: Firm, handle: str = "rosa", name: str = "Rosa", role: str = "worker", **more: Any
) -> str:
    return firm.do(invitations.invite, handle, name, role, **more)


def refused(firm: Firm, secret: str) -> int:
    with pytest.raises(Refusal) as found:
        firm.do(invitations.accept, secret, "hash")
    return found.value.status


def test_who_accepts_is_who_was_invited(firm: Firm) -> None:
    until = firm.clock.now + 9 * DAY
    secret = invite(
        firm,
        " Rosa ",
        "Rosa  L.",
        "guest",
        trade="mason",
        language="en",
        site_id=firm.cast.moreau,
        until=until,
    )
    number = firm.do(invitations.accept, secret, "hash")
    found = firm.read(accounts.find, number)
    assert [found[name] for name in ("handle", "name", "role", "trade", "language", "until")] == [
        "rosa",
        "Rosa L.",
        "guest",
        "mason",
        "en",
        until,
    ]
    assert found["guest_site_id"] == firm.cast.moreau
    kept = firm.read(accounts.credentials, "rosa")
    assert kept is not None
    assert kept["password_hash"] == "hash"


def test_a_link_is_good_for_72_hours(firm: Firm) -> None:
    secret = invite(firm)
    firm.clock.now += 72 * HOUR - 1
    assert firm.read(invitations.find, secret, firm.clock.now)["handle"] == "rosa"
    firm.clock.now += 1
    assert refused(firm, secret) == 410


def test_a_link_is_good_once(firm: Firm) -> None:
    secret = invite(firm)
    firm.do(invitations.accept, secret, "hash")
    assert refused(firm, secret) == 410


def test_two_who_accept_in_one_commit_are_one(firm: Firm) -> None:
    secret = invite(firm)
    first, second = together(firm.writer, [lambda tx: invitations.accept(tx, secret, "hash")] * 2)
    assert firm.read(accounts.by_handle, "rosa")["id"] == first
    assert isinstance(second, Refusal)


@pytest.mark.parametrize("secret", ["", "x", "\ud800", "a\0b"])
def test_another_link_is_no_good(firm: Firm, secret: str) -> None:
    invite(firm)
    assert refused(firm, secret) == 410


def test_only_the_hash_of_a_link_is_kept(firm: Firm) -> None:
    secret = invite(firm)
    assert len(secret) >= 43
    assert secret not in str(firm.rows(table.select()))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"handle": "tess"}, "handle"),
        ({"name": "Tess"}, "name"),
        ({"role": "king"}, "role"),
        ({"role": "guest"}, "role"),
        ({"trade": "poet"}, "trade"),
        ({"language": "br"}, "language"),
        ({"role": "guest", "site_id": 42, "until": 1}, "site_id"),
    ],
)
def test_who_could_not_be_added_cannot_be_invited(
    firm: Firm, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as found:
        invite(firm, **given)
    assert set(found.value.reasons) == {field}
    assert firm.rows(table.select()) == []


def test_a_handle_taken_meanwhile_does_not_use_the_link_up(firm: Firm) -> None:
    secret = invite(firm)
    firm.do(accounts.add, "rosa", "Rosa Autre", "worker")
    assert refused(firm, secret) == 409
    assert firm.rows(table.select())[0]["used_at"] is None


def test_a_displays_link_is_not_for_people_nor_the_other_way_round(firm: Firm) -> None:
    display = firm.do(displays.add, "Atelier")
    screen, person = firm.do(invitations.invite_display, display, "Atelier"), invite(firm)
    assert refused(firm, screen) == 410
    with pytest.raises(Refusal, match="for a person"):
        firm.do(invitations.accept_display, person)
    assert firm.do(invitations.accept_display, screen) == display
    with pytest.raises(Refusal, match="used already"):
        firm.do(invitations.accept_display, screen)
    assert firm.do(invitations.accept, person, "hash")
