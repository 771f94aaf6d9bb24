"""What one gate released the other gate knows within two rounds, keys and all, with nothing carried by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk_app.services.codes.goods import GoodsLine
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.passes.records import ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock
from tests.services.passes.gate_help import issue
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare

Make = Callable[[int], Peer]
ROUNDS = 2
"""Of every PC: as many as may pass until the other gate knows."""


def guard(one: Peer) -> Actor:
    name = "赵刚"
    return Actor(one.services.get(Staff).add(SYSTEM, name, Role.GUARD, PIN).result, name, Role.GUARD)


def test_a_release_is_known_at_the_other_gate_within_two_rounds(
    joined: Make, share: MemoryShare, clock: FakeClock
) -> None:
    issuer, near, far = joined(1), joined(2), joined(3)
    guards = {2: guard(near), 3: guard(far)}
    for _ in range(ROUNDS):  # the keys of each other, by head office's list
        for one in (issuer, near, far):
            one.sync.round(share)
    code = issue(issuer.services, (GoodsLine("显示器", 2, "台"),)).code
    issuer.sync.round(share)
    for one in (near, far):
        one.sync.round(share)

    near.services.get(Releases).release(guards[2], code, 2, ReleaseDraft())
    for _ in range(ROUNDS):
        clock.advance(seconds=60)
        for one in (far, near, issuer):
            one.sync.round(share)
    with pytest.raises(NotReleased):
        far.services.get(Releases).release(guards[3], code, 3, ReleaseDraft())
    with pytest.raises(NotReleased):
        near.services.get(Releases).release(guards[2], code, 2, ReleaseDraft())
