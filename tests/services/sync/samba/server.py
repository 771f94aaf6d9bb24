"""A real file server of this machine's own: smbd on a port of the loopback, with all its state in one folder."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import smbclient

from tests.services.sync.samba.share import SmbShare

SMBD = next((path for path in ("/usr/sbin/smbd", shutil.which("smbd")) if path and Path(path).exists()), None)
PASSWORD = "only-on-loopback"
CONFIG = """
[global]
  server role = standalone server
  workgroup = LOBBY
  interfaces = 127.0.0.1
  bind interfaces only = yes
  smb ports = {port}
  disable netbios = yes
  disable spoolss = yes
  load printers = no
  printcap name = /dev/null
  passdb backend = tdbsam:{base}/passdb.tdb
  private dir = {base}/private
  state directory = {base}/state
  cache directory = {base}/cache
  lock directory = {base}/lock
  pid directory = {base}/pid
  ncalrpc dir = {base}/ncalrpc
  log file = {base}/log.smbd
  log level = 0
  rpc start on demand helpers = no
  server min protocol = SMB3
  strict sync = yes
  deadtime = 1
[sync]
  path = {files}
  read only = no
[closed]
  path = {files}
  read only = yes
[small]
  path = {small}
  read only = no
"""


class Samba:
    """`start` and `kill` it as often as wished; `files` is its folder, as this machine sees it."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self.files, self.small = base / "files", base / "small"
        for name in ("private", "state", "cache", "lock", "pid", "ncalrpc", "files", "small"):
            (base / name).mkdir(mode=0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._config = base / "smb.conf"
        self._config.write_text(CONFIG.format(port=self.port, base=base, files=self.files, small=self.small))
        self._user = getpass.getuser()
        subprocess.run(
            ["pdbedit", "-s", self._config, "-a", "-u", self._user, "-t"],
            input=f"{PASSWORD}\n{PASSWORD}\n", text=True, check=True, capture_output=True,
        )  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None
        self._caches: list[dict[str, object]] = []

    def start(self) -> None:
        """Start it; returns when it answers."""
        command = [str(SMBD), "--foreground", "--no-process-group", f"--configfile={self._config}"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.02)

    def kill(self) -> None:
        """As if somebody pulled the plug: it, and those of its processes that talk with clients."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            self._process = None

    def connect(self, share: str = "sync") -> SmbShare:
        """One more connection of its own."""
        cache: dict[str, object] = {}
        self._caches.append(cache)
        return SmbShare(self.port, share, self._user, PASSWORD, cache)

    def forget(self) -> None:
        """Close all connections."""
        for cache in self._caches:
            smbclient.reset_connection_cache(fail_on_error=False, connection_cache=cache)
        self._caches.clear()

    def empty(self) -> None:
        """Take away what earlier tests left."""
        for one in self.files.iterdir():
            one.rename(self._base / f"old-{uuid4().hex}")
