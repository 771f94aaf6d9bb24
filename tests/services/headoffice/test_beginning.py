"""What a building's first desk brings is head office's word; everything else is a proposal."""

from __future__ import annotations

import json
from typing import Any

from desk_app.services.headoffice import master
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync.names import Party
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare

HEARD = {"ack": 1, "trust": 1, "master": 1, "rev": 0, "peers": {}}


def floor(desk: PaperDesk, key: int, label: str) -> dict[str, Any]:
    return desk.row("floors", [key], {"id": key, "label": label, "position": key, "active": 1})


def round_of(office: HeadOffice, share: PlainShare) -> list[tuple[str, str]]:
    """Collect and publish; what is proposed then: by whom, and what it is called."""
    office.collect(share)
    office.publish(share)
    return [(str(one.party), one.name) for one in office.deciding.proposals()]


def words(office: HeadOffice, site: int = 1) -> dict[int, str]:
    with office.store.read() as session:
        found = master.rows_of(session, site)
    return {json.loads(key)[0]: said["label"] for (_, key), said in found.items() if said}


def test_the_first_desk_is_the_beginning_and_what_it_changes_later_is_proposed(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit()
    desk.pack(floor(desk, 5, "5"), floor(desk, 6, "6"))
    desk.put(share)
    assert round_of(office, share) == []
    assert words(office) == {5: "5", 6: "6"}
    desk.pack(floor(desk, 5, "5A"), floor(desk, 7, "7"), seen=HEARD)
    desk.put(share)
    assert round_of(office, share) == [("1-01", "5A"), ("1-01", "7")]
    assert words(office) == {5: "5", 6: "6"}


def test_its_batches_may_come_over_several_rounds(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit()
    for key in (5, 6, 7):
        desk.put(share, desk.pack(floor(desk, key, str(key))))
        assert round_of(office, share) == []
    desk.put(share, desk.pack(floor(desk, 5, "ground")))
    assert round_of(office, share) == [("1-01", "ground")], "there is a word on this row"
    desk.put(share, desk.pack(floor(desk, 8, "8"), seen=HEARD))
    assert round_of(office, share) == [("1-01", "ground"), ("1-01", "8")]


def test_of_two_desks_in_one_round_the_one_that_was_admitted_first_begins(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    second = admit(1, 2)
    clock.advance(minutes=5)
    first = admit(1, 1)
    for desk, label in ((first, "F5"), (second, "5")):
        desk.pack(floor(desk, 5, label), floor(desk, desk.party.desk * 100, "own"))
        desk.put(share)
    assert round_of(office, share) == [("1-01", "F5"), ("1-01", "own")]
    assert words(office) == {5: "5", 200: "own"}


def test_each_building_begins_for_itself_and_a_desk_that_is_gone_begins_nothing(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    gone = admit(1, 1)
    office.withdraw(gone.party)
    later, other = admit(1, 2), admit(2, 1)
    for desk in (later, other):
        desk.pack(floor(desk, 5, f"of {desk.party}"))
        desk.put(share)
    assert round_of(office, share) == []
    assert (words(office, 1), words(office, 2)) == ({5: "of 1-02"}, {5: "of 2-01"})


def test_a_pc_in_its_place_goes_on_as_everybody_else(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit()
    desk.put(share, desk.pack(floor(desk, 5, "5")))
    assert round_of(office, share) == []
    fresh = PaperDesk(office, Party(1, 1), seed=2, at=desk.at + 60_000)
    office.admit(fresh.card(), replaces=True)
    fresh.put(share, fresh.pack(floor(fresh, 6, "6")))
    assert round_of(office, share) == [("1-01", "6")]


def test_head_office_that_has_data_already_asks(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit()
    with office.store.write() as session:
        master.save_rows(session, 1, [("floors", "[9]", {"id": 9, "label": "9"})], office.clock.now())
    desk.put(share, desk.pack(floor(desk, 5, "5")))
    assert round_of(office, share) == [("1-01", "5")]
