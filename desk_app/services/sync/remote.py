"""A share whose every call is carried out by another process, so that a dead file server holds up nobody here.

A call without an answer in time ends with ShareAway, and its process is killed without waiting for it: what hangs in
the operating system may take minutes to die. The next call starts a new one; when to call again is the caller's affair.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import cast

import desk_app
from desk_app.services.sync.folder import parts_of
from desk_app.services.sync.share import Entry
from desk_app.services.sync.troubles import silent
from desk_app.services.sync.wire import BUG, NO_FILE, WRONG, receive, send, trouble_of

_BYTES_A_SECOND = 64_000
"""The slowest line that is worth waiting for."""
_REAP_S = 0.3
COMMAND = "share-worker"


def worker_command(root: Path) -> list[str]:
    """How the worker of a folder is started: by this program itself, frozen or not."""
    if getattr(sys, "frozen", False):
        # The windowed program has no standard input; the console program lies beside it.
        beside = Path(sys.executable).with_stem("desk-app")
        return [str(beside if beside.exists() else sys.executable), COMMAND, str(root)]
    return [sys.executable, "-m", "desk_app", COMMAND, str(root)]


class RemoteShare:
    """`share.Share` through a process with a watchdog. One call at a time; `close` may come from any thread.

    `patience_s`: how long a call may take, and a little longer for what is large. `command`: another worker, for tests.
    """

    def __init__(self, root: Path, patience_s: float = 30.0, *, command: Sequence[str] | None = None) -> None:
        self._command = list(command or worker_command(root.absolute()))
        self._patience_s = patience_s
        self._calling = threading.Lock()
        self._changing = threading.Lock()
        self._worker: _Worker | None = None
        self._closed = False

    def files(self, folder: str) -> list[Entry]:
        """As `Share.files`."""
        (listed,) = self._call(b"files", folder)
        return [Entry(str(name), int(size), int(modified)) for name, size, modified in json.loads(listed)]

    def folders(self, folder: str) -> list[str]:
        """As `Share.folders`."""
        (listed,) = self._call(b"folders", folder)
        return [str(name) for name in json.loads(listed)]

    def read(self, path: str, most: int) -> bytes | None:
        """As `Share.read`."""
        found = self._call(b"read", path, str(most).encode(), size=most)
        return found[0] if found else None

    def create(self, path: str, content: bytes) -> bool:
        """As `Share.create`."""
        (created,) = self._call(b"create", path, content, size=len(content))
        return created == b"1"

    def rename(self, old: str, new: str) -> None:
        """As `Share.rename`."""
        parts_of(new)
        self._call(b"rename", old, new.encode())

    def delete(self, path: str) -> None:
        """As `Share.delete`."""
        self._call(b"delete", path)

    def remove_folder(self, path: str) -> None:
        """As `FolderShare.remove_folder`."""
        self._call(b"remove", path)

    def free_bytes(self) -> int | None:
        """As `FolderShare.free_bytes`."""
        found = self._call(b"free", "")
        return int(found[0]) if found else None

    def close(self) -> None:
        """End the process; a call that hangs ends with ShareAway at once, and so does every later one."""
        with self._changing:
            self._closed = True
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _call(self, operation: bytes, path: str, *more: bytes, size: int = 0) -> list[bytes]:
        if path:
            parts_of(path)
        with self._calling:
            answer = self._running().ask(
                [operation, path.encode(), *more], self._patience_s + size / _BYTES_A_SECOND
            )
            if answer is None:
                self._give_up()
                raise silent()
        if (trouble := trouble_of(answer)) is not None:
            raise trouble
        match answer[0]:
            case code if code == NO_FILE:
                raise FileNotFoundError(path)
            case code if code == WRONG:
                raise ValueError(answer[1].decode())
            case code if code == BUG:
                raise RuntimeError(f"the share's process failed: {answer[1].decode()}")
        return answer[1:]

    def _running(self) -> _Worker:
        with self._changing:
            if self._closed:
                raise silent()
            if self._worker is not None and self._worker.has_ended:
                self._worker.end()
                self._worker = None
            if self._worker is None:
                self._worker = _Worker(self._command)
            return self._worker

    def _give_up(self) -> None:
        with self._changing:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


class _Worker:
    """One process, and the thread that talks with it: only that thread may ever hang."""

    def __init__(self, command: Sequence[str]) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                # Beside the program's own code, so that it is found, and never on a stick that somebody pulls out.
                cwd=None if getattr(sys, "frozen", False) else Path(desk_app.__file__).parents[1],
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:  # no memory, no process left
            raise silent() from None
        self._questions: queue.SimpleQueue[list[bytes] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[list[bytes] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._talk, name="share", daemon=True)
        self._thread.start()

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone, for whatever reason."""
        return self._process.poll() is not None

    def ask(self, question: list[bytes], patience_s: float) -> list[bytes] | None:
        """The answer; None when there is none in time, or never will be."""
        self._questions.put(question)
        try:
            return self._answers.get(timeout=patience_s)
        except queue.Empty:
            return None

    def end(self) -> None:
        """Kill it, and whoever waits for an answer gets none; waits only a moment for it to be gone."""
        self._answers.put(None)
        self._questions.put(None)
        with suppress(OSError):
            self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_REAP_S)
        self._thread.join(_REAP_S)

    def _talk(self) -> None:
        questions, answers = cast(FileIO, self._process.stdin), cast(FileIO, self._process.stdout)
        try:
            while (question := self._questions.get()) is not None:
                send(questions, *question)
                self._answers.put(receive(answers))
        except (OSError, ValueError):
            self._answers.put(None)
        finally:
            for stream in (questions, answers):
                with suppress(OSError):
                    stream.close()
