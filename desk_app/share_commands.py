"""`desk-app share …`: what is wrong with a shared folder; and the process that a share runs in.

JSON keys are a promise, as in `commands`.
"""

from __future__ import annotations

import argparse
import sys
from io import FileIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from desk_app.cli import FAULT, OK
from desk_app.services.core.errors import UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.sync.doctor import Report

_WAITS_S = 3


def worker(asked: argparse.Namespace) -> int:
    """Answer another process about a folder until nobody asks any more."""
    import signal

    from desk_app.services.sync.folder import FolderShare
    from desk_app.services.sync.worker import serve

    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # whoever is interrupted at the terminal closes this one itself
    serve(
        FolderShare(asked.folder),
        FileIO(sys.stdin.fileno(), closefd=False),
        FileIO(sys.stdout.fileno(), "w", closefd=False),
    )
    return 0


def doctor(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Try a shared folder out: 0 when the exchange works there, 1 when something is wrong with it."""
    from desk_app.services.core.clocks import SystemClock
    from desk_app.services.sync.doctor import examine
    from desk_app.services.sync.remote import RemoteShare

    root = _folder(asked, folder)
    shares = [RemoteShare(root), RemoteShare(root)]
    try:
        waiting = iter(shares)
        report = examine(lambda: next(waiting), SystemClock())
    finally:
        for share in shares:
            share.close()
    if not report.well and _is_no_folder(root):
        raise UserError(N_("{path} is no folder."), path=root)
    _tell(report, root, told)
    return OK if report.well else FAULT


def _folder(asked: argparse.Namespace, folder: DataFolder) -> Path:
    from desk_app.services.core.settings import LocalSettings
    from desk_app.services.sync.options import SHARE_FOLDER

    said = str(asked.folder or "") or LocalSettings(folder.local_settings).get(SHARE_FOLDER)
    if not said:
        raise UserError(N_("No shared folder is set for this PC. Name it: desk-app share doctor FOLDER"))
    return Path(said)


def _is_no_folder(root: Path) -> bool:
    """Whether something else stands there; a server that does not answer is not waited for."""
    found: list[bool] = []
    asking = Thread(target=lambda: found.append(root.exists() and not root.is_dir()), daemon=True)
    asking.start()
    asking.join(_WAITS_S)
    return any(found)


def _tell(report: Report, root: Path, told: Told) -> None:
    say = told.words.text
    told.answer(
        {
            "ok": report.well,
            "folder": root,
            "step_ms": report.step_ms,
            "clock_drift_ms": report.drift_ms,
            "free_bytes": report.free_bytes,
            "rename_replaces": report.replaces,
            "alien_files": report.aliens,
            "findings": [
                {
                    "name": one.ailment.value,
                    "fault": one.told.fault,
                    "message": say(one.told.said, **one.values),
                    "what_to_do": say(one.told.todo),
                }
                for one in report.findings
            ],
        }
    )
    for one in report.findings:
        mark = N_("FAULT   {what}") if one.told.fault else N_("NOTICE  {what}")
        told.line(mark, what=say(one.told.said, **one.values))
        told.line(N_("        What to do: {what}"), what=say(one.told.todo))
    if report.step_ms is not None:
        told.line(N_("A small step takes {ms} ms."), ms=report.step_ms)
    if report.well:
        told.line(N_("The exchange works in this folder: {folder}"), folder=root)
