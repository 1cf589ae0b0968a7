"""teamfeed invite: a link by which one person chooses a password and is in."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click

from teamfeed.commands import host, links
from teamfeed.core import invitations, roles, sites
from teamfeed.core.refusal import invalid
from teamfeed.language import LANGUAGES, _
from teamfeed.services import Services


@click.command("invite")
@click.argument("handle")
@click.option("--name", required=True, help="Name as colleagues read it.")
@click.option("--role", default=roles.WORKER, show_default=True, type=click.Choice(roles.ROLES))
@click.option("--trade", help="Code of a trade, as in painter.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Default: the firm's.")
@click.option("--site", help="A guest's one site, by name.")
@click.option("--until", help="A guest's last day, as in 2026-03-31.")
def command(
    handle: str,
    name: str,
    role: str,
    trade: str | None,
    language: str | None,
    site: str | None,
    until: str | None,
) -> None:
    """Invite a person: prints the link, and a QR code to hold before a telephone."""
    own = host.firm()
    secret = own.do(
        invitations.invite,
        handle,
        name,
        role,
        trade=trade,
        language=language,
        site_id=_site(own, site),
        until=_end_of(own, until),
    )
    links.show(
        own.settings, f"/invitation/{secret}", _("Invitation for @%(handle)s:", handle=handle)
    )


def _site(own: Services, name: str | None) -> int | None:
    if name is None:
        return None
    with own.reading() as connection:
        for row in sites.all_of(connection):
            if row["name"].casefold() == name.casefold():
                return int(row["id"])
    raise invalid(site=_("There is no site named “%(name)s”.", name=name))


def _end_of(own: Services, day: str | None) -> int | None:
    """The midnight after a day of the firm, in milliseconds."""
    if day is None:
        return None
    try:
        after = date.fromisoformat(day) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise invalid(until=_("A day such as 2026-03-31 is needed.")) from None
    midnight = datetime.combine(after, time(), ZoneInfo(own.settings.zone))
    return int(midnight.timestamp() * 1000)
