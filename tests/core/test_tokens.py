"""Personal tokens: named, scoped, shown once, revoked at once."""

import pytest

from teamfeed.clock import DAY
from teamfeed.core import accounts, tokens
from teamfeed.core.principal import Principal
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import tokens as table
from tests.core.firm import Firm


def find(firm: Firm, token: str) -> Principal | None:
    return firm.read(tokens.find, token, firm.clock.now)


def create(firm: Firm, name: str = "robot", scopes: str = "read write") -> str:
    return firm.do(tokens.create, firm.cast.tess.id, name, scopes)


def test_a_token_stands_for_its_person(firm: Firm) -> None:
    found = find(firm, create(firm))
    assert found is not None
    assert (found.kind, found.handle, found.account_id) == ("worker", "tess", firm.cast.tess.id)
    assert (found.session_id, found.expires_at) == (None, None)


def test_only_the_hash_of_a_token_is_kept(firm: Firm) -> None:
    token = create(firm)
    assert len(token) >= 43
    assert token not in str(firm.rows(table.select()))


@pytest.mark.parametrize("token", ["", "x", "é", "\ud800", "a\0b"])
def test_another_token_is_nobody(firm: Firm, token: str) -> None:
    assert find(firm, token) is None


@pytest.mark.parametrize(
    ("scopes", "asked", "may"),
    [
        ("read", "read", True),
        ("read", "write", False),
        ("read", "read:statuses", True),
        ("write", "read", False),
        ("read,write", "write", True),
        ("read:statuses", "read", False),
        ("write:statuses read", "write", False),
        ("write:statuses", "write:statuses", True),
    ],
)
def test_a_token_can_do_what_its_scopes_say(firm: Firm, scopes: str, asked: str, may: bool) -> None:
    found = find(firm, create(firm, scopes=scopes))
    assert found is not None
    assert found.has_scope(asked) is may


@pytest.mark.parametrize(
    "scopes",
    [
        "",
        " ",
        "admin",
        "read admin",
        "readwrite",
        "read:",
        "read:<b>",
        "read:\0",
        " ".join(f"read:{letter * 30}" for letter in "abcdefgh"),
    ],
)
def test_what_are_no_scopes(firm: Firm, scopes: str) -> None:
    with pytest.raises(Refusal) as refused:
        create(firm, scopes=scopes)
    assert (refused.value.status, set(refused.value.reasons)) == (422, {"scopes"})


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 61])
def test_what_is_no_name(firm: Firm, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        create(firm, name)
    assert (refused.value.status, set(refused.value.reasons)) == (422, {"name"})


def test_a_name_is_used_once_by_each_person(firm: Firm) -> None:
    create(firm)
    with pytest.raises(Refusal) as refused:
        create(firm, " robot\0 ")
    assert refused.value.status == 409
    assert firm.do(tokens.create, firm.cast.tariq.id, "robot", "read")


def test_revoked_it_is_nobody_and_every_process_hears_it(firm: Firm) -> None:
    token = create(firm)
    found = find(firm, token)
    assert found is not None
    firm.do(tokens.revoke, firm.cast.tess.id, " robot ")
    assert find(firm, token) is None
    assert firm.changes()[-1]["tokens"] == [found.token_id]
    assert create(firm)  # the name is free again


def test_nobody_revokes_anothers_token(firm: Firm) -> None:
    token = create(firm)
    with pytest.raises(Refusal) as refused:
        firm.do(tokens.revoke, firm.cast.tariq.id, "robot")
    assert refused.value.status == 404
    assert find(firm, token) is not None


def test_a_token_ends_with_its_account(firm: Firm) -> None:
    token = create(firm)
    firm.do(accounts.deactivate, firm.cast.tess.id)
    assert find(firm, token) is None


def test_a_guests_token_ends_with_his_last_day(firm: Firm) -> None:
    found = find(firm, firm.cast.gil.token)
    assert found is not None
    assert (found.site_id, found.expires_at) == (firm.cast.dupont, firm.clock.now + 30 * DAY)
    firm.clock.now += 30 * DAY
    assert find(firm, firm.cast.gil.token) is None


def test_its_last_use_is_known(firm: Firm) -> None:
    found = find(firm, create(firm))
    assert found is not None
    assert found.token_id is not None
    assert mine(firm)["robot"] is None
    firm.do(tokens.touch, found.token_id)
    assert mine(firm)["robot"] == firm.clock.now
    assert firm.read(tokens.used_at, found.token_id) == firm.clock.now


def test_my_tokens_are_listed_by_name_without_their_secrets(firm: Firm) -> None:
    create(firm, "zèbre")
    create(firm, "abeille")
    assert list(mine(firm)) == ["abeille", "tests", "zèbre"]
    listed = firm.read(tokens.of_account, firm.cast.tess.id)
    assert set(listed[0]) == {"id", "name", "scopes", "created_at", "used_at"}


def mine(firm: Firm) -> dict[str, int | None]:
    listed = firm.read(tokens.of_account, firm.cast.tess.id)
    return {row["name"]: row["used_at"] for row in listed}
