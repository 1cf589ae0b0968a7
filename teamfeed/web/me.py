"""/me: language, theme, devices, tokens, password."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teamfeed.auth import principal
from teamfeed.core import accounts, sessions, tokens
from teamfeed.core.refusal import Refusal
from teamfeed.services import services
from teamfeed.web import changes
from teamfeed.web.blueprint import blueprint
from teamfeed.web.bootstrap import block, bootstrap, trade_of


@blueprint.route("/me", methods=["GET", "POST"])
def me() -> ResponseReturnValue:
    """My page, or one change to it: the form's `do` names which."""
    if request.method == "GET":
        return _page()
    try:
        token = changes.make(request.form)
    except Refusal as refusal:
        return _page(refused=refusal.message.say(principal().language)), refusal.status
    if token:
        return _page(token=token)  # shown this once, so there is no redirect
    return redirect(url_for("web.me", done=request.form["do"]), 303)


def _page(token: str = "", refused: str = "") -> str:
    own, who = services(), principal()
    with own.reading() as connection:
        row = accounts.find(connection, who.person)
        devices = sessions.of_account(connection, who.person)
        mine = tokens.of_account(connection, who.person)
    found = bootstrap()
    return render_template(
        "me.html",
        account=row,
        devices=devices,
        tokens=mine,
        token=token,
        refused=refused,
        done=request.args.get("done", ""),
        trade=trade_of(found, row["trade"]),
        bootstrap=block(found),
        language=who.language,
    )
