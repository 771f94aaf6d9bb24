"""The file server for the tests that want it, one for all of them; where it cannot be had they are left out aloud."""

from __future__ import annotations

import gc
import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def file_server() -> Iterator[object]:
    pytest.importorskip("smbclient", reason="no SMB client (smbprotocol) is installed")
    from tests.services.sync.samba.server import SMBD, Samba

    if SMBD is None:
        pytest.skip("no Samba server (smbd) on this machine")
    if os.geteuid() != 0:
        pytest.skip("a Samba server of one's own needs root here")
    for client in ("smbprotocol", "smbclient"):  # that a server was killed is no news to its tests
        logging.getLogger(client).setLevel(logging.CRITICAL)
    # smbd wants short paths for its sockets, and its users must reach the folder.
    with tempfile.TemporaryDirectory(prefix="smb", ignore_cleanup_errors=True) as base:
        Path(base).chmod(0o755)
        server = Samba(Path(base))
        server.start()
        yield server
        server.forget()
        server.kill()


@pytest.fixture
def samba(file_server: object) -> Iterator[object]:
    """A running, empty file server; connections are closed afterwards."""
    from tests.services.sync.samba.server import Samba

    assert isinstance(file_server, Samba)
    file_server.empty()
    yield file_server
    file_server.forget()
    gc.collect()  # handles of a server that was killed complain, here and not in another test
