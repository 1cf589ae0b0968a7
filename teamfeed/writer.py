"""The only committer: runs what waits as one durable transaction."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from teamfeed import clock, green
from teamfeed.core import feed
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import Refusal, unavailable
from teamfeed.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")
Verb = Callable[[Transaction], Any]
LARGEST_BATCH = 256
PAUSE = 0.004  # seconds between two commits: under load several posts share one, alone none waits

log = structlog.get_logger()


class Writer:
    """One per process. Verbs that wait together share a commit; each gets its own answer."""

    def __init__(
        self, engine: Engine, settings: Settings, now: Callable[[], int] = clock.now
    ) -> None:
        self._engine = engine.execution_options(immediate=True)
        self._settings = settings
        self._now = now
        self._waiting: list[tuple[Verb, green.Promise[Any]]] = []
        self._wake = green.Event()
        self._lock = green.Lock()
        self._running = False
        self.on_commit: list[Callable[[], None]] = []
        self.committed: Counter[str] = Counter()  # transactions of this process by kind of change

    def start(self) -> None:
        """Commit in a greenlet or thread of its own from now on, as a server does."""
        if not self._running:
            self._running = True
            green.spawn(self._run)

    def stop(self) -> None:
        """Finish what waits, then commit in the caller's own thread again."""
        self._running = False
        self._wake.set()

    def do(
        self, verb: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb of the core and return its result once it is durable; raises Refusal."""
        promise: green.Promise[T] = green.Promise()
        self._waiting.append((lambda tx: verb(tx, *args, **kwargs), promise))
        if self._running:
            self._wake.set()
        else:
            self._drain()
        return promise.wait()

    def _run(self) -> None:
        while self._running or self._waiting:
            self._wake.wait()
            self._wake.clear()
            self._drain()
            green.sleep(PAUSE)

    def _drain(self) -> None:
        with self._lock:
            while self._waiting:
                batch = self._waiting[:LARGEST_BATCH]
                del self._waiting[:LARGEST_BATCH]
                self._answer(batch, self._commit([verb for verb, _ in batch]))

    def _answer(self, batch: list[tuple[Verb, green.Promise[Any]]], outcomes: list[Any]) -> None:
        for (_, promise), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, BaseException):
                promise.fail(outcome)
            else:
                promise.resolve(outcome)

    def _commit(self, verbs: list[Verb]) -> list[Any]:
        """One transaction for all; when one of them spoils it, again with a savepoint each."""
        try:
            outcomes = self._transaction(verbs, _together)
            outcomes = outcomes or self._transaction(verbs, _one_by_one) or []
        except (DBAPIError, PoolTimeout) as error:
            log.error("commit failed", error=_reason(error), verbs=len(verbs))
            return [unavailable() for _ in verbs]
        except Exception as error:
            log.exception("commit failed", verbs=len(verbs))
            return [error for _ in verbs]
        self._tell()
        return outcomes

    def _tell(self) -> None:
        for told in self.on_commit:
            try:
                told()
            except Exception:
                log.exception("on_commit failed")  # what is committed is answered all the same

    def _transaction(self, verbs: list[Verb], run: "Run") -> list[Any] | None:
        with self._engine.connect() as connection, connection.begin() as transaction:
            tx = Transaction(connection, self._settings, self._now(), feed.lock(connection))
            before = tx.head.position
            outcomes = run(tx, verbs)
            if outcomes is None:
                transaction.rollback()
                return None
            tx.flush()
            if tx.writes:
                feed.move(connection, tx.head)
            self._make_durable(connection, transaction, tx.head.position > before)
            self.committed.update(tx.kinds)
            return outcomes

    def _make_durable(
        self, connection: Connection, transaction: sa.RootTransaction, announced: bool
    ) -> None:
        if self._settings.commit_off_hub and announced and self._running:
            green.offload(transaction.commit)
        else:
            transaction.commit()


Run = Callable[[Transaction, list[Verb]], list[Any] | None]


def _together(tx: Transaction, verbs: list[Verb]) -> list[Any] | None:
    """Outcomes, or None when a verb failed in a way that may have left something behind."""
    try:
        outcomes = [_refusable(tx, verb) for verb in verbs]
        tx.flush()
    except Exception as error:
        if not _own_fault(error):
            raise
        return None
    return outcomes


def _refusable(tx: Transaction, verb: Verb) -> Any:
    """What a verb returns, or its refusal, unless it wrote before it refused."""
    before = tx.writes, tx.head.position
    try:
        return verb(tx)
    except Refusal as refusal:
        if (tx.writes, tx.head.position) != before:
            raise
        return refusal


def _one_by_one(tx: Transaction, verbs: list[Verb]) -> list[Any]:
    return [_guarded(tx, verb) for verb in verbs]


def _guarded(tx: Transaction, verb: Verb) -> Any:
    head = feed.Head(tx.head.position, tx.head.floor, tx.head.last_id)
    savepoint = tx.connection.begin_nested()
    try:
        outcome = verb(tx)
        tx.flush()
    except Exception as error:
        if not _own_fault(error):
            raise
        savepoint.rollback()
        tx.forget_waiting()
        tx.memory.clear()
        tx.head = head
        return error
    savepoint.commit()
    return outcome


# What a statement's own values can cause; everything else means that the database is away.
_STATEMENT_FAULTS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)


def _own_fault(error: Exception) -> bool:
    """Whether one verb is to blame, so that the others of its batch may go on."""
    return not isinstance(error, DBAPIError) or isinstance(error, _STATEMENT_FAULTS)


def _reason(error: Exception) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)
