"""Nothing is tried for ever in vain, and nothing that is keeps the rest from its turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from desk_app.services.core.people import SYSTEM
from desk_app.services.core.sharing import Sharing
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync import facts, frame, hearing, names, packing, relaying, seen
from desk_app.services.sync.names import BatchName, Numbered, Party
from desk_app.services.sync.patience import Patience
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.seen import FEED
from desk_app.services.sync.share import Entry
from desk_app.services.sync.strict import MOST_PARTS
from desk_app.services.sync.tables import HeardRow, ParkedRow
from tests.fakes import FakeClock
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]


def write(one: Peer, words: str) -> int:
    return one.services.get(DutyLog).write(SYSTEM, EntryDraft(words)).result.id


def parked(one: Peer) -> list[int]:
    with one.services.bench.database.read() as session:
        return list(session.scalars(select(ParkedRow.id).order_by(ParkedRow.id)))


def park(one: Peer, count: int) -> None:
    line = frame.to_lines([{"n": "of another time", "v": 1, "f": {}}]).decode()
    with one.services.bench.database.write() as session:
        rows = [{"party": "4711-02", "line": line, "parked_at": one.services.bench.clock.now()}] * count
        session.execute(insert(ParkedRow), rows)


def test_what_is_parked_is_tried_in_turn(joined: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    one = joined(1)
    park(one, 5)
    monkeypatch.setattr(facts, "_PARKED_AT_ONCE", 2)
    tried: list[int] = []
    known = facts.Facts(one.services.bench)
    monkeypatch.setattr(known, "_try", lambda *_: tried.append(1))
    for _ in range(3):
        known.hear_again()
    assert len(tried) == 5


def test_a_fact_that_fails_is_in_the_log_once(
    joined: Make, monkeypatch: pytest.MonkeyPatch, expected_logs: Any, caplog: pytest.LogCaptureFixture
) -> None:
    one = joined(1)
    park(one, 1)

    def hear(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    known = facts.Facts(one.services.bench)
    known.__dict__["_sharings"] = {
        "of another time": Sharing("of another time", frozenset(), lambda *_: (), hear, 1)
    }
    expected_logs("could not be heard")
    for _ in range(3):
        known.hear_again()
    assert sum("could not be heard" in record.message for record in caplog.records) == 1
    assert len(parked(one)) == 1


def test_refused_files_come_last_and_ever_less_often() -> None:
    patience, bad, good = Patience(), Entry("a", 1, 1), Entry("b", 1, 1)

    def tried() -> list[str]:
        patience.begin_round()
        found = patience.in_turn([bad, good], lambda one: (one.name, one))
        if bad in found:
            patience.refused("a", bad)
        return [one.name for one in found]

    assert [tried() for _ in range(2)] == [["a", "b"], ["b", "a"]]
    rounds = ["a" in tried() for _ in range(40)]
    assert 4 <= sum(rounds) <= 8
    patience.begin_round()
    mended = Entry("a", 2, 1)
    assert patience.in_turn([mended], lambda one: (one.name, one)) == [mended]


def test_bad_files_starve_no_good_ones(
    joined: Make, share: MemoryShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = joined(1), joined(2)
    for party in (one, two, one):
        party.sync.round(share)
    write(two, "记录x")
    two.sync.round(share)
    for number in range(3):
        bad = BatchName("00000000", number + 1, "0123456789abcdef")
        share.content[f"{names.up(two.party)}/{bad}"] = b"x", 0
    monkeypatch.setattr(hearing, "_AT_ONCE", 2)
    assert [one.sync.round(share).heard for _ in range(3)] in ([0, 1, 0], [0, 0, 1])
    assert sum(one.sync.round(share).refused for _ in range(16)) < 16


def test_the_oldest_copies_starve_no_others(
    joined: Make, share: MemoryShare, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = joined(1), joined(2)
    one.sync.round(share)
    for words in ("记录一条", "记录二条", "记录三条"):
        write(two, words)
        two.sync.round(share)
    assert one.sync.round(share).heard >= 3
    clock.advance(minutes=16)
    monkeypatch.setattr(relaying, "_AT_ONCE", 2)
    copies: set[str] = set()
    for _ in range(4):
        one.sync.round(share)
        copies = {path for path in share.content if path.startswith(names.relay(one.party))}
    assert len(copies) >= 3
    assert one.sync.round(share).relayed == 0
    del share.content[sorted(copies)[0]]
    assert one.sync.round(share).relayed == 1


def snapshot(office: Office, site: int, told: list[dict[str, Any]], heard: dict[str, Any]) -> None:
    section = frame.Section(office._locks().site(site), frame.to_lines(told))
    number = next(office.numbers)
    head = office._head({"at": 1, "n": number, "site": site, "heard": heard})
    raw = frame.write(frame.Kind.SNAPSHOT, head, [section], office._locks(), office.sync)
    name = Numbered(number, frame.hash16_of(raw), "lbx", snapshot=True)
    office.share.create(f"{names.feed(site)}/{name}", raw)


def test_a_snapshot_is_heard_in_portions_and_the_next_one_only_for_news(
    joined: Make, share: MemoryShare, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, site = joined(1), 4711
    one.sync.round(share)
    monkeypatch.setattr(facts, "_AT_ONCE", 10)
    told = [
        {"party": "4711-02", "facts": [{"n": "of another time", "v": 1, "f": {"id": n}} for n in range(25)]}
    ]
    commits: list[int] = []
    monkeypatch.setattr(one.sync._facts, "_collect", lambda _: commits.append(len(parked(one))))
    snapshot(office, site, told, {"4711-02": {"0000000a": 7}})
    one.sync.round(share)
    assert commits[:3] == [10, 20, 25]
    snapshot(office, site, told, {"4711-02": {"0000000a": 7}})
    assert one.sync.round(share).heard == 1
    assert len(parked(one)) == 25
    snapshot(office, site, told, {"4711-02": {"0000000a": 8}})
    one.sync.round(share)
    assert len(parked(one)) == 50


def test_how_far_a_desk_was_heard_is_known_without_counting(joined: Make) -> None:
    one = joined(1)
    database, now = one.services.bench.database, one.services.bench.clock.now()

    def hear(seq: int) -> seen.Upto:
        with database.write() as session:
            row = {"party": "4711-02", "epoch": "0000000a", "seq": seq, "digest": b"", "heard_at": now}
            session.execute(insert(HeardRow), row)
            seen.note_heard(session, "4711-02", "0000000a", seq, now)
            return seen.upto(session, "4711-02", "0000000a")

    assert [hear(seq) for seq in (5, 6, 9, 8, 7, 3, 4)] == [
        (5, 5), (6, 6), (6, 9), (6, 9), (9, 9), (3, 9), (9, 9),
    ]  # fmt: skip
    asked: list[str] = []
    with database.read() as session:
        event.listen(session.connection(), "before_cursor_execute", lambda *got: asked.append(got[2]))
        assert seen.peers(session) == {"4711-02": {"0000000a": 9}}
    assert len(asked) == 1 and "sync_heard_upto" in asked[0]


def test_a_time_that_no_calendar_has_stops_no_cleaning(joined: Make, share: MemoryShare) -> None:
    one = joined(1)
    share.content[f"{names.up(one.party)}/{names.part()}"] = b"x", 1 << 62
    assert one.sync.round(share).trouble is None


@pytest.mark.parametrize("limit", ["MOST_LINE", "MOST_PARTS"])
def test_a_record_that_no_reader_takes_is_left_out_and_told(
    joined: Make,
    share: MemoryShare,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Any,
    limit: str,
) -> None:
    one = joined(1)
    one.sync.round(share)
    large = write(one, "很大的一条")
    small = write(one, "小的一条")
    real = packing._event_line

    def line(row: Any) -> dict[str, object]:
        made = real(row)
        long = "," * (MOST_PARTS + 1) if limit == "MOST_PARTS" else "x" * (frame.MOST_LINE + 1)
        return {**made, "p": long} if row.entity == large else made

    monkeypatch.setattr(packing, "_event_line", line)
    expected_logs("too large to be sent")
    assert one.sync.round(share).published == 1
    sent = {one["e"] for one in office.lines(one.party) if one["k"] == "e"}
    assert small in sent and large not in sent
    assert one.standing().too_large == 1
    assert one.sync.round(share).packed == 0


def test_the_standing_counts_only_what_is_new(joined: Make, share: MemoryShare, office: Office) -> None:
    one = joined(1)
    one.sync.round(share)
    office.ack_all(one.party)
    one.sync.round(share)
    before = one.standing().at_head_office
    write(one, "记录x")
    stands = one.standing()
    assert (stands.at_head_office, stands.only_here) == (before, 1)
    assert one.services.get(SyncQueries)._counted[0] == before + 1
    assert stands.fingerprint == one.standing().fingerprint != ""


def test_a_batch_for_a_newer_program_waits_and_is_no_fault(
    joined: Make, share: MemoryShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = joined(1), joined(2)
    for party in (one, two, one):
        party.sync.round(share)
    write(two, "记录x")
    two.sync.round(share)
    monkeypatch.setattr(hearing, "PROTO", 0)
    done = one.sync.round(share)
    assert (done.heard, done.refused, one.services.get(SyncQueries).quarantine(SYSTEM)) == (0, 0, [])
    monkeypatch.undo()
    assert one.sync.round(share).heard == 1


def test_what_is_not_understood_is_kept_up_to_a_limit_and_nothing_is_lost(
    joined: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer desk tells more than is kept: its later batches do not count as heard until there is room again."""
    one = joined(1)
    monkeypatch.setattr(facts, "MOST_PARKED", 3)
    known, two = facts.Facts(one.services.bench), Party(4711, 2)
    lines = [{"n": "of another time", "v": 1, "f": {"id": number}} for number in range(6)]

    def hear(seq: int, part: list[dict[str, Any]], of: str = str(two)) -> bool:
        return known.hear(facts.Source(of, "00000000", seq, bytes([seq])), [(two, part)])

    assert hear(1, lines[:4]), "a file is kept whole"
    assert not hear(2, lines[4:])
    assert not hear(2, lines[4:])
    assert hear(9, lines, FEED), "the feed does not stop for it"
    assert len(parked(one)) == 4
    heard: list[int] = []
    known.__dict__["_sharings"] = {
        "of another time": Sharing(
            "of another time",
            frozenset(),
            lambda *_: (),
            lambda _work, _desk, fact: heard.append(fact["id"]),
            1,
        )
    }
    known.hear_again()
    assert hear(2, lines[4:])
    assert (heard, parked(one)) == ([0, 1, 2, 3, 4, 5], [])
