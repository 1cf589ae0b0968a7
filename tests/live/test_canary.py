"""The private parts that the live connections lean on are where they were.

When this fails after an upgrade, read teamfeed/live/guard.py and wire.py beside the new
release before moving the pins in requirements/app.in.
"""

import inspect
import subprocess
import sys
from importlib.metadata import version

import engineio
import pytest
import socketio
from flask import Flask
from flask_socketio import SocketIO


@pytest.mark.parametrize(
    ("name", "pinned"),
    [("python-engineio", "4.15.1"), ("python-socketio", "5.18.1"), ("flask-socketio", "5.7.0")],
)
def test_the_versions_are_those_that_were_read(name: str, pinned: str) -> None:
    assert version(name) == pinned


def test_engineio_hands_new_connections_to_handle_connect() -> None:
    signature = inspect.signature(engineio.Server._handle_connect)
    assert list(signature.parameters) == [
        "self",
        "environ",
        "start_response",
        "transport",
        "jsonp_index",
    ]
    source = inspect.getsource(engineio.Server.handle_request)
    assert "self._handle_connect(environ, start_response," in source
    assert "if not isinstance(r, dict):\n            return r" in source


def test_engineio_asks_of_a_socket_only_what_ours_has() -> None:
    for method in ("send_packet", "disconnect", "get_session", "transport", "_get_socket"):
        assert hasattr(engineio.Server, method)
    source = inspect.getsource(engineio.Server.send_packet) + inspect.getsource(
        engineio.Server._get_socket
    )
    assert "socket.send(pkt)" in source
    assert "if s.closed:" in source


def test_engineio_keeps_its_handlers_and_sockets_by_name() -> None:
    extension = SocketIO(Flask("teamfeed"), async_mode="threading")
    engine = extension.server.eio
    assert set(engine.handlers) == {"connect", "message", "disconnect"}
    assert engine.sockets == {}
    assert list(inspect.signature(engine.handlers["message"]).parameters) == ["eio_sid", "data"]
    assert list(inspect.signature(engine._trigger_event).parameters) == ["event", "args", "kwargs"]


def test_socketio_tells_the_manager_after_the_client() -> None:
    source = inspect.getsource(socketio.Server._handle_connect)
    told = source.rindex("packet.CONNECT, {'sid': sid}")
    assert source.index("self.manager.connect(sid, namespace)", told) > told
    assert "exc.error_args" in source


def test_socketio_counts_a_client_that_leaves_as_not_connected() -> None:
    source = inspect.getsource(socketio.Server._handle_disconnect)
    assert source.index("pre_disconnect") < source.index("_trigger_event('disconnect'")


EVENTLET = """
from teamfeed import green
green.patch("eventlet")
import inspect
import eventlet.wsgi, eventlet.greenio
eventlet.wsgi.WSGI_LOCAL.already_handled = False
green_socket = eventlet.greenio.GreenSocket()
assert green.native(green_socket).send, "GreenSocket.fd has moved"
source = inspect.getsource(eventlet.wsgi.HttpProtocol)
assert "WSGI_LOCAL.already_handled" in source
assert "env['eventlet.set_idle'] = set_idle" in source
assert "env['wsgi.input'] = env['eventlet.input'] = Input(" in source
assert "def get_socket" in inspect.getsource(eventlet.wsgi.Input)
"""


def test_eventlet_lends_us_its_socket() -> None:
    done = subprocess.run([sys.executable, "-c", EVENTLET], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
