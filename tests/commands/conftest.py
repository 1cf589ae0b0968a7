"""The command line of a firm's host, in this process and in processes of its own."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from teamfeed.cli import main
from teamfeed.settings import Settings
from tests.cast import Cast
from tests.servers import environment

Run = Callable[..., Result]


@pytest.fixture
def variables(settings: Settings) -> dict[str, str]:
    """The environment that leads a command to the test's database."""
    return {
        "TEAMFEED_DATA_DIR": str(settings.data_dir),
        "TEAMFEED_DATABASE_URL": settings.database_url,
        "TEAMFEED_LANGUAGE_DEFAULT": "en",
    }


@pytest.fixture
def run(variables: dict[str, str], server_cast: Cast) -> Run:
    """Run a command in this process, in the cast's firm."""

    def call(*words: str, typed: str = "", **more: str) -> Result:
        result = CliRunner().invoke(main, words, input=typed, env={**variables, **more})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return call


def process(*words: str, **variables: object) -> subprocess.CompletedProcess[str]:
    """Run a command as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "teamfeed", *words],
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
        cwd=os.getcwd(),
    )
