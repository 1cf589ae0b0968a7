"""Measures two servers in turn, so that the machine's moods hit both."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from tests.bench.load import Load, Measured, measure
from tests.bench.our_server import ours
from tests.bench.process import Server
from tests.bench.reference_server import reference
from tests.bench.results import Choice

Start = Callable[[], AbstractContextManager[Server]]


def in_turn(
    starts: Iterable[Start],
    rounds: int,
    load: Load,
    then: Callable[[Server], None] = lambda _: None,
) -> list[list[Measured]]:
    """A B A B: every run on a fresh server that has been warmed up; the runs of each."""
    starts = list(starts)
    runs: list[list[Measured]] = [[] for _ in starts]
    for _ in range(rounds):
        for start, mine in zip(starts, runs, strict=True):
            with start() as server:
                measure(_warming(load), server)
                mine.append(measure(load, server, lambda server=server: then(server)))  # type: ignore[misc]
    return runs


def product(choice: Choice) -> Start:
    """Teamfeed as it is served."""
    return lambda: ours(TEAMFEED_ASYNC_MODE=choice.async_mode)


def peer(frame_bytes: float, deflate: str = "off") -> Start:
    """The Node reference with frames of the same size."""
    return lambda: reference(round(frame_bytes), deflate)


def one_post_frame(choice: Choice) -> float:
    """Bytes of the frame that carries one of our posts."""
    with product(choice)() as server:
        return measure(Load(viewers=10, posters=5, rate=5, seconds=2), server).frame_bytes


def _warming(load: Load) -> Load:
    mode = load.mode if load.mode == "http" else "socket"
    return Load(mode=mode, viewers=50, posters=16, rate=100, seconds=1, warmup=0)
