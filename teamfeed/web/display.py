"""/display/SECRET: make this screen one of the firm's displays."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teamfeed import auth
from teamfeed.core import invitations, sessions
from teamfeed.core.refusal import Refusal
from teamfeed.language import _
from teamfeed.services import services
from teamfeed.throttle import network
from teamfeed.web.blueprint import blueprint


@blueprint.route("/display/<secret>", methods=["GET", "POST"])
def display(secret: str) -> ResponseReturnValue:
    """Ask once, then show the wall for as long as nobody revokes it."""
    own = services()
    own.throttle.hit("invitation by network", network(request.remote_addr))
    with own.reading() as connection:
        invited = invitations.find(connection, secret, own.now())
    if invited["display_id"] is None:
        raise Refusal(410, _("This link is for a person, not for a display."))
    if request.method == "GET":
        return render_template("display.html", name=invited["name"])
    number = own.do(invitations.accept_display, secret)
    auth.open_session(own.do(sessions.open_display, number, auth.device_name(request)))
    return redirect(url_for("web.wall"), 303)
