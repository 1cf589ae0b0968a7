"""/invitation/SECRET: an invited person chooses a password."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teamfeed import auth
from teamfeed.core import invitations, secrets, sessions
from teamfeed.core.feed import Row
from teamfeed.core.refusal import Refusal, invalid
from teamfeed.language import LANGUAGES, _
from teamfeed.services import services
from teamfeed.throttle import network
from teamfeed.web.blueprint import blueprint


@blueprint.route("/invitation/<secret>", methods=["GET", "POST"])
def invitation(secret: str) -> ResponseReturnValue:
    """Ask for a password; a good one makes the account and signs this device in."""
    own = services()
    own.throttle.hit("invitation by network", network(request.remote_addr))
    with own.reading() as connection:
        invited = invitations.find(connection, secret, own.now())
    if invited["display_id"] is not None:
        return redirect(url_for("web.display", secret=secret))
    if request.method == "GET":
        return _page(invited)
    try:
        number = _accepted(secret, invited)
    except Refusal as refusal:
        return _page(invited, refusal), refusal.status
    auth.open_session(own.do(sessions.open_for, number, invited["role"], auth.device_name(request)))
    return redirect(url_for("web.phone"), 303)


def _accepted(secret: str, invited: Row) -> int:
    password = request.form.get("password", "")
    if password != request.form.get("again", password):
        raise invalid(again=_("The two passwords differ."))
    secrets.check_password(password, invited["handle"], invited["name"])
    return services().do(invitations.accept, secret, secrets.hash_password(password))


def _page(invited: Row, refusal: Refusal | None = None) -> str:
    chosen = request.args.get("lang")
    language = chosen if chosen in LANGUAGES else invited["language"]
    return render_template(
        "invitation.html",
        invited=invited,
        language=language,
        shortest=secrets.SHORTEST,
        longest=secrets.LONGEST,
        refused=refusal.message.say(language) if refusal else "",
    )
