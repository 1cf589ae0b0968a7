"""Posting, tokens, people, invitations and displays from the host."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from teamfeed.core import accounts, displays, sessions, timeline, tokens
from teamfeed.core.schema import feed, invitations
from teamfeed.database import reading
from teamfeed.settings import Settings
from tests.cast import Cast
from tests.commands.conftest import Run


def test_a_post_from_the_host_moves_the_board(
    run: Run, engine: Engine, settings: Settings, server_cast: Cast
) -> None:
    printed = run("post", "au travail dupont", "--as", "tess").stdout

    with reading(engine) as connection:
        said = timeline.status(connection, int(printed), settings, 0)
        tess = accounts.find(connection, server_cast.tess.id)
    assert said["text"] == "au travail dupont"
    assert (tess["availability"], tess["site_name"]) == ("working", "Dupont")


def test_a_post_with_a_client_id_is_made_once(run: Run) -> None:
    first = run("post", "pause", "--as", "tess", "--client-id", "k")
    again = run("post", "pause", "--as", "tess", "--client-id", "k")

    assert first.stdout == again.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("post", "", "--as", "tess"), "There is nothing to post"),
        (("post", "x" * 141, "--as", "tess"), "141 characters: at most 140 fit."),
        (("post", "libre", "--as", "olly"), "Nobody has the handle “olly”."),
        (("token", "create", "olly", "--name", "n"), "Nobody has the handle “olly”."),
        (("token", "create", "tess", "--name", "n", "--scopes", "fly"), "Scopes are: read,"),
        (("token", "create", "tess", "--name", "tests"), "There is a token named “tests” already."),
        (("token", "revoke", "tess", "--name", "n"), "There is no token named “n”."),
        (("account", "deactivate", "olly"), "Nobody has the handle “olly”."),
        (("display", "revoke", "Hall"), "There is no display named “Hall”."),
        (("invite", "tess", "--name", "Another"), "The handle “tess” is taken"),
        (("invite", "hugo", "--name", "Hugo", "--role", "guest"), "A guest needs a site"),
        (("invite", "hugo", "--name", "Hugo", "--site", "Nowhere"), "There is no site named"),
        (("invite", "hugo", "--name", "Hugo", "--until", "demain"), "A day such as 2026-03-31"),
    ],
)
def test_a_refusal_is_one_line_on_standard_error(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    result = run(*words)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1


def test_a_refusal_speaks_the_firms_language(run: Run) -> None:
    refused = run("post", "x" * 141, "--as", "tess", TEAMFEED_LANGUAGE_DEFAULT="fr")

    assert refused.stderr.startswith("141 caractères")


def test_token_create_prints_only_the_token(run: Run, engine: Engine, server_cast: Cast) -> None:
    printed = run("token", "create", "tess", "--name", "script", "--scopes", "read write").stdout

    with reading(engine) as connection:
        found = tokens.find(connection, printed.removesuffix("\n"), 0)
    assert found is not None
    assert found.handle == "tess"
    assert found.scopes == {"read", "write"}


def test_a_revoked_token_is_told_to_open_sockets(run: Run, engine: Engine) -> None:
    token = run("token", "create", "tess", "--name", "script").stdout.strip()

    revoked = run("token", "revoke", "tess", "--name", "script")

    with reading(engine) as connection:
        assert tokens.find(connection, token, 0) is None
        last = connection.execute(sa.select(feed.c.kind).order_by(feed.c.position.desc())).scalar()
    assert "revoked" in revoked.stdout
    assert last == "revocation"


def test_an_added_person_is_listed_and_can_be_closed(run: Run, engine: Engine) -> None:
    added = run(
        "account",
        "add",
        "hugo",
        "--name",
        "Hugo Le Goff",
        "--role",
        "worker",
        "--trade",
        "painter",
        "--password-stdin",
        typed="un pinceau, deux seaux\n",
    )
    listed = run("account", "list").stdout
    run("account", "deactivate", "hugo")

    with reading(engine) as connection:
        row = accounts.by_handle(connection, "hugo")
    assert added.exit_code == 0, added.stderr
    assert re.search(r"@hugo\s+Hugo Le Goff\s+worker\s+painter\s+open", listed)
    assert row["active"] is False
    assert "closed" in run("account", "list").stdout


def test_an_easy_password_is_refused(run: Run) -> None:
    refused = run("account", "add", "hugo", "--name", "Hugo", "--role", "worker",
                  "--password-stdin", typed="motdepasse12\n")  # fmt: skip

    assert refused.exit_code == 1
    assert "too easy to guess" in refused.stderr


def test_an_invitation_is_a_link_and_a_code(run: Run, engine: Engine, server_cast: Cast) -> None:
    said = run("invite", "vasseur", "--name", "Plomberie Vasseur", "--role", "guest",
               "--site", "dupont", "--until", "2099-12-12").stdout  # fmt: skip

    with reading(engine) as connection:
        row = connection.execute(sa.select(invitations)).mappings().one()
    assert re.search(r"^http://127\.0\.0\.1:8000/invitation/[\w-]{43}$", said, re.MULTILINE)
    assert "█" in said
    assert row["site_id"] == server_cast.dupont
    assert row["until"] == 4_100_799_600_000  # the midnight that ends the 12th, in Paris
    assert re.findall(r"[\w-]{43}", said)[0] not in str(dict(row))


def test_a_display_is_added_listed_and_revoked(run: Run, engine: Engine) -> None:
    link = run("display", "add", "Hall").stdout
    listed = run("display", "list").stdout

    revoked = run("display", "revoke", "Hall")

    with reading(engine) as connection:
        assert displays.all_of(connection) == []
    assert "/display/" in link
    assert listed == "Hall\t-\n"
    assert revoked.exit_code == 0


def test_a_display_speaks_of_when_it_was_seen(run: Run, writer: object, engine: Engine) -> None:
    run("display", "add", "Hall")
    with reading(engine) as connection:
        number = displays.by_name(connection, "Hall")["id"]
    writer.do(sessions.open_display, number, "tests")  # type: ignore[attr-defined]

    assert run("display", "list").stdout == "Hall\t2026-01-05T08:00:00.000Z\n"
