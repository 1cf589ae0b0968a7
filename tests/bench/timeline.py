"""The JSON timeline against the least that the same engine can answer."""

import sys
from collections.abc import Iterator

from tests.bench.load import Load, Measured, measure
from tests.bench.our_server import ours
from tests.bench.process import Server
from tests.bench.results import Choice, Row, middle, mistakes, ratio, spread

HELLO_SERVER = (sys.executable, "-m", "tests.bench.hello_server")
GOAL = 0.5


def rows(choice: Choice) -> Iterator[Row]:
    """Answers a second of the newest 20 posts, and of a bare Flask hello."""
    timelines: list[Measured] = []
    hellos: list[Measured] = []
    for _ in range(choice.rounds):
        with ours(TEAMFEED_ASYNC_MODE=choice.async_mode) as server:
            measure(Load(viewers=10, posters=10, rate=50, seconds=2), server)
            timelines.append(_gets(choice, server, "/api/v1/timelines/home"))
        with ours(HELLO_SERVER, TEAMFEED_ASYNC_MODE=choice.async_mode) as server:
            hellos.append(_gets(choice, server, "/hello"))
    share = ratio(middle(timelines, _rate), middle(hellos, _rate))
    yield Row(
        "JSON timeline, answers/s (beside: bare Flask hello, same engine)",
        spread(timelines, _rate),
        spread(hellos, _rate),
        share,
        f"{GOAL}x",
        share is not None and share >= GOAL,
        mistakes([*timelines, *hellos]),
    )


def _gets(choice: Choice, server: Server, path: str) -> Measured:
    load = Load(mode="get", viewers=0, posters=8, path=path, seconds=min(choice.seconds, 5))
    return measure(load, server)


def _rate(run: Measured) -> float:
    return run.times("answers").count / float(run.verdict["window_seconds"])
