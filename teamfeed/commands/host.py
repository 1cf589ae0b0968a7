"""What every command needs: the settings, the firm's services, words in its language."""

import click

from teamfeed import environment, settings
from teamfeed.core import accounts
from teamfeed.core.feed import Row
from teamfeed.language import LANGUAGES, Message
from teamfeed.services import Services, build

DEMO_PASSWORD = "demo-password"  # the file that also says: these people are the demo's


def firm() -> Services:
    """The services of this host's firm; what they write is committed at once."""
    return build(settings.read())


def account(own: Services, handle: str) -> Row:
    """The account with a handle; refuses an unknown one."""
    with own.reading() as connection:
        return accounts.by_handle(connection, handle)


def say(message: Message) -> None:
    """A sentence on standard output, in the firm's language."""
    click.echo(message.say(language()))


def demo_password(own: settings.Settings) -> str:
    """The password of the demo firm: set, or generated once and kept in the data folder."""
    return own.demo_password.get_secret_value() or settings.secret(
        own, DEMO_PASSWORD, settings.typable
    )


def is_demo(own: settings.Settings) -> bool:
    """Whether the demo firm was hired here."""
    return bool(own.demo_password.get_secret_value()) or (own.data_dir / DEMO_PASSWORD).exists()


def language() -> str:
    """The firm's language, also when its settings cannot be read."""
    chosen = environment.read("TEAMFEED_LANGUAGE_DEFAULT")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
