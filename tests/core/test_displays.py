"""Wall screens: named, listed, turned dark."""

import pytest

from teamfeed.core import displays, sessions
from teamfeed.core.refusal import Refusal
from tests.core.firm import Firm


def test_displays_are_listed_with_when_each_was_last_seen(firm: Firm) -> None:
    workshop = firm.do(displays.add, "Atelier")
    firm.do(displays.add, " Accueil ")
    firm.do(sessions.open_display, workshop, "tv")
    assert [(row["name"], row["seen_at"]) for row in firm.read(displays.all_of)] == [
        ("Accueil", None),
        ("Atelier", firm.clock.now),
    ]
    assert firm.read(displays.by_name, "Atelier")["id"] == workshop


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "\u200b"])
def test_what_is_no_name(firm: Firm, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        firm.do(displays.add, name)
    assert set(refused.value.reasons) == {"name"}


def test_revoked_it_is_dark_and_every_process_hears_it(firm: Firm) -> None:
    display = firm.do(displays.add, "Atelier")
    reference = firm.do(sessions.open_display, display, "tv")
    firm.do(displays.revoke, display)
    assert firm.read(sessions.find, reference, firm.clock.now, "fr") is None
    assert firm.changes()[-1]["displays"] == [display]
    assert firm.read(displays.all_of) == []


def test_a_link_used_after_the_revocation_opens_nothing(firm: Firm) -> None:
    display = firm.do(displays.add, "Atelier")
    firm.do(displays.revoke, display)
    late = firm.do(sessions.open_display, display, "tv")
    assert firm.read(sessions.find, late, firm.clock.now, "fr") is None


def test_none_is_revoked_twice_and_none_that_is_unknown(firm: Firm) -> None:
    display = firm.do(displays.add, "Atelier")
    firm.do(displays.revoke, display)
    head = firm.head()
    for number in (display, 42):
        with pytest.raises(Refusal) as refused:
            firm.do(displays.revoke, number)
        assert refused.value.status == 404
    assert firm.head() == head
    with pytest.raises(Refusal, match="no display named"):
        firm.read(displays.by_name, "Atelier")
