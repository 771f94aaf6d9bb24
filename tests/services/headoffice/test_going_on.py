"""What one desk or one building does wrong keeps no other from being heard and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_
from desk_app.services.headoffice import acking, applying, feeding
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import DESK_KEYS, FACTS
from desk_app.services.sync import frame, locks, names
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Entry, ShareTrouble
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


ODD_HEADERS: list[dict[str, Any]] = [
    {"closes": 5},
    {"closes": ["zz"]},
    {"audit": [1, "zz"]},
    {"audit": [-1, "00" * 32]},
    {"audit": "x"},
    {"at": (1 << 63) - 1},
    {"stamp": -1},
    {"app": 5},
    {"app": "1\0"},
    {"hi": "x"},
]


@pytest.mark.parametrize("odd", ODD_HEADERS, ids=str)
def test_an_odd_header_is_refused_and_the_others_are_heard(
    office: HeadOffice, share: PlainShare, admit: Admit, odd: dict[str, Any]
) -> None:
    bad, good = admit(1, 1), admit(1, 2)
    bad.pack(bad.event(), **odd)
    good.pack(good.event())
    for desk in (bad, good):
        desk.put(share)
    done = office.collect(share)
    assert (done.batches, done.refused) == (1, 1)
    office.publish(share)
    office.status()


def test_a_line_that_makes_no_sense_is_refused_and_the_others_are_heard(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    bad, good = admit(1, 1), admit(1, 2)
    bad.pack({**bad.row("journal_events", [], None)})
    good.pack(good.event())
    for desk in (bad, good):
        desk.put(share)
    done = office.collect(share)
    assert (done.batches, done.refused) == (1, 1)


def test_what_no_database_takes_is_kept_whole_and_nothing_waits_for_it(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    zero = {**desk.event(), "p": '{"a":"\0"}'}
    private = {**desk.event(private={"name": "x"}), "x": "\0"}
    long_kind = {**desk.event(), "t": "visitor." + "x" * 9000}
    row = desk.row("visits\0", [1], {"n": 1})
    key = desk.row("visits", ["".join(map(chr, range(0x4E00, 0x4E00 + 4000)))], {"n": 1})
    desk.pack(zero, private, long_kind, row, key, desk.row("visits", [2], {"name": "\0"}), desk.event())
    desk.pack(desk.event(), facts=[{"root": 1, "name": "\0"}])
    desk.pack(desk.event(), facts=[{"root": 1}], name="passes\0")
    desk.put(share)
    done = office.collect(share)
    assert (done.batches, done.refused, done.events) == (3, 0, 4 - 1)
    assert office.status().unknown_lines == 6
    office.publish(share)
    assert office.incidents() == []


def test_any_fault_of_one_desk_is_told_and_the_others_are_heard(
    office: HeadOffice,
    share: PlainShare,
    admit: Admit,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Expect,
) -> None:
    expected_logs("turn of 1-01 failed: ZeroDivisionError")
    real = applying.apply

    def apply(store: Any, party: Party, *rest: Any) -> Any:
        if party.desk == 1:
            raise ZeroDivisionError
        return real(store, party, *rest)

    monkeypatch.setattr(applying, "apply", apply)
    for desk in (admit(1, 1), admit(1, 2)):
        desk.pack(desk.event())
        desk.put(share)
    assert office.collect(share).batches == 1
    assert office.collect(share).batches == 0
    assert [one.kind for one in office.incidents()] == [Trouble.FAILED]


def test_a_card_for_which_nothing_can_be_sealed_is_none(office: HeadOffice) -> None:
    desk = PaperDesk(office, Party(1, 1))
    for odd in ({"box": "00" * 32}, {"code": "D\0"}):
        header = dict(frame.peek(frame.Kind.CARD, desk.card())) | odd
        raw = frame.write(frame.Kind.CARD, {**header, "sections": []}, [], locks.Locks(), desk.sync)
        with pytest.raises(UserError, match="no card"):
            office.admit(raw)


class LockedFile(PlainShare):
    """A share on which some paths cannot be read: an antivirus has them, or their rights are odd."""

    def files(self, folder: str) -> list[Entry]:
        if folder in ("relay/1-03", "up/1-03"):
            raise ShareTrouble(N_("The file cannot be read: {reason}."), reason="")
        return super().files(folder)

    def read(self, path: str, most: int) -> bytes | None:
        if path.startswith(("up/1-01/", "relay/1-02/")):
            raise ShareTrouble(N_("The file cannot be read: {reason}."), reason="")
        return super().read(path, most)


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_read(
    office: HeadOffice, share: PlainShare, admit: Admit, expected_logs: Expect
) -> None:
    expected_logs("cannot be read: ShareTrouble")
    bad, good, third = admit(1, 1), admit(1, 2), admit(1, 3)
    name = bad.pack(bad.event())
    good.pack(good.event())
    for desk in (bad, good, third):
        desk.put(share)
    for relaying in ("1-02", "1-03"):
        share.create(f"relay/{relaying}/{name}", bad.raw(name))
    assert office.collect(LockedFile(share.root)).batches == 1
    assert office.collect(share).batches == 1


def test_a_batch_that_makes_no_sense_for_a_day_is_told(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk = admit(1, 1)
    desk.pack({**desk.event(), "w": "yesterday"})
    desk.put(share)
    office.collect(share)
    clock.advance(hours=23)
    office.collect(share)
    assert office.incidents() == []
    clock.advance(hours=2)
    for _ in range(2):
        assert office.collect(share).refused == 1
    (stuck,) = office.incidents()
    assert (stuck.kind, stuck.party, stuck.epoch) == (Trouble.STUCK, "1-01", desk.epoch)
    assert stuck.detail == {"seq": 1}


class OddYears(PlainShare):
    """A server that says years which no calendar has."""

    def files(self, folder: str) -> list[Entry]:
        return [replace(one, modified_ms=400_000_000_000_000) for one in super().files(folder)]


def test_a_file_of_any_year_keeps_nothing_from_being_said(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    share.create(f"{names.acks(desk.party)}/{names.part()}", b"")
    odd = OddYears(share.root)
    office.publish(odd)
    office.publish(odd)
    assert [entry.name[-4:] for entry in share.files(names.acks(desk.party))].count(".ack") == 1


class LockedAcks(PlainShare):
    """The folder of one desk's acks cannot be read."""

    def files(self, folder: str) -> list[Entry]:
        if folder == "down/ack/1-01":
            raise ShareTrouble(N_("The file cannot be read: {reason}."), reason="")
        return super().files(folder)


def test_a_folder_that_cannot_be_read_keeps_no_other_from_being_told(
    office: HeadOffice, share: PlainShare, admit: Admit, expected_logs: Expect
) -> None:
    expected_logs("cannot be read: ShareTrouble")
    admit(1, 1)
    other = admit(1, 2)
    with pytest.raises(ShareTrouble):
        office.publish(LockedAcks(share.root))
    assert other.ack(share) is not None
    assert len(share.files(names.DOWN_TRUST)) == 1
