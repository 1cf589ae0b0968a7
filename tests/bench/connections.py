"""How fast viewers come back, and what each of them keeps in memory."""

from collections.abc import Iterator

from tests.bench.load import Load, Measured
from tests.bench.pairs import in_turn, peer, product
from tests.bench.results import Choice, Row, middle, mistakes, ratio, spread


def rows(choice: Choice) -> Iterator[Row]:
    """Connections a second with token sign-in, kilobytes each, idle processor time."""
    viewers = max(choice.viewers)
    load = Load(mode="hold", viewers=viewers, seconds=min(choice.seconds, 10))
    mine, theirs = in_turn([product(choice), peer(2000)], choice.rounds, load)
    times = ratio(middle(mine, _rate), middle(theirs, _rate))
    wrong = mistakes([*mine, *theirs])
    yield Row(
        f"connects/s with sign-in, {viewers:,} viewers",
        spread(mine, _rate),
        spread(theirs, _rate),
        times,
        "0.5x",
        times is not None and times >= 0.5,
        wrong,
    )
    size = middle(mine, _size)
    yield Row(
        "kilobytes per connection",
        spread(mine, _size),
        spread(theirs, _size),
        ratio(middle(theirs, _size), size),
        "at most 30",
        size <= 30,
    )
    yield Row(
        f"share of a core with {viewers:,} idle viewers",
        spread(mine, _idle),
        spread(theirs, _idle),
        ratio(middle(theirs, _idle), middle(mine, _idle)),
    )


def _rate(run: Measured) -> float:
    return float(run.verdict["connects_per_second"])


def _size(run: Measured) -> float:
    return (run.memory_ready - run.memory_before) / int(run.verdict["viewers"])


def _idle(run: Measured) -> float:
    return run.cpu_share
