"""The only committer: runs what waits as one durable transaction."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from teamfeed import clock, green
from teamfeed.core import feed
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import Refusal, unavailable
from teamfeed.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")
Verb = Callable[[Transaction], Any]
LARGEST_BATCH = 256

log = structlog.get_logger()


class Writer:
    """One per process. Verbs that wait together share a commit; each gets its own answer."""

    def __init__(self, engine: Engine, settings: Settings,
                 now: Callable[[], int] = clock.now) -> None:
        self._engine = engine.execution_options(immediate=True)
        self._settings = settings
        self._now = now
        self._waiting: list[tuple[Verb, green.Promise[Any]]] = []
        self._wake = green.Event()
        self._lock = green.Lock()
        self._running = False
        self.on_commit: list[Callable[[], None]] = []

    def start(self) -> None:
        """Commit in a greenlet or thread of its own from now on, as a server does."""
        if not self._running:
            self._running = True
            green.spawn(self._run)

    def stop(self) -> None:
        """Finish what waits, then commit in the caller's own thread again."""
        self._running = False
        self._wake.set()

    def do(self, verb: Callable[Concatenate[Transaction, P], T], *args: P.args,
           **kwargs: P.kwargs) -> T:
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
        for told in self.on_commit:
            told()

    def _commit(self, verbs: list[Verb]) -> list[Any]:
        """One transaction for all; when one of them spoils it, again with a savepoint each."""
        try:
            outcomes = self._transaction(verbs, _together)
            return outcomes or self._transaction(verbs, _one_by_one) or []
        except DBAPIError as error:
            log.error("commit failed", error=str(error.orig), verbs=len(verbs))
            return [unavailable() for _ in verbs]
        except Exception as error:
            log.exception("commit failed", verbs=len(verbs))
            return [error for _ in verbs]

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
            return outcomes

    def _make_durable(self, connection: Connection, transaction: sa.RootTransaction,
                      announced: bool) -> None:
        if self._settings.commit_off_hub and announced and self._running:
            green.offload(transaction.commit)
        else:
            transaction.commit()


Run = Callable[[Transaction, list[Verb]], list[Any] | None]


def _together(tx: Transaction, verbs: list[Verb]) -> list[Any] | None:
    """Outcomes, or None when one verb wrote and then failed, or broke a constraint."""
    outcomes: list[Any] = []
    for verb in verbs:
        before = tx.writes, tx.head.position
        try:
            outcomes.append(verb(tx))
        except Refusal as refusal:
            if (tx.writes, tx.head.position) != before:
                return None
            outcomes.append(refusal)
        except IntegrityError:
            return None
        except DBAPIError:
            raise
        except Exception:
            return None
    try:
        tx.flush()
    except IntegrityError:
        return None
    return outcomes


def _one_by_one(tx: Transaction, verbs: list[Verb]) -> list[Any]:
    return [_guarded(tx, verb) for verb in verbs]


def _guarded(tx: Transaction, verb: Verb) -> Any:
    head = feed.Head(tx.head.position, tx.head.floor, tx.head.last_id)
    savepoint = tx.connection.begin_nested()
    try:
        outcome = verb(tx)
        tx.flush()
    except Exception as error:
        if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
            raise
        savepoint.rollback()
        tx.forget_waiting()
        tx.memory.clear()
        tx.head = head
        return error
    savepoint.commit()
    return outcome
