"""The whole app in this process, on a fresh database with the cast hired now."""

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from PIL import Image

from teamfeed.app import create_app
from teamfeed.core import displays, sessions
from teamfeed.core.feed import Transaction
from teamfeed.services import Services
from teamfeed.settings import Settings
from tests.api.callers import Caller
from tests.cast import Cast


@pytest.fixture
def app(settings: Settings, server_cast: Cast) -> Iterator[Flask]:
    """The app, in the engine of the test's own thread."""
    made = create_app(settings.with_(async_mode="threading"))
    yield made
    made.extensions["teamfeed"].engine.dispose()


@pytest.fixture
def own(app: Flask) -> Services:
    """The app's services."""
    services: Services = app.extensions["teamfeed"]
    return services


@pytest.fixture
def tess(app: Flask, server_cast: Cast) -> Caller:
    """A worker, in French."""
    return Caller(app, server_cast.tess.token)


@pytest.fixture
def mo(app: Flask, server_cast: Cast) -> Caller:
    """The manager, in English."""
    return Caller(app, server_cast.mo.token)


@pytest.fixture
def gil(app: Flask, server_cast: Cast) -> Caller:
    """A guest of Dupont."""
    return Caller(app, server_cast.gil.token)


@pytest.fixture
def olly(app: Flask, server_cast: Cast) -> Caller:
    """Nobody of the firm."""
    return Caller(app)


@pytest.fixture
def wall(app: Flask, own: Services, server_cast: Cast) -> Caller:
    """A display in the hall."""
    return Caller(app, cookie=own.do(_hang))


@pytest.fixture
def tiny_photo() -> bytes:
    """A red wall, as PNG."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return file.getvalue()


def _hang(tx: Transaction) -> str:
    return sessions.open_display(tx, displays.add(tx, "Hall"), "tests")
