"""Compression on both sides: why the reference is measured with it off."""

from collections.abc import Iterator

from tests.bench.load import Load
from tests.bench.pairs import in_turn, one_post_frame, peer, product
from tests.bench.posts import NODE_RATE, last_p99, share, wire
from tests.bench.results import Choice, Row, middle, mistakes, ratio, spread


def rows(choice: Choice) -> Iterator[Row]:
    """Node compresses for each viewer anew; teamfeed once for all."""
    viewers = max(choice.viewers)
    load = Load(viewers=viewers, rate=NODE_RATE, seconds=choice.seconds, warmup=1)
    starts = [product(choice), peer(one_post_frame(choice), deflate="on")]
    mine, theirs = in_turn(starts, choice.rounds, load)
    name = f"Node with deflate, {NODE_RATE:g} posts/s to {viewers:,}"
    for words, value in (
        ("ms to the last, p99", last_p99),
        ("server's share of a core", share),
        ("kilobytes a second at one viewer", wire),
    ):
        yield Row(
            f"{name}: {words}",
            spread(mine, value),
            spread(theirs, value),
            ratio(middle(theirs, value), middle(mine, value)),
            remark=mistakes([*mine, *theirs]),
        )
