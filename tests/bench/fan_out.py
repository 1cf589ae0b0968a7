"""What it costs to hand the same bytes to every viewer."""

from collections.abc import Iterator

from tests.bench.load import Load, Measured
from tests.bench.our_server import FAN_SERVER, ours
from tests.bench.pairs import in_turn
from tests.bench.process import Server
from tests.bench.reference_server import reference
from tests.bench.results import Choice, Row, middle, mistakes, ratio, spread

GOAL = 1.3
DELIVERIES = 25_000  # a second: half of what Node can do


def rows(choice: Choice) -> Iterator[Row]:
    """Processor time for one delivery at each number of viewers."""
    for viewers in choice.viewers:
        mine, theirs = _measure(choice, viewers)
        times = ratio(middle(theirs, _cost), middle(mine, _cost))
        yield Row(
            f"fan-out of {choice.frame_bytes} bytes to {viewers:,}, us of CPU per delivery",
            spread(mine, _cost),
            spread(theirs, _cost),
            times,
            f"{GOAL}x",
            times is not None and times >= GOAL and not mistakes(mine),
            mistakes([*mine, *theirs]),
        )


def _measure(choice: Choice, viewers: int) -> list[list[Measured]]:
    rate = DELIVERIES / viewers
    count = int(rate * choice.seconds)
    load = Load(mode="watch", viewers=viewers, expect=count, rate=rate)

    def fan(server: Server) -> None:
        server.fan(count, rate, choice.frame_bytes)

    return in_turn(
        [lambda: ours(FAN_SERVER, TEAMFEED_ASYNC_MODE=choice.async_mode), reference],
        choice.rounds,
        load,
        fan,
    )


def _cost(run: Measured) -> float:
    return run.cpu_per_delivery
