"""A real print service of our own, with a raw queue to a port of this PC: what is drawn arrives, byte for byte."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.services.printing.cups import CupsPrinter
from desk_app.services.printing.kinds import Way, Where
from desk_app.services.printing.outbox import draw
from desk_app.ui.tasks import Tasks
from tests.ui.printing.conftest import PASS, Make, slip

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        sys.platform == "win32" or not shutil.which("cupsd") or os.getuid() != 0,
        reason="needs a cupsd it may start",
    ),
]

CUPSD = """
LogLevel warn
Listen {root}/cups.sock
Browsing Off
WebInterface No
<Location />
  Allow all
</Location>
<Location /admin>
  Allow all
</Location>
<Policy default>
  <Limit All>
    Allow all
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {root}/root
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/run
TempDir {root}/spool
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
User lp
Group lp
SystemGroup root
Sandboxing relaxed
"""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[None]:
    """A print service that only this test knows."""
    root = Path(tempfile.mkdtemp(prefix="cups"))
    root.chmod(0o755)
    for name in ("root", "spool", "cache", "run", "log"):
        (root / name).mkdir()
        shutil.chown(root / name, "lp", "lp")
    for name, text in (("cupsd.conf", CUPSD), ("files.conf", FILES)):
        (root / name).write_text(text.format(root=root))
    monkeypatch.setenv("CUPS_SERVER", str(root / "cups.sock"))
    command = ["cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "files.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            qtbot.waitUntil((root / "cups.sock").is_socket, timeout=10_000)
            yield
        finally:
            process.terminate()
    shutil.rmtree(root)


class Device(threading.Thread):
    """A printer at a port: takes what it is sent, one connection a paper."""

    def __init__(self, server: socket.socket, papers: int) -> None:
        super().__init__()
        self.server, self.left = server, papers
        self.papers: list[bytes] = []

    def run(self) -> None:
        while self.left:
            connection, _ = self.server.accept()
            with connection:
                self.papers.append(connection.makefile("rb").read())
            self.left -= 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_papers_reach_the_printer_once_it_works(service: None, make: Make, qtbot: QtBot) -> None:
    port = free_port()
    queue = ["lpadmin", "-p", "Lobby", "-v", f"socket://127.0.0.1:{port}/?snmp=false", "-E"]
    subprocess.run(queue, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tasks = Tasks(lambda error, owner: None)
    bench = make(tasks, CupsPrinter(patience=2.0))
    bench.local.put(PASS.where, str(Where(Way.PRINTER, "Lobby")))

    subprocess.run(["cupsdisable", "Lobby"], check=True)
    bench.desk.print(slip, owner=bench.window)
    qtbot.waitUntil(lambda: bench.desk.waiting == 1 and not tasks.busy, timeout=15_000)
    assert "The printer Lobby did not print: paused" in bench.told

    with socket.create_server(("127.0.0.1", port)) as server:
        printer = Device(server, papers=2)
        printer.start()
        subprocess.run(["cupsenable", "Lobby"], check=True)
        (kept,) = bench.outbox.waiting()
        bench.desk.print_again(kept, Where(Way.PRINTER, "Lobby"), owner=bench.window)
        bench.desk.print(slip, owner=bench.window)
        qtbot.waitUntil(lambda: not printer.is_alive(), timeout=30_000)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=15_000)
    assert printer.papers == [draw(slip()).paper.pdf] * 2
    assert bench.outbox.waiting() == () and tasks.close()
