"""/desk: the dispatcher's timeline and composer, live."""

from flask import render_template

from teamfeed.web.blueprint import blueprint
from teamfeed.web.bootstrap import block, bootstrap


@blueprint.get("/desk")
def desk() -> str:
    """The desk."""
    found = bootstrap(with_board=True, posts=40)
    return render_template("desk.html", bootstrap=block(found), you=found["you"])
