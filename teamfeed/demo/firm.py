"""Kerbrat Bâtiment, Rennes: who works there, in which trades, on which sites."""

from dataclasses import dataclass

from teamfeed.core import roles

# code, French, English, the letter in the ring
TRADES = (
    ("painter", "Peintre", "Painter", "P"),
    ("mason", "Maçon", "Mason", "M"),
    ("electrician", "Électricien", "Electrician", "É"),
    ("carpenter", "Charpentier", "Carpenter", "C"),
)


@dataclass(frozen=True)
class Place:
    """A site of the firm; `progress` is what it has reached when the two weeks end."""

    name: str
    address: str
    lat: float
    lon: float
    radius_m: int
    progress: int
    daily: int  # what a working day adds


# Real streets of Rennes; the points are on them to about fifty metres.
SITES = (
    Place("Antrain", "88 rue d’Antrain, 35700 Rennes", 48.1207, -1.6748, 80, 80, 6),
    Place("Bréquigny", "avenue Henri-Fréville, 35200 Rennes", 48.0876, -1.6762, 200, 15, 1),
    Place("Cleunay", "rue Eugène-Pottier, 35000 Rennes", 48.1019, -1.7064, 120, 45, 4),
    Place("Dupont", "14 rue de Saint-Malo, 35000 Rennes", 48.1157, -1.6806, 80, 75, 5),
    Place("Lices", "place des Lices, 35000 Rennes", 48.1127, -1.6838, 120, 60, 5),
    Place("Sévigné", "31 boulevard de Sévigné, 35700 Rennes", 48.1186, -1.6716, 80, 30, 3),
    Place("Thabor", "12 rue de la Palestine, 35700 Rennes", 48.1163, -1.6684, 100, 90, 4),
    Place("Villejean", "cours Kennedy, 35000 Rennes", 48.1207, -1.7045, 250, 5, 1),
)
NAME = "Kerbrat Bâtiment"
BLOCKED = "Lices"  # its plaster is late


@dataclass(frozen=True)
class Person:
    """One of the firm; `home` is the site of most of his days."""

    handle: str
    name: str
    role: str
    trade: str | None = None
    home: str = ""
    language: str = "fr"


def _crew(trade: str, home: str, **people: str) -> tuple[Person, ...]:
    return tuple(Person(handle, name, roles.WORKER, trade, home) for handle, name in people.items())


OFFICE = (
    Person("ada", "Ada", roles.ADMIN),
    Person("dana", "Dana", roles.DISPATCHER),
    Person("mo", "Mo", roles.MANAGER),
)
GUEST = Person("gil", "Gil", roles.GUEST, None, "Dupont")
CREWS = (
    *_crew("painter", "Dupont", paul="Paul", rosa="Rosa"),
    *_crew("painter", "Cleunay", gwenn="Gwenn"),
    *_crew("painter", "Sévigné", ines="Inès", soizic="Soizic", tess="Tess"),
    *_crew("mason", "Lices", yann="Yann", bruno="Bruno", mael="Maël"),
    *_crew("mason", "Cleunay", ali="Ali", jose="José"),
    *_crew("electrician", "Antrain", karim="Karim", loic="Loïc"),
    *_crew("electrician", "Dupont", nadia="Nadia", fatou="Fatou"),
    *_crew("electrician", "Bréquigny", samir="Samir"),
    *_crew("electrician", "Thabor", tariq="Tariq"),
    *_crew("carpenter", "Thabor", erwan="Erwan", guillaume="Guillaume"),
    *_crew("carpenter", "Villejean", ewen="Ewen"),
)
PEOPLE = (*OFFICE, *CREWS, GUEST)
GUEST_WEEKS = 5


def place(name: str) -> Place:
    """A site by its name."""
    return next(one for one in SITES if one.name == name)
