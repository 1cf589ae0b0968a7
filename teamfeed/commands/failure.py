"""A refusal, a bad setting or an absent database as one line on standard error."""

from typing import IO, Any

import click
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from teamfeed.commands import host
from teamfeed.core.refusal import Refusal
from teamfeed.language import Message, _
from teamfeed.settings import BadSettings


class Failure(click.ClickException):
    """Shown as it is, without a prefix; exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=True)


def fail(message: Message) -> Failure:
    """The failure that says this sentence in the firm's language."""
    return Failure(message.say(host.language()))


def shown(error: Exception) -> Failure | None:
    """What to say of an error; None for a fault of ours, which deserves its traceback."""
    if isinstance(error, BadSettings):
        return Failure(str(error))
    if isinstance(error, Refusal):
        said = {message.say(host.language()) for message in error.reasons.values()}
        said.discard(error.message.say(host.language()))
        return Failure(" ".join([error.message.say(host.language()), *sorted(said)]))
    if isinstance(error, DBAPIError):
        return _of_database(error)
    return None


def _of_database(error: DBAPIError) -> Failure | None:
    words = str(error.orig).strip().splitlines()[0]
    if "no such table" in words or "UndefinedTable" in type(error.orig).__name__:
        return fail(_("The database has no tables yet. Run: teamfeed migrate"))
    if isinstance(error, OperationalError | ProgrammingError):
        return fail(
            _(
                "The database cannot be used: %(reason)s. Check TEAMFEED_DATABASE_URL and "
                "TEAMFEED_DATA_DIR.",
                reason=words,
            )
        )
    return None
