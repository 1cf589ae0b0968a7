"""/wall: the board for a big screen; also what a paired display shows."""

from flask import render_template

from teamfeed.web.blueprint import blueprint
from teamfeed.web.bootstrap import block, bootstrap


@blueprint.get("/wall")
def wall() -> str:
    """The wall; ?size= ?site= ?trade= are read by its script."""
    found = bootstrap(with_board=True, posts=10, with_photo=True)
    return render_template("wall.html", bootstrap=block(found))
