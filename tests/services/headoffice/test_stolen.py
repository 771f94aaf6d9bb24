"""A stolen PC: which one it is, and what whoever has its keys cannot do with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.errors import NotFound
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import frame, names
from desk_app.services.sync.locks import Keys
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare

_DAY = 86_400_000


def test_the_pc_that_was_replaced_is_revoked_by_its_fingerprint(
    office: HeadOffice, admit: Admit, clock: FakeClock
) -> None:
    old = admit(1, 1)
    clock.advance(days=1)
    new = PaperDesk(office, old.party, seed=1)
    office.admit(new.card(), replaces=True)
    first, second = office.desks()[0].keys
    assert first.fingerprint == office.read_card(old.card()).fingerprint
    office.revoke(old.party, fingerprint=first.fingerprint.replace(" ", ""))
    first, second = office.desks()[0].keys
    assert (first.revoked is not None, second.counts) == (True, True)
    with pytest.raises(NotFound):
        office.revoke(old.party, fingerprint="1")
    office.revoke(old.party)
    assert not office.desks()[0].counts
    with pytest.raises(NotFound):
        office.revoke(old.party)


def test_without_a_word_every_pc_that_was_the_desk_is_revoked_and_the_list_says_so(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    old = admit(1, 1)
    clock.advance(days=1)
    new = PaperDesk(office, old.party, seed=1)
    office.admit(new.card(), replaces=True)
    office.revoke(old.party)
    assert [one.revoked for one in office.desks()[0].keys] == [to_ms(clock.now())] * 2
    office.publish(share)
    (name,) = [one.name for one in share.files(names.DOWN_TRUST)]
    raw = share.read(f"{names.DOWN_TRUST}/{name}", frame.MOST_FILE)
    told = frame.read(frame.Kind.TRUST, raw or b"", [office.keys.root.public])
    lines = list(frame.lines_of(told.open("open", Keys({}))))
    assert {(one["pass"], one["revoked"]) for one in lines} == {
        (desk.passes.public.hex(), to_ms(clock.now())) for desk in (old, new)
    }
    assert all(one["site_keys"] == [] for one in lines)


def test_a_pc_that_is_replaced_does_not_open_what_is_told_from_then_on(
    office: HeadOffice, admit: Admit
) -> None:
    old = admit(1, 1)
    assert list(office.keys.site(1)) == [1]
    new = PaperDesk(office, old.party, seed=1)
    office.admit(new.card(), replaces=True)
    assert list(office.keys.site(1)) == [1, 2]
    office.admit(new.card(), replaces=True)
    assert list(office.keys.site(1)) == [1, 2], "again changes nothing"


def test_what_a_stolen_pc_wrote_before_comes_soon_or_never(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk = admit(1, 1)
    desk.at = to_ms(clock.now()) - _DAY
    one, two = desk.pack(desk.event()), desk.pack(desk.event())
    office.revoke(desk.party, clock.now() - timedelta(hours=1))
    desk.put(share, one)
    clock.advance(days=6)
    assert office.collect(share).batches == 1
    clock.advance(days=1, minutes=1)
    desk.put(share, two)
    done = office.collect(share)
    assert (done.batches, done.refused) == (0, 1)


def test_a_stolen_pcs_batches_do_not_go_back_in_time(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk, honest = admit(1, 1), admit(1, 2)
    for one in (desk, honest):
        one.at = to_ms(clock.now())
        one.pack(one.event())
        one.put(share)
    office.collect(share)
    office.revoke(desk.party, from_ms(desk.at + 1))
    for one in (desk, honest):
        one.pack(one.event(), at=one.at - 2 * _DAY)
        one.put(share)
    done = office.collect(share)
    assert (done.batches, done.refused) == (1, 1), "an honest desk's clock may be set back"
