"""/: the phone page; a plain form posts where scripts fail."""

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teamfeed.auth import principal
from teamfeed.core import posts
from teamfeed.core.refusal import Refusal
from teamfeed.services import services
from teamfeed.web.blueprint import blueprint
from teamfeed.web.bootstrap import block, bootstrap, trade_of

FIELDS = ("status", "availability", "site_id", "site", "client_id")


@blueprint.route("/", methods=["GET", "POST"])
def phone() -> ResponseReturnValue:
    """The page, or a post by its form."""
    if request.method == "GET":
        return _page()
    own, who = services(), principal()
    try:
        own.throttle.hit("post", who.person)
        own.do(posts.publish, who.person, own.draft(_posted()))
    except Refusal as refusal:
        return _page(refusal), refusal.status
    return redirect(url_for("web.phone"), 303)


def _page(refusal: Refusal | None = None) -> str:
    found = bootstrap(with_board=True, posts=20)
    reasons = [] if refusal is None else [refusal.message.say(principal().language)]
    return render_template(
        "phone.html",
        bootstrap=block(found),
        you=found["you"],
        sites=[site for site in found["sites"] if site["open"]],
        trade=trade_of(found, found["you"]["teamfeed"]["trade"]),
        client_id=str(uuid.uuid4()),
        reasons=reasons,
        text=request.form.get("status", ""),
    )


def _posted() -> dict[str, str]:
    """The fields of the form; the list's last line means the place typed beside it."""
    given = {name: request.form[name] for name in FIELDS if request.form.get(name)}
    if given.get("site_id") == "other":
        del given["site_id"]
    elif "site_id" in given:
        given.pop("site", None)
    return given
