"""Runs the load generator against a server and reads its verdict."""

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench import build
from tests.bench.process import GENERATOR_CORE, Server, pinned

MISTAKES = (
    "incomplete",
    "duplicates",
    "gaps",
    "disorder",
    "malformed",
    "strangers",
    "refused",
    "unanswered",
    "doubly_answered",
    "closed",
)


@dataclass(frozen=True)
class Load:
    """What the generator is asked for; the names are its flags."""

    mode: str = "socket"
    viewers: int = 100
    posters: int = 32
    rate: float = 20.0
    seconds: float = 5.0
    warmup: float = 1.0
    patience: float = 10.0
    settle: float = 0.5
    expect: int = 0
    together: int = 64
    addresses: int = 1
    deflate: str = "on"  # offered to the server, as browsers do
    path: str = "/api/v1/statuses"


@dataclass(frozen=True)
class Times:
    """Milliseconds; None is longer than anybody waited."""

    count: int = 0
    p50: float | None = None
    p99: float | None = None
    max: float | None = None


@dataclass(frozen=True)
class Measured:
    """The generator's verdict and what the server used meanwhile."""

    verdict: dict[str, Any]
    cpu_seconds: float
    memory_before: int
    memory_ready: int
    complaints: str

    def times(self, name: str) -> Times:
        """The percentiles of `to_last`, `to_answer`, `connect` or `answers`."""
        return Times(**self.verdict.get(name, {}))

    @property
    def mistakes(self) -> dict[str, int]:
        """What was lost, doubled, disordered or refused; empty when all is exact."""
        found = {name: self.verdict[name] for name in MISTAKES if self.verdict.get(name)}
        missing = self.verdict["viewers"] - self.verdict["ready"]
        return {**found, "not connected": missing} if missing else found

    @property
    def cpu_share(self) -> float:
        """Of one core, while measuring."""
        return self.cpu_seconds / float(self.verdict["window_seconds"])

    @property
    def cpu_per_delivery(self) -> float:
        """Microseconds of the server's processor for one post at one viewer."""
        return self.cpu_seconds * 1e6 / max(1, int(self.verdict["window_deliveries"]))

    @property
    def frame_bytes(self) -> float:
        """Mean size of a frame of the feed, read."""
        return int(self.verdict["window_bytes"]) / max(1, int(self.verdict["window_frames"]))

    @property
    def wire_bytes(self) -> float:
        """Bytes of the feed that one viewer received in a second, as they came."""
        seconds = float(self.verdict["window_seconds"]) * int(self.verdict["viewers"])
        return int(self.verdict["window_wire_bytes"]) / seconds


def measure(load: Load, server: Server, then: Callable[[], None] = lambda: None) -> Measured:
    """Put the load on a server; `then` is called when all viewers are ready and counting."""
    before = server.memory()
    words = [
        str(build.generator()),
        *_flags(load),
        "--ports",
        str(server.port),
        "--tokens",
        str(server.tokens),
        "--origin",
        f"http://127.0.0.1:{server.port}",
        "--fields",
        server.fields,
        "--run",
        f"run{time.time_ns()}",
    ]
    with subprocess.Popen(
        pinned(GENERATOR_CORE, words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        _expect(process, "ready")
        ready = server.memory()
        _expect(process, "measuring")
        start = server.cpu()
        then()
        _expect(process, "measured")
        used = server.cpu() - start
        verdict, complaints = process.stdout.readline(), process.stderr.read()
    return Measured(json.loads(verdict), used, before, ready, complaints)


def _flags(load: Load) -> list[str]:
    return [word for name, value in asdict(load).items() for word in (f"--{name}", f"{value}")]


def _expect(process: "subprocess.Popen[str]", word: str) -> None:
    assert process.stdout is not None
    if (line := process.stdout.readline().strip()) != word:
        assert process.stderr is not None
        raise RuntimeError(f"the generator said {line!r}, not {word!r}: {process.stderr.read()}")
