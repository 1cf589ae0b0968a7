"""/roster: who is available now, by trade and site."""

from flask import render_template

from teamfeed.web.blueprint import blueprint
from teamfeed.web.bootstrap import block, bootstrap


@blueprint.get("/roster")
def roster() -> str:
    """The roster of this minute."""
    found = bootstrap(with_board=True)
    return render_template("roster.html", bootstrap=block(found), you=found["you"])
