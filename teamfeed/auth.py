"""Cookie, bearer token or socket handshake -> who is asking, with which scopes."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask, Request, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from teamfeed import language
from teamfeed.core import accounts, secrets, sessions, tokens
from teamfeed.core.feed import Transaction
from teamfeed.core.principal import Principal, outsider
from teamfeed.core.refusal import Refusal, forbidden
from teamfeed.language import _
from teamfeed.services import Services, services
from teamfeed.throttle import network

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
csrf = CSRFProtect()


class Visitor(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Flask-Login's user: a signed-in device, named by its session's reference."""

    def __init__(self, reference: str, principal: Principal) -> None:
        self.id = reference
        self.principal = principal


def attach(app: Flask) -> None:
    """Let Flask-Login recognise our sessions, and CSRF tokens live as long as a session."""
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a queued post outlives an hour
        WTF_CSRF_CHECK_DEFAULT=False,  # tokens need no CSRF token: see check_origin
        WTF_CSRF_SSL_STRICT=False,
    )  # we check Origin, also without HTTPS
    manager = LoginManager(app)
    manager.session_protection = None  # phones change networks all day
    manager.user_loader(_load)
    csrf.init_app(app)


def principal() -> Principal:
    """Who is asking in this request; decided once."""
    if "principal" not in g:
        g.principal = principal_of_request(request)
    found: Principal = g.principal
    return found


def principal_of_request(given: Request) -> Principal:
    """A bearer token decides where one is sent, else the cookie; an outsider otherwise."""
    if header := given.headers.get("Authorization", ""):
        return _bearer(services(), header)
    visitor = current_user
    return visitor.principal if visitor.is_authenticated else outsider(reader_language(given))


def principal_of_environ(app: Flask, environ: dict[str, Any]) -> Principal:
    """Who opens a socket: by Authorization header or cookie; an outsider otherwise."""
    with app.request_context(environ):
        try:
            return principal_of_request(request)
        except Refusal:
            return outsider(reader_language(request))


def principal_of_token(own: Services, token: str) -> Principal | None:
    """Who holds a token, as a socket's auth packet carries it."""
    with own.reading() as connection:
        if (found := tokens.find(connection, token, own.now())) is None:
            return None
        used = tokens.used_at(connection, found.token_id or 0)
    if own.now() - used > tokens.USED_EVERY:
        _note(own, tokens.touch, found.token_id or 0)
    return found


def sign_in(handle: str, password: str) -> Principal:
    """Sign this device in; the same answer for an unknown handle as for a wrong password."""
    own, handle = services(), handle.strip().removeprefix("@").lower()
    whence = network(request.remote_addr)
    own.throttle.hit("sign-in by network", whence)
    own.throttle.hit("sign-in by account", (handle, whence))
    own.throttle.hit("sign-in by account from anywhere", handle)
    row = _with_password(own, handle)
    right = secrets.verify_password(row["password_hash"] if row else None, password)
    if row is None or not right or not accounts.is_open(row, own.now()):
        raise Refusal(401, _("Handle or password is wrong."))
    own.throttle.forget("sign-in by account", (handle, whence))
    return open_session(own.do(sessions.open_for, row["id"], row["role"], device_name(request)))


def open_session(reference: str) -> Principal:
    """Give this browser the cookie of a new session; what it had before is gone."""
    own, before = services(), principal()
    session.clear()
    with own.reading() as connection:
        found = sessions.find(connection, reference, own.now(), reader_language(request))
    if found is None:
        raise forbidden()
    login_user(Visitor(reference, found), remember=False)
    session.permanent = True
    g.principal = found
    if before.session_id is not None:
        with suppress(Refusal):  # it may have been closed meanwhile
            own.do(sessions.close, before.session_id)
    return found


def sign_out() -> None:
    """Sign this device out, here and on its open sockets."""
    who = principal()
    logout_user()
    session.clear()
    if who.session_id is not None:
        services().do(sessions.close, who.session_id)


def check_origin(allowed: frozenset[str]) -> None:
    """Refuse a cookie's unsafe request from another site, or without its CSRF token."""
    if request.method not in UNSAFE or request.headers.get("Authorization"):
        return
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if (origin is not None and origin not in allowed) or site not in ("same-origin", "none"):
        raise forbidden(_("This request came from another site."))
    if None in request.form:  # a part without a name, on which the check below would fail
        raise Refusal(400, _("This request cannot be read. Check it and send it again."))
    try:
        csrf.protect()
    except CSRFError as error:
        if request.path.startswith("/api/") and not principal().known:
            return  # a missing token is answered as such: clients sign their user in again
        raise forbidden(_("This page is too old. Load it again, nothing was lost.")) from error


def reader_language(given: Request) -> str:
    """The language of somebody not signed in: his choice, else his browser's."""
    chosen = given.args.get("lang") or given.cookies.get("lang")
    if chosen in language.LANGUAGES:
        return chosen
    return language.best(given.accept_languages.values(), services().settings.language_default)


def device_name(given: Request) -> str:
    """A few words for the list of my devices, from what the browser says of itself."""
    agent = given.headers.get("User-Agent", "")
    system = next((name for word, name in _SYSTEMS if word in agent), "")
    browser = next((name for word, name in _BROWSERS if word in agent), "")
    return " · ".join(part for part in (browser, system) if part) or agent[:60] or "?"


_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (("Edg/", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


def _load(reference: str) -> Visitor | None:
    own = services()
    with own.reading() as connection:
        found = sessions.find(connection, reference, own.now(), reader_language(request))
        if found is None:
            return None
        seen = sessions.seen_at(connection, found.session_id or 0)
    if own.now() - seen > sessions.SEEN_EVERY:
        _note(own, sessions.touch, found.session_id or 0)
    return Visitor(reference, found)


def _note(own: Services, touch: Callable[[Transaction, int], None], number: int) -> None:
    """Note a use; on a full disk people still read."""
    with suppress(Refusal):
        own.do(touch, number)


def _bearer(own: Services, header: str) -> Principal:
    kind, _space, token = header.partition(" ")
    found = None
    if kind.lower() == "bearer" and token:
        found = principal_of_token(own, token.strip())
    if found is None:
        raise Refusal(401, _("The access token is invalid"))
    return found


def _with_password(own: Services, handle: str) -> Any:
    with own.reading() as connection:
        return accounts.credentials(connection, handle)
