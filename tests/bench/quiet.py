"""How soon the last viewer sees a post when little happens: the usual day of a firm."""

from collections.abc import Iterator

from tests.bench.load import Load
from tests.bench.pairs import in_turn, one_post_frame, peer, product
from tests.bench.posts import last_p50, last_p99
from tests.bench.results import Choice, Row, middle, mistakes, ratio, spread

RATES = (2, 20)
FEWEST_POSTS = 40  # fewer have no 99th of a hundred


def rows(choice: Choice) -> Iterator[Row]:
    """p50 and p99 at 2 and 20 posts/s; processor time for each delivery."""
    starts = [product(choice), peer(one_post_frame(choice))]
    for viewers in sorted({200, max(choice.viewers)}):
        for rate in RATES:
            seconds = max(choice.seconds, FEWEST_POSTS / rate)
            load = Load(viewers=viewers, rate=rate, seconds=seconds, warmup=1)
            mine, theirs = in_turn(starts, choice.rounds, load)
            name = f"quiet, {rate} posts/s to {viewers:,}"
            for words, value in (("p50", last_p50), ("p99", last_p99)):
                own, other = middle(mine, value), middle(theirs, value)
                yield Row(
                    f"{name}: ms to the last, {words}",
                    spread(mine, value),
                    spread(theirs, value),
                    ratio(other, own),
                    "1x",
                    own <= other,
                    mistakes([*mine, *theirs]),
                )
            yield Row(
                f"{name}: us of CPU per delivery",
                spread(mine, lambda run: run.cpu_per_delivery),
                spread(theirs, lambda run: run.cpu_per_delivery),
                ratio(
                    middle(theirs, lambda run: run.cpu_per_delivery),
                    middle(mine, lambda run: run.cpu_per_delivery),
                ),
            )
