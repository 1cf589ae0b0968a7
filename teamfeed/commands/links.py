"""Show a link that is good once, and as a QR code for a telephone's camera."""

import click
import segno

from teamfeed.commands import host
from teamfeed.core import invitations
from teamfeed.language import Message, _
from teamfeed.settings import Settings


def show(settings: Settings, path: str, meaning: Message) -> None:
    """What it is for, the link, the code, until when."""
    link = settings.url + path
    host.say(meaning)
    click.echo(link)
    segno.make(link, micro=False).terminal(click.get_text_stream("stdout"), compact=True)
    host.say(_("It works once, within %(hours)d hours.", hours=invitations.LIFETIME // 3_600_000))
