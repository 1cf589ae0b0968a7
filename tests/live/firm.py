"""A server of the live part alone, as `python firm.py`: what these tests start."""

import os

from teamfeed import green

green.patch(os.environ["TEAMFEED_ASYNC_MODE"])

from flask import Flask  # noqa: E402

from teamfeed import auth, live, logs  # noqa: E402
from teamfeed.services import build  # noqa: E402
from teamfeed.settings import read  # noqa: E402

settings = read()
logs.configure()
app = Flask("teamfeed")
services = build(settings)
app.extensions["teamfeed"] = services
host = f"127.0.0.1:{settings.port}"
app.config.update(
    SECRET_KEY=settings.secret_key.get_secret_value(),
    SESSION_COOKIE_NAME="teamfeed",
    TRUSTED_HOSTS=[host, f"localhost:{settings.port}"],
)
auth.attach(app)
live.attach(app, services)
app.add_url_rule("/healthz", "healthz", lambda: "ok")
services.writer.start()
green.serve(app, settings)
