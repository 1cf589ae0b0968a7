"""The engine that runs us side by side: the only module that names eventlet."""

import errno
import logging
import os
import resource
import select
import signal
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:  # pydantic, once imported, breaks eventlet's upgrade of existing locks
    from teamfeed.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

BACKLOG = 4096
STOP_SECONDS = 8.0  # to finish requests after SIGTERM; a service manager gives up after 10
READ_SECONDS = 30.0  # a client may not pause longer within a request
SPARE_FILES = 4000  # requests, the database, photos: beside the live connections
FULL_SECONDS = 0.05  # until accepting is tried again when the process can hold no more
# accept() says these of a single connection or of a full process; neither ends the server.
PASSING = (
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOBUFS,
    errno.ENOMEM,
    errno.ECONNABORTED,
    errno.ECONNRESET,
    errno.EPROTO,
    errno.EPERM,
)

log = logging.getLogger("teamfeed.green")
_eventlet: Any = None


def patch(mode: str) -> None:
    """Choose the engine, before anything else is imported."""
    global _eventlet
    if mode == "threading":
        return
    with warnings.catch_warnings():
        # The authors announce the end of eventlet at every import; we know.
        warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")
        import eventlet
        import eventlet.event
        import eventlet.hubs
        import eventlet.semaphore
        import eventlet.tpool
        import eventlet.wsgi

        eventlet.monkey_patch()
    _eventlet = eventlet


def mode() -> str:
    """ "eventlet" or "threading"."""
    return "eventlet" if _eventlet else "threading"


def spawn(function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Run a function beside the caller; nobody waits for it."""
    if _eventlet:
        _eventlet.spawn_n(function, *args, **kwargs)
    else:
        threading.Thread(target=function, args=args, kwargs=kwargs, daemon=True).start()


def sleep(seconds: float) -> None:
    """Let the others run for so long; 0 lets them run once."""
    _eventlet.sleep(seconds) if _eventlet else time.sleep(seconds)


def offload(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run heavy work in a real thread, so that the sockets stay alive; wait for it."""
    if _eventlet:
        result: T = _eventlet.tpool.execute(function, *args, **kwargs)
        return result
    return function(*args, **kwargs)


def wait_readable(fileno: int, timeout: float) -> bool:
    """Wait until there is something to read; False after so many seconds without."""
    if not _eventlet:
        return bool(select.select([fileno], [], [], timeout)[0])
    try:
        _eventlet.hubs.trampoline(fileno, read=True, timeout=timeout, timeout_exc=TimeoutError)
    except TimeoutError:
        return False
    return True


def mutex() -> AbstractContextManager[object]:
    """Guards a section that never waits: free among green threads, a lock among real ones."""
    return nullcontext() if _eventlet else threading.Lock()


def take_socket(environ: dict[str, Any]) -> Any:
    """The TCP socket under a request, for a protocol of our own; see native and left_socket."""
    if not _eventlet:
        return environ["werkzeug.socket"]
    environ["eventlet.set_idle"]()  # a stopping server closes it and does not wait for it
    _eventlet.wsgi.WSGI_LOCAL.already_handled = True
    return environ["eventlet.input"].get_socket()


def native(sock: Any) -> Any:
    """The same socket, whose calls return at once with MSG_DONTWAIT; None if eventlet moved it."""
    return getattr(sock, "fd", None) if _eventlet else sock


def left_socket() -> list[bytes]:
    """What a request returns to its server at the end, when it took the socket."""
    if not _eventlet:
        raise ConnectionError("the socket was taken over")  # werkzeug's way to write no answer
    return []


class Event:
    """A flag to wait for; set it from our own threads only, not from offloaded work."""

    def __init__(self) -> None:
        self._event: Any = _GreenEvent() if _eventlet else threading.Event()

    def set(self) -> None:
        self._event.set()

    def clear(self) -> None:
        self._event.clear()

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it was set within so many seconds."""
        return bool(self._event.wait(timeout))


class Promise(Generic[T]):
    """A value or a failure that comes later, once."""

    def __init__(self) -> None:
        self._done = Event()
        self._value: T
        self._fault: BaseException | None = None

    def resolve(self, value: T) -> None:
        self._value = value
        self._done.set()

    def fail(self, fault: BaseException) -> None:
        self._fault = fault
        self._done.set()

    def wait(self, timeout: float | None = None) -> T:
        """The value; raises the failure, or TimeoutError after so many seconds."""
        if not self._done.wait(timeout):
            raise TimeoutError
        if self._fault is not None:
            raise self._fault
        return self._value


class Semaphore:
    """So many at once; a context manager."""

    def __init__(self, count: int = 1) -> None:
        kind = _eventlet.semaphore.Semaphore if _eventlet else threading.Semaphore
        self._semaphore: Any = kind(count)

    def __enter__(self) -> None:
        self._semaphore.acquire()

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _value: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._semaphore.release()


class Lock(Semaphore):
    """One at a time; a context manager."""

    def __init__(self) -> None:
        super().__init__(1)


def listen(host: str, port: int, *, reuse_port: bool = False) -> socket.socket:
    """A listening socket; with reuse_port several processes share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, int(reuse_port))
        # Inherited by what it accepts: without it an answer of two writes takes 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except BaseException:
        sock.close()
        raise
    return sock


def serve(app: WsgiApp, settings: "Settings", *sockets: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; then finish the requests and return within 10 s."""
    _raise_file_limit(settings.sockets_total + SPARE_FILES)
    listening = sockets or (
        listen(settings.host, settings.port, reuse_port=settings.processes > 1),
    )
    run = _serve_green if _eventlet else _serve_threads
    run(app, settings, listening)
    for sock in listening:
        sock.close()


def _raise_file_limit(wanted: int) -> None:
    """Ask the system for so many open files; service managers begin with 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class _GreenEvent:
    """threading.Event's face on eventlet's event: no lock, no condition."""

    def __init__(self) -> None:
        self._event = _eventlet.event.Event()

    def set(self) -> None:
        if not self._event.ready():
            self._event.send(True)

    def clear(self) -> None:
        if self._event.ready():
            self._event = _eventlet.event.Event()

    def wait(self, timeout: float | None) -> bool:
        return bool(self._event.wait(timeout))


def _serve_green(app: WsgiApp, settings: "Settings", sockets: Iterable[socket.socket]) -> None:
    stop = _stop_signal()
    servers = [_eventlet.spawn(_serve_green_socket, app, settings, sock) for sock in sockets]
    while not wait_readable(stop, 3600.0):
        pass
    with _eventlet.Timeout(STOP_SECONDS, False):
        for server in servers:  # each closes its idle sockets and waits for its requests
            _eventlet.kill(server, SystemExit)
        for server in servers:
            server.wait()


def _serve_green_socket(app: WsgiApp, settings: "Settings", sock: socket.socket) -> None:
    _eventlet.wsgi.server(
        _green_socket(sock),
        _with_logged_faults(app),
        log_output=False,
        debug=False,
        keepalive=READ_SECONDS,
        socket_timeout=READ_SECONDS,
        max_size=settings.sockets_total + 2000,
        protocol=_lean_protocol(),
    )


def _lean_protocol() -> Any:
    """eventlet's, with file buffers of 4 KB: a live connection keeps them for hours."""

    class Lean(_eventlet.wsgi.HttpProtocol):  # type: ignore[misc]
        rbufsize = 2048
        wbufsize = 2048

        def _read_request_line(self) -> Any:
            return _in_time(super()._read_request_line) or b""

        def parse_request(self) -> bool:
            """Read the head; a byte now and then would hold the connection for ever."""
            if _in_time(super().parse_request):
                return True
            self.close_connection = True
            return False

    return Lean


def _in_time(read: Callable[[], T]) -> T | None:
    """What it returns, or None when the client takes too long over it."""
    try:
        with _eventlet.Timeout(READ_SECONDS):
            return read()
    except _eventlet.Timeout:
        return None


def _green_socket(sock: socket.socket) -> Any:
    """The same socket for the hub, also when it was opened before the patch."""

    class Listening(_eventlet.greenio.GreenSocket):  # type: ignore[misc]
        def accept(self) -> Any:
            """The next connection; eventlet's server would end for good with an error."""
            while True:
                try:
                    return super().accept()
                except OSError as error:
                    if error.errno not in PASSING:
                        raise
                    sleep(FULL_SECONDS)

    return Listening(getattr(sock, "fd", sock))


def _stop_signal() -> int:
    """A descriptor that becomes readable at SIGTERM or SIGINT."""
    # A handler cannot wake the hub by a timer: poll() is resumed after a signal (PEP 475).
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave_to_wakeup)
    signal.set_wakeup_fd(writable)
    return readable


def _leave_to_wakeup(_number: int, _frame: object) -> None:
    """Python writes to the wakeup descriptor only for signals that have a handler."""


def _serve_threads(app: WsgiApp, settings: "Settings", sockets: Iterable[socket.socket]) -> None:
    from werkzeug.serving import make_server

    handler, busy = _request_handler()
    stop = _stop_signal()
    servers = []
    for sock in sockets:
        host, port = sock.getsockname()[:2]
        servers.append(
            make_server(host, port, app, threaded=True, request_handler=handler, fd=sock.fileno())
        )
    for server in servers:
        spawn(server.serve_forever, 0.1)
    select.select([stop], [], [])
    for server in servers:
        server.shutdown()
    until = time.monotonic() + STOP_SECONDS
    while busy and time.monotonic() < until:
        time.sleep(0.02)


def _request_handler() -> tuple[Any, set[object]]:
    """werkzeug's handler, and the set of requests that it is answering."""
    from werkzeug.serving import WSGIRequestHandler

    busy: set[object] = set()

    class Handler(WSGIRequestHandler):
        timeout = READ_SECONDS

        def run_wsgi(self) -> None:
            upgrading = "Upgrade" in self.headers  # a WebSocket has no end to wait for
            if not upgrading:
                busy.add(self)
            try:
                super().run_wsgi()
            finally:
                busy.discard(self)
                self.close_connection = self.close_connection or upgrading

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing: the application logs."""

    return Handler, busy


def _with_logged_faults(app: WsgiApp) -> WsgiApp:
    """eventlet's server says nothing about a fault when its request log is off."""

    def logged(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return app(environ, start_response)
        except OSError:  # the client has gone
            raise
        except Exception:
            log.exception("fault outside the application")
            raise

    return logged
