"""What counts, what waits, what is refused: PROTOCOL.md, Head office."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import EVENTS, QUARANTINE
from desk_app.services.sync import names
from desk_app.services.sync.names import BatchName
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare


def kept(office: HeadOffice) -> list[dict[str, object]]:
    return [json.loads(line) for line in office.export().splitlines()]


def events(office: HeadOffice) -> int:
    return sum(one["of"] == "events" for one in kept(office))


def faults(office: HeadOffice) -> dict[str, str]:
    with office.store.read() as session:
        return {row.path: row.fault for row in session.execute(select(QUARANTINE))}


def kinds(office: HeadOffice) -> list[Trouble]:
    return [one.kind for one in office.incidents()]


def three(desk: PaperDesk) -> list[BatchName]:
    return [desk.pack(desk.event(), desk.entry(), desk.row("visits", [n], {"n": n})) for n in range(3)]


def test_what_is_on_the_share_counts_once(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    three(desk)
    desk.put(share)
    first, again = office.collect(share), office.collect(share)
    assert (first.batches, first.events, first.refused) == (3, 3, 0)
    assert (again.batches, again.files) == (0, 0)
    assert [one["of"] for one in kept(office)] == ["events"] * 3 + ["daily"] + ["rows"] * 3 + ["audit"] * 3
    assert office.incidents() == []


def test_the_ack_says_how_far_and_what_is_missing(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    one, two, last = three(desk)
    desk.put(share, one, last)
    office.collect(share)
    office.publish(share)
    ack = desk.ack(share)
    assert ack is not None
    assert ack.header["epochs"] == {desk.epoch: [1, _digest(desk, one)]}
    assert ack.header["missing"] == [[desk.epoch, 2]]
    desk.put(share, two)
    office.collect(share)
    office.publish(share)
    ack = desk.ack(share)
    assert ack is not None
    assert ack.header["epochs"] == {desk.epoch: [3, _digest(desk, last)]}
    assert ack.header["missing"] == []
    assert ack.header["audit"] == [3, desk.audit[-1][1].hex()]


def test_a_damaged_file_is_refused_once_and_counts_when_it_is_mended(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    name = desk.pack(desk.event())
    path = f"{names.up(desk.party)}/{name}"
    share.create(path, desk.raw(name)[:-9])
    assert office.collect(share).refused == 1
    assert office.collect(share).refused == 1
    assert faults(office) == {path: "digest"}
    office.publish(share)
    ack = desk.ack(share)
    assert ack is not None
    assert ack.header["missing"] == [[desk.epoch, 1]]
    share.delete(path)
    share.create(path, desk.raw(name))
    assert office.collect(share).batches == 1
    assert faults(office) == {}


def test_a_relayed_batch_counts(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    lost, peer = admit(1, 1), admit(1, 2)
    name = lost.pack(lost.event())
    share.create(f"{names.relay(peer.party)}/{name}", lost.raw(name))
    assert office.collect(share).batches == 1


def test_two_chains_of_one_epoch_stop_it_until_a_person_decides(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    three(desk)
    desk.put(share)
    office.collect(share)
    twin = _twin(desk)
    twin.put(share)
    after = desk.pack(desk.event())
    desk.put(share, after)
    office.collect(share)
    assert kinds(office) == [Trouble.FORK]
    assert events(office) == 3
    office.publish(share)
    ack = desk.ack(share)
    assert ack is not None
    assert ack.header["forks"] == [desk.epoch]
    office.settle(office.incidents()[0].id, "both PCs were set up anew")
    office.collect(share)
    assert events(office) == 3 + 1 + 2, "of both sides nothing is lost"
    assert office.incidents(open_only=True) == []


def _twin(desk: PaperDesk) -> PaperDesk:
    """A copy of the desk after its first batch, which goes on by itself."""
    twin = PaperDesk(desk.office, desk.party)
    twin.at = desk.at + 777_000
    twin.epoch, twin.seq = desk.epoch, 1
    twin.prev = _digest(desk, desk.batches[0][0])
    twin.pack(twin.event())
    twin.pack(twin.event())
    return twin


def _digest(desk: PaperDesk, name: BatchName) -> str:
    from desk_app.services.sync import frame

    return frame.digest_of(desk.raw(name)).hex()


def test_a_closed_epoch_counts_across_gaps_after_a_week(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk = admit(1, 1)
    old = desk.epoch
    names_of = [desk.pack(desk.event()) for _ in range(6)]
    desk.put(share, names_of[0], names_of[2], names_of[5])
    desk.begin(old)
    desk.pack(desk.event())
    desk.put(share, desk.batches[-1][0])
    office.collect(share)
    assert events(office) == 2
    clock.advance(days=6.9)
    office.collect(share)
    assert events(office) == 2
    clock.advance(days=0.2)
    office.collect(share)
    assert events(office) == 4
    gaps = sorted((one.detail["first"], one.detail["last"]) for one in office.incidents())
    assert gaps == [(2, 2), (4, 5)]
    desk.put(share, names_of[1])
    office.collect(share)
    assert events(office) == 5, "late, but here"


def test_an_epoch_can_be_closed_by_command(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    one, _, last = three(desk)
    desk.put(share, one, last)
    office.collect(share)
    office.close_epoch(desk.party, desk.epoch)
    office.collect(share)
    assert events(office) == 2
    assert kinds(office) == [Trouble.GAP]


def test_what_a_restored_desk_packs_again_counts_once(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    line = desk.event(private={"name": "王芳"})
    desk.pack(line)
    desk.put(share)
    office.collect(share)
    desk.begin(desk.epoch)
    desk.pack(line, desk.event())
    desk.put(share)
    assert office.collect(share).events == 1
    assert events(office) == 2
    assert office.incidents() == []


def test_strangers_and_the_stolen_are_refused(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk, stranger = admit(1, 1), PaperDesk(office, names.Party(1, 7))
    stranger.pack(stranger.event())
    stranger.put(share)
    assert office.collect(share).files == 0
    before = desk.pack(desk.event())
    since = from_ms(desk.at + 1)
    after = desk.pack(desk.event())
    desk.put(share, before, after)
    office.revoke(desk.party, since)
    assert office.collect(share).batches == 1
    assert faults(office) == {f"{names.up(desk.party)}/{after}": "stranger"}
    assert max(office.keys.site(1)) == 2
    office.publish(share)
    ack = desk.ack(share)
    assert ack is not None
    assert ack.header["revoked"] == to_ms(since)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"share": "ff" * 16}, "other_share"),
        ({"party": "1-02"}, "other_desk"),
        ({"seq": 2}, "name"),
        ({"min_reader": 2}, "newer"),
        ({"prev": "7"}, "header"),
        ({"n": 5}, "content"),
        ({"at": -1}, "header"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(
    office: HeadOffice, share: PlainShare, admit: Admit, change: dict[str, object], fault: str
) -> None:
    desk, other = admit(1, 1), admit(1, 2)
    admit(1, 3)
    name = desk.pack(desk.event(), **change)
    desk.put(share)
    other.pack(other.event())
    other.put(share)
    assert office.collect(share).batches == 1, "the other desk does not wait"
    assert faults(office) == {f"{names.up(desk.party)}/{name}": fault}


def test_another_desks_key_signs_nothing_here(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    desk.sync = SigningKey(Purpose.SYNC, bytes(32))
    name = desk.pack(desk.event())
    desk.put(share)
    office.collect(share)
    assert faults(office) == {f"{names.up(desk.party)}/{name}": "signature"}


def test_lines_of_a_newer_program_are_kept_whole(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    line = {"k": "z", "new": [1, {"x": "新"}]}
    desk.pack(desk.event("meeting.held"), line)
    desk.put(share)
    office.collect(share)
    unknown = [one for one in kept(office) if one["of"] == "unknown_lines"]
    assert [json.loads(str(one["line"])) for one in unknown] == [line]
    assert [one["kind"] for one in kept(office) if one["of"] == "events"] == ["meeting.held"]


def test_a_rewritten_audit_log_is_found(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    desk.pack(desk.event(), desk.entry("a"), desk.entry("b"))
    desk.put(share)
    office.collect(share)
    desk.audit[-1] = (2, bytes(32))  # the second entry was changed there, and those after it follow it
    desk.pack(desk.event(), desk.entry("c"))
    desk.put(share)
    office.collect(share)
    assert [(one.kind, one.detail) for one in office.incidents()] == [(Trouble.AUDIT_CUT, {"seq": 3})]


def test_an_event_that_was_changed_by_hand_is_found(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    desk.pack({**desk.event(), "p": '{"state":"out"}'})
    desk.put(share)
    office.collect(share)
    assert kinds(office) == [Trouble.EVENT_ALTERED]


def test_the_database_is_this_accounts_alone(office: HeadOffice) -> None:
    for path in office.folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path.name
    assert (office.folder / "headoffice.db").exists() is (office.config.url is None)


def test_personal_data_that_a_desk_emptied_is_never_filled_again(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    desk = admit(1, 1)
    person = {"name": "王芳"}
    late = desk.event(entity=5, private=person)
    emptied, forgotten = desk.event(entity=6, private=person), desk.event(entity=7, private=person)
    other = desk.event(entity=8, private=person)
    one = desk.pack(emptied, forgotten, other)
    desk.begin()
    two = desk.pack(
        desk.row("journal_events", [emptied["id"]], {"private": None}),
        desk.row("journal_events", [late["id"]], {"private": None}),
        desk.event("visitor.forgotten", entity=7),
    )
    desk.begin()
    three_ = desk.pack(late)
    for name in (one, two, three_):
        desk.put(share, name)
        office.collect(share)
    with office.store.read() as session:
        left = session.execute(select(EVENTS.c.entity).where(EVENTS.c.private.is_not(None))).scalars().all()
    assert left == [8]
