"""`desk-app join` and `desk-app join-file`: a further PC, or one in the place of another, without a screen."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.cli import OK, TROUBLE
from desk_app.commands import Told
from desk_app.key_commands import open_keys
from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import N_, plain
from desk_app.services.sync.share import ShareTrouble
from desk_app.sync_commands import tell_waiting

if TYPE_CHECKING:
    from desk_app.joining import Progress, Replacing
    from desk_app.services.joining.file import JoinFile, Supervisor
    from desk_app.services.sync.share import Share

PIN = "DESK_APP_PIN"
_EVERY_S = 10.0


def join_file(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Save a join file at a desk that is there, and tell its code."""
    from desk_app.services.assembly import open_services
    from desk_app.services.core.desk import DeskKind
    from desk_app.services.core.settings import LocalSettings
    from desk_app.services.joining.code import spoken
    from desk_app.services.joining.service import Joining
    from desk_app.services.sync.options import SHARE_FOLDER

    path = Path(asked.file)
    if path.exists():
        raise UserError(N_("There is a file of this name already. Choose another name."))
    share = asked.share or LocalSettings(folder.local_settings).get(SHARE_FOLDER)
    kind = DeskKind.GATE if asked.gate else DeskKind.RECEPTION
    services = open_services(folder, secrets=open_keys(asked, folder, told.words))
    try:
        made = (
            services.get(Joining).make_file(SYSTEM, asked.desk_code, kind, asked.replaces, str(share)).result
        )
    finally:
        services.bench.database.close()
    try:
        path.write_bytes(made.content)
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file could not be saved: {reason}."), reason=reason_of(trouble)
        ) from None
    told.answer(
        {
            "ok": True,
            "file": path,
            "code": spoken(made.code),
            "desk": made.place.desk,
            "expires": made.expires,
        }
    )
    told.line(
        N_("Saved for desk {desk}, number {n}. Its code, shown only now: {code}"),
        desk=made.place.code,
        n=made.place.desk,
        code=spoken(made.code),
    )
    return OK


def join(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Become the desk of a join file; for a PC in another's place, wait for its records."""
    from desk_app import joining
    from desk_app.services.sync.queries import SyncQueries

    if folder.database.exists():
        return _go_on(asked, folder, told)
    path = Path(asked.file)
    file = joining.read_from(path, asked.code)
    if asked.share:
        file = replace(file, place=replace(file.place, folder=str(asked.share)))
    if file.place.replaces:
        _look_first(asked, file, told)
        joining.take_place(folder, file).bench.database.close()
        joining.use_up(path)
        return _go_on(asked, folder, told)
    first = joining.First(_who(asked, file.supervisors).id, _pin(told))
    reachable = _look_first(asked, file, told)
    with _opened(file.place.folder if reachable else "") as share:
        services = joining.join(folder, file, first, share=share)
        stands = services.get(SyncQueries).standing(SYSTEM)
        services.bench.database.close()
    joining.use_up(path)
    place = file.place
    told.answer(
        {
            "ok": True,
            "desk": place.code,
            "number": place.desk,
            "building": place.building,
            "fingerprint": stands.fingerprint,
        }
    )
    told.line(N_("This PC is desk {desk} of {building} now."), desk=place.code, building=place.building)
    tell_waiting(stands, told)
    return OK


def _go_on(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """A PC in another's place: wait for its records, then set the supervisor's PIN."""
    from desk_app.joining import Replacing, is_waiting
    from desk_app.services.assembly import open_services
    from desk_app.services.core.settings import LocalSettings
    from desk_app.services.joining.file import Supervisor
    from desk_app.services.sync.options import SHARE_FOLDER

    root = str(asked.share or "") or LocalSettings(folder.local_settings).get(SHARE_FOLDER)
    services = open_services(folder, secrets=open_keys(asked, folder, told.words))
    try:
        if not is_waiting(services):
            raise UserError(N_("This data folder already belongs to a desk."))
        replacing = Replacing(services)
        told.line(N_("Read these digits out to head office: {digits}"), digits=replacing.fingerprint)
        with _opened(root) as share:
            if share is None:
                raise UserError(N_("No shared folder is set for this PC. Name it with --share DIR."))
            events = _wait(replacing, share, told, once=asked.once)
        if events is None:
            told.answer({"ok": False, "waits": True, "fingerprint": replacing.fingerprint})
            return TROUBLE
        people = replacing.supervisors
        who = _who(asked, [Supervisor(one.staff_id, one.name) for one in people])
        replacing.begin(next(one for one in people if one.staff_id == who.id), _pin(told))
    finally:
        services.bench.database.close()
    told.answer({"ok": True, "restored": events})
    told.line(N_("The records are here: {n} entries. This PC works in the place of the lost one."), n=events)
    return OK


def _wait(replacing: Replacing, share: Share, told: Told, *, once: bool) -> int | None:
    """Until all is here, however long head office takes, and whatever the folder does meanwhile; how many entries.

    None when it was to look `once`, or somebody ended it: the same command goes on another time.
    """
    said = ""
    try:
        while True:
            progress, now = _look(replacing, share, told)
            if progress is not None and progress.restored:
                return progress.events
            if now != said:
                told.line(plain(now))
            if once:
                return None
            said = now
            time.sleep(_EVERY_S)
    except KeyboardInterrupt:
        told.line(N_("Ended before the records were here. The same command goes on with it."))
        return None


def _look(replacing: Replacing, share: Share, told: Told) -> tuple[Progress | None, str]:
    """How far it has come, and the sentence for it."""
    try:
        progress = replacing.look(share)
    except ShareTrouble as trouble:
        return None, trouble.say(told.words)
    say = told.words.text
    if progress.of:
        return progress, say(N_("Files: {n} of {of}"), n=progress.files, of=progress.of)
    if progress.admitted:
        return progress, say(N_("Head office has admitted this PC; its records are on their way."))
    return progress, say(N_("This PC's card is in the shared folder. Head office has not admitted it yet."))


def _look_first(asked: argparse.Namespace, file: JoinFile, told: Told) -> bool:
    """Whether the folder that the file or the command names can be used now. Raises ShareTrouble, but with --anyway."""
    from desk_app.services.sync.ours import require_usable_at

    if not file.place.folder:
        return False
    try:
        require_usable_at(Path(file.place.folder), file.office, file.place.party)
    except ShareTrouble:
        if asked.anyway:
            return False
        told.line(N_("Nothing was done. To go on without the shared folder: --anyway"))
        raise
    return True


def _who(asked: argparse.Namespace, people: list[Supervisor]) -> Supervisor:
    found = [one for one in people if asked.supervisor in ("", one.name)]
    if len(found) != 1:
        raise UserError(
            N_("Name the supervisor who signs in first: --supervisor NAME. There are: {names}"),
            names=", ".join(one.name for one in people),
        )
    return found[0]


def _pin(told: Told) -> str:
    """Her PIN for this PC: from the environment, else from the terminal without an echo."""
    given = os.environ.pop(PIN, None)
    if given is None and sys.stdin is not None and sys.stdin.isatty():
        given = getpass.getpass(told.words.text(N_("PIN for this PC: ")))
    if not given:
        raise UserError(N_("A PIN is needed: on the terminal, or in the variable {variable}."), variable=PIN)
    return given


@contextmanager
def _opened(folder: str) -> Iterator[Share | None]:
    """The shared folder in a process of its own; None where none is named."""
    from desk_app.services.sync.remote import RemoteShare

    if not folder:
        yield None
        return
    share = RemoteShare(Path(folder))
    try:
        yield share
    finally:
        share.close()
