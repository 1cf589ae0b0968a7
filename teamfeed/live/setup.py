"""Put the live parts together and start them in the process that serves."""

from typing import Any

import orjson
from flask import Flask
from flask_socketio import SocketIO

from teamfeed import green
from teamfeed.live import guard, websocket
from teamfeed.live.broadcast import Broadcast
from teamfeed.live.channels import Channels
from teamfeed.live.events import Events, Manager
from teamfeed.live.follower import Follower
from teamfeed.live.gate import Gate
from teamfeed.live.heartbeat import Heartbeat
from teamfeed.live.listener import Listener
from teamfeed.live.pulse import Pulse
from teamfeed.live.slots import Slots
from teamfeed.services import Services


class Json:
    """orjson for python-socketio: ready JSON passes as orjson.Fragment."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        return orjson.loads(text)


class Live:
    """The live parts of one process; nothing runs before the first handshake."""

    def __init__(self, app: Flask, services: Services) -> None:
        settings = services.settings
        self.channels = Channels()
        self.slots = Slots(settings)
        self.follower = Follower(
            services, self.channels, Broadcast(self.channels, settings.broadcast_window_ms)
        )
        engine = _engine(app, services, self.slots, self.channels)
        self._parts: list[Any] = [
            self.follower,
            Pulse(engine, self.slots),
            Heartbeat(self.channels, settings.heartbeat_seconds, services.now),
        ]
        if not settings.sqlite:
            self._parts.append(Listener(services.engine, self.follower.wake))
        self._starting = green.Lock()
        self._started = False
        app.wsgi_app = Gate(app, services, self.slots, self.ready)  # type: ignore[method-assign]

    def ready(self) -> int:
        """Start what is not running yet; the position that was sent to everybody."""
        if not self._started:
            with self._starting:
                self._start()
        return self.channels.head

    def stop(self) -> None:
        """Let the background parts end."""
        for part in self._parts:
            part.stop()

    def _start(self) -> None:
        if self._started:
            return
        for part in self._parts:
            part.start()
        self._started = True


def attach(app: Flask, services: Services) -> Live:
    """Add Socket.IO to the app, guarded, under the path /socket.io/."""
    live = Live(app, services)
    app.extensions["teamfeed.live"] = live
    return live


def _engine(app: Flask, services: Services, slots: Slots, channels: Channels) -> Any:
    settings, manager = services.settings, Manager()
    extension = SocketIO(
        app,
        async_mode=settings.async_mode,
        transports=["websocket"],
        client_manager=manager,
        async_handlers=False,
        cors_allowed_origins=[],
        manage_session=False,
        json=Json,
        max_http_buffer_size=websocket.MESSAGE_LIMIT,
        monitor_clients=False,
        ping_interval=settings.ping_seconds,
        ping_timeout=settings.ping_timeout_seconds,
    )
    manager.namespace = Events(services, slots, channels)
    extension.server.register_namespace(manager.namespace)
    guard.install(extension.server.eio)
    return extension.server.eio
