"""`desk-app sync`: the exchange without a window, once or for as long as it runs."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.cli import FAULT, OK, TROUBLE
from desk_app.commands import Told
from desk_app.key_commands import open_keys
from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import N_
from desk_app.services.sync.alarms import faults, notes

if TYPE_CHECKING:
    from desk_app.services.catalogue import Services
    from desk_app.services.core.settings import LocalSettings
    from desk_app.services.sync.engine import Round, SyncDesk
    from desk_app.services.sync.records import Standing
    from desk_app.services.sync.share import Share


def sync(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Carry out `desk-app sync …`."""
    verbs = {None: exchange, "connect": connect, "card": card, "status": status}
    return verbs[getattr(asked, "verb", None)](asked, folder, told)


def exchange(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Rounds: one, or one after the other until somebody stops it. 3 when the share was in the way."""
    from desk_app.services.core.settings import LocalSettings
    from desk_app.services.sync.opening import sync_desk
    from desk_app.services.sync.options import SYNC_EVERY_S
    from desk_app.services.sync.queries import SyncQueries
    from desk_app.services.sync.remote import RemoteShare

    local = LocalSettings(folder.local_settings)
    root = _share_folder(asked, local)
    with _services(asked, folder, told) as services:
        desk = sync_desk(services.bench, folder)
        if not desk.connected():
            raise UserError(
                N_("This desk exchanges with no head office. Connect it: desk-app sync connect FILE")
            )
        share = RemoteShare(root)
        try:
            code = _rounds(desk, share, told, None if asked.once else local.get(SYNC_EVERY_S))
            tell_waiting(services.get(SyncQueries).standing(SYSTEM), told)
            return code
        except KeyboardInterrupt:
            return OK
        finally:
            share.close()


def _rounds(desk: SyncDesk, share: Share, told: Told, every: int | None) -> int:
    """`every`: seconds between rounds; None: until nothing is left to do now, once."""
    while True:
        done = desk.round(share)
        _tell(done, told)
        if done.unfinished:
            continue
        if every is None:
            return OK if done.trouble is None else TROUBLE
        time.sleep(every)


def _tell(done: Round, told: Told) -> None:
    from desk_app.services.sync.ours import WrongShare
    from desk_app.services.sync.share import ShareAway

    told.answer(
        {
            "ok": done.trouble is None,
            "packed": done.packed,
            "published": done.published,
            "acknowledged": done.acked,
            "heard": done.heard,
            "relayed": done.relayed,
            "refused": done.refused,
            "waiting": done.waiting,
            "held": done.held,
            "clock_skew_ms": done.skew_ms,
            "message": "" if done.trouble is None else done.trouble.say(told.words),
        }
    )
    if done.trouble is not None:
        told.line(done.trouble.message, **done.trouble.values)
    if isinstance(done.trouble, WrongShare | ShareAway):  # nothing was done, and nothing is to be said of it
        return
    told.line(
        N_(
            "Batches packed {packed}, written {published}, heard {heard}, waiting {waiting}, refused {refused}."
        ),
        packed=done.packed,
        published=done.published,
        heard=done.heard,
        waiting=done.waiting,
        refused=done.refused,
    )


def connect(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Take head office's card in: from now on this desk exchanges with it."""
    from desk_app.services.core.settings import LocalSettings
    from desk_app.services.sync.options import SHARE_FOLDER
    from desk_app.services.sync.queries import SyncQueries
    from desk_app.services.sync.service import Exchange

    raw, local = _read(Path(asked.file)), LocalSettings(folder.local_settings)
    root = str(asked.share or "") or local.get(SHARE_FOLDER)
    with _services(asked, folder, told) as services:
        if root and not asked.anyway:
            _look_first(Path(root), raw, services, told)
        name = services.get(Exchange).connect(SYSTEM, raw, asked.fingerprint).result
        digits = services.get(SyncQueries).standing(SYSTEM).fingerprint
    if asked.share is not None:
        local.put(SHARE_FOLDER, str(asked.share))
    told.answer({"ok": True, "head_office": name, "fingerprint": digits})
    told.line(
        N_("Connected with {name}. Read these digits out to head office: {digits}"), name=name, digits=digits
    )
    if asked.fingerprint is None:
        told.line(
            N_(
                "Head office's own digits were not compared. Unless you fetched the file there yourself: have them "
                "read out over the phone, disconnect, and connect again with --fingerprint."
            )
        )
    return OK


def _look_first(root: Path, raw: bytes, services: Services, told: Told) -> None:
    """Raise ShareTrouble when this desk could not exchange there, having told how to go on all the same."""
    from desk_app.services.sync.cards import read_head_office_card
    from desk_app.services.sync.frame import Refused
    from desk_app.services.sync.names import Party
    from desk_app.services.sync.ours import require_usable_at
    from desk_app.services.sync.share import ShareTrouble

    here = services.bench.desk
    try:
        require_usable_at(root, read_head_office_card(raw), Party(here.site_number, here.desk_number))
    except Refused:
        return  # connecting says what is wrong with the card
    except ShareTrouble:
        told.line(N_("Nothing was done. To go on without the shared folder: --anyway"))
        raise


def card(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Save this desk's card for head office."""
    from desk_app.services.sync.cards import read_desk_card
    from desk_app.services.sync.queries import SyncQueries

    with _services(asked, folder, told) as services:
        raw = services.get(SyncQueries).card(SYSTEM)
    _write(Path(asked.file), raw)
    digits = read_desk_card(raw).fingerprint
    told.answer({"ok": True, "file": asked.file, "fingerprint": digits})
    told.line(N_("Saved. Read these digits out to head office: {digits}"), digits=digits)
    return OK


def status(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Tell how the exchange stands; 1 when somebody should look."""
    from desk_app.services.sync.queries import SyncQueries

    with _services(asked, folder, told) as services:
        stands = services.get(SyncQueries).standing(SYSTEM)
    told.answer({"ok": True, **{name: getattr(stands, name) for name in stands.__slots__}})
    told.line(
        N_("On this PC only: {here}. On the share: {share}. At head office: {office}."),
        here=stands.only_here,
        share=stands.on_share,
        office=stands.at_head_office,
    )
    if not stands.connected:
        told.line(N_("This desk exchanges with no head office."))
    tell_waiting(stands, told)
    wrong = list(faults(stands, lambda at: at.astimezone().strftime("%Y-%m-%d %H:%M")))
    for message, values in (*wrong, *notes(stands)):
        told.line(message, **values)
    return FAULT if wrong else OK


def tell_waiting(stands: Standing, told: Told) -> None:
    """That head office has to admit this desk, and the digits to read out to it."""
    if stands.connected and not stands.admitted:
        waits = N_("Waits to be admitted by {name}. Digits: {digits}")
        told.line(waits, name=stands.head_office, digits=stands.fingerprint)


@contextmanager
def _services(asked: argparse.Namespace, folder: DataFolder, told: Told) -> Iterator[Services]:
    from desk_app.services.assembly import open_services

    services = open_services(folder, secrets=open_keys(asked, folder, told.words))
    try:
        yield services
    finally:
        services.bench.database.close()


def _share_folder(asked: argparse.Namespace, local: LocalSettings) -> Path:
    from desk_app.services.sync.options import SHARE_FOLDER

    said = str(asked.share or "") or local.get(SHARE_FOLDER)
    if not said:
        raise UserError(N_("No shared folder is set for this PC. Name it: desk-app sync --share FOLDER"))
    return Path(said)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()[: 1 << 20]
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file could not be opened: {reason}. Close it in other programs, then try again."),
            reason=reason_of(trouble),
        ) from trouble


def _write(path: Path, raw: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(raw)
    except FileExistsError:
        raise UserError(N_("There is a file of this name already. Choose another name.")) from None
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file could not be saved: {reason}."), reason=reason_of(trouble)
        ) from trouble
