"""Run the app: committer, follower, chores and the web server, in one or more processes."""

import os
import signal
import subprocess
import sys

import structlog
from flask import Flask

from teamfeed import chores, green, logs
from teamfeed.live import Live
from teamfeed.push import Pusher
from teamfeed.services import Services

PAUSE = 0.5  # seconds: a process that cannot start must not keep a core busy with trying

log = structlog.get_logger()


def serve(app: Flask) -> None:
    """Serve until SIGTERM; what was acknowledged is durable, requests under way are finished."""
    services: Services = app.extensions["teamfeed"]
    services.writer.start()
    live: Live = app.extensions["teamfeed.live"]
    live.ready()
    pusher = Pusher(services)
    live.follower.on_changes.append(pusher.take)
    pusher.start()
    chores.start(services)
    green.serve(app, services.settings)
    pusher.stop()
    live.stop()
    services.writer.stop()
    services.engine.dispose()


def serve_many(command: list[str], processes: int) -> int:
    """Run so many copies of a command that share the port; a copy that dies is started again."""
    logs.configure()
    children = [subprocess.Popen(command) for _ in range(processes)]
    stopping = []

    def stop(number: int, _frame: object) -> None:
        stopping.append(number)
        for child in children:
            child.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        pid, _status = os.wait()
        green.sleep(PAUSE)
        for place, child in enumerate(children):
            if child.pid == pid and not stopping:
                log.error("a process died; starting another", pid=pid)
                children[place] = subprocess.Popen(command)
    return max(child.wait() for child in children)


def this_command() -> list[str]:
    """The command line of one serving process."""
    return [sys.executable, "-m", "teamfeed", "serve", "--one"]
