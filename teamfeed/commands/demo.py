"""teamfeed demo: a believable firm, and a working day played through real clients."""

import click

from teamfeed import demo
from teamfeed.commands import host
from teamfeed.language import _


@click.group("demo")
def command() -> None:
    """Create the demo firm, or let it work."""


@command.command("create")
def create() -> None:
    """Hire the demo firm of Rennes, with two weeks of posts."""
    own = host.firm()
    demo.create(own, host.demo_password(own.settings))
    host.say(_("The demo firm is hired."))
