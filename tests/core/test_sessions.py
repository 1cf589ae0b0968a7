"""Devices that are signed in: how long, as whom, and how they are signed out."""

from collections.abc import Callable

import pytest

from teamfeed.clock import DAY, HOUR, MINUTE
from teamfeed.core import accounts, displays, sessions
from teamfeed.core.principal import Principal
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import sessions as table
from tests.cast import Person
from tests.core.firm import Firm

Find = Callable[[str], Principal | None]


def sign_in(firm: Firm, who: Person, device: str = "Firefox · Android") -> str:
    return firm.do(sessions.open_for, who.id, who.role, device)


@pytest.fixture
def find(firm: Firm) -> Find:
    """Whom a cookie's reference stands for now."""
    return lambda reference: firm.read(sessions.find, reference, firm.clock.now, "fr")


def number(found: Principal | None) -> int:
    assert found is not None
    assert found.session_id is not None
    return found.session_id


def test_a_device_is_recognised_as_its_person(firm: Firm, find: Find) -> None:
    found = find(sign_in(firm, firm.cast.mo))
    assert found is not None
    assert (found.kind, found.handle, found.name, found.language) == ("manager", "mo", "Mo", "en")
    assert (found.account_id, found.site_id, found.token_id) == (firm.cast.mo.id, None, None)
    assert found.has_scope("write")


def test_only_the_hash_of_a_reference_is_kept(firm: Firm) -> None:
    reference = sign_in(firm, firm.cast.tess)
    assert len(reference) >= 43
    assert reference not in str(firm.rows(table.select()))
    assert reference != sign_in(firm, firm.cast.tess)


@pytest.mark.parametrize("reference", ["", "x", "é", "\ud800", "a\0b"])
def test_another_reference_is_nobody(firm: Firm, find: Find, reference: str) -> None:
    sign_in(firm, firm.cast.tess)
    assert find(reference) is None


@pytest.mark.parametrize(
    ("who", "lifetime"),
    [("tess", 90 * DAY), ("dana", 90 * DAY), ("mo", 90 * DAY), ("ada", 12 * HOUR)],
)
def test_a_session_ends_after_its_time_unless_used(
    firm: Firm, find: Find, who: str, lifetime: int
) -> None:
    reference = sign_in(firm, getattr(firm.cast, who))
    started = firm.clock.now
    firm.clock.now = started + lifetime - 1
    firm.do(sessions.touch, number(find(reference)))
    firm.clock.now += lifetime - 1
    assert find(reference) is not None
    firm.clock.now += 1
    assert find(reference) is None


def test_a_guests_session_ends_with_his_last_day(firm: Firm, find: Find) -> None:
    reference = sign_in(firm, firm.cast.gil)
    last = firm.clock.now + 30 * DAY
    found = find(reference)
    assert found is not None
    assert (found.site_id, found.expires_at) == (firm.cast.dupont, last)
    firm.clock.now = last - 1
    assert find(reference) is not None
    firm.clock.now = last
    assert find(reference) is None


def test_who_is_deactivated_is_nobody_at_once(firm: Firm, find: Find) -> None:
    reference = sign_in(firm, firm.cast.tess)
    firm.do(accounts.deactivate, firm.cast.tess.id)
    assert find(reference) is None


def test_who_becomes_admin_has_an_admins_short_time(firm: Firm, find: Find) -> None:
    reference = sign_in(firm, firm.cast.tess)
    firm.do(accounts.change_role, firm.cast.tess.id, "admin")
    found = find(reference)
    assert found is not None
    assert (found.kind, found.expires_at) == ("admin", firm.clock.now + 12 * HOUR)
    firm.clock.now += 12 * HOUR
    assert find(reference) is None


def test_signed_out_it_is_nobody_and_every_process_hears_it(firm: Firm, find: Find) -> None:
    reference = sign_in(firm, firm.cast.tess)
    session = number(find(reference))
    firm.do(sessions.close, session)
    assert find(reference) is None
    assert firm.changes()[-1]["sessions"] == [session]


def test_nobody_signs_out_anothers_device(firm: Firm, find: Find) -> None:
    reference = sign_in(firm, firm.cast.tess)
    with pytest.raises(Refusal) as refused:
        firm.do(sessions.close, number(find(reference)), account_id=firm.cast.tariq.id)
    assert refused.value.status == 404
    assert find(reference) is not None


def test_a_new_password_signs_out_the_other_devices(firm: Firm, find: Find) -> None:
    kept, lost, other = (
        sign_in(firm, firm.cast.tess),
        sign_in(firm, firm.cast.tess),
        sign_in(firm, firm.cast.tariq),
    )
    gone = number(find(lost))
    firm.do(sessions.close_others, firm.cast.tess.id, number(find(kept)))
    assert (find(lost), firm.changes()[-1]["sessions"]) == (None, [gone])
    assert find(kept)
    assert find(other)
    head = firm.head()
    firm.do(sessions.close_others, firm.cast.tess.id, number(find(kept)))
    assert firm.head() == head


def test_my_devices_are_listed_the_one_seen_last_first(firm: Firm, find: Find) -> None:
    old = sign_in(firm, firm.cast.tess, "Chrome · Windows")
    sign_in(firm, firm.cast.tess, "x" * 500)
    firm.clock.advance(minutes=30)
    firm.do(sessions.touch, number(find(old)))
    devices = firm.read(sessions.of_account, firm.cast.tess.id)
    assert [row["device"] for row in devices] == ["Chrome · Windows", "x" * 120]
    assert firm.read(sessions.seen_at, devices[0]["id"]) == firm.clock.now


def test_a_display_reads_for_ever_and_no_more(firm: Firm, find: Find) -> None:
    display = firm.do(displays.add, "Atelier")
    reference = firm.do(sessions.open_display, display, "Chromium · Linux")
    firm.clock.now += 10 * 365 * DAY
    found = find(reference)
    assert found is not None
    assert (found.kind, found.display_id, found.account_id) == ("display", display, None)
    assert (found.has_scope("read"), found.has_scope("write")) == (True, False)


def test_what_is_over_is_forgotten(firm: Firm, find: Find) -> None:
    sign_in(firm, firm.cast.ada)
    kept = sign_in(firm, firm.cast.tess)
    firm.clock.now += 12 * HOUR + MINUTE
    firm.do(sessions.forget_expired)
    assert [row["id"] for row in firm.rows(table.select())] == [number(find(kept))]
