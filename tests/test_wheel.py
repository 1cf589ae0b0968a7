"""The wheel alone, in an empty environment, serves a page and its stylesheet."""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.servers import SOURCE, Server, environment

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it depends on, and nothing of the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, SOURCE)
    _run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    wheel = next(folder.glob("teamfeed-*.whl"))
    _run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel
    )
    # Dependencies from here: a folder named in a .pth has its own .pth files, such as the one
    # of our editable install, ignored.
    site = next((folder / "venv" / "lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "venv" / "bin"


@pytest.fixture(scope="module")
def server(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """What `teamfeed run` starts in an empty folder: migrated, with the demo firm."""
    empty = tmp_path_factory.mktemp("empty")
    made = Server(empty / "data", command=[str(installed / "teamfeed"), "run"], cwd=empty)
    made.start(seconds=90)
    yield made
    made.stop()


def test_the_package_is_the_installed_one(installed: Path) -> None:
    said = (
        "import teamfeed.places as p; print(p.__file__, p.templates(), p.static(), p.migrations())"
    )
    done = subprocess.run(
        [installed / "python", "-c", said],
        cwd="/",
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    places = [Path(word) for word in done.stdout.split()]
    assert all(place.is_relative_to(installed.parent) and place.exists() for place in places)


def test_the_sign_in_page_comes_with_its_style(server: Server) -> None:
    page = requests.get(f"{server.url}/sign-in", timeout=10)

    assert page.status_code == 200
    style = requests.get(
        server.url + _only(r'<link[^>]+href="([^"]+\.css)"', page.text), timeout=10
    )
    assert style.status_code == 200
    assert style.headers["Content-Type"].startswith("text/css")
    assert len(style.content) > 100


def _only(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, f"nothing like {pattern} on the page"
    return found[1]


def _run(*command: object) -> None:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, cwd=SOURCE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
