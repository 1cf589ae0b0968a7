"""A server process pinned to a core, and what it has used."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, GENERATOR_CORE = CORES[0], CORES[-1]
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 30.0


class ServerEnded(Exception):
    """A server that did not come up, or went away: with its last words."""


@dataclass(frozen=True)
class Server:
    """One running server, its tokens, and the members that its posts need."""

    name: str
    port: int
    tokens: Path
    process: subprocess.Popen[Any]
    fields: str

    def cpu(self) -> float:
        """Seconds of processor time used so far, threads included."""
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS

    def memory(self) -> int:
        """Resident kilobytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])

    def fan(self, rounds: int, rate: float, frame_bytes: int) -> None:
        """Ask for that many frames at that pace, with no post behind them."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"fan {rounds} {rate:g} {frame_bytes}\n")
        self.process.stdin.flush()


def pinned(core: int, words: list[str]) -> list[str]:
    """The same command on one core; one core is all there may be."""
    return ["taskset", "-c", str(core), *words] if len(CORES) > 1 else words


@contextmanager
def running(
    words: list[str], folder: Path, environment: Mapping[str, str], answers: str
) -> Iterator[subprocess.Popen[str]]:
    """A process on the server's core, from its answer on a URL to its end."""
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(
            pinned(SERVER_CORE, words),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            text=True,
        )
    try:
        _await(process, answers, folder / "output")
        yield process
        if process.poll() is not None:
            raise ServerEnded(f"the server ended:\n{_last_words(folder / 'output')}")
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=12)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _await(process: subprocess.Popen[str], url: str, output: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(url, timeout=2).status_code < 500:
                return
        except requests.RequestException:
            time.sleep(0.05)
    raise ServerEnded(f"no answer from {url}:\n{_last_words(output)}")


def _last_words(output: Path) -> str:
    return output.read_text(errors="replace")[-2000:]
