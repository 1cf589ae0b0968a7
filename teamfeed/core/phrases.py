"""The words of the short grammar, in French and English, folded."""

import re
from dataclasses import dataclass

import regex

from teamfeed.core.availability import AVAILABLE, HELP, OFF, ON_BREAK, SOON, TRAVELLING, WORKING


@dataclass(frozen=True, slots=True)
class Words:
    """How something is said. Weak words also tell of a wall or a screw."""

    availability: str | None
    pattern: re.Pattern[str]
    weak: bool = False
    needs_time: bool = False
    needs_site: bool = False
    blocked: bool | None = None


def _words(
    availability: str | None,
    *said: str,
    weak: bool = False,
    needs_time: bool = False,
    needs_site: bool = False,
    blocked: bool | None = None,
) -> Words:
    pattern = re.compile(rf"(?:{'|'.join(said)})(?![\w'%-])")
    return Words(availability, pattern, weak, needs_time, needs_site, blocked)


_SELF = r"(?:moi )?(?:je suis|j'suis|chuis|i am|i'm|im)"
_I_AM = rf"(?:(?:{_SELF}|toujours|encore|still|maintenant|now) )*"
_WE_ARE = r"(?:(?:je suis|on est|nous sommes|chantier|i am|i'm|we are|we're|site) )*"

HEADS = (
    _words(
        AVAILABLE,
        r"(?:moi )?je serai (?:libre|dispo(?:nible)?)",
        r"je me libere",
        r"(?:i'll|i will) be (?:free|available)",
        r"bientot (?:libre|dispo)",
        r"soon free",
        needs_time=True,
    ),
    _words(AVAILABLE, _I_AM + r"(?:libre|dispo|disponible|free|available)"),
    _words(
        WORKING,
        _I_AM + r"(?:au (?:travail|boulot|taf)|at work|working)",
        r"je (?:bosse|travaille|reprends)",
        r"reprise",
        r"j'embauche",
        r"back (?:at|to) work",
        _I_AM + r"(?:sur place|sur (?:le )?(?:chantier|site)|on site)",
        r"(?:je suis |bien |i've |i have )*(?:arrivée?|arrived)",
        r"je suis (?:bien )?arrivee?",
    ),
    _words(
        TRAVELLING,
        _I_AM + r"(?:en (?:route|chemin|deplacement|trajet)|sur la route)",
        r"j'arrive",
        _I_AM + r"(?:on (?:my|the) (?:way|road)|omw|travell?ing)",
    ),
    _words(
        TRAVELLING,
        r"je (?:pars|file|fonce|vais)",
        _I_AM + r"(?:heading|going|driving)",
        _I_AM + r"off(?= to )",
        needs_site=True,
    ),
    _words(
        ON_BREAK,
        _I_AM + r"(?:en )?pause(?: (?:du |de )?(?:dej|dejeuner|midi|repas|cafe|clope))?",
        r"je mange",
        r"a table",
        r"casse-?croute",
        _I_AM + r"(?:on (?:a )?)?(?:(?:lunch|coffee|tea) )?break",
        _I_AM + r"(?:at |having )?lunch",
    ),
    _words(
        HELP,
        r"(?:j'ai |on a )?besoin d'aide",
        r"a l'aide",
        r"aide[zr]?-(?:moi|nous)",
        r"aide",
        r"au secours",
        r"sos",
        r"urgence",
        r"(?:i |we )?need help",
        r"help(?: me| us)?",
        r"emergency",
    ),
    _words(
        OFF,
        _I_AM + r"(?:absente?|en (?:conges?|arret|rtt|vacances)|conges?|malade|rtt)",
        r"day off",
        _I_AM + r"(?:sick|off sick|on (?:sick )?leave|on holiday)",
    ),
    _words(
        OFF,
        r"(?:j'ai |je suis |c'est )?(?:fini|termine)e?(?: pour (?:aujourd'hui|ce soir))?",
        r"(?:ma )?(?:journee|boulot) (?:finie?|terminee?)",
        r"(?:j'ai )?fini (?:ma|la) journee",
        r"(?:je )?debauche",
        _I_AM + r"(?:done|finished|off)(?: (?:for (?:today|the day)|now))?",
        weak=True,
    ),
    _words(None, _WE_ARE + r"(?:bloquee?s?|blocked|stuck)", blocked=True),
    _words(
        None, _WE_ARE + r"(?:debloquee?s?|plus bloquee?|unblocked|no longer blocked)", blocked=False
    ),
)

# "75%", "avancement 75%", "Dupont 75 %", "Dupont bloqué": they tell of a site, not of a person.
ABOUT_SITE = _words(None, "")
ABOUT_SITE_START = re.compile(
    r"(?:on est (?=a )|avancement ?:? ?|progress ?:? ?)?"
    r"(?=[\w '-]{0,40}?(?:\d{1,3} ?%|[¼½¾]|blo(?:que|cked))[^\n?]{0,20}$)"
)

# Whatever has none of these is no grammar: most posts, and they are many.
WORTH_READING = re.compile(
    r"libre|libere|dispo|free|avail|trava|boulot|taf|boss|work|site|chantier|place|arriv|embauch"
    r"|repr|route|chemin|deplac|trajet|way|road|omw|travel|pars|file|fonce|vais|head|going|driv"
    r"|pause|mange|table|casse|break|lunch|aide|secours|sos|urgence|help|emerg|absen|conge|malade"
    r"|rtt|arret|vacan|off|sick|leave|holi|fini|termin|debauch|done|bloq|block|stuck|[%¼½¾]"
)

TIMED = (AVAILABLE, SOON, ON_BREAK, TRAVELLING, WORKING)  # a time may follow
PLACED = (WORKING, TRAVELLING)  # a place that is no site may follow
TOLD_WITH_COLON = (HELP, OFF, None)  # "libre : 2 sacs" is an offer, "bloqué : plâtre" is not

# What may follow the words.
COMMA = re.compile(r",? ?")
TO = re.compile(
    r",? ?(?:(?:a|au|aux|chez|sur|vers|pour|dans|at|in|on|to|for|de|from|the|chantier"
    r"|site) )*@?"
)
CHEZ = re.compile(r",? ?(chez (?:m(?:me|lle|r)?\.? ?)?[^\s,.;:!?]+(?: [^\s,.;:!?]+){0,3})")
PROGRESS = re.compile(
    r",? ?(?:a |at |is |est a )?(?:(?P<hundred>\d{1,3}) ?%|(?P<part>[¼½¾]|1/4|1/2|3/4)"
    r"|(?P<half>(?:la )?moitie|half(?:way)?))(?![\w%])"
)
PARTS = {"¼": 25, "½": 50, "¾": 75, "1/4": 25, "1/2": 50, "3/4": 75}
BLOCKED = re.compile(
    r",? ?(?:et |and |mais |but |est |is )?(?P<un>de|un)?(?:bloquee?|blocked)"
    r"(?!\w)"
)
FILLER = re.compile(
    r",? ?(?:maintenant|now|tout de suite|de suite|right now|svp|stp|s'il (?:te|vous) plait|please"
    r"|merci|thanks|vite|quick(?:ly)?|ici|here|(?:pour )?aujourd'hui|(?:for )?today|ce matin"
    r"|this morning|pour moi|for (?:me|the day)|(?:toute )?la (?:journee|matinee)|all day|enfin"
    r"|jusqu'a (?:ce soir|midi))(?!\w)"
)
FAREWELL = re.compile(
    r"(?:[\s.!,]|a (?:demain|lundi|plus|bientot)|bonne? (?:soiree|nuit|week-?end|journee)|salut"
    r"|ciao|kenavo|je (?:rentre|debauche)|merci|see you(?: (?:tomorrow|monday))?|bye|good ?night"
    r"|have a good (?:evening|one|night|weekend)|thanks|tout le monde|les gars|a tous|all|guys)+"
)

# Where a clause ends and another begins.
STOP = re.compile(r"\s*(?:\.(?!\.)|!+|;|\n)")
SOFT = re.compile(r" ?(?:,|:|\(|[–—])| - ")
QUESTION = re.compile(r"[\s.!]*\?")
ARTICLE = re.compile(
    r" ?(?:l'|(?:l[ae]s?|une?|des|mon|ma|mes|ton|ta|son|sa|ce|cet|cette|the|my"
    r"|your|this) )"
)
_PICTURE = r"\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\uFE0F\u200D✓]"
ORNAMENT = regex.compile(rf"\s*(?:{_PICTURE}|[@#]\w+|[:;]-?[)D])+")
BETWEEN = regex.compile(rf"(?:\s|[-*•–>,.]|{_PICTURE})*(?:(?:puis|et|then|and) )?")
GREETING = re.compile(
    r"\s*(?:(?:bonjour|salut|bonsoir|hello|hi|ok|bon|voila|oui|re)(?:[ ,!.]+|$))*"
)
LAST = re.compile(r"[.!\n]\s*(?=[^.!?\n]+[.!]*\s*$)")
