"""What a person can change on his own page, by the name of the form."""

from collections.abc import Callable, Mapping

from teamfeed.auth import principal
from teamfeed.core import accounts, passwords, secrets, sessions, tokens, values
from teamfeed.core.refusal import Refusal, invalid, not_found
from teamfeed.language import _
from teamfeed.services import services

Form = Mapping[str, str]


def make(form: Form) -> str:
    """Make one change; returns a new token, which is shown this once, or nothing."""
    change = _CHANGES.get(form.get("do", ""))
    if change is None:
        raise not_found()
    return change(form) or ""


def _look(form: Form) -> None:
    given = {name: form[name] for name in ("language", "theme") if form.get(name)}
    person = principal().person
    services().do(lambda tx: accounts.change_profile(tx, person, **given))


def _sign_out_device(form: Form) -> None:
    number = values.Reader(form).read("session", values.identity)
    if number is None:
        raise not_found()
    services().do(sessions.close, number, account_id=principal().person)


def _new_token(form: Form) -> str:
    scopes = " ".join(name for name in ("read", "write") if form.get(name))
    return services().do(tokens.create, principal().person, form.get("name", ""), scopes)


def _revoke_token(form: Form) -> None:
    services().do(tokens.revoke, principal().person, form.get("name", ""))


def _password(form: Form) -> None:
    """Other devices and all tokens end: whoever knew the old one is out."""
    own, who = services(), principal()
    own.throttle.hit("sign-in by account", who.handle)
    _check_old(form.get("old", ""))
    new = form.get("password", "")
    if new != form.get("again", new):
        raise invalid(again=_("The two passwords differ."))
    secrets.check_password(new, who.handle, who.name)
    own.do(passwords.change, who.person, secrets.hash_password(new), who.session_id)


def _check_old(password: str) -> None:
    own, who = services(), principal()
    with own.reading() as connection:
        row = accounts.credentials(connection, who.handle)
    if not secrets.verify_password(row["password_hash"] if row else None, password):
        raise Refusal(422, _("The old password is wrong."))


_CHANGES: dict[str, Callable[[Form], str | None]] = {
    "look": _look,
    "sign-out": _sign_out_device,
    "token": _new_token,
    "revoke": _revoke_token,
    "password": _password,
}
