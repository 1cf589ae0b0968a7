"""Ask the app in this process, as somebody: with a token, a cookie, or nothing."""

from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

CSRF = "0" * 40


class Caller:
    """One person's client; `cookie` is a session's reference."""

    def __init__(
        self, app: Flask, token: str | None = None, *, cookie: str | None = None, language: str = ""
    ) -> None:
        self.http = app.test_client()
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        if language:
            self._headers["Accept-Language"] = language
        if cookie:
            self._sign_in(app, cookie)

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

    def _sign_in(self, app: Flask, reference: str) -> None:
        with self.http.session_transaction() as session:
            session.update(_user_id=reference, _fresh=True, csrf_token=CSRF)
        signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self._headers["X-CSRFToken"] = str(signer.dumps(CSRF))
