"""Collecting by several processes at once: reading and verifying wants a processor, PostgreSQL takes all they bring.

Each has its share of the desks; should two ever take the same one, one of them waits and finds it done.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from desk_app.services.core.errors import EnvironmentTrouble
from desk_app.services.core.words import N_
from desk_app.services.headoffice.turn import Collected

_log = logging.getLogger("headoffice")


def collect_together(folder: Path, workers: int, share: str) -> Collected:
    """One round of a head office's folder and the shared folder at this path.

    Raises EnvironmentTrouble when a process failed; what was applied counts.
    """
    running = [_start(folder, share, number, workers) for number in range(1, workers + 1)]
    done, failed = Collected(), ""
    for process in running:
        said, wrong = process.communicate()
        if process.returncode:
            failed = _message(said) or wrong.strip().rpartition("\n")[2]
            _log.error("a process of collecting ended with %d: %s", process.returncode, wrong.strip()[-2000:])
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
        str(folder),
        "--share",
        share,
        "--part",
        f"{number}/{workers}",
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def _message(said: str) -> str:
    try:
        return str(json.loads(said)["message"])
    except (ValueError, KeyError, TypeError):
        return ""
