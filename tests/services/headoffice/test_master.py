"""What desks propose, what head office decides, and what goes down."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.errors import NotFound
from desk_app.services.headoffice import master
from desk_app.services.headoffice.bulk import put
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.master_files import GOOD_FOR, issue_master
from desk_app.services.headoffice.outgoing import newest
from desk_app.services.headoffice.store import SqliteStore
from desk_app.services.headoffice.tables import DESKS, FORGOTTEN, OUTGOING, ROWS
from desk_app.services.sync import frame, names
from tests.fakes import FakeClock, FakeSecrets

SITE = 4711
KEYS = OfficeKeys(FakeSecrets())
SHARE = "ab" * 16
FLOOR = {"id": 5, "label": "18", "position": 18, "active": 1}
STAFF = {"id": 7, "name": "周敏", "role": "supervisor", "active": 1, "phone": "", "pin": "", "must_change": 0}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    store = SqliteStore(tmp_path / "headoffice.db")
    with store.write() as opened:
        for desk in (1, 2):
            row = {
                "party": f"{SITE}-{desk:02d}",
                "site": SITE,
                "desk": desk,
                "code": f"A{desk}",
                "building": "云帆",
            }
            put(opened, DESKS, [{**row, "audit_length": 0, "audit_head": "", "app": ""}], ["code"])
        yield opened
    store.close()


def send(session: Session, desk: int, table: str, key: Any, columns: Any, stamp: int) -> None:
    """A row of a desk came."""
    row = {"party": f"{SITE}-{desk:02d}", "table": table, "key": json.dumps([key]), "stamp": stamp}
    put(session, ROWS, [{**row, "columns": json.dumps(columns)}], ["stamp", "columns"])


def version(session: Session, clock: FakeClock) -> list[bytes]:
    """The files of the next version; none while the last one says it all."""
    if not issue_master(session, KEYS, SHARE, SITE, clock.now()):
        return []
    wanted = select(OUTGOING.c.content).where(
        OUTGOING.c.number == newest(session, names.master(SITE), "mst").number
    )  # type: ignore[union-attr]
    found = [bytes(one) for one in session.scalars(wanted)]
    return sorted(found, key=lambda raw: opened(raw)[0]["part"])


def opened(raw: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    found = frame.read(frame.Kind.MASTER, raw, [KEYS.sync.public])
    return dict(found.header), list(frame.lines_of(found.open(f"site:{SITE}:1", KEYS.keys(SITE))))


def test_the_first_desks_rows_are_proposals_all_and_accepted_whole(
    session: Session, clock: FakeClock
) -> None:
    send(session, 1, "floors", 5, FLOOR, 100)
    send(session, 1, "staff", 7, STAFF, 101)
    send(session, 1, "visits", 9, {"id": 9}, 102)
    assert version(session, clock) == []
    found = master.proposals(session, SITE)
    assert [(one.table.table, one.name, one.was) for one in found] == [
        ("floors", "18", None),
        ("staff", "周敏", None),
    ]
    assert master.decide(session, found, accept=True, now=clock.now()) == 2
    assert master.proposals(session) == []
    made = version(session, clock)
    header, lines = opened(made[0])
    assert (header["considered"], header["part"]) == ({f"{SITE}-01": 102}, 0)
    assert lines[0] == {"t": "floors", "p": [5], "c": FLOOR}
    assert set(lines[1]["c"]) == {"id", "name", "role", "active", "phone"}
    assert version(session, clock) == []


def test_a_refused_change_goes_back_and_a_refused_row_is_not_wanted(
    session: Session, clock: FakeClock
) -> None:
    send(session, 1, "floors", 5, FLOOR, 100)
    master.decide(session, master.proposals(session), accept=True, now=clock.now())
    send(session, 1, "floors", 5, {**FLOOR, "label": "19"}, 200)
    send(session, 2, "floors", 6, {**FLOOR, "id": 6, "label": "6"}, 150)
    send(session, 2, "floors", 8, {**FLOOR, "id": 8, "label": "8"}, 300)
    new, change, later = master.proposals(session)
    assert change.changed == [("label", "18", "19")]
    master.decide(session, [new, change], accept=False, now=clock.now())
    assert [one.id for one in master.proposals(session)] == [later.id]
    assert master.considered(session, SITE) == {f"{SITE}-01": 200, f"{SITE}-02": 299}
    made = version(session, clock)
    assert opened(made[0])[1] == [
        {"t": "floors", "p": [5], "c": FLOOR},
        {"t": "floors", "p": [6], "c": None},
    ]
    send(session, 2, "floors", 6, {**FLOOR, "id": 6, "label": "6", "active": 0}, 400)
    assert [one.id for one in master.proposals(session)] == [later.id], "it was retired there: no proposal"


def test_what_was_changed_again_is_asked_again(session: Session, clock: FakeClock) -> None:
    send(session, 1, "floors", 5, FLOOR, 100)
    (first,) = master.proposals(session)
    send(session, 1, "floors", 5, {**FLOOR, "label": "20"}, 200)
    with pytest.raises(NotFound):
        master.chosen(session, [first.id])
    master.decide(session, [first], accept=True, now=clock.now())
    (again,) = master.proposals(session)
    assert again.changed == [("label", "18", "20")]


def test_a_building_may_accept_by_itself(session: Session, clock: FakeClock) -> None:
    send(session, 1, "floors", 5, FLOOR, 100)
    assert master.accept_automatically(session, SITE, clock.now()) == 0
    master.set_automatic(session, SITE, automatic=True)
    assert master.is_automatic(session, SITE)
    assert master.accept_automatically(session, SITE, clock.now()) == 1
    assert version(session, clock)
    assert master.is_automatic(session, SITE)


def test_what_a_desk_forgot_is_forgotten_here_without_asking(session: Session, clock: FakeClock) -> None:
    row = {"id": 9, "tenant": 1, "name": "王秀英", "phone": "13800138000", "active": 0}
    send(session, 1, "tenant_contacts", 9, row, 100)
    master.decide(session, master.proposals(session), accept=True, now=clock.now())
    send(session, 1, "tenant_contacts", 9, {**row, "name": "", "phone": ""}, 200)
    put(session, FORGOTTEN, [{"party": f"{SITE}-01", "entity": 9, "stamp": 200}], ["stamp"])
    (raw,) = version(session, clock)
    assert opened(raw)[1][0]["c"]["phone"] == ""
    assert master.proposals(session) == []


def test_a_version_is_renewed_before_it_expires(session: Session, clock: FakeClock) -> None:
    send(session, 1, "floors", 5, FLOOR, 100)
    master.decide(session, master.proposals(session), accept=True, now=clock.now())
    first = opened(version(session, clock)[0])[0]
    assert first["expires"] == to_ms(clock.now() + GOOD_FOR)
    clock.advance(days=9)
    assert version(session, clock) == []
    clock.advance(days=2)
    assert opened(version(session, clock)[0])[0]["n"] > first["n"]


def test_pictures_that_rows_name_go_down_in_parts(session: Session, clock: FakeClock) -> None:
    pictures = [bytes([n]) * 190_000 for n in range(25)]
    for n, picture in enumerate(pictures):
        digest = sha256(picture).hexdigest()
        row = {"id": n + 1, "tenant": 1, "name": f"签字人{n}", "specimen": digest, "active": 1}
        send(session, 1, "signatories", n + 1, row, 100)
        content = {"b64": base64.b64encode(picture).decode()}
        send(session, 1, "blobs", digest, {"sha256": digest, "media": "image/png", "content": content}, 100)
    master.decide(session, master.proposals(session), accept=True, now=clock.now())
    made = version(session, clock)
    parts = [opened(raw) for raw in made]
    assert [header["part"] for header, _ in parts] == [0, 1, 2]
    assert sum(len(lines) for _, lines in parts[1:]) == 25
    assert len(parts[0][1]) == 25
