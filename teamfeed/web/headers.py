"""What every answer tells the browser: trust only ourselves, keep nothing private."""

from flask import Flask, Response, request

from teamfeed.settings import Settings

# One script, one style, one connection: ours. `ws:` of the same host is part of 'self' only in
# browsers since 2022, so it is named.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' {live}; "
    "img-src 'self' data: blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html"
)
# Not no-referrer: with it browsers send `Origin: null` with our own forms.
REFERRER = "same-origin"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": REFERRER,
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def attach(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer."""
    fixed = {**ALWAYS, "Content-Security-Policy": POLICY.format(live=_live(settings.url))}
    if settings.secure:
        fixed["Strict-Transport-Security"] = TWO_YEARS

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "web.static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _live(url: str) -> str:
    return url.replace("http", "ws", 1)
