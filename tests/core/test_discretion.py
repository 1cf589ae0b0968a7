"""Displays see no positions, guests nothing of where people are at other sites."""

from typing import Any

from teamfeed.core import accounts, discretion, shapes
from teamfeed.core.availability import Rules
from tests.core.firm import Firm

POSITION = {"lat": 48.1174, "lon": -1.6779}


def as_guest(firm: Firm, value: Any) -> Any:
    return discretion.for_guest(value, firm.cast.dupont, firm.cast.gil.id)


def test_a_display_sees_no_position(firm: Firm) -> None:
    status = dict(firm.say(firm.cast.tess, availability="working", position=POSITION).status)
    seen = discretion.for_display([status])[0]
    assert seen["teamfeed"]["position"] is None
    assert seen == {**status, "teamfeed": {**status["teamfeed"], "position": None}}


def test_nobody_outside_sees_a_telephone_number() -> None:
    assert discretion.for_display({"a": [{"phone": "06", "b": 1}]}) == {"a": [{"b": 1}]}


def test_a_guest_sees_who_is_at_his_site(firm: Firm) -> None:
    status = firm.say(firm.cast.tess, availability="working", site_id=firm.cast.dupont).status
    assert as_guest(firm, status) == status


def test_a_guest_does_not_see_where_somebody_went(firm: Firm) -> None:
    firm.say(firm.cast.tess, "La clé est chez Dupont", site_id=firm.cast.dupont)
    for elsewhere in ({"site_id": firm.cast.moreau}, {"site": "chez Mme Jugan"}):
        firm.say(firm.cast.tess, availability="working", **elsewhere)
        status = firm.timeline()[-1]
        assert status["account"]["teamfeed"]["availability"] == "working"

        seen = as_guest(firm, status)

        assert (seen["text"], seen["account"]["acct"]) == ("La clé est chez Dupont", "tess")
        assert seen["account"]["teamfeed"] == {
            "role": "worker",
            "trade": "painter",
            "site": None,
            "availability": None,
            "free_from": None,
            "since": None,
            "said_at": None,
            "unconfirmed": False,
            "silent": True,
        }


def test_live_he_does_not_see_it_either(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", site_id=firm.cast.moreau)
    firm.say(firm.cast.tess, "La clé est chez Dupont", site_id=firm.cast.dupont)
    change = firm.changes()[-1]
    assert "Moreau" in str(change)
    assert "Moreau" not in str(as_guest(firm, change))


def test_a_guest_sees_himself_wherever_he_is(firm: Firm) -> None:
    firm.say(firm.cast.dana, availability="off", site_id=firm.cast.moreau, on_behalf_of="gil")
    row = firm.read(accounts.find, firm.cast.gil.id)
    told = shapes.account(row, firm.settings.url, Rules.of(firm.settings), firm.clock.now)
    assert as_guest(firm, told) == told
