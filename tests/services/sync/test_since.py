"""From when the age of what waits counts: from connecting, not from the years alone."""

from __future__ import annotations

from collections.abc import Callable

from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync.service import Exchange
from tests.fakes import FakeClock
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office


def test_what_was_recorded_alone_waits_from_connecting_on(
    peer: Callable[[int], Peer], office: Office, share: MemoryShare, clock: FakeClock
) -> None:
    one = peer(1)
    alone = one.standing().oldest_unsent
    clock.advance(days=400)
    connected = clock.now()
    one.connect(office)
    clock.advance(minutes=5)
    one.services.get(DutyLog).write(SYSTEM, EntryDraft("夜间巡查正常"))
    stands = one.standing()
    assert alone is not None and alone < connected
    assert (stands.oldest_unsent, stands.oldest_unacknowledged) == (connected, connected)


def test_connecting_again_counts_anew(peer: Callable[[int], Peer], office: Office, clock: FakeClock) -> None:
    one = peer(1)
    one.connect(office)
    clock.advance(days=30)
    one.connect(office)  # the same card once more changes nothing
    assert one.standing().oldest_unsent != clock.now()
    one.services.get(Exchange).disconnect(SYSTEM)
    one.connect(office)
    assert one.standing().oldest_unsent == clock.now()
