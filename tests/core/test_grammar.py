"""A plain sentence moves the board when, and only when, a builder means it to."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamfeed.core.grammar import NOTHING, Reading, read

PARIS = ZoneInfo("Europe/Paris")
SITES = {
    "Dupont": 1,
    "Antrain": 2,
    "Bréquigny": 3,
    "Cleunay": 4,
    "Lices": 5,
    "Sévigné": 6,
    "Saint-Malo": 7,
    "Les Halles": 8,
}


def at(hour: int, minute: int = 0, day: int = 24) -> int:
    """Milliseconds on a Tuesday of November 2026 in Rennes."""
    return int(datetime(2026, 11, day, hour, minute, tzinfo=PARIS).timestamp() * 1000)


def said(text: str, now: int | None = None) -> Reading:
    return read(text, sites=SITES, now=now or at(9), zone=PARIS)


FREE, WORKING, TRAVELLING = Reading("available"), Reading("working"), Reading("travelling")
BREAK, HELP, OFF = Reading("on_break"), Reading("help"), Reading("off")


def soon(hour: int, minute: int = 0, day: int = 24, site_id: int | None = None) -> Reading:
    return Reading("soon", free_from=at(hour, minute, day), site_id=site_id)


FRENCH = [
    ("libre", FREE),
    ("LIBRE", FREE),
    ("Libre !", FREE),
    ("libre.", FREE),
    ("  libre  ", FREE),
    ("Libre\u202f!", FREE),
    ("Libre...", FREE),
    ("je suis libre", FREE),
    ("Je suis dispo", FREE),
    ("dispo", FREE),
    ("disponible maintenant", FREE),
    ("libre tout de suite", FREE),
    ("Toujours libre", FREE),
    ("ok libre", FREE),
    ("Salut, libre", FREE),
    ("libre 👍", FREE),
    ("✅ libre", FREE),
    ("libre @dana", FREE),
    ("libre #renfort", FREE),
    ("libre, merci", FREE),
    ("libre jusqu'à midi", FREE),
    ("libre pendant 2h", FREE),
    ("libre depuis 8h", FREE),
    ("libre dupont", Reading("available", site_id=1)),
    ("Libre aux Lices", Reading("available", site_id=5)),
    ("libre à saint malo", Reading("available", site_id=7)),
    ("libre aux Halles", Reading("available", site_id=8)),
    ("libre les halles", Reading("available", site_id=8)),
    ("libre 14h", soon(14)),
    ("libre 14 h", soon(14)),
    ("libre 14h30", soon(14, 30)),
    ("libre 14:30", soon(14, 30)),
    ("libre à 14", soon(14)),
    ("libre à 14\u00a0h", soon(14)),
    ("Libre à partir de 14h", soon(14)),
    ("libre dès 10h", soon(10)),
    ("libre vers 11h", soon(11)),
    ("libre après 15h", soon(15)),
    ("libre de 14h à 16h", soon(14)),
    ("libre à 2h", soon(14)),
    ("libre à 2 heures et demie", soon(14, 30)),
    ("libre midi", soon(12)),
    ("libre à midi", soon(12)),
    ("libre midi et demi", soon(12, 30)),
    ("libre ce soir", soon(18)),
    ("libre cet aprem", soon(13)),
    ("libre cet après-midi", soon(13)),
    ("libre en fin de journée", soon(18)),
    ("libre dans 30 min", soon(9, 30)),
    ("Libre dans 30 minutes", soon(9, 30)),
    ("libre 30 min", soon(9, 30)),
    ("libre dans une heure", soon(10)),
    ("libre 2h", soon(11)),
    ("libre dans 1h30", soon(10, 30)),
    ("libre dans deux heures", soon(11)),
    ("libre dans une demi-heure", soon(9, 30)),
    ("libre dans un quart d’heure", soon(9, 15)),
    ("libre d'ici 20 mn", soon(9, 20)),
    ("je serai libre à 14h", soon(14)),
    ("je me libère à 11h", soon(11)),
    ("bientôt libre, 10 min", soon(9, 10)),
    ("libre demain 7h", soon(7, day=25)),
    ("libre demain matin", soon(7, day=25)),
    ("libre 8h demain", soon(8, day=25)),
    ("libre demain", soon(7, day=25)),
    ("libre 14h dupont", soon(14, site_id=1)),
    ("libre dupont 14h", soon(14, site_id=1)),
    ("Libre à 14h chez Dupont", soon(14, site_id=1)),
    ("libre dupont, 14h", soon(14, site_id=1)),
    ("libre 8h", FREE),
    ("Libre. Seuil coulé.", FREE),
    ("Seuil coulé. Libre.", FREE),
    ("Libre, je peux aider", FREE),
    ("Libre - je peux aider", FREE),
    ("libre\nseuil coulé", FREE),
    ("Libre 14h. Il me faut le camion.", soon(14)),
    ("Libre ! Qui a besoin de moi ?", FREE),
    ("au travail", WORKING),
    ("Au travail.", WORKING),
    ("au boulot", WORKING),
    ("je bosse", WORKING),
    ("au travail dupont", Reading("working", site_id=1)),
    ("Reprise", WORKING),
    ("Au travail à Bréquigny", Reading("working", site_id=3)),
    ("sur place", WORKING),
    ("AU TRAVAIL BREQUIGNY", Reading("working", site_id=3)),
    ("j'embauche", WORKING),
    ("arrivé dupont", Reading("working", site_id=1)),
    ("Bien arrivé.", WORKING),
    ("Arrivée. Clé chez le gardien, code 2e porte changé.", WORKING),
    ("Arrivé 7h42", WORKING),
    ("au travail dupont 50%", Reading("working", site_id=1, progress=50)),
    ("au travail jusqu'à 16h", WORKING),
    ("au travail @bruno", WORKING),
    ("au travail chez Mme Le Goff", Reading("working", place="chez Mme Le Goff")),
    ("au travail dupont, libre 14h", soon(14, site_id=1)),
    ("j'arrive", TRAVELLING),
    ("J’arrive !", TRAVELLING),
    ("en route", TRAVELLING),
    ("j'arrive antrain", Reading("travelling", site_id=2)),
    ("en route antrain", Reading("travelling", site_id=2)),
    ("En route pour Bréquigny, 10 min", Reading("travelling", site_id=3)),
    ("en route vers les Lices", Reading("travelling", site_id=5)),
    ("en route vers Lices", Reading("travelling", site_id=5)),
    ("J'arrive dans 10 min", TRAVELLING),
    ("je pars à Antrain", Reading("travelling", site_id=2)),
    ("pause", BREAK),
    ("Pause !", BREAK),
    ("en pause", BREAK),
    ("pause midi", BREAK),
    ("pause café", BREAK),
    ("pause déjeuner", BREAK),
    ("pause 30 min", BREAK),
    ("je mange", BREAK),
    ("pause jusqu'à 13h", BREAK),
    ("à table", BREAK),
    ("Pause. Retour à 13h.", BREAK),
    ("fini", OFF),
    ("FINI", OFF),
    ("Fini !", OFF),
    ("terminé", OFF),
    ("fini, à demain", OFF),
    ("Fini pour aujourd’hui, bonne soirée", OFF),
    ("journée finie", OFF),
    ("je débauche", OFF),
    ("fini 75%", Reading("off", progress=75)),
    ("fini 75 %", Reading("off", progress=75)),
    ("fini 75\u202f%", Reading("off", progress=75)),
    ("fini ½", Reading("off", progress=50)),
    ("fini 3/4", Reading("off", progress=75)),
    ("fini à moitié", Reading("off", progress=50)),
    ("fini dupont 75%", Reading("off", site_id=1, progress=75)),
    ("fini, 75%", Reading("off", progress=75)),
    ("fini bloqué", Reading("off", blocked=True)),
    ("fini 40% dupont bloqué", Reading("off", site_id=1, progress=40, blocked=True)),
    ("fini dupont, j'arrive antrain", Reading("travelling", site_id=2)),
    ("absent", OFF),
    ("absente", OFF),
    ("absent aujourd'hui", OFF),
    ("en congé", OFF),
    ("RTT", OFF),
    ("malade", OFF),
    ("Absent, fils malade", OFF),
    ("bloqué", Reading(blocked=True)),
    ("On est bloqués.", Reading(blocked=True)),
    ("Bloqué : plâtre en retard", Reading(blocked=True)),
    ("débloqué", Reading(blocked=False)),
    ("bloqué dupont", Reading(site_id=1, blocked=True)),
    ("Dupont bloqué", Reading(site_id=1, blocked=True)),
    ("75%", Reading(progress=75)),
    ("Dupont 80 %", Reading(site_id=1, progress=80)),
    ("avancement 60%", Reading(progress=60)),
    ("aide", HELP),
    ("AIDE !!!", HELP),
    ("besoin d'aide", HELP),
    ("au secours", HELP),
    ("SOS", HELP),
    ("aide dupont", Reading("help", site_id=1)),
    ("Aide, chute d’échelle", HELP),
    ("besoin d’aide aux Lices", Reading("help", site_id=5)),
    ("aide @tous", HELP),
]

ENGLISH = [
    ("free", FREE),
    ("Free!", FREE),
    ("I'm free", FREE),
    ("free now", FREE),
    ("available", FREE),
    ("free for 2 hours", FREE),
    ("free until 4pm", FREE),
    ("Free. Sill is cast.", FREE),
    ("free at dupont", Reading("available", site_id=1)),
    ("free at 2pm", soon(14)),
    ("free 2pm", soon(14)),
    ("free at 2", soon(14)),
    ("free at 2:30 pm", soon(14, 30)),
    ("free from 11am", soon(11)),
    ("free at 14:30", soon(14, 30)),
    ("free in 30 min", soon(9, 30)),
    ("free in half an hour", soon(9, 30)),
    ("free in 1 hour", soon(10)),
    ("free in an hour", soon(10)),
    ("free at noon", soon(12)),
    ("free this afternoon", soon(13)),
    ("free tonight", soon(18)),
    ("free tomorrow at 8", soon(8, day=25)),
    ("I'll be free at 3pm", soon(15)),
    ("free from 2 to 4pm", soon(14)),
    ("free at 2pm at dupont", soon(14, site_id=1)),
    ("working", WORKING),
    ("at work", WORKING),
    ("on site", WORKING),
    ("arrived", WORKING),
    ("working dupont", Reading("working", site_id=1)),
    ("working at dupont", Reading("working", site_id=1)),
    ("on my way", TRAVELLING),
    ("I'm on my way!", TRAVELLING),
    ("omw", TRAVELLING),
    ("on my way to Antrain", Reading("travelling", site_id=2)),
    ("off to Dupont", Reading("travelling", site_id=1)),
    ("break", BREAK),
    ("on break", BREAK),
    ("lunch", BREAK),
    ("coffee break", BREAK),
    ("off", OFF),
    ("done", OFF),
    ("Done!", OFF),
    ("done for today", OFF),
    ("off today", OFF),
    ("day off", OFF),
    ("sick", OFF),
    ("finished, see you tomorrow", OFF),
    ("done 75%", Reading("off", progress=75)),
    ("done half", Reading("off", progress=50)),
    ("blocked", Reading(blocked=True)),
    ("Blocked: no plaster", Reading(blocked=True)),
    ("unblocked", Reading(blocked=False)),
    ("help", HELP),
    ("HELP!", HELP),
    ("need help", HELP),
    ("need help at dupont", Reading("help", site_id=1)),
]

FALSE_FRIENDS = [
    "Je suis libre de toute contrainte avec ce plâtre",
    "free paint at the back",
    "Libre ?",
    "libre !?",
    "Qui est libre ?",
    "Qui est libre",
    "pas libre",
    "je ne suis pas libre",
    "Free?",
    "Not free",
    "plus libre avant ce soir",
    "Libre, le passage est dégagé",
    "libre : 2 sacs de plâtre",
    "Free: two bags of plaster",
    "place libre devant le 14",
    "libre-service au dépôt",
    "librement",
    "Libre... de toute contrainte",
    "free-standing wall done",
    "je serai à l'heure",
    "I'll be free",
    "@dana libre",
    "@paul fini ?",
    "@nadia je finis le seuil et j’arrive.",
    "Pause café ?",
    "Pause le temps que ça sèche puis on reprend",
    "Break the wall first",
    "breaker tripped",
    "J'arrive pas à ouvrir la porte",
    "J’arrive plus à joindre Paul",
    "Nadia arrive à 14h",
    "arrive",
    "je pars",
    "je vais bien",
    "La route est barrée",
    "Working on it",
    "Au travail, les gars !",
    "au travail les gars",
    "Help Paul with the ladder",
    "Aide demandée pour demain",
    "Aide ?",
    "l'aide est arrivée",
    "Fini le seuil",
    "Fini. J'attaque le 3e",
    "Fini, je passe au 2e",
    "Fini 75% du mur nord",
    "fini 120%",
    "Tableau fini, prêt à bouger.",
    "Done. Moving to floor 2",
    "Done, who is next?",
    "off-white in the hall",
    "Off the ladder please",
    "turn it off",
    "Salon, première couche finie. Sec vers 15 h.",
    "Enduit poncé, j’attaque la sous-couche.",
    "Absent demain",
    "Absent, le gardien n'ouvre pas",
    "Bloqué, le volet du 2e",
    "La porte est bloquée",
    "Bloqué dans les bouchons",
    "stuck in traffic",
    "75% de béton",
    "libre 25h",
    "libre 14h75",
    "Dupont, porte bloquée",
    "https://libre.fr",
    "#libre",
    "Travail propre, merci",
    "",
    "   ",
    "👍",
    "Petite fuite sous l’évier du 1er, j’ai mis un seau.",
    "sick paint job",
    "lunch ?",
    "lunchbox",
]


@pytest.mark.parametrize(("text", "reading"), FRENCH + ENGLISH)
def test_the_short_grammar_moves_the_board(text: str, reading: Reading) -> None:
    assert said(text) == reading


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_an_ordinary_sentence_leaves_the_board_alone(text: str) -> None:
    assert said(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "now", "reading"),
    [
        ("libre 7h", at(18, 30), soon(7, day=25)),
        ("libre à 7h", at(19), soon(7, day=25)),
        ("free at 7am", at(18, 5), soon(7, day=25)),
        ("libre 5h", at(20), soon(5, day=25)),
        ("libre 7h", at(15), soon(7, day=25)),
        ("libre 8h", at(15), FREE),
        ("libre 14h", at(15), FREE),
        ("libre midi", at(12, 30), FREE),
        ("libre ce soir", at(18, 30), FREE),
        ("free at 2pm", at(18, 30), FREE),
        ("libre 14h", at(14), FREE),
        ("libre 20h", at(19), soon(20)),
        ("libre dans 2h", at(23), soon(1, day=25)),
    ],
)
def test_a_past_time_is_now_unless_it_is_clearly_tomorrow(
    text: str, now: int, reading: Reading
) -> None:
    assert said(text, now) == reading


def test_a_delay_is_counted_in_real_hours_when_the_clocks_change() -> None:
    before = int(datetime(2026, 10, 25, 1, 30, tzinfo=PARIS).timestamp() * 1000)

    assert said("libre dans 2h", before).free_from == before + 2 * 3_600_000


def test_a_closed_or_unknown_site_is_not_guessed() -> None:
    assert read("au travail dupont", sites={}, now=at(9), zone=PARIS) == NOTHING


WORDS = st.sampled_from(
    [
        "libre",
        "free",
        "fini",
        "done",
        "14h",
        "2pm",
        "dupont",
        "les",
        "lices",
        "à",
        ",",
        ".",
        "!",
        "?",
        ":",
        "-",
        "75%",
        "½",
        "bloqué",
        "aide",
        "dans",
        "30",
        "min",
        "demain",
        "at",
        "in",
        "de",
        "from",
        "to",
        "pause",
        "au travail",
        "en route",
        "j'arrive",
        "je suis",
        "i'm",
        "chez",
        "@dana",
        "#x",
        "👍",
        "25h",
        "99:99",
        "a",
        "un",
        "une",
        "heure",
        "\n",
        "et",
        "puis",
        "off",
        "absent",
        "ce soir",
    ]
)


@settings(max_examples=3000, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(codec=None), max_size=200), st.lists(WORDS, max_size=14).map(" ".join)
    )
)
def test_reading_never_fails_and_stays_in_bounds(text: str) -> None:
    now = at(9)
    reading = said(text, now)

    assert reading.availability != "soon" or (reading.free_from or 0) > now
    assert reading.free_from is None or reading.availability == "soon"
    assert reading.progress is None or 0 <= reading.progress <= 100
    assert (reading.free_from or now) <= now + 2 * 86_400_000
