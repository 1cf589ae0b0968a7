"""The process's environment; nobody else looks at it."""

import os

MODES = ("eventlet", "threading")


def read(name: str) -> str:
    """A variable, or nothing."""
    return os.environ.get(name, "")


def async_mode() -> str:
    """The engine to patch in before pydantic, and so the settings, can be imported."""
    chosen = read("TEAMFEED_ASYNC_MODE") or MODES[0]
    return chosen if chosen in MODES else MODES[0]  # the settings refuse it in words
