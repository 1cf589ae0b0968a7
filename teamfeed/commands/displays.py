"""teamfeed display: wall screens."""

import click

from teamfeed import clock
from teamfeed.commands import host, links
from teamfeed.core import displays, invitations
from teamfeed.core.feed import Transaction
from teamfeed.language import _


@click.group("display")
def command() -> None:
    """Add, list and revoke wall screens."""


@command.command("add")
@click.argument("name")
def add(name: str) -> None:
    """Name a screen; prints the link that opens it, and a QR code."""
    own = host.firm()
    secret = own.do(_add, name)
    links.show(
        own.settings, f"/display/{secret}", _("Open this link on the screen “%(name)s”:", name=name)
    )


@command.command("list")
def list_all() -> None:
    """The screens that are not revoked, and when each was last seen."""
    own = host.firm()
    with own.reading() as connection:
        for row in displays.all_of(connection):
            seen = clock.iso(row["seen_at"]) if row["seen_at"] else "-"
            click.echo(f"{row['name']}\t{seen}")


@command.command("revoke")
@click.argument("name")
def revoke(name: str) -> None:
    """End a screen for good: it is dark within a second."""
    own = host.firm()
    with own.reading() as connection:
        found = displays.by_name(connection, name)
    own.do(displays.revoke, found["id"])
    host.say(_("The display “%(name)s” is revoked.", name=name))


def _add(tx: Transaction, name: str) -> str:
    return invitations.invite_display(tx, displays.add(tx, name), name)
