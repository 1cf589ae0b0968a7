"""Teamfeed as it is served, with an ear on stdin: `fan ROUNDS RATE BYTES` sends bare frames."""

from teamfeed import environment, green

green.patch(environment.async_mode())

import sys  # noqa: E402  # only after the patch
import time  # noqa: E402

from teamfeed import settings  # noqa: E402
from teamfeed.app import create_app  # noqa: E402
from teamfeed.core.feed import Change  # noqa: E402
from teamfeed.live.broadcast import Broadcast  # noqa: E402
from teamfeed.live.channels import Channels  # noqa: E402
from teamfeed.serving import serve  # noqa: E402

POST = '{"position":%d,"kind":"post.published","id":"%d","text":"~S%08d~","padding":"%s"}'


def listen(channels: Channels) -> None:
    """Wait for the order and follow it, inside the process that serves."""
    while not green.wait_readable(sys.stdin.fileno(), 3600.0):
        pass
    word, rounds, rate, size = sys.stdin.readline().split()
    if word == "fan":
        fan(channels, int(rounds), float(rate), int(size))


def fan(channels: Channels, rounds: int, rate: float, size: int) -> None:
    """Hand changes to the real broadcast, one at a time: what a frame costs, without its post."""
    broadcast, start = Broadcast(channels, window_ms=0), time.monotonic()
    for number in range(rounds):
        green.sleep(max(0.0, start + number / rate - time.monotonic()))
        broadcast.send([_change(channels.head + 1, number, size)])


def _change(position: int, number: int, size: int) -> Change:
    around = len(f'42["feed",{{"head":{position},"changes":[]}}]')
    padding = size - around - len(POST % (position, position, number, ""))
    body = POST % (position, position, number, "x" * max(0, padding))
    return Change(position, "post.published", body.encode(), None, None, None)


if __name__ == "__main__":
    app = create_app(settings.read())
    green.spawn(listen, app.extensions["teamfeed.live"].channels)
    serve(app)
