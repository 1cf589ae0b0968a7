"""A refusal: an answer with reasons that a person can act on."""

from teamfeed.language import Message, _


class Refusal(Exception):
    """The request cannot be granted; `status` is HTTP's word for why, `reasons` name the fields."""

    def __init__(self, status: int, message: Message, /, **reasons: Message) -> None:
        super().__init__(message.msgid)
        self.status = status
        self.message = message
        self.reasons = reasons
        self.retry_after: int | None = None


def invalid(**reasons: Message) -> Refusal:
    """Values that cannot be accepted; the first reason is the headline."""
    return Refusal(422, next(iter(reasons.values())), **reasons)


def not_found(message: Message | None = None) -> Refusal:
    """Nothing there that this person may see."""
    return Refusal(404, message or _("This does not exist, or no longer."))


def forbidden(message: Message | None = None) -> Refusal:
    """Known, but not allowed."""
    return Refusal(403, message or _("You may not do this."))


def conflict(**reasons: Message) -> Refusal:
    """It contradicts what is already there."""
    return Refusal(409, next(iter(reasons.values())), **reasons)


def unavailable() -> Refusal:
    """The database cannot take it now; the same request may be sent again."""
    refusal = Refusal(
        503,
        _("Not saved: the server cannot write just now. Send it again, nothing will be doubled."),
    )
    refusal.retry_after = 2
    return refusal
