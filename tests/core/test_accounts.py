"""People: who can be added and as what, and what everybody is told of it."""

from typing import Any

import pytest

from teamfeed.clock import DAY
from teamfeed.core import accounts
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import accounts as table
from tests.core.firm import Firm, together


def row(firm: Firm, handle: str) -> Any:
    return firm.read(accounts.by_handle, handle)


def refused(firm: Firm, *given: str, **more: Any) -> Refusal:
    head = firm.head()
    with pytest.raises(Refusal) as found:
        firm.do(accounts.add, *given, **more)
    assert firm.head() == head
    return found.value


def test_a_new_person_is_told_to_everybody(firm: Firm) -> None:
    number = firm.do(accounts.add, " Rosa ", "Rosa  Le Goff", "worker", trade="mason")
    change = firm.changes()[-1]
    assert (change["kind"], change["id"], change["acct"]) == ("account", str(number), "rosa")
    assert change["display_name"] == "Rosa Le Goff"
    assert (change["teamfeed"]["trade"], change["teamfeed"]["active"]) == ("mason", True)


def test_no_change_tells_a_telephone_number_or_a_password(firm: Firm) -> None:
    firm.do(
        accounts.add,
        "rosa",
        "Rosa",
        "worker",
        phone="+33 6 12 34 56 78",
        password_hash="$argon2id$secret",
    )
    told = str(firm.changes())
    assert "34 56" not in told
    assert "argon2" not in told


@pytest.mark.parametrize(
    ("given", "more", "field", "status"),
    [
        (("tess", "Autre", "worker"), {}, "handle", 409),
        (("TESS", "Autre", "worker"), {}, "handle", 409),
        (("theresa", "Tèss", "worker"), {}, "name", 409),
        (("x", "Xavier", "worker"), {}, "handle", 422),
        (("a b", "Xavier", "worker"), {}, "handle", 422),
        (("a\0b", "Xavier", "worker"), {}, "handle", 422),
        (("admin", "Xavier", "worker"), {}, "handle", 422),
        (("xavier", "", "worker"), {}, "name", 422),
        (("xavier", "\u202eXavier" + "x" * 40, "worker"), {}, "name", 422),
        (("xavier", "각" * 30, "worker"), {}, "name", 422),
        (("xavier", "Xavier", "king"), {}, "role", 422),
        (("xavier", "Xavier", "outsider"), {}, "role", 422),
        (("xavier", "Xavier", "display"), {}, "role", 422),
        (("xavier", "Xavier", "worker"), {"trade": "poet"}, "trade", 422),
        (("xavier", "Xavier", "worker"), {"language": "br"}, "language", 422),
        (("xavier", "Xavier", "worker"), {"phone": "06 12 <b>"}, "phone", 422),
        (("xavier", "Xavier", "guest"), {}, "role", 422),
        (("xavier", "Xavier", "guest"), {"site_id": 1}, "role", 422),
        (("xavier", "Xavier", "guest"), {"until": 9}, "role", 422),
        (("xavier", "Xavier", "guest"), {"site_id": 42, "until": 9}, "site_id", 422),
        (("xavier", "Xavier", "worker"), {"site_id": 42, "until": 9}, "role", 422),
    ],
)
def test_who_cannot_be_added(
    firm: Firm, given: tuple[str, ...], more: dict[str, Any], field: str, status: int
) -> None:
    refusal = refused(firm, *given, **more)
    assert (refusal.status, set(refusal.reasons)) == (status, {field})


def test_the_handle_of_a_former_colleague_is_not_given_again(firm: Firm) -> None:
    firm.do(accounts.deactivate, firm.cast.tess.id)
    assert refused(firm, "tess", "Thérèse", "worker").status == 409


def test_two_of_one_name_in_one_commit_are_not_both_added(firm: Firm) -> None:
    first, second = together(
        firm.writer,
        [
            lambda tx: accounts.add(tx, "rosa", "Rosa", "worker"),
            lambda tx: accounts.add(tx, "rosa_b", "R0sa", "worker"),
        ],
    )
    assert row(firm, "rosa")["id"] == first
    assert isinstance(second, Refusal)


@pytest.mark.parametrize("handle", ["tess", "@tess", " Tess ", "TESS"])
def test_a_person_is_found_by_handle(firm: Firm, handle: str) -> None:
    assert row(firm, handle)["id"] == firm.cast.tess.id


@pytest.mark.parametrize("handle", ["", "nobody", "te ss", "tess\0", "\ud800", "x" * 5000])
def test_what_nobody_is_called_is_not_found(firm: Firm, handle: str) -> None:
    with pytest.raises(Refusal) as found:
        row(firm, handle)
    assert found.value.status == 404
    assert firm.read(accounts.credentials, handle) is None


def test_a_deactivated_account_is_told_as_left_and_cut_off(firm: Firm) -> None:
    head = firm.head()
    firm.do(accounts.deactivate, firm.cast.tess.id)
    told, cut = firm.changes(head)
    assert (told["kind"], told["teamfeed"]["active"]) == ("account", False)
    assert (cut["kind"], cut["accounts"]) == ("revocation", [firm.cast.tess.id])


def test_a_new_role_is_told_and_ends_open_sockets(firm: Firm) -> None:
    head = firm.head()
    firm.do(accounts.change_role, firm.cast.tess.id, "dispatcher")
    told, cut = firm.changes(head)
    assert told["teamfeed"]["role"] == "dispatcher"
    assert (cut["kind"], cut["accounts"], cut["reason"]) == (
        "revocation",
        [firm.cast.tess.id],
        "role",
    )


@pytest.mark.parametrize("role", ["king", "guest", "display", ""])
def test_no_role_without_its_bounds(firm: Firm, role: str) -> None:
    with pytest.raises(Refusal) as found:
        firm.do(accounts.change_role, firm.cast.tess.id, role)
    assert set(found.value.reasons) == {"role"}
    assert row(firm, "tess")["role"] == "worker"


def test_a_guest_who_is_hired_has_no_last_day(firm: Firm) -> None:
    firm.do(accounts.change_role, firm.cast.gil.id, "worker")
    found = row(firm, "gil")
    assert (found["guest_site_id"], found["until"]) == (None, None)
    firm.clock.now += 400 * DAY
    assert firm.say(firm.cast.gil, "Encore là", site_id=str(firm.cast.moreau)).first


def test_nobody_unknown_is_changed(firm: Firm) -> None:
    with pytest.raises(Refusal, match="does not exist"):
        firm.do(accounts.deactivate, 42)
    with pytest.raises(Refusal, match="does not exist"):
        firm.do(accounts.change_role, 42, "worker")


def test_a_person_changes_language_theme_and_telephone(firm: Firm) -> None:
    firm.do(
        lambda tx: accounts.change_profile(
            tx, firm.cast.tess.id, language="en", theme="sunlight", phone="+33 6 12 34 56 78"
        )
    )
    found = row(firm, "tess")
    assert (found["language"], found["theme"], found["phone"]) == (
        "en",
        "sunlight",
        "+33 6 12 34 56 78",
    )


@pytest.mark.parametrize(
    "values", [{"language": "br"}, {"theme": "pink"}, {"phone": "x"}, {"phone": "+" * 33}]
)
def test_what_nobody_can_choose(firm: Firm, values: dict[str, str]) -> None:
    with pytest.raises(Refusal) as found:
        firm.do(lambda tx: accounts.change_profile(tx, firm.cast.tess.id, **values))
    assert set(found.value.reasons) == set(values)


def test_everybody_is_listed_by_name_those_who_left_last(firm: Firm) -> None:
    firm.do(accounts.deactivate, firm.cast.ada.id)
    assert [person["handle"] for person in firm.read(accounts.all_of)] == [
        "dana",
        "gil",
        "mo",
        "tariq",
        "tess",
        "ada",
    ]


def test_a_new_password_is_kept_as_its_hash(firm: Firm) -> None:
    firm.do(accounts.set_password, firm.cast.tess.id, "hash")
    assert firm.rows(table.select().where(table.c.handle == "tess"))[0]["password_hash"] == "hash"
    found = firm.read(accounts.credentials, "tess")
    assert found is not None
    assert found["password_hash"] == "hash"
