"""Every route asked by every principal, and held to the table."""

from collections.abc import Iterator
from typing import NamedTuple

import click
import pytest
from flask import Flask
from werkzeug.routing import Rule

from teamfeed import authorisation
from teamfeed.authorisation import COMMANDS, TABLE
from teamfeed.cli import main
from teamfeed.core import displays, roles, sessions, tokens
from teamfeed.core.feed import Transaction
from teamfeed.core.principal import Principal
from teamfeed.services import Services
from tests.api.callers import Caller
from tests.cast import Cast, Person

# What fills the places of a path: a thing that is not there.
NOTHING = {
    "post_id": "1",
    "account_id": "1",
    "media_id": "1",
    "question_id": "1",
    "site_id": "1",
    "name": "0" * 32,
    "secret": "none",
    "handle": "nobody",
}


class Who(NamedTuple):
    """A way in: the principal that comes out, and the client."""

    principal: Principal
    caller: Caller


class Doors:
    """New clients of every kind; each request gets its own, for some sign out."""

    def __init__(self, app: Flask, own: Services, cast: Cast) -> None:
        self._app, self._own = app, own
        self._people = {person.role: person for person in cast.people if person.handle != "tariq"}
        self._count = 0

    def open(self, kind: str) -> Who:
        """Somebody of a role by cookie, a display, an outsider, or a worker's token."""
        if kind == roles.OUTSIDER:
            return Who(Principal(kind, "fr", scopes=frozenset()), Caller(self._app, cookie=""))
        if kind == roles.DISPLAY:
            return Who(
                Principal(kind, "fr", display_id=1, scopes=frozenset({"read"})),
                Caller(self._app, cookie=self._own.do(_hang)),
            )
        if kind.startswith("token "):
            return self._by_token(self._people[roles.WORKER], kind.removeprefix("token "))
        person = self._people[kind]
        reference = self._own.do(sessions.open_for, person.id, person.role, "tests")
        return Who(Principal(kind, "fr", account_id=person.id), Caller(self._app, cookie=reference))

    def _by_token(self, person: Person, scopes: str) -> Who:
        self._count += 1
        token = self._own.do(tokens.create, person.id, f"t{self._count}", scopes)
        known = Principal(person.role, "fr", account_id=person.id, token_id=1,
                          scopes=frozenset(scopes.split()))  # fmt: skip
        return Who(known, Caller(self._app, token))


@pytest.fixture
def doors(app: Flask, own: Services, server_cast: Cast) -> Doors:
    """Everybody's way in."""
    return Doors(app, own, server_cast)


@pytest.mark.parametrize(
    "kind", [*roles.PRINCIPALS, "token read", "token read write", "token write"]
)
def test_every_route_lets_in_whom_the_table_names(kind: str, app: Flask, doors: Doors) -> None:
    faults = []
    for rule, method in requests(app):
        who = doors.open(kind)
        answer = who.caller.call(method, path_of(rule))
        said = verdict(rule, answer.status_code, answer.headers.get("Location", ""))
        expected = promised(rule, method, who.principal)
        if said != expected:
            faults.append(f"{method} {rule.rule}: {answer.status_code}, promised: {expected}")

    assert not faults, "\n".join(faults)


def test_every_row_has_its_route_event_or_command(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    rows = {name for name in TABLE if not name.startswith("socket.")}

    assert rows == routes


def test_a_route_without_a_row_stops_the_build(app: Flask) -> None:
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/backdoor", "web.backdoor", lambda: "come in")

    with pytest.raises(RuntimeError, match=r"web\.backdoor"):
        authorisation.attach(bare)


def test_every_command_has_a_row() -> None:
    assert set(commands(main, "")) == COMMANDS


def test_an_outsider_learns_nothing_of_people(
    app: Flask, tess: Caller, olly: Caller, server_cast: Cast
) -> None:
    tess.say("le secret de Tess", site_id=str(server_cast.dupont))
    paths = [path_of(rule) for rule, method in requests(app) if method == "GET"]
    paths += [f"/s/{server_cast.dupont}", "/nowhere", "/api/v1/accounts/lookup"]
    seen = "".join(olly.get(path).get_data(as_text=True) for path in paths)

    words = ("tess", "tariq", "dana", "secret", "dupont", "moreau")
    assert [word for word in words if word in seen.lower()] == []


def test_a_closed_account_is_an_outsider_at_once(
    app: Flask, own: Services, server_cast: Cast, tess: Caller
) -> None:
    from teamfeed.core import accounts

    own.do(accounts.deactivate, server_cast.tess.id)

    assert tess.get("/api/v1/timelines/home").status_code == 401
    assert tess.say("encore là").status_code == 401


def test_401_is_for_tokens_and_403_for_what_one_may_not(app: Flask, gil: Caller) -> None:
    bad = Caller(app, "not-a-token").get("/api/v1/instance")
    none = Caller(app).get("/api/v1/timelines/home")

    assert bad.status_code == none.status_code == 401
    assert gil.get("/api/v1/teamfeed/roster").status_code == 403
    assert gil.get("/api/v1/nowhere").status_code == 404


def requests(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route with each of its methods."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def path_of(rule: Rule) -> str:
    """A path of the route that names nothing that is there."""
    return str(rule.build({name: _value(rule, name) for name in rule.arguments})[1])  # type: ignore[index]


def promised(rule: Rule, method: str, who: Principal) -> str:
    """What the table says: in, forbidden, or to be recognised first."""
    if authorisation.allowed(rule.endpoint, who):
        return "in"
    if who.known:
        return "forbidden"
    return "unknown" if rule.rule.startswith("/api/") or method != "GET" else "sign in"


def verdict(rule: Rule, status: int, location: str) -> str:
    """What an answer says."""
    if rule.endpoint == "web.sign_in" and status == 401:
        return "in"  # the page answers: this password is wrong
    if status in (301, 302, 303) and "/sign-in?next=" in location:
        return "sign in"
    return {401: "unknown", 403: "forbidden"}.get(status, "in" if status < 500 else "fault")


def commands(command: click.Command, path: str) -> Iterator[str]:
    """The full name of every command."""
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, f"{path} {name}".strip())


def _value(rule: Rule, name: str) -> int | str:
    value = NOTHING[name]
    numeric = type(rule._converters[name]).__name__ in ("Identity", "IntegerConverter")
    return int(value) if numeric else value


def _hang(tx: Transaction) -> str:
    return sessions.open_display(tx, displays.add(tx, "Hall"), "tests")
