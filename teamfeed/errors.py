"""A refusal or a fault -> a page, JSON or a socket's answer, in the reader's language."""

import secrets
from typing import Any

import structlog
from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from teamfeed import auth
from teamfeed.core.refusal import Refusal
from teamfeed.language import Message, _

log = structlog.get_logger()

_WORDS = {
    400: _("This request cannot be read. Check it and send it again."),
    404: _("This does not exist, or no longer."),
    405: _("This cannot be done here."),
    413: _("This is too large."),
    415: _("This kind of content cannot be read."),
    429: _("Too many tries. Wait a moment."),
}
_FAULT = _(
    "We failed, nothing was lost. If it happens again, tell the office the reference %(reference)s."
)


def attach(app: Flask) -> None:
    """Answer every refusal and fault."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def refusal_json(refusal: Refusal, language: str) -> dict[str, Any]:
    """{error, reasons} for REST and sockets."""
    return _said(refusal.message, refusal.reasons, language)


def fault_json(error: BaseException, language: str) -> dict[str, Any]:
    """Log a fault once and say its reference."""
    return _said(_fault_words(error), {}, language)


def reader() -> str:
    """The language of whoever is asking, also when that could not be found out."""
    try:
        return auth.principal().language
    except Refusal:
        return auth.reader_language(request)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    response = make_response(_answer(refusal.status, refusal.message, refusal.reasons))
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = make_response(_answer(error.code, _WORDS.get(error.code, _WORDS[400]), {}))
    if error.code == 405 and (allowed := getattr(error, "valid_methods", None)):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _fault(error: Exception) -> ResponseReturnValue:
    return _answer(500, _fault_words(error), {})


def _fault_words(error: BaseException) -> Message:
    reference = secrets.token_hex(4)
    log.error("fault", reference=reference, exc_info=error)
    return Message(_FAULT.msgid, {"reference": reference})


def _answer(status: int, message: Message, reasons: dict[str, Message]) -> ResponseReturnValue:
    language = reader()
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        return jsonify(_said(message, reasons, language)), status
    return render_template(
        "error.html",
        status=status,
        message=message.say(language),
        reasons=[reason.say(language) for reason in reasons.values()],
        language=language,
    ), status


def _said(message: Message, reasons: dict[str, Message], language: str) -> dict[str, Any]:
    return {
        "error": message.say(language),
        "reasons": {name: reason.say(language) for name, reason in reasons.items()},
    }
