"""What another hand damaged on the share its own desk puts right, and the others forget that it was refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync import publishing
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]


def write(one: Peer, words: str) -> None:
    one.services.get(DutyLog).write(SYSTEM, EntryDraft(words))


def batches(share: MemoryShare, one: Peer) -> list[str]:
    return sorted(path for path in share.content if path.startswith(f"up/{one.party}/"))


def damage(share: MemoryShare, path: str, *, seen: bool) -> None:
    """Other bytes of the same length; `seen`: the file's time tells that somebody wrote."""
    content, written = share.content[path]
    share.content[path] = content[:-4] + bytes(4), written + (5_000 if seen else 0)


def refused(one: Peer) -> list[str]:
    return [each.path for each in one.services.get(SyncQueries).quarantine(SYSTEM)]


def test_a_damaged_batch_is_put_right_without_head_office(
    joined: Make, share: MemoryShare, office: Office
) -> None:
    one, two = joined(1), joined(2)
    for each in (one, two, one):
        each.sync.round(share)
    write(two, "门厅灯不亮")
    two.sync.round(share)
    path = batches(share, two)[-1]
    whole = share.content[path][0]
    damage(share, path, seen=True)
    assert one.sync.round(share).refused == 1
    assert refused(one) == [path]
    assert one.standing().quarantined == 1
    assert two.sync.round(share).published == 1
    assert share.content[path][0] == whole
    assert one.sync.round(share).heard == 1
    assert refused(one) == []
    assert one.standing().quarantined == 0


def test_what_rots_unseen_is_found_in_its_turn(
    joined: Make, share: MemoryShare, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_IN_TURN", 1)
    one = joined(1)
    one.sync.round(share)
    for words in ("第一件", "第二件", "第三件"):
        write(one, words)
        one.sync.round(share)
    one.sync.round(share)
    path = batches(share, one)[1]
    whole = share.content[path][0]
    damage(share, path, seen=False)
    published = [one.sync.round(share).published for _ in batches(share, one)]
    assert sum(published) == 1
    assert share.content[path][0] == whole


def test_what_is_right_is_read_once_and_left_alone(joined: Make, share: MemoryShare, office: Office) -> None:
    one = joined(1)
    one.sync.round(share)
    write(one, "第一件")
    one.sync.round(share)
    before = dict(share.content)
    assert [one.sync.round(share).published for _ in range(4)] == [0] * 4
    assert share.content == before


def test_what_is_only_heard_waits_for_nobody_and_came_through_the_share(
    joined: Make, share: MemoryShare, office: Office
) -> None:
    one, two = joined(1), joined(2)
    for each in (one, two, one):
        each.sync.round(share)
    arrival = Arrival("王秀英", phone="13800000001", host=Host(person="李行政"))
    visit = one.services.get(Visitors).check_in(SYSTEM, arrival).result.visit
    one.sync.round(share)
    two.sync.round(share)
    assert [each.id for each, _ in two.services.get(VisitorQueries).present(SYSTEM)] == [visit.id]
    assert two.standing().only_here == 0
    assert two.services.get(SyncQueries).where(SYSTEM, [visit.id])[visit.id].name == "SHARE"
    two.services.get(Visitors).check_out(SYSTEM, visit.id)
    assert two.standing().only_here > 0
    assert two.services.get(SyncQueries).where(SYSTEM, [visit.id])[visit.id].name == "HERE"
