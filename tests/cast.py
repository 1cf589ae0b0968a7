"""The people of every test: Dana dispatches, Mo manages, Tess and Tariq are on the tools."""

from dataclasses import dataclass

from argon2 import PasswordHasher

from teamfeed.clock import DAY
from teamfeed.core import accounts, sites, tokens, trades
from teamfeed.core.feed import Transaction
from teamfeed.writer import Writer

PASSWORD = "trois seaux de plâtre"
# The real algorithm with its cheapest costs: a quarter of a second a person would be too much.
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

TRADES = (
    ("painter", "Peintre", "Painter", "P"),
    ("mason", "Maçon", "Mason", "M"),
    ("electrician", "Électricien", "Electrician", "É"),
)


@dataclass(frozen=True)
class Person:
    """One of the cast; `token` may read and write."""

    id: int
    handle: str
    name: str
    role: str
    token: str


@dataclass(frozen=True)
class Cast:
    """Everybody by name, and the two sites; Olly is from outside and has no account."""

    dana: Person  # dispatcher
    mo: Person  # manager
    tess: Person  # worker, painter
    tariq: Person  # worker, electrician
    gil: Person  # guest of Dupont
    ada: Person  # admin
    dupont: int  # an open site
    moreau: int  # another open site

    @property
    def people(self) -> tuple[Person, ...]:
        """All six."""
        return self.dana, self.mo, self.tess, self.tariq, self.gil, self.ada


def hire(writer: Writer) -> Cast:
    """Open the firm: trades, two sites of Rennes, six people with a token each."""
    return writer.do(_hire)


def person(
    tx: Transaction,
    handle: str,
    role: str,
    trade: str | None = None,
    site_id: int | None = None,
    language: str = "fr",
) -> Person:
    """One more account, whose password is PASSWORD."""
    name = handle.capitalize()
    until = tx.now + 30 * DAY if site_id else None
    number = accounts.add(
        tx,
        handle,
        name,
        role,
        trade=trade,
        language=language,
        password_hash=_HASH,
        site_id=site_id,
        until=until,
    )
    return Person(number, handle, name, role, tokens.create(tx, number, "tests", "read write"))


def _hire(tx: Transaction) -> Cast:
    for rank, trade in enumerate(TRADES):
        trades.add(tx, *trade, rank)
    dupont = sites.add(tx, "Dupont", address="12 rue Saint-Malo, Rennes", lat=48.1173, lon=-1.6778)
    moreau = sites.add(tx, "Moreau", address="3 quai Lamennais, Rennes", lat=48.1102, lon=-1.6822)
    return Cast(
        dana=person(tx, "dana", "dispatcher"),
        mo=person(tx, "mo", "manager", language="en"),
        tess=person(tx, "tess", "worker", "painter"),
        tariq=person(tx, "tariq", "worker", "electrician"),
        gil=person(tx, "gil", "guest", "mason", site_id=dupont),
        ada=person(tx, "ada", "admin"),
        dupont=dupont,
        moreau=moreau,
    )
