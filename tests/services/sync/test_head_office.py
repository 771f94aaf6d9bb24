"""Desks and the product's own head office through one folder: what each says, the other understands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_app.services.core.people import SYSTEM
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.tables import RevocationRow
from desk_app.services.sync import names
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.service import Exchange
from desk_app.services.trust.heard import desk_code
from tests.fakes import FakeClock, FakeSecrets
from tests.services.passes.gate_help import issue
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare


@pytest.fixture
def head_office(tmp_path: Path, clock: FakeClock) -> Iterator[HeadOffice]:
    made = HeadOffice.init(tmp_path / "office", "总部", clock=clock, secrets=FakeSecrets())
    yield made
    made.close()


@pytest.fixture
def building(
    head_office: HeadOffice, peer: Callable[[int], Peer], share: MemoryShare, clock: FakeClock
) -> tuple[Peer, Peer]:
    """Two desks that head office has admitted by the digits they read out."""
    head_office.publish(share)
    desks = peer(1), peer(2)
    for one in desks:
        one.services.get(Exchange).connect(SYSTEM, head_office.card(), head_office.fingerprint)
        one.sync.round(share)
        card = share.read(f"{names.join(one.party)}/{share.files(names.join(one.party))[0].name}", 1 << 20)
        head_office.admit(card or b"", one.standing().fingerprint)
    rounds(desks, head_office, share, clock)
    return desks


def rounds(desks: tuple[Peer, ...], office: HeadOffice, share: MemoryShare, clock: FakeClock) -> None:
    """Two of each: then everything is where it belongs."""
    for _ in range(2):
        clock.advance(minutes=1)
        office.publish(share)
        for one in desks:
            assert one.sync.round(share).trouble is None
        office.collect(share)
        office.publish(share)
    for one in desks:
        one.sync.round(share)


def test_nothing_waits_and_nothing_is_refused(
    building: tuple[Peer, Peer], head_office: HeadOffice, share: MemoryShare, clock: FakeClock
) -> None:
    for one in building:
        stands = one.standing()
        assert (stands.only_here, stands.on_share, stands.admitted) == (0, 0, True)
        assert one.services.get(SyncQueries).quarantine(SYSTEM) == []
    assert head_office.incidents() == []


def test_a_revocation_reaches_the_other_desk_by_head_office_alone(
    building: tuple[Peer, Peer], head_office: HeadOffice, share: MemoryShare, clock: FakeClock
) -> None:
    one, two = building
    issued = issue(one.services)
    one.services.get(ExitPasses).revoke(SYSTEM, issued.id, "货主来电，改日再运")
    one.sync.round(share)
    head_office.collect(share)
    for path in [path for path in share.content if path.startswith("up/")]:
        del share.content[path]  # the other desk cannot hear it there
    clock.advance(minutes=1)
    head_office.publish(share)
    two.sync.round(share)
    with two.services.bench.database.read() as session:
        assert session.query(RevocationRow).count() == 1
    assert two.services.get(SyncQueries).quarantine(SYSTEM) == []
    assert any(path.startswith("down/rev/") for path in share.content)


def test_an_admitted_desk_takes_its_card_back(
    building: tuple[Peer, Peer], head_office: HeadOffice, share: MemoryShare, clock: FakeClock
) -> None:
    clock.advance(hours=2)
    for one in building:
        one.sync.round(share)
    assert [path for path in share.content if path.startswith("join/")] == []


def test_desks_are_called_at_the_others_as_they_call_themselves(building: tuple[Peer, Peer]) -> None:
    one, two = building
    for here, mate in ((one, two), (two, one)):
        with here.services.bench.database.read() as session:
            assert desk_code(session, mate.party.desk) == f"A{mate.party.desk}"
