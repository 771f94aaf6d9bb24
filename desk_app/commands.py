"""The commands that need no window, and how they answer: sentences for people, or one JSON object for programs.

JSON keys are a promise: they are added to, never renamed. To add a command, add its function to `COMMANDS` and its
arguments to `cli`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.cli import FAULT, OK, TROUBLE, WRONG_USE
from desk_app.key_commands import file_key, open_keys
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.errors import (
    DatabaseDamaged,
    DeskError,
    EnvironmentTrouble,
    KeysLocked,
)
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import N_, Message, Words

if TYPE_CHECKING:
    from desk_app.services.checking import Wrong
    from desk_app.services.db.cipher import DatabaseKey

_DAMAGED = N_("The database is damaged. Restore the newest backup: desk-app --data {folder} restore latest")
_MOST_LINES = 20
"""Faults told to people, one line each; programs get all of them."""


class Enough(Exception):
    """Whoever reads the answer does not read on, as `head` does not."""


class Told:
    """Where answers go."""

    def __init__(self, words: Words, *, as_json: bool) -> None:
        self.words = words
        self.as_json = as_json
        """Whether a program asked."""

    def line(self, message: Message, /, **values: object) -> None:
        """A sentence for people; programs do not see it."""
        if not self.as_json:
            self._print(self.words.text(message, **values))

    def answer(self, values: Mapping[str, object]) -> None:
        """The answer for programs; people do not see it."""
        if self.as_json:
            self._print(json.dumps(values, ensure_ascii=False, default=str))

    def flush(self) -> None:
        """See that it was read. Raises Enough."""
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise Enough from None

    def _print(self, text: str) -> None:
        try:
            print(text)
        except BrokenPipeError:
            raise Enough from None

    def trouble(self, error: DeskError) -> None:
        """What stopped the command."""
        said = error.say(self.words)
        self.answer({"ok": False, "error": type(error).__name__, "message": said})
        if not self.as_json:
            print(said, file=sys.stderr)


def run_command(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Carry out a command; returns the exit code."""
    try:
        code = _carried_out(asked, folder, told)
        told.flush()
    except Enough:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still in the buffer
        return OK
    return code


def _carried_out(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    try:
        return COMMANDS[asked.command](asked, folder, told)
    except DatabaseDamaged:  # its own sentence names a page of the window, which does not open now
        told.trouble(DatabaseDamaged(_DAMAGED, folder=folder.root))
        return TROUBLE
    except EnvironmentTrouble as error:
        told.trouble(error)
        return TROUBLE
    except DeskError as error:
        told.trouble(error)
        return WRONG_USE


def check(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Verify everything stored, and that it opens; 1 when something is wrong."""
    from desk_app.services.checking import check as verify

    found = list(verify(folder, file_key(asked, folder, told.words, folder.database)))
    looked = not found and _opens(asked, folder, told)
    told.answer(
        {
            "ok": not found,
            "data": folder.root,
            "keys_looked_at": looked,
            "faults": [
                {
                    "area": one.area,
                    "fault": one.fault,
                    "row": one.row,
                    "detail": one.detail,
                    "message": told.words.text(one.sentence, **one.values),
                }
                for one in found
            ],
        }
    )
    if found:
        _tell_faults(found, folder, told)
        return FAULT
    told.line(N_("Database, journal and audit chain are whole."))
    if not looked:
        told.line(N_("The keys are protected by a passphrase and were not looked at."))
    return OK


def _opens(asked: argparse.Namespace, folder: DataFolder, told: Told) -> bool:
    """Open whole data, which may still fail: without the desk's keys, for one. False: nobody gave the passphrase."""
    from desk_app.services.assembly import open_services
    from desk_app.services.core.sealed_keys import WrongPassphrase

    try:
        keys = open_keys(asked, folder, told.words, ask=False)
    except WrongPassphrase:
        raise
    except KeysLocked:
        return False
    open_services(folder, secrets=keys).bench.database.close()
    return True


def _tell_faults(found: Sequence[Wrong], folder: DataFolder, told: Told) -> None:
    areas = Counter(one.area for one in found)
    told.line(
        N_("Faults: {n} (database: {database}, journal: {journal}, audit chain: {audit})."),
        n=len(found),
        database=areas["database"],
        journal=areas["journal"],
        audit=areas["audit"],
    )
    for one in found[:_MOST_LINES]:
        told.line(one.sentence, **one.values)
    if len(found) > _MOST_LINES:
        told.line(N_("… and {n} more; --json lists all."), n=len(found) - _MOST_LINES)
    told.line(
        N_(
            "Keep a copy of this folder as it is, and restore the newest good backup: "
            "desk-app --data {folder} restore latest"
        ),
        folder=folder.root,
    )


def backup(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Make a backup beside the others."""
    from desk_app.services.db.backups import Backups

    _need_data(folder)
    key = file_key(asked, folder, told.words, folder.database)
    made = Backups(folder, SystemClock(), key).make("by-hand")
    told.answer({"ok": True, "file": made.path, "bytes": made.size, "made": made.made.isoformat()})
    told.line(N_("Backup made: {path}"), path=made.path)
    return OK


def restore(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Put a backup in place of the data. Refused while a window has the data open."""
    from desk_app.services.db.backups import Backups
    from desk_app.services.db.hold import Hold

    listed = Backups(folder, SystemClock()).list()
    wanted = next((one for one in listed if asked.backup in ("latest", one.path.name)), None)
    path = Path(asked.backup).absolute() if wanted is None else wanted.path
    backups = Backups(folder, SystemClock(), _restoring_key(asked, folder, told, path))
    hold = Hold(folder)
    hold.take()
    try:
        backups.restore(wanted or backups.found_at(path))
        # Said first: the data is back, whatever keeps it from being opened.
        told.line(N_("Restored from {path}. What was there before is kept among the backups."), path=path)
        _note_restored(asked, folder, told, path.name)
    finally:
        hold.release()
    told.answer({"ok": True, "file": path})
    return OK


def _restoring_key(
    asked: argparse.Namespace, folder: DataFolder, told: Told, path: Path
) -> DatabaseKey | None:
    """The key of backup and database; once it is lost for good, a plain backup can be restored without."""
    from desk_app.services.at_rest import KeysMissing
    from desk_app.services.db.cipher import is_plain

    try:
        return file_key(asked, folder, told.words, folder.database, path)
    except KeysMissing:
        if not is_plain(path):
            raise
        return None


def _note_restored(asked: argparse.Namespace, folder: DataFolder, told: Told, backup: str) -> None:
    """Put on record, in the data restored, which backup this is."""
    from desk_app.services.assembly import open_services
    from desk_app.services.at_rest import KeysMissing
    from desk_app.services.backups.service import BackupDesk

    try:
        services = open_services(folder, secrets=open_keys(asked, folder, told.words))
    except KeysLocked as locked:
        told.line(locked.message, **locked.values)
        told.line(N_("That the backup was restored is not in the audit log."))
        return
    except KeysMissing:  # another PC's backup: its own keys must be put beside it, the next start says so
        return
    try:
        services.get(BackupDesk).restored(SYSTEM, backup)
    finally:
        services.bench.database.close()


def demo(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Fill an empty folder with an invented building."""
    from desk_app.services.demo.build import DEMO_PIN, build_demo

    told.line(N_("Inventing a building; years of records: {n} …"), n=asked.years)
    built = build_demo(folder, years=asked.years, seed=asked.seed)
    built.services.bench.database.close()
    told.answer({"ok": True, "data": folder.root, "records": built.rows})
    told.line(
        N_("Ready, records: {n}. Start the program with the same folder; everybody's PIN is {pin}."),
        n=built.rows,
        pin=DEMO_PIN,
    )
    return OK


def selftest(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """List what the program finds in itself; 1 when a kind is empty or broken."""
    from desk_app.selftest import selftest as look

    found = look(folder)
    broken = [f"{kind}: {text}" for kind, one in found.items() for text in one.broken]
    told.answer(
        {"ok": not broken, **{kind: list(one.names) for kind, one in found.items()}, "broken": broken}
    )
    for kind, one in found.items():
        told.line(N_("{kind}: {n}  {names}"), kind=kind, n=len(one.names), names=", ".join(one.names)[:300])
    for text in broken:
        told.line(N_("BROKEN {what}"), what=text)
    return FAULT if broken else OK


def passes(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """What the gate would say to a code, or this desk's key card."""
    from desk_app.pass_commands import pass_command

    _need_data(folder)
    return pass_command(asked, folder, told)


def sync(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """The exchange with head office."""
    from desk_app.sync_commands import sync as exchange

    _need_data(folder)
    return exchange(asked, folder, told)


def join_file(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Save a join file for a further PC."""
    from desk_app.joining_commands import join_file as save

    _need_data(folder)
    return save(asked, folder, told)


def join(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Become a desk of a building."""
    from desk_app.joining_commands import join as become

    return become(asked, folder, told)


def report(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Save the report of a day, a month or a year."""
    from desk_app.report_commands import report_command

    _need_data(folder)
    return report_command(asked, folder, told)


def _need_data(folder: DataFolder) -> None:
    if not folder.database.exists():
        raise EnvironmentTrouble(N_("There is no data in {folder} yet."), folder=folder.root)


def share(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Say what is wrong with a shared folder."""
    from desk_app.share_commands import doctor

    return doctor(asked, folder, told)


def share_worker(asked: argparse.Namespace, _folder: DataFolder, _told: Told) -> int:
    """Be the process in which a shared folder may hang."""
    from desk_app.share_commands import worker

    return worker(asked)


def headoffice(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Head office: collect, publish, admit, look."""
    from desk_app.headoffice_commands import headoffice as carry_out

    return carry_out(asked, folder, told)


COMMANDS: Mapping[str, Callable[[argparse.Namespace, DataFolder, Told], int]] = {
    "check": check,
    "backup": backup,
    "restore": restore,
    "demo": demo,
    "selftest": selftest,
    "pass": passes,
    "report": report,
    "headoffice": headoffice,
    "share": share,
    "share-worker": share_worker,
    "sync": sync,
    "join": join,
    "join-file": join_file,
}
