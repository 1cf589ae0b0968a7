"""Who may do what: one table of every route, socket event and command."""

from dataclasses import dataclass

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from teamfeed import auth
from teamfeed.core import roles
from teamfeed.core.principal import Principal
from teamfeed.core.refusal import Refusal, forbidden
from teamfeed.core.roles import EVERYONE, FIRM, OFFICE, PEOPLE, VIEWERS
from teamfeed.language import Message, _


@dataclass(frozen=True, slots=True)
class Row:
    """Who may, and which scope a token needs; None means that no token may."""

    who: frozenset[str]
    scope: str | None = None


# Routes are named by their endpoint, sockets `socket.EVENT`, commands `command.NAME`.
TABLE: dict[str, Row] = {
    # Open to anybody: nothing about people.
    "web.static": Row(EVERYONE, ""),
    "web.health": Row(EVERYONE, ""),
    "web.ready": Row(EVERYONE, ""),
    "web.sign_in": Row(EVERYONE),
    "web.invitation": Row(EVERYONE),
    "web.display": Row(EVERYONE),
    "api.instance": Row(EVERYONE, ""),
    "api.instance_v2": Row(EVERYONE, ""),
    "api.openapi": Row(EVERYONE, ""),
    # Pages.
    "web.phone": Row(PEOPLE),
    "web.desk": Row(FIRM),
    "web.wall": Row(FIRM | {roles.DISPLAY}),
    "web.roster": Row(OFFICE),
    "web.me": Row(PEOPLE),
    "web.sign_out": Row(VIEWERS),
    "web.post": Row(PEOPLE),
    "web.person": Row(FIRM),
    "web.site": Row(PEOPLE),
    "web.media": Row(VIEWERS, "read"),
    "web.media_small": Row(VIEWERS, "read"),
    # The API.
    "api.verify_credentials": Row(PEOPLE, "read"),
    "api.create_status": Row(PEOPLE, "write"),
    "api.status": Row(VIEWERS, "read"),
    "api.correct_status": Row(PEOPLE, "write"),
    "api.delete_status": Row(PEOPLE, "write"),
    "api.status_context": Row(VIEWERS, "read"),
    "api.status_source": Row(PEOPLE, "read"),
    "api.account": Row(FIRM, "read"),
    "api.account_statuses": Row(VIEWERS, "read"),
    "api.home": Row(VIEWERS, "read"),
    "api.upload_media": Row(PEOPLE, "write"),
    "api.media": Row(PEOPLE, "read"),
    "api.describe_media": Row(PEOPLE, "write"),
    "api.board": Row(VIEWERS, "read"),
    "api.feed": Row(VIEWERS, "read"),
    "api.roster": Row(OFFICE, "read"),
    "api.sites": Row(VIEWERS, "read"),
    "api.notifications": Row(PEOPLE, "read"),
    "api.read_notifications": Row(PEOPLE, "write"),
    "api.answer_question": Row(PEOPLE, "write"),
    "api.preferences": Row(PEOPLE, "read"),
    "api.change_preferences": Row(PEOPLE, "write"),
    # A signed-in browser is woken, a program asks: no token.
    "api.push_key": Row(PEOPLE, "read"),
    "api.subscribe": Row(PEOPLE),
    "api.unsubscribe": Row(PEOPLE),
    # Sockets.
    "socket.connect": Row(VIEWERS, "read"),
    "socket.catch_up": Row(VIEWERS, "read"),
    "socket.post": Row(PEOPLE, "write"),
}
# Whoever can run commands on the host owns the machine: each still has a row, so that none
# appears unnoticed.
COMMANDS = frozenset(
    {
        "run",
        "serve",
        "migrate",
        "post",
        "token create",
        "token revoke",
        "account add",
        "account list",
        "account deactivate",
        "invite",
        "display add",
        "display list",
        "display revoke",
        "demo create",
        "demo live",
    }
)


def attach(app: Flask) -> None:
    """Check every request against the table; call it once all routes exist."""
    missing = sorted(
        rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint not in TABLE
    )
    if missing:
        raise RuntimeError(f"no row in the authorisation table for: {', '.join(missing)}")
    app.before_request(_check)


def allowed(action: str, who: Principal) -> bool:
    """Whether this principal may do this, by role and by scope."""
    row = TABLE[action]
    if who.kind not in row.who:
        return False
    return who.token_id is None or (
        row.scope is not None and (not row.scope or who.has_scope(row.scope))
    )


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # a 404 or 405, answered later
    who = auth.principal()
    if allowed(request.endpoint, who):
        return None
    if who.known:
        raise forbidden(_lacking(request.endpoint, who))
    if request.path.startswith("/api/") or request.method != "GET":
        raise Refusal(401, _("The access token is invalid"))
    return redirect(url_for("web.sign_in", next=request.full_path.rstrip("?")))


def _lacking(action: str, who: Principal) -> Message:
    scope = TABLE[action].scope
    if who.token_id is not None and scope and not who.has_scope(scope):
        return _("This token lacks the scope “%(scope)s”.", scope=scope)
    return _("You may not do this.")
