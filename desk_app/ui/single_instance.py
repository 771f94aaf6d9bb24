"""One window per data folder: a second start brings the first to the front.

A local socket (no network) named after the folder. The lock that really guards the data is the database's;
this is the courtesy.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_PATIENCE_MS = 500


class SingleInstance(QObject):
    """Claims a data folder for this process."""

    raised = Signal()
    """Somebody started the program again."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
        self._name = f"desk-app-{digest[:24]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self) -> bool:
        """True if this is the first; else the first one's window is being raised, and this process should
        end.
        """
        if self._knock():
            return False
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)  # left behind by a process that was killed
        return self._server.listen(self._name)

    def release(self) -> None:
        """Let the next one be first."""
        self._server.close()

    def _knock(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.disconnectFromServer()
        return True

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.deleteLater()
            self.raised.emit()


def bring_to_front(window: QWidget) -> None:
    """Show a window whatever state it is in; one that was maximised or full screen before is so again."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
