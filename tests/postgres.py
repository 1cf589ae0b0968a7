"""A temporary PostgreSQL cluster: made by initdb, gone with the test session."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg2

SUPERUSER = "teamfeed"
SETTINGS = """
listen_addresses = '{addresses}'
port = {port}
unix_socket_directories = '{folder}'
max_connections = 300
shared_buffers = 64MB
log_min_messages = warning
"""


class Cluster:
    """One server on a unix socket and, if `tcp`, on 127.0.0.1; durable, as in production."""

    def __init__(self, port: int, tcp: bool = False, folder: Path | None = None) -> None:
        self.port = port
        self._binaries = found()
        self._folder = Path(tempfile.mkdtemp(prefix="teamfeed-pg-", dir=folder))
        self._data = self._folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._initialise(tcp)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program("postgres"), "-D", self._data],
                stdout=log,
                stderr=log,
                **self._as_somebody(),
            )
        for _ in range(300):
            if self._answers():
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{self.log()}")

    def stop(self) -> None:
        """Stop like a power cut: no checkpoint, open transactions lost."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # seen once in fifty under load: then harder
            for child in (family := psutil.Process(process.pid)).children(recursive=True):
                child.kill()
            family.kill()
            process.wait(10)

    def restart(self) -> None:
        """What `pg_ctl restart -m immediate` does."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        self.stop()
        # Thousands of files take a busy disk a minute; nobody needs to wait for it.
        subprocess.run(["sh", "-c", 'rm -rf "$0" >/dev/null 2>&1 &', self._folder], check=True)

    def create(self, template: str = "template1", name: str | None = None) -> str:
        """A new database, copied from another one; returns its address."""
        self._made += 1
        name = name or f"firm_{self._made}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected."""
        name = url.rsplit("/", 1)[1].split("?")[0]
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        connection = psycopg2.connect(
            host=str(self._folder), port=self.port, user=SUPERUSER, dbname="postgres"
        )
        try:
            connection.autocommit = True
            connection.cursor().execute(statement)
        finally:
            connection.close()

    def url(self, name: str) -> str:
        """The address of a database over the unix socket."""
        return f"postgresql://{SUPERUSER}@/{name}?host={self._folder}&port={self.port}"

    def log(self) -> str:
        """What the server wrote."""
        return (self._folder / "log").read_text(errors="replace")

    def _initialise(self, tcp: bool) -> None:
        user = self._as_somebody()
        if user:
            os.chown(self._folder, user["user"], user["group"])
        # Only initdb itself goes without sync: what the server writes afterwards is synced.
        subprocess.run(
            [
                self._program("initdb"),
                "-D",
                self._data,
                "-U",
                SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            **user,
        )
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(
                SETTINGS.format(
                    addresses="127.0.0.1" if tcp else "", port=self.port, folder=self._folder
                )
            )

    def _as_somebody(self) -> dict[str, Any]:
        """PostgreSQL refuses root: then it runs as an account without rights."""
        if os.geteuid() != 0:
            return {"cwd": self._folder}
        names = {entry.pw_name: entry for entry in pwd.getpwall()}
        entry = names.get("postgres") or names["nobody"]
        return {
            "user": entry.pw_uid,
            "group": entry.pw_gid,
            "extra_groups": [],
            "cwd": self._folder,
        }

    def _program(self, name: str) -> Path:
        if self._binaries is None:
            raise FileNotFoundError("PostgreSQL's initdb and postgres are not installed")
        return self._binaries / name

    def _answers(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended:\n{self.log()}")
        try:
            self.run("SELECT 1")
        except psycopg2.OperationalError:
            return False
        return True


def memory() -> Path | None:
    """A folder in memory with room for a cluster: syncs as always, but spares the disk."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() and shutil.disk_usage(shared).free > 4 << 30 else None


def found() -> Path | None:
    """The folder of the newest installed server's programs, or None."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        reverse=True,
        key=lambda folder: int(folder.parent.name),
    )
    return next(
        (
            place
            for place in places
            if (place / "initdb").exists() and (place / "postgres").exists()
        ),
        None,
    )
