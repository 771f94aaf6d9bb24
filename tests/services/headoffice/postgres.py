"""A real PostgreSQL server for the tests: in a folder of its own, on a socket of its own, gone with the session.

It refuses to run as root; there it runs as a user without rights. Nothing listens on a network.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desk_app.services.headoffice.store import PostgresStore
from desk_app.services.headoffice.tables import METADATA

_USERS = ("postgres", "nobody")
_PATIENCE_S = 30.0


class NoServer(Exception):
    """Why there is none on this machine."""


@dataclass
class PostgresServer:
    """A running server."""

    sockets: Path
    user: str
    _uses: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://{self.user}@/{name}?host={self.sockets}"

    def emptied(self) -> str:
        """The address of a database with nothing in it: the same each time, its tables are made once."""
        import psycopg

        if next(self._uses) == 1:
            with psycopg.connect(self.url(), autocommit=True) as connection:
                connection.execute("CREATE DATABASE office")
            PostgresStore(self.url("office")).close()
        with psycopg.connect(self.url("office")) as connection:
            for table in METADATA.tables:
                connection.execute(f'DELETE FROM "{table}"')
        return self.url("office")


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A server for as long as the block runs. `durable`: with fsync, as in earnest. Raises NoServer."""
    programs, user = _programs(), _user()
    home = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(user)
            os.chown(home, account.pw_uid, account.pw_gid)
        as_user = _as_user(user)
        _init(programs, as_user, home, user)
        options = ["-c", "listen_addresses=", "-c", "max_connections=60"]
        options += ["-c", "max_wal_size=2GB", "-c", "shared_buffers=256MB"]
        options += (
            []
            if durable
            else ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        )
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                [*as_user, str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home), *options],
                stdout=log,
                stderr=log,
                cwd=home,
            )
        try:
            _wait(server, PostgresServer(home, user), home / "log")
            yield PostgresServer(home, user)
        finally:
            server.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                server.wait(20)
            if server.poll() is None:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("postgres")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not folders:
        raise NoServer("no PostgreSQL server is installed (postgresql)")
    return folders[-1].parent


def _user() -> str:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    for name in _USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise NoServer("PostgreSQL does not run as root, and there is no other user")


def _as_user(user: str) -> list[str]:
    if os.geteuid() != 0:
        return []
    program = shutil.which("setpriv")
    if program is None:
        raise NoServer("PostgreSQL does not run as root, and setpriv is missing")
    account = pwd.getpwnam(user)
    return [program, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _init(programs: Path, as_user: list[str], home: Path, user: str) -> None:
    command = [*as_user, str(programs / "initdb"), "-D", str(home / "data"), "-U", user]
    command += ["-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=home)
    if done.returncode:
        raise NoServer(f"initdb: {done.stderr.strip()[-300:]}")


def _wait(server: subprocess.Popen[Any], made: PostgresServer, log: Path) -> None:
    import psycopg

    until = time.monotonic() + _PATIENCE_S
    while server.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(made.url()).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoServer(f"the server did not start: {log.read_text('utf-8', 'replace')[-500:]}")
