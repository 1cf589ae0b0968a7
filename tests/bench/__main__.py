"""Compares teamfeed with a Node reference: python -m tests.bench [bench ...] [flags]."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator

from tests.bench import build, compression, connections, fan_out, posts, quiet, table, timeline
from tests.bench.process import CORES, ServerEnded
from tests.bench.results import Choice, Row

BENCHES: dict[str, Callable[[Choice], Iterator[Row]]] = {
    "fan-out": fan_out.rows,
    "posts": posts.by_socket,
    "http": posts.by_http,
    "quiet": quiet.rows,
    "compression": compression.rows,
    "connections": connections.rows,
    "timeline": timeline.rows,
}

BUSY = 0.7  # load of the last minute before we begin


def main() -> int:
    """Run the chosen benches; the goals are printed, never enforced."""
    given = _arguments()
    choice = Choice(
        given.rounds,
        given.seconds,
        tuple(given.viewers),
        given.rate,
        given.frame_bytes,
        given.async_mode,
    )
    if len(CORES) < 2:
        print("bench: one core only, shared by server and generator: latencies will look worse")
    if os.getloadavg()[0] > BUSY:
        print("bench: this machine is busy with something else: the numbers will be noise")
    try:
        rows = [*_run(given.bench or list(BENCHES), choice)]
    except build.CannotBuild as missing:
        print(f"bench: {missing}", file=sys.stderr)
        return 1
    if given.write:
        table.write(rows)
    return 0


def _run(names: list[str], choice: Choice) -> Iterator[Row]:
    build.generator()
    build.reference()
    print(table.machine(), table.heading(), sep="\n", flush=True)
    for name in names:
        try:
            for row in BENCHES[name](choice):
                print(table.line(row), flush=True)
                yield row
        except ServerEnded as ended:  # the other benches may still tell something
            print(f"bench: {name} was given up: {ended}", file=sys.stderr)
            yield Row(name, "failed", met=False)


def _arguments() -> argparse.Namespace:
    read = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    read.add_argument("bench", nargs="*", choices=[[], *BENCHES], help="all when none is named")
    read.add_argument("--rounds", type=int, default=3, help="runs of each side, in turn")
    read.add_argument("--seconds", type=float, default=10.0, help="measured in each run")
    read.add_argument("--viewers", type=int, nargs="+", default=[100, 1000])
    read.add_argument("--rate", type=float, default=579.0, help="posts/s; 579 is 50 million a day")
    read.add_argument("--frame-bytes", type=int, default=309, help="of the fan-out's frame")
    read.add_argument("--async-mode", choices=("eventlet", "threading"), default="eventlet")
    read.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    return read.parse_args()


if __name__ == "__main__":
    sys.exit(main())
