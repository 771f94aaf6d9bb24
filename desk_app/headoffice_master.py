"""`desk-app headoffice proposals|accept|refuse|automatic|join-file`: master data and further PCs, without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_, Words

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.headoffice.master import DeskProposal
    from desk_app.services.headoffice.office import HeadOffice

_MOST_LINES = 200
OK = 0
"""As `cli.OK`; the command line takes its arguments from here."""
SAID = {
    "proposals": N_("what desks changed of the master data and nobody has decided yet"),
    "accept": N_("accepts proposals: every desk of the building has them with the next round"),
    "refuse": N_("refuses proposals: the desk gets back what head office says"),
    "automatic": N_("has a building's proposals accepted by themselves, or not any more"),
    "join-file": N_("saves a join file for a further PC of a building, or for one in the place of a lost PC"),
}


def add_arguments(made: dict[str, Any], words: Words) -> None:
    """What the verbs of this module take."""
    say = words.text
    building = say(N_("the building's number"))
    for name in ("proposals", "accept", "refuse"):
        made[name].add_argument("--site", type=int, metavar="N", default=None, help=building)
    made["proposals"].add_argument(
        "--all", action="store_true", default=False, help=say(N_("every one of them, however many"))
    )
    for name in ("accept", "refuse"):
        made[name].add_argument(
            "ids", nargs="*", metavar="ID", default=[], help=say(N_("as `proposals` names them"))
        )
        made[name].add_argument(
            "--all", action="store_true", default=False, help=say(N_("all of a building"))
        )
    made["automatic"].add_argument("site", type=int, metavar="N", help=building)
    made["automatic"].add_argument(
        "--off", action="store_true", default=False, help=say(N_("a person decides again"))
    )
    save = made["join-file"]
    save.add_argument("file", metavar="FILE", help=say(N_("a file *.lobbyjoin")))
    save.add_argument("--site", type=int, metavar="N", default=None, help=building)
    code = say(N_("the new desk's code, such as A2"))
    save.add_argument("--desk-code", default="", metavar="CODE", help=code)
    save.add_argument(
        "--gate", action="store_true", default=False, help=say(N_("the new PC is a guard's gate"))
    )
    lost = say(N_("the desk whose PC is lost, 12-01: the new one takes its place"))
    save.add_argument("--replaces", default="", metavar="DESK", help=lost)
    save.add_argument(
        "--share", default="", metavar="DIR", help=say(N_("the shared folder as the new PC reaches it"))
    )


def proposals(asked: argparse.Namespace, office: HeadOffice, told: Told) -> int:
    """List what is not decided."""
    from desk_app.services.headoffice.change_words import change_in_line, name_in_line

    found = office.deciding.proposals(asked.site)
    told.answer({"ok": True, "proposals": [_plain(one) for one in found]})
    shown = found if asked.all else found[:_MOST_LINES]
    for one in shown if not told.as_json else ():
        told.line(
            N_("{id}  {party}  {title}: {name}  ({changes})"),
            id=one.id,
            party=one.party,
            title=told.words.text(one.table.title),
            name=name_in_line(one, told.words),
            changes=change_in_line(one, told.words, office.clock.zone),
        )
    told.line(N_("Proposals: {n}."), n=len(found))
    if len(shown) < len(found):
        told.line(
            N_("Not shown of them: {n}. All: proposals --all; of one building: proposals --site N."),
            n=len(found) - len(shown),
        )
    return OK


def accept(asked: argparse.Namespace, office: HeadOffice, told: Told) -> int:
    """Accept proposals."""
    return _decide(asked, office, told, accept=True)


def refuse(asked: argparse.Namespace, office: HeadOffice, told: Told) -> int:
    """Refuse proposals."""
    return _decide(asked, office, told, accept=False)


def automatic(asked: argparse.Namespace, office: HeadOffice, told: Told) -> int:
    """Whether a building's proposals are accepted by themselves."""
    office.deciding.set_automatic(asked.site, not asked.off)
    told.answer({"ok": True, "site": asked.site, "automatic": not asked.off})
    if asked.off:
        told.line(N_("Building {site}: a person decides on proposals."), site=asked.site)
    else:
        told.line(N_("Building {site}: proposals are accepted by themselves."), site=asked.site)
    return OK


def join_file(asked: argparse.Namespace, office: HeadOffice, told: Told) -> int:
    """Save a join file, and tell its code."""
    from desk_app.services.core.desk import DeskKind
    from desk_app.services.headoffice.joining import JoinFiles
    from desk_app.services.joining.code import spoken
    from desk_app.services.sync.names import Party

    files, path = JoinFiles(office), Path(asked.file)
    lost = Party.parse(asked.replaces) if asked.replaces else None
    if lost is not None:
        made = files.instead(lost, asked.share)
    elif asked.site is not None and not asked.replaces:
        kind = DeskKind.GATE if asked.gate else DeskKind.RECEPTION
        made = files.further(asked.site, asked.desk_code, kind, asked.share)
    else:
        raise UserError(N_("Name the building by --site, or the lost desk by --replaces 12-01."))
    try:
        with path.open("xb") as file:
            file.write(made.content)
    except OSError as trouble:
        reason = reason_of(trouble)
        raise StorageTrouble(N_("The file could not be saved: {reason}."), reason=reason) from None
    code = spoken(made.code)
    told.answer({"ok": True, "file": path, "code": code, "desk": made.place.desk, "expires": made.expires})
    told.line(
        N_("Saved for desk {desk}, number {n}. Its code, shown only now: {code}"),
        desk=made.place.code,
        n=made.place.desk,
        code=code,
    )
    return OK


def _decide(asked: argparse.Namespace, office: HeadOffice, told: Told, *, accept: bool) -> int:
    if bool(asked.ids) == asked.all or (asked.all and asked.site is None):
        raise UserError(N_("Name the proposals, or a whole building by --all --site N."))
    count = office.deciding.decide(None if asked.all else asked.ids, accept=accept, site=asked.site)
    told.answer({"ok": True, "decided": count, "accepted": accept})
    told.line(N_("Decided: {n}. Desks learn it with the next round."), n=count)
    return OK


def _plain(one: DeskProposal) -> dict[str, Any]:
    return {
        "id": one.id,
        "party": one.party,
        "table": one.table.table,
        "key": one.key,
        "name": one.name,
        "was": one.was,
        "is": one.now,
    }
