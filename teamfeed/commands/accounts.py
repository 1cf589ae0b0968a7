"""teamfeed account: people, from the host."""

import click
from rich.console import Console
from rich.table import Table

from teamfeed.commands import host
from teamfeed.core import accounts, roles, secrets
from teamfeed.core.feed import Row
from teamfeed.language import LANGUAGES, Message, _


@click.group("account")
def command() -> None:
    """Add, list and deactivate people."""


@command.command("add")
@click.argument("handle")
@click.option("--name", required=True, help="Name as colleagues read it.")
@click.option(
    "--role",
    required=True,
    type=click.Choice([*roles.ROLES[:-1]]),
    help="For a guest, use: teamfeed invite.",
)
@click.option("--trade", help="Code of a trade, as in painter.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Default: the firm's.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(
    handle: str, name: str, role: str, trade: str | None, language: str | None, password_stdin: bool
) -> None:
    """Add a person; asks for the password unless it comes on standard input."""
    own = host.firm()
    password = _password(password_stdin)
    secrets.check_password(password, handle, name)
    number = own.do(
        accounts.add,
        handle,
        name,
        role,
        trade=trade,
        language=language,
        password_hash=secrets.hash_password(password),
    )
    host.say(_("@%(handle)s is added, with the id %(number)d.", handle=handle, number=number))


@command.command("list")
def list_all() -> None:
    """Everybody: handle, name, role, trade, and whether the account is open."""
    own = host.firm()
    with own.reading() as connection:
        people = accounts.all_of(connection)
    headings = (_("Handle"), _("Name"), _("Role"), _("Trade"), _("Account"))
    table = Table(*(heading.say(host.language()) for heading in headings), box=None)
    for row in people:
        table.add_row(
            f"@{row['handle']}",
            row["name"],
            row["role"],
            row["trade"] or "",
            _state(row).say(host.language()),
        )
    Console().print(table)


@command.command("deactivate")
@click.argument("handle")
def deactivate(handle: str) -> None:
    """Close the account of HANDLE: sign-ins, tokens and open connections end at once."""
    own = host.firm()
    own.do(accounts.deactivate, host.account(own, handle)["id"])
    host.say(_("The account @%(handle)s is closed.", handle=handle))


def _state(row: Row) -> Message:
    return _("open") if row["active"] else _("closed")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return click.get_text_stream("stdin").readline().rstrip("\n")
    asked: str = click.prompt(
        _("Password").say(host.language()), hide_input=True, confirmation_prompt=True
    )
    return asked
