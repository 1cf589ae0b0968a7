"""Real clients of a real server: a browser's form, the API."""

import re
from typing import Any

import requests

from tests.cast import PASSWORD

Json = dict[str, Any]


class Rest:
    """The API with a token, as a script uses it; paths start with /."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self.http = requests.Session()
        if token:
            self.http.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> requests.Response:
        """GET with a query string."""
        return self.http.get(self.url + path, params=query, timeout=20)

    def post(self, path: str, **fields: Any) -> requests.Response:
        """POST a JSON object."""
        return self.http.post(self.url + path, json=fields, timeout=20)

    def delete(self, path: str) -> requests.Response:
        """DELETE."""
        return self.http.delete(self.url + path, timeout=20)

    def say(self, text: str = "", key: str | None = None, **fields: Any) -> Json:
        """Post a status; returns it."""
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.http.post(
            f"{self.url}/api/v1/statuses",
            headers=headers,
            timeout=20,
            json={"status": text, **fields},
        )
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        status: Json = answer.json()
        return status


class Visitor:
    """A browser without scripts: keeps cookies, fills the forms it finds."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.headers["Origin"] = url

    def get(self, path: str) -> requests.Response:
        """Open a page."""
        return self.http.get(self.url + path, timeout=20)

    def submit(self, page: str, action: str | None = None, **fields: str) -> requests.Response:
        """Open a page, fill its form in, send it with its CSRF token."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page).text)
        assert found, f"no form with a CSRF token on {page}"
        return self.http.post(
            self.url + (action or page), timeout=20, data={"csrf_token": found[1], **fields}
        )

    def sign_in(self, handle: str, password: str = PASSWORD) -> requests.Response:
        """Sign in with the form of /sign-in."""
        return self.submit("/sign-in", handle=handle, password=password)
