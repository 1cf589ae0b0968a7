"""Durable posts to many viewers: how long until the last one has them."""

from collections.abc import Iterator

from tests.bench.load import Load, Measured
from tests.bench.pairs import in_turn, one_post_frame, peer, product
from tests.bench.results import Choice, Row, middle, mistakes, ratio, spread

NODE_RATE = 43.0  # what Node's durable server kept up with at 1,000 viewers in earlier runs
GOAL_MS = {"socket": 250.0, "http": 150.0}
NAMES = {"socket": "Socket.IO", "http": "HTTP"}


def by_socket(choice: Choice) -> Iterator[Row]:
    """Posts on the viewers' own connections."""
    yield from _rows(choice, "socket", choice.rate)
    yield from _rows(choice, "socket", NODE_RATE)


def by_http(choice: Choice) -> Iterator[Row]:
    """Posts on 32 HTTP connections."""
    yield from _rows(choice, "http", choice.rate)


def _rows(choice: Choice, mode: str, rate: float) -> Iterator[Row]:
    viewers = max(choice.viewers)
    load = Load(mode=mode, viewers=viewers, rate=rate, seconds=choice.seconds, warmup=2)
    starts = [product(choice), peer(one_post_frame(choice))]
    mine, theirs = in_turn(starts, choice.rounds, load)
    wrong, goal = mistakes(mine), GOAL_MS[mode]
    name = f"{NAMES[mode]}, {rate:g} posts/s to {viewers:,}"
    p99 = middle(mine, last_p99)
    yield Row(
        f"{name}: ms to the last, p50",
        spread(mine, last_p50),
        spread(theirs, last_p50),
        ratio(middle(theirs, last_p50), middle(mine, last_p50)),
    )
    yield Row(
        f"{name}: ms to the last, p99",
        spread(mine, last_p99),
        spread(theirs, last_p99),
        ratio(middle(theirs, last_p99), p99),
        f"under {goal:g}, exact",
        p99 < goal and not wrong,
        _remark(wrong, mistakes(theirs)),
    )
    yield Row(
        f"{name}: ms to the acknowledgement, p99",
        spread(mine, answer_p99),
        spread(theirs, answer_p99),
        ratio(middle(theirs, answer_p99), middle(mine, answer_p99)),
    )
    yield Row(
        f"{name}: server's share of a core",
        f"{middle(mine, share):.2f}",
        f"{middle(theirs, share):.2f}",
        remark=f"our frame {mine[0].frame_bytes:,.0f} bytes",
    )
    yield Row(
        f"{name}: kilobytes a second at one viewer",
        spread(mine, wire),
        spread(theirs, wire),
        ratio(middle(theirs, wire), middle(mine, wire)),
    )


def last_p50(run: Measured) -> float | None:
    """Milliseconds until the last viewer had a post."""
    return run.times("to_last").p50


def last_p99(run: Measured) -> float | None:
    """The same for the slowest post of a hundred."""
    return run.times("to_last").p99


def answer_p99(run: Measured) -> float | None:
    """Milliseconds until the poster knew that it was kept."""
    return run.times("to_answer").p99


def share(run: Measured) -> float | None:
    """Of one core."""
    return run.cpu_share


def wire(run: Measured) -> float | None:
    """Kilobytes of the feed that a viewer receives in a second."""
    return run.wire_bytes / 1000


def _remark(ours: str, theirs: str) -> str:
    said = [f"teamfeed: {ours}" if ours else "", f"Node: {theirs}" if theirs else ""]
    return "; ".join(part for part in said if part)
