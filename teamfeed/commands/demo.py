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


@command.command("live")
@click.option("--speed", default=60.0, show_default=True, type=click.FloatRange(min=1),
              help="How many times as fast as life.")
@click.option("--url", help="Address of the running server; else the one of the settings.")
def live(speed: float, url: str | None) -> None:
    """Let the demo firm work through real clients, until Ctrl+C."""
    from teamfeed.demo.live import badges, play  # its clients are heavy to import

    own = host.firm()
    with badges(own) as tokens:
        tally = play(url or own.settings.url, tokens, speed, language=host.language(),
                     zone=own.settings.zone)
    host.say(_("%(posted)d posts; %(retried)d sent again, %(refused)d refused.",
               posted=tally.posted, retried=tally.retried, refused=tally.refused))
