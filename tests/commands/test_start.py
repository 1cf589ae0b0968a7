"""`make run` and `teamfeed serve`: from nothing to a firm, and what can stand in the way."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from tests.commands.conftest import process
from tests.servers import environment, free_port


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_the_first_start_hires_the_demo_firm_and_the_second_is_quick(tmp_path: Path) -> None:
    port, password = free_port(), "douze sacs de chaux"
    variables = {"PORT": port, "TEAMFEED_DATA_DIR": tmp_path / "var",
                 "TEAMFEED_DEMO_PASSWORD": password, "TEAMFEED_LANGUAGE_DEFAULT": "en"}  # fmt: skip

    first, said, _seconds = _run_until(f"Password: {password}", variables, 120)
    ready = requests.get(f"http://127.0.0.1:{port}/readyz", timeout=10)
    _stop(first)
    second, again, _seconds = _run_until("teamfeed answers at", variables, 60)
    _stop(second)

    assert said.index("hiring") < said.index("answers at") < said.index("Password")
    assert ready.ok
    assert "hiring" not in again


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("run", "serve"):
            found = process(
                command, PORT=port, TEAMFEED_DATA_DIR=tmp_path, TEAMFEED_LANGUAGE_DEFAULT="en"
            )
            _is_one_line(found, f"Port {port}", f"PORT={port + 1} make run")


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    found = process("run", PORT=free_port(), TEAMFEED_DATA_DIR=tmp_path / "file" / "var",
                    TEAMFEED_LANGUAGE_DEFAULT="en")  # fmt: skip

    _is_one_line(found, "The data folder", "TEAMFEED_DATA_DIR")


def test_an_absent_database_is_one_line(tmp_path: Path) -> None:
    nowhere = f"postgresql://nobody@127.0.0.1:{free_port()}/none"

    for words in (("run",), ("post", "libre", "--as", "tess")):
        found = process(*words, PORT=free_port(), TEAMFEED_DATA_DIR=tmp_path,
                        TEAMFEED_DATABASE_URL=nowhere, TEAMFEED_LANGUAGE_DEFAULT="en")  # fmt: skip
        _is_one_line(found, "The database", "TEAMFEED_DATABASE_URL")


def test_a_database_without_tables_is_one_line(tmp_path: Path) -> None:
    for words in (("serve",), ("post", "libre", "--as", "tess")):
        found = process(*words, PORT=free_port(), TEAMFEED_DATA_DIR=tmp_path,
                        TEAMFEED_LANGUAGE_DEFAULT="en")  # fmt: skip
        _is_one_line(found, "The database has no tables yet", "Run: teamfeed migrate")


def test_a_bad_setting_is_one_line(tmp_path: Path) -> None:
    found = process("run", PORT="eighty", TEAMFEED_DATA_DIR=tmp_path)

    _is_one_line(found, "PORT='eighty'", "integer")


def _is_one_line(found: subprocess.CompletedProcess[str], *words: str) -> None:
    assert found.returncode not in (0, None)
    assert found.stdout == ""
    assert found.stderr.count("\n") == 1, found.stderr
    assert [word for word in words if word not in found.stderr] == []


def _run_until(
    words: str, variables: dict[str, object], seconds: float
) -> tuple[subprocess.Popen[str], str, float]:
    log = Path(str(variables["TEAMFEED_DATA_DIR"])).parent / f"{time.monotonic_ns()}.log"
    began = time.monotonic()
    with log.open("w") as out:
        started = subprocess.Popen(
            [sys.executable, "-m", "teamfeed", "run"], env=environment(**variables), text=True,
            stdout=out, stderr=subprocess.STDOUT, cwd=os.getcwd())  # fmt: skip
    while words not in log.read_text():
        assert started.poll() is None, log.read_text()
        assert time.monotonic() - began < seconds, log.read_text()
        time.sleep(0.05)
    return started, log.read_text(), time.monotonic() - began


def _stop(started: subprocess.Popen[str]) -> None:
    started.send_signal(signal.SIGTERM)
    assert started.wait(15) == 0
