"""What a handover must admit: all of it while the desk works alone, else what has waited for a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync.left_behind import ON_ITS_WAY, LeftBehind, left_behind
from tests.fakes import FakeClock
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare


def left(one: Peer, clock: FakeClock, **later: float) -> LeftBehind:
    with one.services.bench.database.read() as session:
        return left_behind(session, clock.now() + timedelta(**later))


def test_a_desk_alone_has_everything_on_this_pc(peer: Callable[[int], Peer], clock: FakeClock) -> None:
    found = left(peer(1), clock)
    assert found.events > 0 and found.oldest is not None and found.after == 0


def test_what_is_young_is_on_its_way_and_what_waits_is_not(
    joined: Callable[[int], Peer], share: MemoryShare, clock: FakeClock
) -> None:
    one = joined(1)
    one.sync.round(share)
    one.sync.round(share)
    assert left(one, clock, hours=1).events == 0, "all of it is on the share"
    clock.advance(minutes=1)
    one.services.get(DutyLog).write(SYSTEM, EntryDraft("夜间巡查正常"))
    assert left(one, clock, minutes=5).events == 0
    waited = left(one, clock, seconds=ON_ITS_WAY.total_seconds())
    assert waited.events == 1 and waited.oldest is not None and waited.after > 0
