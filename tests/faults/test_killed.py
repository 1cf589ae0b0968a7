"""SIGKILL under load: nothing acknowledged is lost, nothing doubled, all viewers agree."""

import time
from pathlib import Path

import pytest

from teamfeed.settings import Settings
from tests.faults.scene import RATE, Scene
from tests.servers import Server, fleet


@pytest.mark.timeout(180)
@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.long)])
def test_a_killed_server_loses_and_doubles_nothing(
    tmp_path: Path, settings: Settings, kills: int
) -> None:
    server = Server(tmp_path, database_url=settings.database_url)
    with Scene(settings, [server]) as scene:
        for _ in range(kills):
            time.sleep(1.5)
            server.kill()
            server.start()
            scene.wait_for_viewers(5)
        scene.finish()
        scene.wait_for_viewers(5)
        scene.check()
        assert len(scene.written()) > kills * RATE / 2


@pytest.mark.timeout(180)
def test_one_of_three_killed_loses_and_doubles_nothing(tmp_path: Path, postgresql_url: str) -> None:
    settings = Settings().with_(data_dir=tmp_path, database_url=postgresql_url)
    with Scene(settings, fleet(3, tmp_path, postgresql_url)) as scene:
        for server in scene.servers:
            time.sleep(1.5)
            server.kill()
            scene.wait_for_viewers(5)
            server.start()
        scene.finish()
        scene.wait_for_viewers(5)
        scene.check()
        assert len(scene.written()) > RATE
