"""Patch the engine first, then build the app: what a server runs."""

from teamfeed import environment, green

green.patch(environment.async_mode())

from teamfeed import settings  # noqa: E402  # only after the patch
from teamfeed.app import create_app  # noqa: E402

app = create_app(settings.read())

if __name__ == "__main__":
    from teamfeed.serving import serve

    serve(app)
