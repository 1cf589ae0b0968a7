"""What every door needs: settings, database, writer; one object per process."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar, cast

from flask import current_app
from sqlalchemy.engine import Connection, Engine

from teamfeed import clock, database
from teamfeed.core.drafts import Draft, check
from teamfeed.core.feed import Transaction
from teamfeed.open_sites import OpenSites
from teamfeed.settings import Settings
from teamfeed.throttle import Throttle
from teamfeed.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Services:
    """Handed to whoever needs it; there are no globals."""

    settings: Settings
    engine: Engine
    writer: Writer
    throttle: Throttle
    now: Callable[[], int] = field(default=clock.now)
    open_sites: OpenSites = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "open_sites", OpenSites(self.engine, self.writer))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading."""
        with database.reading(self.engine) as connection:
            yield connection

    def do(
        self, verb: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb that writes; returns once it is durable."""
        return self.writer.do(verb, *args, **kwargs)

    def draft(self, given: Mapping[str, object]) -> Draft:
        """Check a draft with the firm's open sites at hand."""
        return check(given, self.settings, self.now(), self.open_sites.names)


def build(settings: Settings) -> Services:
    """The services of a process; the database must be migrated already."""
    engine = database.engine(settings)
    return Services(settings, engine, Writer(engine, settings), Throttle(settings))


def services() -> Services:
    """The services of the app that answers this request."""
    return cast(Services, current_app.extensions["teamfeed"])
