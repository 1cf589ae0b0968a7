"""teamfeed post: say something from the host, by the same way as everybody."""

import click

from teamfeed.commands import host
from teamfeed.core import posts


@click.command("post")
@click.argument("text")
@click.option("--as", "handle", required=True, help="Handle of the author.")
@click.option("--site", help="Name of a site, or a free text.")
@click.option("--client-id", help="Makes a repeated command one post.")
def command(text: str, handle: str, site: str | None, client_id: str | None) -> None:
    """Publish TEXT, as in: teamfeed post "libre 14h" --as tess; prints the post's id."""
    own = host.firm()
    author = host.account(own, handle)
    draft = own.draft({"status": text, "site": site, "client_id": client_id})
    click.echo(own.do(posts.publish, author["id"], draft).post_id)
