"""Where a record is: its newest change counts, and its row has to be there as well."""

from __future__ import annotations

from collections.abc import Callable

from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Where
from desk_app.services.sync.rows import driver
from desk_app.services.sync.whereabouts import where_of
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]


def write(one: Peer, words: str) -> int:
    return one.services.get(DutyLog).write(SYSTEM, EntryDraft(words)).result.id


def where(one: Peer, *ids: int) -> list[Where]:
    found = one.services.get(SyncQueries).where(SYSTEM, ids)
    return [found[each] for each in ids]


def test_a_record_goes_from_here_to_the_share_to_head_office(
    joined: Make, share: MemoryShare, office: Office
) -> None:
    one = joined(1)
    first = write(one, "第一件事情")
    assert where(one, first) == [Where.HERE]
    one.sync.round(share)
    second = write(one, "第二件事情")
    assert where(one, first, second) == [Where.SHARE, Where.HERE]
    office.ack_all(one.party)
    one.sync.round(share)
    assert where(one, first, second) == [Where.HEAD_OFFICE, Where.SHARE]
    office.ack_all(one.party)
    one.sync.round(share)
    assert where(one, first, second) == [Where.HEAD_OFFICE] * 2


def test_a_desk_alone_and_records_nobody_knows(peer: Make, joined: Make) -> None:
    alone, one = peer(1), joined(2)
    entry = write(alone, "第一件事情")
    assert where(alone, entry) == [Where.HERE]
    assert where(one, 0, 5, 1 << 70, -3) == [Where.HERE] * 4


def test_packed_is_not_yet_on_the_share(joined: Make, share: MemoryShare, office: Office) -> None:
    one = joined(1)
    one.sync.round(share)
    entry = write(one, "第一件事情")
    assert one.sync.pack() > 0
    assert where(one, entry) == [Where.HERE]
    one.sync.round(share)
    assert where(one, entry) == [Where.SHARE]


def test_a_row_that_changed_without_an_event_is_here_until_it_is_packed(
    joined: Make, share: MemoryShare, office: Office
) -> None:
    one = joined(1)
    entry = write(one, "第一件事情")
    for _ in range(2):
        one.sync.round(share)
        office.ack_all(one.party)
    one.sync.round(share)
    assert where(one, entry) == [Where.HEAD_OFFICE]
    with one.services.bench.database.write() as session:
        driver(session).execute("UPDATE duty_entries SET words = '二' WHERE id = ?", (entry,))
    assert where(one, entry) == [Where.HERE]
    one.sync.pack()
    assert where(one, entry) == [Where.HERE]
    one.sync.round(share)
    assert where(one, entry) == [Where.SHARE]
    office.ack_all(one.party)
    one.sync.round(share)
    assert where(one, entry) == [Where.HEAD_OFFICE]


def test_many_records_are_asked_for_at_once(joined: Make, share: MemoryShare) -> None:
    one = joined(1)
    entries = [write(one, "又一件事情") for _ in range(3)]
    one.sync.round(share)
    with one.services.bench.database.read() as session:
        found = where_of(session, [*entries, *range(1200)])
    assert len(found) == 1203
    assert {found[each] for each in entries} == {Where.SHARE}
