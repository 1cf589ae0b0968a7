"""Wire the parts together, one line per part, in reading order."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from teamfeed import api, auth, authorisation, errors, live, logs, places, web
from teamfeed.api.blueprint import Identity
from teamfeed.services import Services, build
from teamfeed.settings import Settings, secret
from teamfeed.throttle import network

LARGEST_BODY = 64 * 1024  # everything but photos
# Werkzeug reads a photo in pieces of 64 KiB and counts the piece at hand as form.
LARGEST_FORM = 4 * LARGEST_BODY
MOST_PARTS = 100
LARGEST_UPLOAD = 13 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The whole product for one process; its database must be migrated."""
    logs.configure()
    app = Flask("teamfeed", static_folder=None, template_folder=str(places.templates()))
    services = build(settings)
    app.extensions["teamfeed"] = services
    _configure(app, settings)
    auth.attach(app)
    errors.attach(app)
    app.before_request(lambda: _guard(services))
    web.attach(app)
    api.attach(app)
    authorisation.attach(app)
    live.attach(app, services)
    _believe_proxies(app, settings.proxies)
    return app


def origins(settings: Settings) -> frozenset[str]:
    """Where our own pages come from."""
    parts = urlsplit(settings.url)
    found = {f"{parts.scheme}://{parts.netloc}"}
    if not settings.public:  # the same machine under its other names
        port = parts.port or settings.port
        found |= {f"{parts.scheme}://{name}:{port}" for name in ("localhost", "127.0.0.1")}
    return frozenset(found)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value() or secret(settings, "secret-key"),
        SESSION_COOKIE_NAME="__Host-teamfeed" if settings.secure else "teamfeed",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(days=400),  # the session row decides
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_PARTS,
        TRUSTED_HOSTS=[urlsplit(origin).netloc for origin in origins(settings)],
    )
    app.url_map.converters["id"] = Identity
    app.url_map.strict_slashes = False  # clients ask for /api/v1/instance/ too
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it


def _believe_proxies(app: Flask, count: int) -> None:
    """Take addresses from our own proxies: without it, all people would share their limits."""
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )


def _guard(services: Services) -> None:
    """Before anything else: not too many requests, small bodies, our own origin."""
    if not (request.endpoint or "").startswith("web.static"):
        services.throttle.hit("request", network(request.remote_addr))
    if not _is_photo():
        request.max_content_length = LARGEST_BODY
        if (request.content_length or 0) > LARGEST_BODY:
            raise RequestEntityTooLarge
    auth.check_origin(origins(services.settings))


def _is_photo() -> bool:
    """Whether it may be large: whoever is not known sends no photo."""
    multipart = request.mimetype == "multipart/form-data"
    return multipart and request.endpoint == "api.upload_media" and auth.principal().known
