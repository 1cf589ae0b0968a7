"""Real server processes: start, stop, kill, restart, read their logs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import requests

SOURCE = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, str(SOURCE / "wsgi.py"))


class Server:
    """One process on a port of its own, with its settings; nothing of ours leaks into it."""

    def __init__(
        self,
        data_dir: Path,
        *,
        database_url: str = "",
        async_mode: str = "eventlet",
        port: int | None = None,
        command: Sequence[str] = COMMAND,
        cwd: Path = SOURCE,
        **settings: object,
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data_dir = data_dir
        self._command, self._cwd = command, cwd
        self._log = data_dir / f"server-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = environment(
            HOST="127.0.0.1",
            PORT=self.port,
            TEAMFEED_DATA_DIR=data_dir,
            TEAMFEED_DATABASE_URL=database_url,
            TEAMFEED_ASYNC_MODE=async_mode,
            **{"TEAMFEED_RATE_LIMITS": "off"} | settings,
        )

    def start(self, seconds: float = 20) -> "Server":
        """Start and wait until /healthz answers."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self._cwd,
                env=self.environment,
            )
        self._wait_until_it_answers(time.monotonic() + seconds)
        return self

    def stop(self, seconds: float = 15) -> int:
        """SIGTERM as a service manager does; returns the exit code."""
        return self._end(signal.SIGTERM, seconds)

    def kill(self) -> None:
        """SIGKILL: no goodbye to anyone."""
        self._end(signal.SIGKILL, 10)

    def restart(self) -> None:
        """Stop, then start on the same port and data."""
        self.stop()
        self.start()

    def send(self, number: signal.Signals) -> None:
        """Send a signal, as SIGSTOP and SIGCONT."""
        self.running.send_signal(number)

    def log(self) -> str:
        """What it wrote on standard output and error."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def running(self) -> subprocess.Popen[bytes]:
        """The process; an error when it is not started."""
        assert self._process is not None, "the server is not running"
        return self._process

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.running.pid

    def _end(self, number: signal.Signals, seconds: float) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(number)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
            raise

    def _wait_until_it_answers(self, deadline: float) -> None:
        while time.monotonic() < deadline:
            if self.running.poll() is not None:
                break
            try:
                if requests.get(f"{self.url}/healthz", timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.05)
        log = self.log()
        self.kill()
        raise RuntimeError(f"the server did not come up:\n{log[-4000:]}")


def fleet(count: int, data_dir: Path, database_url: str, **settings: object) -> list[Server]:
    """Several processes on one PostgreSQL, one port each, not yet started."""
    return [
        Server(data_dir, database_url=database_url, **settings)  # type: ignore[arg-type]
        for _ in range(count)
    ]


def environment(**settings: object) -> dict[str, str]:
    """Our environment without any setting of teamfeed but these."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("TEAMFEED_") and name not in ("HOST", "PORT")
    }
    return kept | {name: str(value) for name, value in settings.items() if value != ""}


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
