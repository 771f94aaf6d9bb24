"""A round of the exchange, from the desk's side: what goes up, what an ack does, what comes from the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync import frame
from desk_app.services.sync.queries import SyncQueries
from tests.fakes import FakeClock
from tests.services.sync.conftest import Peer, copy_data
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]


def write(one: Peer, words: str) -> int:
    return one.services.get(DutyLog).write(SYSTEM, EntryDraft(words)).result.id


def kinds(office: Office, one: Peer) -> list[str]:
    return [line["t"] for line in office.lines(one.party) if line["k"] == "e"]


def test_a_desk_alone_packs_nothing_and_says_so(peer: Make, share: MemoryShare) -> None:
    one = peer(1)
    done = one.sync.round(share)
    assert (done.packed, share.content, one.standing().connected) == (0, {}, False)
    assert one.standing().only_here > 0


def test_only_the_card_goes_up_before_the_desk_is_admitted(
    peer: Make, share: MemoryShare, office: Office
) -> None:
    one = peer(1)
    one.connect(office)
    one.sync.round(share)
    assert [path.split("/")[0] for path in share.content] == ["format.lbf", "join"]
    assert (one.standing().admitted, one.standing().on_share) == (False, 0)


def test_everything_goes_up_once_and_is_done_when_head_office_says_so(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one = joined(1)
    write(one, "水箱已检查")
    one.sync.round(share)
    stands = one.standing()
    assert (stands.only_here, stands.on_share > 0, stands.admitted) == (0, True, True)
    assert "duty.written" in kinds(office, one)
    ids = [line["id"] for line in office.lines(one.party) if line["k"] == "e"]
    assert ids == sorted(set(ids))

    office.ack_all(one.party)
    one.sync.round(share)
    assert (one.standing().on_share, one.standing().only_here) == (0, 0)
    before = dict(share.content)
    one.sync.round(share)
    assert share.content == before


def test_nothing_personal_is_readable_on_the_share(joined: Make, share: MemoryShare, office: Office) -> None:
    one = joined(1)
    write(one, "王秀英来电询问")
    one.sync.round(share)
    whole = b"".join(raw for raw, _ in share.content.values())
    assert "王秀英".encode() not in whole
    assert any("王秀英" in str(line) for line in office.lines(one.party))


def test_another_folder_is_refused_and_nothing_is_written_there(joined: Make) -> None:
    one, other = joined(1), MemoryShare()
    write(one, "记录x")
    done = one.sync.round(other)
    assert done.trouble is not None and other.content == {}


def test_a_torn_file_is_mended_and_a_lost_one_put_again(
    joined: Make, share: MemoryShare, office: Office
) -> None:
    one = joined(1)
    write(one, "记录x")
    one.sync.round(share)
    whole = dict(share.content)
    batches = [path for path in share.content if path.startswith("up/")]
    share.content[batches[0]] = share.content[batches[0]][0][:100], 0
    one.sync.round(share)
    del share.content[batches[-1]]
    one.sync.round(share)
    assert {path: share.content[path][0] for path in batches} == {path: whole[path][0] for path in batches}


def test_what_head_office_cannot_read_is_written_anew(
    joined: Make, share: MemoryShare, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = joined(1)
    write(one, "记录x")
    one.sync.round(share)
    name = office.batches(one.party)[0][0]
    office.ack(one.party, {}, missing=[(name.epoch, name.seq)])
    written: list[str] = []
    monkeypatch.setattr(
        share, "rename", lambda old, new: (written.append(new), MemoryShare.rename(share, old, new))
    )
    one.sync.round(share)
    assert written == [f"up/{one.party}/{name}"]


def test_an_old_or_foreign_ack_changes_nothing(joined: Make, share: MemoryShare, office: Office) -> None:
    one, stranger = joined(1), Office(share)
    write(one, "记录x")
    one.sync.round(share)
    office.ack_all(one.party)
    one.sync.round(share)
    stranger.ack(one.party, {}, number=900)
    office.ack(one.party, {}, number=0)
    one.sync.round(share)
    assert one.standing().on_share == 0
    assert [refusal.fault for refusal in one.services.get(SyncQueries).quarantine(SYSTEM)] == ["signature"]


def test_a_head_office_set_back_gets_again_what_it_lost(
    joined: Make, share: MemoryShare, office: Office
) -> None:
    one = joined(1)
    write(one, "记录x")
    one.sync.round(share)
    first = office.batches(one.party)[0]
    write(one, "记录y")
    one.sync.round(share)
    office.ack_all(one.party)
    one.sync.round(share)
    kept = {path for path in share.content if path.startswith("up/")}
    for path in kept:
        del share.content[path]
    office.ack(one.party, {first[0].epoch: (first[0].seq, frame.digest_of(first[1]))})
    one.sync.round(share)
    one.sync.round(share)
    again = {path for path in share.content if path.startswith("up/")}
    assert again == kept - {f"up/{one.party}/{first[0]}"}


def test_restored_data_begins_a_new_epoch_and_tells_again_what_was_not_sure(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock, tmp_path: Path
) -> None:
    one = joined(1)
    write(one, "记录a")
    one.sync.round(share)
    office.ack_all(one.party)
    one.sync.round(share)
    write(one, "记录b")
    copy_data(one, tmp_path / "backup")
    write(one, "记录c")
    one.sync.round(share)
    old = office.batches(one.party)[-1][0].epoch

    one.services.bench.database.close()
    for ending in ("-wal", "-shm"):
        Path(f"{one.folder.database}{ending}").unlink(missing_ok=True)
    (tmp_path / "backup").replace(one.folder.database)
    again = one.reopened(clock)
    again.sync.round(share)
    new = [name for name, _ in office.batches(one.party) if name.epoch != old]
    assert new and new[0].seq == 1
    ids = [line["id"] for line in office.lines(one.party) if line["k"] == "e" and line["t"] == "duty.written"]
    assert len(set(ids)) == 3 and len(ids) == 4  # "b" went up in both epochs, with one id
    again.services.bench.database.close()


def test_another_machine_begins_a_new_epoch(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one = joined(1)
    write(one, "记录a")
    one.sync.round(share)
    again = one.reopened(clock, machine="another")
    again.sync.round(share)
    write(again, "记录b")
    again.sync.round(share)
    assert len({name.epoch for name, _ in office.batches(one.party)}) == 2
    again.services.bench.database.close()


def test_an_ack_for_what_was_never_packed_begins_a_new_epoch(
    joined: Make, share: MemoryShare, office: Office
) -> None:
    one = joined(1)
    write(one, "记录a")
    one.sync.round(share)
    epoch = office.batches(one.party)[0][0].epoch
    office.ack(one.party, {epoch: (99, bytes(32))})
    one.sync.round(share)
    write(one, "记录b")
    one.sync.round(share)
    assert {name.epoch for name, _ in office.batches(one.party)} > {epoch}


def test_others_are_heard_once_and_held_until_head_office_has_them(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one, two = joined(1), joined(2)
    one.sync.round(share)
    write(two, "记录x")
    two.sync.round(share)
    assert one.sync.round(share).heard == len(office.batches(two.party))
    assert one.sync.round(share).heard == 0
    clock.advance(minutes=16)
    before = office.batches(two.party)
    assert one.sync.round(share).relayed == len(before)
    copies = {path.split("/")[-1] for path in share.content if path.startswith(f"relay/{one.party}/")}
    assert copies == {str(name) for name, _ in before}
    office.ack_all(two.party)
    one.sync.round(share)
    assert not [path for path in share.content if path.startswith("relay/") and not path.endswith(".part")]


def test_what_a_revoked_desk_writes_afterwards_is_not_heard(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one, two = joined(1), joined(2)
    two.sync.round(share)
    one.sync.round(share)
    office.desks[1].revoked = round(clock.now().timestamp() * 1000) + 1000
    office.trust()
    clock.advance(minutes=1)
    write(two, "记录x")
    two.sync.pack()
    two.sync._publisher.publish(share)
    one.sync.round(share)
    assert {refusal.fault for refusal in one.services.get(SyncQueries).quarantine(SYSTEM)} == {"stranger"}


def test_own_batches_leave_the_share_when_all_have_them(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one, two = joined(1), joined(2)
    for party in (one, two, one, two):
        write(party, "记录一条")
        party.sync.round(share)
    office.ack_all(one.party)
    office.ack_all(two.party)
    put = {name for name, _ in office.batches(one.party)}
    clock.advance(hours=23)
    office.ack_all(one.party)
    for party in (two, one):
        party.sync.round(share)
    assert put <= {name for name, _ in office.batches(one.party)}
    clock.advance(hours=2)
    office.ack_all(one.party)
    one.sync.round(share)
    assert not put & {name for name, _ in office.batches(one.party)}


def test_what_a_desk_of_the_building_has_not_heard_stays_for_a_week(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one, _deaf = joined(1), joined(2)
    write(one, "记录一条")
    one.sync.round(share)
    one.sync.round(share)
    office.ack_all(one.party)
    put = {name for name, _ in office.batches(one.party)}
    clock.advance(days=6)
    office.ack_all(one.party)
    one.sync.round(share)
    assert put <= {name for name, _ in office.batches(one.party)}
    clock.advance(days=1, hours=1)
    office.ack_all(one.party)
    one.sync.round(share)
    assert not put & {name for name, _ in office.batches(one.party)}


def test_a_desk_with_nothing_to_say_says_so_every_two_hours(
    joined: Make, share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one = joined(1)
    one.sync.round(share)
    before = len(office.batches(one.party))
    clock.advance(minutes=119)
    assert one.sync.round(share).packed == 0
    clock.advance(minutes=1)
    assert one.sync.round(share).packed == 1
    assert len(office.batches(one.party)) == before + 1
