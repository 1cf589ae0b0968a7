"""The words of availability and roles for pages that are drawn without a script."""

from datetime import datetime
from zoneinfo import ZoneInfo

from teamfeed.language import Message, _

WORDS: dict[str, Message] = {
    "available": _("FREE"),
    "soon": _("FREE SOON"),
    "working": _("WORKING"),
    "travelling": _("ON THE WAY"),
    "on_break": _("BREAK"),
    "help": _("NEED HELP"),
    "off": _("OFF"),
    "silent": _("NO NEWS"),
}
ROLES: dict[str, Message] = {
    "worker": _("worker"),
    "dispatcher": _("dispatcher"),
    "manager": _("manager"),
    "admin": _("admin"),
    "guest": _("guest"),
}


def word(language: str, code: str, free_from: int | None, zone: ZoneInfo) -> str:
    """LIBRE, LIBRE À 14:00, ... in a language."""
    if code == "soon" and free_from is not None:
        at = datetime.fromtimestamp(free_from / 1000, zone)
        return _("FREE AT %(time)s", time=f"{at.hour}:{at.minute:02d}").say(language)
    return WORDS.get(code, WORDS["available"]).say(language)
