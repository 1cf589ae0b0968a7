"""The database fails and comes back: clear answers, nothing lost, no restart of ours."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from teamfeed import database, migrate
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.clients import Rest
from tests.faults.scene import RATE, Scene
from tests.postgres import Cluster
from tests.servers import Server, fleet


@pytest.mark.timeout(120)
def test_postgresql_restarting_under_load_loses_nothing(
    tmp_path: Path, postgresql_url: str, cluster: Cluster
) -> None:
    settings = Settings().with_(data_dir=tmp_path, database_url=postgresql_url)
    with Scene(settings, fleet(1, tmp_path, postgresql_url)) as scene:
        for _ in range(3):
            time.sleep(1.5)
            before = sum(len(poster.acknowledged) for poster in scene.posters)
            cluster.restart()
            scene.wait_until_acknowledged(before + 1, 10)
        scene.finish()
        scene.wait_for_viewers(5)
        scene.check()
        assert len(scene.written()) > RATE


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(folder)], capture_output=True
        ).returncode
    ):
        pytest.skip("a small disk needs the right to mount one")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.timeout(90)
def test_a_full_disk_is_said_and_recovers_by_itself(small_disk: Path) -> None:
    settings = Settings().with_(data_dir=small_disk)
    engine = database.engine(settings)
    migrate.upgrade(engine)
    token = people.hire(Writer(engine, settings)).tess.token
    engine.dispose()
    server = Server(small_disk).start()
    try:
        _fill_and_free(server, Rest(server.url, token), small_disk / "ballast")
    finally:
        server.stop()


def _fill_and_free(server: Server, tess: Rest, ballast: Path) -> None:
    kept = [tess.say(f"avant {n}")["id"] for n in range(3)]
    _fill(ballast)
    refused = _post_until_refused(tess, kept)
    assert refused.status_code in (503, 507)
    assert refused.json()["error"]
    assert refused.elapsed.total_seconds() < 2
    assert tess.get("/api/v1/timelines/home").status_code == 200
    ballast.unlink()
    kept.append(tess.say("après")["id"])
    shown = [status["id"] for status in tess.get("/api/v1/timelines/home", limit=40).json()]
    assert shown[:40] == kept[::-1][:40]


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


def _post_until_refused(tess: Rest, kept: list[str]) -> requests.Response:
    for number in range(200):
        answer = tess.post("/api/v1/statuses", status=f"pendant {number} " + "x" * 100)
        if answer.status_code != 200:
            return answer
        kept.append(answer.json()["id"])
    raise AssertionError("the disk never filled")
