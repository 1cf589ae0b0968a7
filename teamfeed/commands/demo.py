"""teamfeed demo: a believable firm, and a working day played through real clients."""

import signal

import click

from teamfeed import demo
from teamfeed.commands import host
from teamfeed.core.refusal import conflict
from teamfeed.demo import live
from teamfeed.language import _


@click.group("demo")
def command() -> None:
    """Create the demo firm, or let it work."""


@command.command("create")
def create() -> None:
    """Hire the demo firm of Rennes, with two weeks of posts, in an empty database."""
    own = host.firm()
    if not demo.create(own, host.demo_password(own.settings)):
        raise conflict(people=_("Other people work here already: nothing was changed."))
    host.say(_("The demo firm is hired."))


@command.command("live")
@click.option("--speed", default=60.0, show_default=True, type=click.FloatRange(0.1, 3600))
def live_day(speed: float) -> None:
    """Play working days, SPEED times as fast as life, until Ctrl+C; the server must run."""
    own = host.firm()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with live.badges(own) as people:
        tally = live.play(
            own.settings.url, people, speed, language=host.language(), zone=own.settings.zone
        )
    host.say(
        _(
            "%(posted)d posts; %(retried)d sent again, %(refused)d refused.",
            posted=tally.posted,
            retried=tally.retried,
            refused=tally.refused,
        )
    )
