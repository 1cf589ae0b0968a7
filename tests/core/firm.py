"""The firm at work: its people say things, and a fresh look shows what everybody sees."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import orjson
from sqlalchemy.engine import Connection, Engine

from teamfeed import database, green
from teamfeed.core import board, drafts, feed, posts, sites, timeline
from teamfeed.core.drafts import Draft
from teamfeed.core.feed import Transaction
from teamfeed.core.posts import Published
from teamfeed.core.refusal import Refusal
from teamfeed.core.timeline import Page
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests.cast import Cast, Person
from tests.conftest import Clock

P = ParamSpec("P")
T = TypeVar("T")
Json = dict[str, Any]


@dataclass(frozen=True)
class Firm:
    """What a test needs to let the cast act and to look at the result."""

    engine: Engine
    settings: Settings
    clock: Clock
    writer: Writer
    cast: Cast

    def do(
        self, verb: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb of the core; it is durable when this returns."""
        return self.writer.do(verb, *args, **kwargs)

    def read(
        self, look: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What a reading function of the core finds now."""
        with database.reading(self.engine) as connection:
            return look(connection, *args, **kwargs)

    def draft(self, status: str = "", **given: Any) -> Draft:
        """A checked draft, as every door makes it."""
        return drafts.check(
            {"status": status, **given},
            self.settings,
            self.clock.now,
            lambda: self.read(_open_sites),
        )

    def say(self, who: Person, status: str = "", **given: Any) -> Published:
        """Somebody posts."""
        return self.do(posts.publish, who.id, self.draft(status, **given))

    def correct(self, who: Person, post: Published, status: str = "", **given: Any) -> Json:
        """Somebody corrects a post; what it says now."""
        return dict(self.do(posts.correct, who.id, post.post_id, self.draft(status, **given)))

    def remove(self, who: Person, post: Published) -> None:
        """Somebody removes a post."""
        self.do(posts.remove, who.id, post.post_id)

    def timeline(self, **page: int) -> list[Json]:
        """What the firm reads, newest first."""
        return self.read(timeline.read, Page(**page), self.settings, self.clock.now)

    def texts(self) -> list[str]:
        """The words of the timeline, newest first."""
        return [status["text"] for status in self.timeline()]

    def tile(self, who: Person) -> Json:
        """What the board says of somebody."""
        tiles = self.read(board.read, self.settings, self.clock.now)["tiles"]
        found: Json = next(t["teamfeed"] for t in tiles if t["id"] == str(who.id))
        return found

    def changes(self, cursor: int = 0) -> list[Json]:
        """What a viewer with this cursor catches up on."""
        return [orjson.loads(change.body) for change in self.read(feed.after, cursor, 10_000)]

    def head(self) -> int:
        """The feed's last position."""
        return self.read(feed.head)

    def rows(self, statement: Any, values: Mapping[str, Any] | None = None) -> list[Json]:
        """Rows of the database itself."""
        return self.read(_rows, statement, values)


def together(writer: Writer, verbs: Sequence[Callable[[Transaction], Any]]) -> list[Any]:
    """What each verb returned or raised when all of them waited for the same commit."""
    promises: list[green.Promise[Any]] = [green.Promise() for _ in verbs]

    # They arrive while another commit is under way, then the last one comes and starts theirs.
    writer._waiting.extend(zip(verbs, promises, strict=True))
    with suppress(Refusal):
        writer.do(lambda _tx: None)
    return [_outcome(promise) for promise in promises]


def _outcome(promise: green.Promise[Any]) -> Any:
    try:
        return promise.wait(1)
    except Exception as error:  # noqa: BLE001  # the outcome of a verb may be any
        return error


def _open_sites(connection: Connection) -> dict[str, int]:
    return {row["name"]: row["id"] for row in sites.all_of(connection) if row["open"]}


def _rows(connection: Connection, statement: Any, values: Mapping[str, Any] | None) -> list[Json]:
    return [dict(row) for row in connection.execute(statement, values).mappings()]
