"""/p/ID, /u/HANDLE, /s/SITE: a post, a person, a site; what links in the API lead to."""

from flask import render_template

from teamfeed.api import reading
from teamfeed.core import accounts, board, sites
from teamfeed.core.availability import Rules
from teamfeed.core.refusal import not_found
from teamfeed.core.timeline import Column
from teamfeed.services import services
from teamfeed.web import pages
from teamfeed.web.blueprint import blueprint
from teamfeed.web.bootstrap import block, bootstrap, trade_of

RECENT = 20


@blueprint.get("/p/<id:post_id>")
def post(post_id: int) -> str:
    """One post, alone."""
    with services().reading() as connection:
        found = reading.status(connection, post_id)
    return render_template(
        "post.html", post=found, bootstrap=block({**bootstrap(), "timeline": [found]})
    )


@blueprint.get("/u/<handle>")
def person(handle: str) -> str:
    """A person: availability and recent posts."""
    with services().reading() as connection:
        row = accounts.by_handle(connection, handle)
    if not row["active"]:
        raise not_found()
    found = bootstrap(posts=RECENT, column=Column(account_id=row["id"]))
    return render_template(
        "person.html",
        person=row,
        worth=pages.worth(row),
        trade=trade_of(found, row["trade"]),
        bootstrap=block(found),
    )


@blueprint.get("/s/<id:site_id>")
def site(site_id: int) -> str:
    """A site: who is there now, and recent posts."""
    own = services()
    only, _account = reading.guest()
    with own.reading() as connection:
        row = sites.find(connection, site_id)
        if row is None or only not in (None, site_id):
            raise not_found()
        people = board.rows(connection, site_id)
    here = board.ordered(people, Rules.of(own.settings), own.now())
    found = bootstrap(posts=RECENT, column=Column(site_id=site_id))
    return render_template("site.html", site=row, here=here, bootstrap=block(found))
