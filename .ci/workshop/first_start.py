"""Prove a first start: `make run` comes up, a person signs in, a script posts, all see it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.clients import Rest, Visitor
from tests.servers import SOURCE, Server

PASSWORD = "quatre sacs de ciment"


def main() -> int:
    """Two starts of the same firm: the first makes it, the second finds the post."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(
            Path(folder) / "data",
            command=["make", "--no-print-directory", "run"],
            TEAMFEED_DEMO_PASSWORD=PASSWORD,
        )
        try:
            _first(server)
            _second(server)
        finally:
            print(server.log())
            server.kill()
    return 0


def _first(server: Server) -> None:
    print(f"first start: {_start(server):.1f} s")
    tess = Visitor(server.url)
    answer = tess.sign_in("tess", PASSWORD)
    assert answer.ok, f"signing in answered {answer.status_code}"
    assert "/sign-in" not in answer.url, "tess was sent back to the sign-in page"
    assert tess.get("/").ok
    script = Rest(server.url, _token(server))
    status = script.say("fini 75% premier post")
    home = script.get("/api/v1/timelines/home").json()
    assert home[0]["id"] == status["id"], "the post is not at the top of the timeline"
    print(f"posted {status['id']} and read it in the timeline")
    server.stop()


def _second(server: Server) -> None:
    print(f"second start: {_start(server):.1f} s")
    home = Rest(server.url, _token(server, "again")).get("/api/v1/timelines/home").json()
    assert "premier post" in home[0]["text"], "the post did not outlive the server"
    server.stop()


def _start(server: Server) -> float:
    started = time.monotonic()
    server.start(seconds=120)
    return time.monotonic() - started


def _token(server: Server, name: str = "first-start") -> str:
    words = ["token", "create", "tess", "--name", name, "--scopes", "read write"]
    done = subprocess.run(
        [str(SOURCE / ".venv/bin/teamfeed"), *words],
        env=server.environment,
        cwd=SOURCE,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
