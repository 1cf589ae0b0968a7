"""teamfeed token: personal tokens for scripts and apps."""

import click

from teamfeed.commands import host
from teamfeed.core import tokens
from teamfeed.language import _


@click.group("token")
def command() -> None:
    """Make and revoke personal tokens."""


@command.command("create")
@click.argument("handle")
@click.option("--name", required=True, help="What it is for; to recognise and revoke it.")
@click.option("--scopes", default="read", show_default=True, help="As in “read write”.")
def create(handle: str, name: str, scopes: str) -> None:
    """Make a token for HANDLE and print nothing but it; it is shown this once."""
    own = host.firm()
    click.echo(own.do(tokens.create, host.account(own, handle)["id"], name, scopes))


@command.command("revoke")
@click.argument("handle")
@click.option("--name", required=True)
def revoke(handle: str, name: str) -> None:
    """End a token of HANDLE at once, on open connections too."""
    own = host.firm()
    own.do(tokens.revoke, host.account(own, handle)["id"], name)
    host.say(_("The token “%(name)s” of @%(handle)s is revoked.", name=name, handle=handle))
