"""The least that Flask answers on our engine: what a timeline is measured against."""

from teamfeed import environment, green

green.patch(environment.async_mode())

from flask import Flask  # noqa: E402  # only after the patch

from teamfeed import settings  # noqa: E402

app = Flask(__name__)


@app.get("/hello")
@app.get("/healthz")
def hello() -> str:
    """Greet."""
    return "hello"


if __name__ == "__main__":
    green.serve(app, settings.read())
