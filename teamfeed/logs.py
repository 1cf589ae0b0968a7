"""Logs as JSON lines, without personal data."""

import logging
import sys
from typing import TextIO, cast

import structlog

# Without local variables: they hold passwords, cookies and what people wrote.
_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


class Unbreakable:
    """A stream that drops a line it cannot write: a full disk must not stop the feed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or give up quietly."""
        try:
            return self._stream.write(text)
        except OSError:
            return 0

    def flush(self) -> None:
        """Flush, or give up quietly."""
        try:
            self._stream.flush()
        except OSError:
            return


def configure() -> None:
    """Send our lines, and other libraries' warnings, to standard error."""
    stream = Unbreakable(sys.stderr)
    logging.basicConfig(stream=stream, level=logging.WARNING, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _TRACEBACKS,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, stream)),
    )
