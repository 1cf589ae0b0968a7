"""Logs are JSON lines without personal data or secrets."""

import json
import subprocess
import sys

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from tests.servers import SOURCE

FAULT = """
import structlog
from teamfeed import logs

logs.configure()

def sign_in(handle, password):
    raise RuntimeError("the disk is gone")

try:
    sign_in("tess", "trois seaux")
except RuntimeError as error:
    structlog.get_logger().error("fault", exc_info=error)
"""


def test_a_fault_is_logged_without_what_its_functions_were_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULT], capture_output=True, text=True, cwd=SOURCE, check=True
    )

    frames = json.loads(done.stderr)["exception"][0]["frames"]
    assert [frame["name"] for frame in frames] == ["<module>", "sign_in"]
    assert "the disk is gone" in done.stderr
    assert "trois seaux" not in done.stderr


def test_a_database_error_says_the_statement_and_not_its_values(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(sa.text("SELECT :text FROM nowhere"), {"text": "trois seaux"})

    assert "FROM nowhere" in str(caught.value)
    assert "trois seaux" not in str(caught.value)
