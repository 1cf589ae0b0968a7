"""Why a live connection is refused, in words for the person who waits for it."""

from teamfeed.language import Message, _


class Refused(Exception):
    """No connection; `status` is HTTP's word, `reason` a key of REASONS."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason

    def say(self, language: str) -> str:
        """The reason in a language."""
        return REASONS[self.reason].say(language)


REASONS: dict[str, Message] = {
    "transport": _("Live updates need WebSocket."),
    "host": _("This address is not the firm's."),
    "origin": _("This page is not the firm's."),
    "token": _("The access token is invalid"),
    "signed_out": _("You are signed out. Sign in again."),
    "forbidden": _("You may not do this."),
    "unavailable": _("The server cannot answer just now. We try again."),
    "too_many_session": _("This device has too many connections open. Close some windows."),
    "too_many_account": _("Your account has too many connections open. Close some windows."),
    "too_many_address": _("Your network has too many connections open. Close some windows."),
    "too_many_pending": _("Your network opens too many connections at once. Wait a moment."),
    "too_many_total": _("The server is full just now. We try again."),
}
