"""`desk-app headoffice …`: head office without a window. It needs no desk and knows none of this PC's.

JSON keys are a promise, as in `commands`.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.cli import FAULT, OK
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.services.sync.names import Party
    from desk_app.services.sync.remote import RemoteShare

URL = "DESK_APP_HEADOFFICE_URL"
_MOST_CARD = 8192


def headoffice(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Carry out `desk-app headoffice …`."""
    return _VERBS[asked.verb](asked, _folder(asked, folder), told)


def _folder(asked: argparse.Namespace, folder: DataFolder) -> Path:
    return Path(asked.folder).absolute() if "folder" in asked else folder.root / "headoffice"


def init(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Found a head office, and save its card beside it."""
    from desk_app.services.headoffice.office import HeadOffice

    url = getattr(asked, "url", None) or os.environ.get(URL)
    share = str(Path(asked.share).absolute()) if "share" in asked else ""
    office = HeadOffice.init(folder, asked.name, url=url, share=share)
    try:
        card = folder / "card.headoffice"
        _write(card, office.card())
        told.answer({"ok": True, "folder": folder, "card": card, "fingerprint": office.fingerprint})
        told.line(N_("Head office {name} is founded in {folder}."), name=asked.name, folder=folder)
        told.line(N_("Its card for the desks: {path}"), path=card)
        told.line(N_("Fingerprint, to be read out over the phone: {digits}"), digits=office.fingerprint)
        if not share:
            told.line(
                N_(
                    "It has no shared folder yet. Name it: desk-app headoffice --folder {folder} use-share FOLDER"
                ),
                folder=folder,
            )
    finally:
        office.close()
    return OK


def card(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Save head office's card."""
    with _office(folder) as office:
        _write(Path(asked.file), office.card())
        told.answer({"ok": True, "file": asked.file, "fingerprint": office.fingerprint})
        told.line(N_("Its card for the desks: {path}"), path=asked.file)
        told.line(N_("Fingerprint, to be read out over the phone: {digits}"), digits=office.fingerprint)
    return OK


def collect(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Read everything new, and say at once what is here."""
    with _office(folder) as office, _share(asked, office) as share:
        if "part" in asked:
            return _collect_part(office, share, asked.part, told)
        _round(office, share, asked, told)
    return OK


def _collect_part(office: HeadOffice, share: RemoteShare, part: str, told: Told) -> int:
    """Collect as one of several processes: `2/4` is the second of four."""
    number, of = (int(one) for one in part.split("/"))
    mine = [desk.party for place, desk in enumerate(office.desks()) if place % of == number - 1]
    told.answer(asdict(office.collect(share, mine)))
    return OK


def use_share(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Remember where head office's shared folder is."""
    with _office(folder) as office:
        office.use_share(str(Path(asked.path).absolute()))
        told.answer({"ok": True, "share": office.config.share})
        told.line(N_("Head office's shared folder is {path} from now on."), path=office.config.share)
    return OK


def publish(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Say what there is to say, and put what vanished from the share."""
    with _office(folder) as office, _share(asked, office) as share:
        done = office.publish(share)
        told.answer({"ok": True, "issued": done.issued, "written": done.written, "answered": done.answered})
        told.line(N_("Desks that were answered: {n}."), n=done.answered)
        told.line(N_("New files: {issued}. Written: {written}."), issued=done.issued, written=done.written)
    return OK


def run(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Collect and publish until somebody stops it; a share that is away is tried again."""
    from desk_app.services.core.errors import EnvironmentTrouble

    with _office(folder) as office, _share(asked, office) as share:
        try:
            while True:
                try:
                    _round(office, share, asked, told)
                except EnvironmentTrouble as trouble:
                    told.trouble(trouble)
                time.sleep(asked.every)
        except KeyboardInterrupt:
            return OK


def _round(office: HeadOffice, share: RemoteShare, asked: argparse.Namespace, told: Told) -> None:
    from desk_app.services.headoffice.workers import collect_together

    if asked.workers <= 1:
        found = office.collect(share)
    else:
        found = collect_together(office.folder, asked.workers, _named_share(asked, office))
    done = office.publish(share)
    counts = {"batches": found.batches, "events": found.events, "refused": found.refused}
    answered = {"answered": done.answered, "issued": done.issued, "written": done.written}
    told.answer({"ok": True, **counts, "waiting": found.waiting, **answered})
    told.line(N_("Batches {batches}, events {events}, refused {refused}."), **counts)
    told.line(N_("Desks that were answered: {n}."), n=done.answered)


def admit(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Admit a desk by its card or its number; without either, list those that wait."""
    with _office(folder) as office:
        if "desk" not in asked:
            return _list_waiting(asked, office, told)
        raw = _card_of(asked, office)
        read = office.read_card(raw)
        if "fingerprint" not in asked:
            told.answer({"ok": False, "party": read.party, "fingerprint": read.fingerprint})
            told.line(
                N_("Desk {party}, {code}, {building}: have its fingerprint read out and give it by --fingerprint."),
                party=read.party, code=read.code, building=read.building,
            )  # fmt: skip
            return FAULT
        party = office.admit(raw, asked.fingerprint, "replaces" in asked)
        told.answer({"ok": True, "party": party, "fingerprint": read.fingerprint})
        told.line(N_("Desk {party} is admitted."), party=party)
    return OK


def _list_waiting(asked: argparse.Namespace, office: HeadOffice, told: Told) -> int:
    with _share(asked, office) as share:
        waiting = office.waiting_cards(share)
    cards = [
        {
            "party": one.card.party,
            "code": one.card.code,
            "building": one.card.building,
            "replaces": one.replaces,
        }
        for one in waiting
    ]
    told.answer({"ok": True, "waiting": cards})
    for one in waiting:
        text = N_("{party}  {code}  {building}  takes the place of another PC") if one.replaces else N_(
            "{party}  {code}  {building}"
        )  # fmt: skip
        told.line(text, party=one.card.party, code=one.card.code, building=one.card.building)
    if not waiting:
        told.line(N_("No desk waits to be admitted."))
    return OK


def _card_of(asked: argparse.Namespace, office: HeadOffice) -> bytes:
    """The card in a file, or the one of that number that waits on the share."""
    from desk_app.services.sync.names import Party

    party = Party.parse(asked.desk)
    if party is None:
        try:
            with Path(asked.desk).open("rb") as file:
                return file.read(_MOST_CARD)
        except OSError as trouble:
            raise StorageTrouble(
                N_("The file cannot be read: {reason}."), reason=reason_of(trouble)
            ) from None
    with _share(asked, office) as share:
        waiting = [one for one in office.waiting_cards(share) if one.card.party == party]
    fitting = [
        one
        for one in waiting
        if "fingerprint" in asked and _digits(one.card.fingerprint) == _digits(asked.fingerprint)
    ]
    if not waiting:
        raise UserError(N_("No desk {party} waits to be admitted."), party=party)
    return (fitting or waiting)[0].raw


def revoke(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """A desk's PC was stolen: what it wrote since then does not count."""
    with _office(folder) as office:
        since = getattr(asked, "since", None)
        if since is not None and since.tzinfo is None:
            since = since.replace(tzinfo=office.clock.zone)
        office.revoke(_party(asked), since, getattr(asked, "fingerprint", None))
        told.answer({"ok": True, "party": asked.desk})
        told.line(N_("Desk {party} does not count any more; its building has a new key."), party=asked.desk)
    return OK


def withdraw(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """A desk is no more; what it wrote counts."""
    with _office(folder) as office:
        office.withdraw(_party(asked))
        told.answer({"ok": True, "party": asked.desk})
        told.line(N_("Desk {party} is no more; what it wrote counts."), party=asked.desk)
    return OK


def settle(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Somebody dealt with an incident."""
    with _office(folder) as office:
        found = office.settle(asked.incident, getattr(asked, "note", ""))
        told.answer({"ok": True, "incident": found.id, "kind": found.kind.value})
        told.line(N_("Settled: {what}"), what=found.id)
    return OK


def close(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Do not wait any longer for what is missing of an epoch."""
    with _office(folder) as office:
        office.close_epoch(_party(asked), asked.epoch)
        told.answer({"ok": True, "party": asked.desk, "epoch": asked.epoch})
        told.line(N_("What there is of it counts with the next round."))
    return OK


def rebuild(_asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Count all events anew."""
    with _office(folder) as office:
        events = office.rebuild()
        told.answer({"ok": True, "events": events})
        told.line(N_("Counted anew. Events: {events}."), events=events)
    return OK


def export(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """Save everything that desks told, as lines of JSON."""
    with _office(folder) as office:
        _write(Path(asked.file), office.export())
        told.answer({"ok": True, "file": asked.file})
        told.line(N_("Saved: {path}"), path=asked.file)
    return OK


def status(_asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """How every desk stands; 1 when a person has to look at something."""
    from desk_app.headoffice_answers import tell_status

    with _office(folder) as office:
        return tell_status(office, told)


def report(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """What was done in every building on a day, or in a month."""
    from desk_app.headoffice_reporting import tell_report

    with _office(folder) as office:
        day = getattr(asked, "date", None) or SystemClock().now().astimezone(office.clock.zone).date()
        out = Path(asked.out) if "out" in asked else None
        return tell_report(office, asked.span, day, asked.by, out, told)


def master(asked: argparse.Namespace, folder: Path, told: Told) -> int:
    """What desks propose of the master data, and further PCs."""
    from desk_app import headoffice_master as verbs

    named = {
        "proposals": verbs.proposals,
        "accept": verbs.accept,
        "refuse": verbs.refuse,
        "automatic": verbs.automatic,
        "join-file": verbs.join_file,
    }
    with _office(folder) as office:
        return named[asked.verb](asked, office, told)


@contextmanager
def _office(folder: Path) -> Iterator[HeadOffice]:
    from desk_app.services.headoffice.office import HeadOffice

    office = HeadOffice.open(folder)
    try:
        yield office
    finally:
        office.close()


@contextmanager
def _share(asked: argparse.Namespace, office: HeadOffice) -> Iterator[RemoteShare]:
    """The shared folder: the one that is named for this once, else head office's own."""
    from desk_app.services.sync.remote import RemoteShare

    share = RemoteShare(Path(_named_share(asked, office)))
    try:
        yield share
    finally:
        share.close()


def _named_share(asked: argparse.Namespace, office: HeadOffice) -> str:
    named = str(Path(asked.share).absolute()) if "share" in asked else office.config.share
    if not named:
        raise UserError(
            N_("No shared folder is set for this head office. Name it: desk-app headoffice use-share FOLDER")
        )
    return named


def _party(asked: argparse.Namespace) -> Party:
    from desk_app.services.sync.names import Party

    party = Party.parse(asked.desk)
    if party is None:
        raise UserError(N_("A desk is named by its building's number and its own: 12-01"))
    return party


def _write(path: Path, content: bytes) -> None:
    """A new file; one that is there already stays."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UserError(N_("There is a file {path} already. Nothing was written."), path=path) from None
    except OSError as trouble:
        raise StorageTrouble(N_("The file cannot be written: {reason}."), reason=reason_of(trouble)) from None


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


_VERBS: Mapping[str, Callable[[argparse.Namespace, Path, Told], int]] = {
    "init": init,
    "card": card,
    "use-share": use_share,
    "collect": collect,
    "publish": publish,
    "run": run,
    "admit": admit,
    "revoke": revoke,
    "withdraw": withdraw,
    "settle": settle,
    "close": close,
    "status": status,
    "report": report,
    "rebuild": rebuild,
    "export": export,
    "proposals": master,
    "accept": master,
    "refuse": master,
    "automatic": master,
    "join-file": master,
}
