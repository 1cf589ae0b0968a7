"""What the server does by itself: forget what is old, ask the silent."""

from collections.abc import Callable

import structlog
from sqlalchemy.exc import DBAPIError

from teamfeed import green
from teamfeed.core import housekeeping, media, questions
from teamfeed.core.refusal import Refusal
from teamfeed.services import Services

HOUR, MINUTE = 3600.0, 60.0

log = structlog.get_logger()


def start(services: Services) -> None:
    """Do every chore from now on, each in a greenlet or thread of its own."""
    green.spawn(repeat, HOUR, lambda: forget(services))
    green.spawn(repeat, MINUTE, lambda: ask(services))


def repeat(seconds: float, chore: Callable[[], None]) -> None:
    """Do a chore again and again; one that fails is tried again when it is due."""
    while True:
        try:
            chore()
        except (Refusal, DBAPIError) as error:
            log.warning("chore postponed", fault=type(error).__name__)  # the database is away
        except Exception:
            log.exception("chore failed")
        green.sleep(seconds)


def forget(services: Services) -> None:
    """Forget what is old, then erase its photos."""
    media.erase(services.settings.data_dir, services.do(housekeeping.run))


def ask(services: Services) -> None:
    """Ask the silent; a minute in which nobody is due costs one read."""
    with services.reading() as connection:
        due = questions.due(connection, services.settings, services.now())
    if due:
        services.do(questions.ask)
