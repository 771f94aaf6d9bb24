"""A file that does not count is trouble only while it is in the way; nobody misses what nobody ever sent."""

from __future__ import annotations

import pytest

from desk_app.services.core.errors import UserError
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.reports import DeskStanding
from desk_app.services.sync import names
from desk_app.services.sync.names import BatchName
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare


def standing(office: HeadOffice) -> tuple[int, int]:
    """Of the only desk: missing, refused."""
    (found,) = office.status().desks
    assert isinstance(found, DeskStanding)
    return found.missing, found.refused


def foreign(share: PlainShare, desk: PaperDesk, seq: int) -> str:
    """A torn file under one of the desk's names, which never was its batch."""
    path = f"{names.up(desk.party)}/{BatchName(desk.epoch, seq, '00ff' * 4)}"
    share.create(path, b"LBX1 torn")
    return path


def test_a_torn_file_is_history_once_the_true_batch_is_here(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit()
    desk.pack(desk.event())
    desk.put(share)
    foreign(share, desk, 2)
    assert office.collect(share).refused == 1
    assert standing(office) == (0, 1), "nobody ever had a second batch"
    office.publish(share)
    told = desk.ack(share)
    assert told is not None and told.header["missing"] == [[desk.epoch, 2]], "its owner would mend it"
    desk.put(share, desk.pack(desk.event()))
    assert office.collect(share).batches == 1
    assert standing(office) == (0, 0)
    assert office.collect(share).refused == 0
    assert office.status().refusals == ()


def test_a_file_that_is_gone_is_history_after_a_while(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk = admit()
    path = foreign(share, desk, 3)
    office.collect(share)
    assert standing(office) == (0, 1)
    share.delete(path)
    office.collect(share)
    assert standing(office) == (0, 1), "a list of files may be incomplete"
    clock.advance(minutes=16)
    office.collect(share)
    assert standing(office) == (0, 0)


def test_a_gap_before_a_sound_batch_is_missing_and_one_before_a_foreign_file_is_not(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit()
    desk.put(share, desk.pack(desk.event()))
    second = desk.pack(desk.event())
    desk.put(share, desk.pack(desk.event()))
    foreign(share, desk, 9)
    office.collect(share)
    assert standing(office) == (1, 1), "the second one; of 4 to 8 nobody knows"
    desk.put(share, second)
    office.collect(share)
    assert standing(office) == (0, 1)


def test_incidents_of_a_revoked_desk_wait_for_nobody(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk, other = admit(1, 1), admit(1, 2)
    for one in (desk, other):
        one.pack({**one.event(), "p": "{}"})
        one.put(share)
    office.collect(share)
    assert [one.kind for one in office.status().incidents] == [Trouble.EVENT_ALTERED] * 2
    office.revoke(desk.party)
    assert [one.party for one in office.status().incidents] == ["1-02"]
    assert len(office.incidents(open_only=True)) == 2, "it can be settled all the same"
    with pytest.raises(UserError, match="was revoked"):
        office.withdraw(desk.party)
