"""A desk empties nothing that another one told; a head office writes nothing into the folder of another one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from desk_app.services.core.secrets import FileStore
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.publishing import OthersFolder
from desk_app.services.headoffice.tables import EVENTS
from desk_app.services.sync import names
from tests.fakes import FakeClock
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare

Admit = Callable[[int, int], PaperDesk]


def test_no_desk_empties_what_another_one_told(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    one, other = admit(1, 1), admit(1, 2)
    told = one.event(entity=7, private={"name": "王芳"})
    one.put(share, one.pack(told))
    other.put(
        share,
        other.pack(
            other.row("journal_events", [told["id"]], {"private": None}),
            other.event("visitor.forgotten", entity=7),
        ),
    )
    office.collect(share)
    one.put(share, one.pack(one.event(entity=7, private={"name": "王芳"})))
    office.collect(share)
    with office.store.read() as session:
        left = session.execute(select(EVENTS.c.party).where(EVENTS.c.private.is_not(None))).scalars().all()
    assert left == [str(one.party), str(one.party)]


def test_the_folder_of_another_head_office_is_left_as_it_is(
    tmp_path: Path, share: PlainShare, clock: FakeClock
) -> None:
    offices = [
        HeadOffice.init(tmp_path / name, name, clock=clock, secrets=FileStore(tmp_path / f"keys-{name}"))
        for name in ("one", "two")
    ]
    offices[0].publish(share)
    before = share.read(names.FORMAT, 1 << 20)
    with pytest.raises(OthersFolder):
        offices[1].publish(share)
    assert share.read(names.FORMAT, 1 << 20) == before
    for office in offices:
        office.close()
