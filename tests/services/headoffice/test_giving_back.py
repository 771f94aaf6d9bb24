"""A desk's records for the PC that takes its place: they stand on the share until it has them, and not longer."""

from __future__ import annotations

from desk_app.services.core.clocks import to_ms
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import names
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare


def _replaced(office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock) -> tuple[PaperDesk, ...]:
    old = admit(1, 1)
    old.at = to_ms(clock.now())
    old.pack(old.event())
    old.put(share)
    office.collect(share)
    clock.advance(hours=1)
    new = PaperDesk(office, old.party, seed=1)
    new.at = to_ms(clock.now())
    office.admit(new.card(), replaces=True)
    office.publish(share)
    assert len(share.files(names.given_back(old.party))) == 1
    return old, new


def _round(office: HeadOffice, share: PlainShare) -> int:
    office.collect(share)
    office.publish(share)
    return len(share.files(names.given_back(office.desks()[0].party)))


def test_files_given_back_go_when_the_new_pc_has_them(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    old, new = _replaced(office, share, admit, clock)
    late = old.pack(old.event(), at=old.at)
    old.put(share, late)
    assert _round(office, share) == 1, "the old PC's last words close nothing"
    new.begin(old.epoch)
    new.pack(new.event())
    new.put(share)
    assert _round(office, share) == 0
    assert _round(office, share) == 0, "and they are not given again"


def test_files_given_back_go_after_a_month(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    _replaced(office, share, admit, clock)
    clock.advance(days=29)
    assert _round(office, share) == 1
    clock.advance(days=2)
    assert _round(office, share) == 0
