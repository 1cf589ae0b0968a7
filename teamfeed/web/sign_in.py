"""/sign-in and /sign-out: the door."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teamfeed import auth
from teamfeed.core.refusal import Refusal
from teamfeed.core.roles import DISPATCHER, DISPLAY
from teamfeed.language import LANGUAGES
from teamfeed.services import services
from teamfeed.web.blueprint import blueprint

HOMES = {DISPATCHER: "web.desk", DISPLAY: "web.wall"}
YEAR = 365 * 24 * 3600


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Ask who is there; a right answer leads to where one wanted to go."""
    if request.method == "GET":
        return _speaking(make_response(_page()))
    try:
        who = auth.sign_in(request.form.get("handle", ""), request.form.get("password", ""))
    except Refusal as refusal:
        return _page(refusal), refusal.status
    return redirect(_wanted(url_for(HOMES.get(who.kind, "web.phone"))), 303)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign this device out."""
    auth.sign_out()
    return redirect(url_for("web.sign_in"), 303)


def _page(refusal: Refusal | None = None) -> str:
    language = auth.reader_language(request)
    return render_template(
        "sign_in.html",
        language=language,
        handle=request.form.get("handle", ""),
        wanted=_wanted(""),
        refused=refusal.message.say(language) if refusal else "",
    )


def _wanted(otherwise: str) -> str:
    """Where to go afterwards: a path of ours, never another site."""
    wanted = request.values.get("next", "")
    # Browsers read \ as / and leave out tabs and line ends: neither stands in a path of ours.
    ours = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if ours and wanted.isprintable() and "\\" not in wanted else otherwise


def _speaking(response: Response) -> Response:
    """Keep the language that somebody chose before he signed in."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie(
            "lang",
            chosen,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=services().settings.secure,
        )
    return response
