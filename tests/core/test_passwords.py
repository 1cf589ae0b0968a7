"""A new password puts whoever knew the old one out."""

from teamfeed.core import passwords, sessions, tokens
from tests.core.firm import Firm


def test_a_new_password_ends_other_devices_and_all_tokens(firm: Firm) -> None:
    tess = firm.cast.tess
    here = firm.do(sessions.open_for, tess.id, "worker", "ici")
    there = firm.do(sessions.open_for, tess.id, "worker", "ailleurs")
    kept = firm.read(sessions.find, here, firm.clock.now, "fr")
    assert kept is not None
    firm.do(passwords.change, tess.id, "hash", kept.session_id)
    assert firm.read(sessions.find, here, firm.clock.now, "fr") is not None
    assert firm.read(sessions.find, there, firm.clock.now, "fr") is None
    assert firm.read(tokens.find, tess.token, firm.clock.now) is None
