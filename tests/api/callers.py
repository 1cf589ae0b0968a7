"""Ask the app in this process, as somebody: with a token, a cookie, or nothing."""

from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

CSRF = "0" * 40


class Caller:
    """One person's client; `cookie` is a session's reference, empty before a sign-in."""

    def __init__(
        self, app: Flask, token: str | None = None, *, cookie: str | None = None, language: str = ""
    ) -> None:
        self.http = app.test_client()
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        if language:
            self._headers["Accept-Language"] = language
        if cookie is not None:
            self._open_session(app, {"_user_id": cookie, "_fresh": True} if cookie else {})

    def get(self, path: str, **query: Any) -> TestResponse:
        """GET with a query string."""
        return self.call("GET", path, query_string=query or None)

    def say(self, text: str = "", key: str | None = None, **fields: Any) -> TestResponse:
        """POST a status as JSON."""
        headers = {"Idempotency-Key": key} if key else {}
        body = {"status": text, **fields}
        return self.call("POST", "/api/v1/statuses", json=body, headers=headers)

    def call(
        self, method: str, path: str, headers: dict[str, str] | None = None, **given: Any
    ) -> TestResponse:
        """Any request."""
        return self.http.open(
            path, method=method, headers={**self._headers, **(headers or {})}, **given
        )

    def _open_session(self, app: Flask, said: dict[str, Any]) -> None:
        with self.http.session_transaction() as session:
            session.update(said, csrf_token=CSRF)
        signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self._headers["X-CSRFToken"] = str(signer.dumps(CSRF))
