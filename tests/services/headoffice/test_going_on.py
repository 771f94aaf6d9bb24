"""What one desk or one building does wrong keeps no other from being heard and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from desk_app.services.headoffice import acking, feeding
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import DESK_KEYS, FACTS
from desk_app.services.sync import frame, locks, names
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare

Expect = Callable[[str], None]


def facts_in(office: HeadOffice, share: PlainShare, desk: PaperDesk, kind: frame.Kind) -> list[Any]:
    """All facts of the building's files of a kind, read as a desk does."""
    folder = names.revoked(1) if kind is frame.Kind.REVOKED else names.feed(desk.party.site)
    found = []
    for entry in share.files(folder):
        if entry.name.startswith("snap-") is not (kind is frame.Kind.SNAPSHOT):
            continue
        raw = share.read(f"{folder}/{entry.name}", frame.MOST_FILE)
        assert raw is not None
        read = frame.read(kind, raw, [office.keys.sync.public])
        for line in frame.lines_of(read.open(read.readers()[0], desk.keys())):
            assert len(line["facts"]) <= 200
            found += [fact["f"] for fact in line["facts"]]
    return found


def test_many_facts_of_a_desk_are_told_in_lines_that_every_reader_takes(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    many = [{"root": n, "releases": [0] * 300, "revocations": [{"at": n}]} for n in range(1, 501)]
    desk.pack(desk.event(), facts=many)
    desk.put(share)
    office.collect(share)
    office.publish(share)
    assert office.incidents() == []
    for kind in (frame.Kind.FEED, frame.Kind.SNAPSHOT, frame.Kind.REVOKED):
        assert sorted(one["root"] for one in facts_in(office, share, desk, kind)) == list(range(1, 501))


def test_a_fact_that_no_reader_would_take_is_left_out_alone(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    deep: Any = 1
    for _ in range(14):
        deep = [deep]
    desk.pack(desk.event(), facts=[{"root": 1}, {"root": 2, "deep": deep}, {"root": 3}])
    desk.put(share)
    assert office.collect(share).batches == 1
    office.publish(share)
    for kind in (frame.Kind.FEED, frame.Kind.SNAPSHOT):
        assert sorted(one["root"] for one in facts_in(office, share, desk, kind)) == [1, 3]


def test_facts_go_when_no_desk_tells_them_any_more(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk = admit(1, 1)
    for days in (0, 61):
        clock.advance(days=days)
        desk.at += days * 86_400_000
        desk.pack(desk.event(), facts=[{"root": 1 + days}])
        desk.put(share)
        office.collect(share)
        office.publish(share)
    with office.store.read() as session:
        assert session.execute(select(func.count()).select_from(FACTS)).scalar() == 1


def test_what_fails_for_one_building_fails_for_it_alone(
    office: HeadOffice,
    share: PlainShare,
    admit: Admit,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Expect,
) -> None:
    expected_logs("snapshot of 1 failed: ValueError|ack of 1-01 failed: KeyError")
    real_heard, real_header = feeding._heard, acking._header

    def heard(session: Any, site: int) -> Any:
        if site == 1:
            raise ValueError("odd")
        return real_heard(session, site)

    def header(desk: Any, said: Any) -> Any:
        if desk.party.site == 1:
            raise KeyError("odd")
        return real_header(desk, said)

    monkeypatch.setattr(feeding, "_heard", heard)
    monkeypatch.setattr(acking, "_header", header)
    desks = [admit(1, 1), admit(2, 1)]
    for desk in desks:
        desk.pack(desk.event(), facts=[{"root": 5}])
        desk.put(share)
    office.collect(share)
    office.publish(share)
    office.publish(share)
    assert [one.ack(share) is not None for one in desks] == [False, True]
    assert facts_in(office, share, desks[1], frame.Kind.SNAPSHOT) == [{"root": 5}]
    assert facts_in(office, share, desks[0], frame.Kind.FEED) == [{"root": 5}]
    assert sorted((one.kind, one.party) for one in office.incidents()) == [
        (Trouble.FAILED, "1"),
        (Trouble.FAILED, "1-01"),
    ]


def test_a_box_for_which_nothing_can_be_sealed_keeps_the_list_from_nobody(
    office: HeadOffice, share: PlainShare, admit: Admit, expected_logs: Expect
) -> None:
    expected_logs("trust of 1-01 failed: ValueError")
    admit(1, 1)
    admit(1, 2)
    with office.store.write() as session:
        session.execute(update(DESK_KEYS).where(DESK_KEYS.c.party == "1-01").values(box="00" * 32))
    office.publish(share)
    (entry,) = share.files(names.DOWN_TRUST)
    raw = Path(share.root / names.DOWN_TRUST / entry.name).read_bytes()
    found = frame.read(frame.Kind.TRUST, raw, [office.keys.root.public])
    assert [line["party"] for line in frame.lines_of(found.open("open", locks.Keys()))] == ["1-02"]
