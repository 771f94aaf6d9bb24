"""Collecting by several processes at once: reading and verifying wants a processor, PostgreSQL takes all they bring.

Each has its share of the desks; should two ever take the same one, one of them waits and finds it done.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import desk_app
from desk_app.services.core.errors import EnvironmentTrouble
from desk_app.services.core.words import N_
from desk_app.services.headoffice.turn import Collected

_log = logging.getLogger("headoffice")
_MOST_SAID = 2000


def collect_together(folder: Path, workers: int, share: str) -> Collected:
    """One round of a head office's folder and the shared folder at this path.

    Raises EnvironmentTrouble when a process failed; what was applied counts.
    """
    running = [_start(folder, share, number, workers) for number in range(1, workers + 1)]
    done, failed = Collected(), ""
    for process in running:
        said, wrong = process.communicate()
        if process.returncode:
            message, ended = _message(said), f"exit code {process.returncode}"
            failed = message or wrong.strip().rpartition("\n")[2] or ended  # killed, it says nothing
            _log.error(
                "a process of collecting failed, %s: %s", ended, message or wrong.strip()[-_MOST_SAID:]
            )
            continue
        answer = json.loads(said)
        for one in fields(Collected):
            setattr(done, one.name, getattr(done, one.name) + answer[one.name])
    if failed:
        raise EnvironmentTrouble(N_("A round of collecting failed: {reason}"), reason=failed)
    return done


def _start(folder: Path, share: str, number: int, workers: int) -> subprocess.Popen[str]:
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-m", "desk_app"]
    command = [
        *program,
        "headoffice",
        "collect",
        "--json",
        "--folder",
        str(folder.absolute()),
        "--share",
        str(Path(share).absolute()),
        "--part",
        f"{number}/{workers}",
    ]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "1"},  # its answer has Chinese in it, whatever the locale is
        # Beside the program's own code, so that it is found wherever this one was started.
        cwd=None if frozen else Path(desk_app.__file__).parents[1],
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _message(said: str) -> str:
    try:
        return str(json.loads(said)["message"])
    except (ValueError, KeyError, TypeError):
        return ""
