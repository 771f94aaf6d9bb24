"""`desk-app pass records …`: this PC's pass records to a file, another PC's out of one.

JSON keys are a promise, as in `commands`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.cli import OK
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import N_

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.catalogue import Services


def records(services: Services, asked: argparse.Namespace, told: Told) -> int:
    """Carry out `pass records save` or `pass records take`."""
    return (
        _save(services, Path(asked.file), told)
        if asked.what == "save"
        else _take(services, Path(asked.file), told)
    )


def _save(services: Services, path: Path, told: Told) -> int:
    from desk_app.services.passes.meeting import GateRecordQueries
    from desk_app.services.passes.record_disk import ENDING, save_records

    path = path if path.suffix else path.with_suffix(f".{ENDING}")
    data = services.get(GateRecordQueries).export_records(SYSTEM)
    save_records(path, data)
    told.answer({"ok": True, "file": path, "bytes": len(data)})
    told.line(N_("Saved: {file}. Take it to the other PCs."), file=path)
    return OK


def _take(services: Services, path: Path, told: Told) -> int:
    from desk_app.services.passes.meeting import GateRecords
    from desk_app.services.passes.record_disk import load_records

    brought = services.get(GateRecords).receive(SYSTEM, load_records(path)).result
    told.answer(
        {
            "ok": True,
            "desk": brought.desk_code,
            "made_at": brought.made_at.isoformat(),
            "releases": brought.new_releases,
            "revocations": brought.new_revocations,
            "conflicts": brought.conflicts,
        }
    )
    made = brought.made_at.astimezone(services.bench.clock.zone)
    told.line(
        N_("Desk {desk}, as of {when}: {releases} releases and {revocations} revocations are new."),
        desk=brought.desk_code,
        when=f"{made:%Y-%m-%d %H:%M}",
        releases=brought.new_releases,
        revocations=brought.new_revocations,
    )
    if brought.conflicts:
        told.line(N_("New conflicts: {n}. The supervisor must see to them."), n=brought.conflicts)
    return OK
