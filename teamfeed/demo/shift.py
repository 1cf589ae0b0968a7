"""A shift at whatever hour the demo starts, so that its boards are alive.

The firm of the story works from 7:30 to 17:00 on working days. Who tries teamfeed at night or on
a Sunday would see a board of people who have gone home: true, and dull. So outside those hours
some of them work an extra shift that began less than three hours ago. The rest of the firm stays
as the last working day left it.
"""

from teamfeed.clock import HOUR, MINUTE
from teamfeed.core.availability import AVAILABLE, ON_BREAK, SOON, TRAVELLING, WORKING, Rules
from teamfeed.demo.line import Line

LONGEST = 170 * MINUTE  # within the three hours in which a status is believed
ROUND = 15 * MINUTE

# who, minutes ago, availability, site, text, minutes until free
_SAID: tuple[tuple[str, int, str | None, str, str, int], ...] = (
    ("dana", 165, None, "", "Équipe de renfort en place. Je suis au bureau si besoin.", 0),
    ("jose", 80, WORKING, "Cleunay", "Au travail.", 0),
    ("loic", 55, WORKING, "Antrain", "Gaine technique ouverte au 3e.", 0),
    ("yann", 48, AVAILABLE, "Lices", "Seuil coulé. Libre.", 0),
    ("paul", 44, WORKING, "Dupont", "Enduit poncé, j’attaque la sous-couche.", 0),
    ("tariq", 38, WORKING, "Thabor", "Spots du couloir branchés.", 0),
    ("tess", 34, WORKING, "Sévigné", "Cage d’escalier, encore 40 min.", 0),
    ("nadia", 30, AVAILABLE, "Dupont", "Tableau du 2e posé.", 0),
    ("samir", 26, SOON, "Bréquigny", "Différentiel changé, je range.", 50),
    ("gwenn", 23, WORKING, "Cleunay", "La fuite du plafond est sèche, je peux enduire.", 0),
    ("rosa", 22, SOON, "Dupont", "Cage d’escalier, encore 40 min.", 20),
    ("soizic", 18, WORKING, "Sévigné", "Salon, première couche finie. #couleur", 0),
    ("mael", 14, TRAVELLING, "Lices", "J’arrive.", 0),
    ("karim", 12, AVAILABLE, "Antrain", "Tableau fini, prêt à bouger.", 0),
    ("erwan", 11, ON_BREAK, "Thabor", "", 0),
    ("bruno", 9, SOON, "Lices", "Je finis le seuil.", 80),
    ("ines", 8, AVAILABLE, "Sévigné", "Libre. Couloir en blanc cassé, deux couches.", 0),
    ("dana", 6, None, "", "@bruno la benne passe après toi, laisse-la ouverte.", 0),
    ("fatou", 2, WORKING, "Dupont", "Petite fuite sous l’évier du 1er, j’ai mis un seau.", 0),
    ("ali", 1, AVAILABLE, "Cleunay", "Seuil coulé rue Eugène-Pottier. Libre.", 0),
)
_PHOTOS = {"soizic": "room", "fatou": "leak"}


def lines(now: int, rules: Rules, after: int) -> list[Line]:
    """The shift's posts up to now; none before `after`, none on an earlier day."""
    begins = max(after, now - LONGEST, rules.day_start(now))
    length = now - begins
    if length < MINUTE:
        return []
    told = []
    for who, ago, availability, site, text, free_in in _SAID:
        at = now - ago * length // (LONGEST // MINUTE)
        free = (now + free_in * MINUTE) // ROUND * ROUND + ROUND if free_in else None
        told.append(Line(who, at, text, availability, free, site, scene=_PHOTOS.get(who, "")))
    return sorted(told, key=lambda line: line.at)


def needed(now: int, rules: Rules) -> bool:
    """Whether the story alone leaves the boards empty: early, in the evening, on a free day."""
    opens = rules.day_start(now) + 8 * HOUR + 15 * MINUTE
    closes = rules.day_start(now) + 16 * HOUR + 25 * MINUTE
    return not (rules.local(now).weekday() in rules.days and opens <= now < closes)
