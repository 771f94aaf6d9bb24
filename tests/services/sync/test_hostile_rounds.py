"""S18 and R13, in rounds: old, moved and senseless files with sound signatures end no round and change nothing."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync import fetching, frame, names, state
from desk_app.services.sync.frame import Kind, Section
from desk_app.services.sync.names import BatchName, Numbered
from desk_app.services.sync.queries import SyncQueries
from tests.proof.counts import counted
from tests.services.sync.conftest import SITE, Peer
from tests.services.sync.mastering import rows_of, say_master
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office
from tests.services.sync.test_fuzz_files import value

SEED = 20261122
Make = Callable[[int], Peer]
SHARED = pytest.mark.parametrize("folder", ["ack", "trust"])
NUMBERED = pytest.mark.parametrize("folder", ["ack", "trust", "master", "rev"])


def write(one: Peer, words: str) -> None:
    one.services.get(DutyLog).write(SYSTEM, EntryDraft(words))


def told(one: Peer) -> state.Told:
    with one.services.bench.database.read() as session:
        return state.told(session)


def faults(one: Peer) -> set[str]:
    return {refusal.fault for refusal in one.services.get(SyncQueries).quarantine(SYSTEM)}


def newest(share: MemoryShare, folder: str) -> tuple[str, bytes]:
    path = max(path for path in share.content if path.startswith(f"{folder}/"))
    return path, share.content[path][0]


@pytest.fixture
def one(joined: Make, share: MemoryShare, office: Office) -> Peer:
    """A desk that has an ack and a list of keys; what went before is still in `old`."""
    made = joined(1)
    write(made, "水箱已检查")
    made.sync.round(share)
    office.ack_all(made.party)
    office.trust()
    made.sync.round(share)
    assert told(made).ack and told(made).trust
    return made


def folder_of(one: Peer, which: str) -> str:
    places = {"ack": names.acks(one.party), "trust": names.DOWN_TRUST}
    return {**places, "master": names.master(SITE), "rev": names.revoked(SITE)}[which]


def anew(one: Peer, office: Office, which: str) -> None:
    if which == "ack":
        office.ack_all(one.party)
    elif which == "trust":
        office.trust()
    elif which == "master":
        say_master(office, SITE, rows_of(one.services))
    else:
        say_revoked(office)


def say_revoked(office: Office) -> None:
    """A list of revoked passes, without any."""
    section = frame.Section(office._locks().site(SITE), b"")
    header = {"site": SITE, "at": 1}
    office._put(Kind.REVOKED, names.revoked(SITE), "rev", header, [section], office.sync, None)


@NUMBERED
def test_what_was_once_newest_is_not_served_again(
    one: Peer, share: MemoryShare, office: Office, folder: str
) -> None:
    """Rollback, replay and freeze: only what is newer than the newest counts, whatever the share shows."""
    where = folder_of(one, folder)
    if not share.files(where):
        anew(one, office, folder)
        one.sync.round(share)
    _, raw = newest(share, where)
    first = told(one)
    anew(one, office, folder)
    one.sync.round(share)
    before = told(one)
    assert before != first
    now, _ = newest(share, where)
    del share.content[now]
    one.sync.round(share)
    assert told(one) == before, "an older one alone"
    number = Numbered.parse(now.rpartition("/")[2])
    assert number is not None
    share.create(f"{where}/{Numbered(number.number + 5, frame.hash16_of(raw), number.ending)}", raw)
    one.sync.round(share)
    assert told(one) == before and faults(one) - {"old"} == {"name"}, "an older one under a newer number"
    share.create(f"{where}/{Numbered(number.number + 6, '0' * 16, number.ending)}", raw)
    one.sync.round(share)
    assert told(one) == before, "under another digest"
    anew(one, office, folder)
    office.numbers = iter(range(number.number + 10, number.number + 20))
    anew(one, office, folder)
    one.sync.round(share)
    assert told(one) != before, "a newer one counts in spite of them all"
    counted(
        "S18",
        4,
        note=f"{folder}: old ones alone, under a newer number, under another digest, and a newer one",
    )


@SHARED
def test_nobody_else_s_counts(one: Peer, share: MemoryShare, office: Office, folder: str) -> None:
    before, stranger = told(one), Office(share)
    stranger.desks, stranger.site_keys = office.desks, office.site_keys
    for signer in (
        stranger.root,
        office.root if folder == "ack" else office.sync,
        open_signing_key(one.secrets, Purpose.SYNC),
    ):
        if folder == "ack":
            office.ack(one.party, {}, signer=signer, number=900)
        else:
            office.trust(signer=signer, number=900)
        one.sync.round(share)
        assert told(one) == before
    other = Office(share, share_id="cd" * 16, root=office.root, sync=office.sync, box=office.box)
    other.desks, other.site_keys = office.desks, office.site_keys
    if folder == "ack":
        other.ack(one.party, {}, number=901)
    else:
        other.trust(number=901)
    one.sync.round(share)
    assert told(one) == before and faults(one) == {"signature", "other_share"}
    counted(
        "S18", 4, note=f"{folder}: of a stranger, of the wrong key of head office, its own, of another share"
    )


def test_another_desk_s_ack_is_not_this_one_s(
    one: Peer, joined: Make, share: MemoryShare, office: Office
) -> None:
    two = joined(2)
    two.sync.round(share)
    office.ack_all(two.party)
    path, raw = newest(share, names.acks(two.party))
    share.create(f"{names.acks(one.party)}/{path.rpartition('/')[2]}", raw)
    before = told(one)
    one.sync.round(share)
    assert told(one).ack == before.ack and faults(one) == {"other_desk"}


@pytest.mark.parametrize("audit", [[7], ["x", "y"], {"0": 1}, [[], []], "ab", [1 << 62]])
def test_an_ack_whose_audit_makes_no_sense_is_refused(
    one: Peer, share: MemoryShare, office: Office, audit: object
) -> None:
    header: dict[str, object] = {
        "party": str(one.party), "at": 1_795_400_000_000, "epochs": {}, "missing": [], "forks": [], "audit": audit,
    }  # fmt: skip
    _signed(office, Kind.ACK, names.acks(one.party), "ack", header, [])
    assert one.sync.round(share).trouble is None
    assert faults(one) == {"header"}


def hostile_ack(draw: random.Random, one: Peer, office: Office) -> None:
    header: dict[str, object] = {
        "party": str(one.party), "at": 1_795_400_000_000, "epochs": {}, "missing": [], "forks": [], "revoked": None,
        "audit": [],
    }  # fmt: skip
    for _ in range(draw.choice((1, 1, 3))):
        header[draw.choice([*header, "n", "proto"])] = value(draw)
    _signed(office, Kind.ACK, names.acks(one.party), "ack", header, [])


def hostile_trust(draw: random.Random, one: Peer, office: Office) -> None:
    lines = [office._line(admitted) for admitted in office.desks]
    header: dict[str, object] = {
        "expires": 4_000_000_000_000,
        "hq": {"sync": office.sync.public.hex(), "box": office.box.public.hex()},
    }
    odd = draw.choice(lines)
    odd[draw.choice([*odd, "party", "since", "ended", "site_keys"])] = value(draw)
    if draw.random() < 0.3:
        header[draw.choice(["hq", "expires", "n", "at"])] = value(draw)
    try:
        section = Section("open", frame.to_lines(lines))
    except ValueError:
        return
    _signed(office, Kind.TRUST, names.DOWN_TRUST, "tru", header, [section], root=True)


def hostile_feed(draw: random.Random, one: Peer, office: Office) -> None:
    line: dict[str, object] = {
        "party": "4711-02",
        "epoch": "0badcafe",
        "seq": 1,
        "facts": [{"n": "x", "v": 1, "f": {}}],
    }
    line[draw.choice([*line])] = value(draw)
    header: dict[str, object] = {"site": one.party.site, "prev": ""}
    if draw.random() < 0.3:
        header[draw.choice([*header, "n"])] = value(draw)
    try:
        section = Section(office._locks().site(one.party.site), frame.to_lines([line]))
    except ValueError:
        return
    _signed(
        office, draw.choice((Kind.FEED, Kind.SNAPSHOT)), names.feed(one.party.site), "lbx", header, [section]
    )


def _signed(
    office: Office,
    kind: Kind,
    folder: str,
    ending: str,
    header: dict[str, object],
    sections: list[Section],
    root: bool = False,
) -> None:
    number = next(office.numbers)
    full = {"share": office.share_id, "proto": 1, "n": number, "at": 1, **header}
    try:
        raw = frame.write(kind, full, sections, office._locks(), office.root if root else office.sync)
    except ValueError:
        return
    office.share.create(
        f"{folder}/{Numbered(number, frame.hash16_of(raw), ending, kind is Kind.SNAPSHOT)}", raw
    )


def hostile_batch(draw: random.Random, two: Peer, office: Office) -> None:
    """As the other desk of the building could send it, if it meant harm."""
    seq = next(office.numbers)
    header: dict[str, object] = {
        "share": office.share_id, "proto": 1, "min_reader": 1, "app": "0.1.0", "party": str(two.party), "seq": seq,
        "epoch": "0badcafe", "prev": "0" * 64, "at": 1_795_400_000_000, "lo": 0, "hi": 0, "stamp": 1, "n": 0,
        "closes": [], "audit": [],
        "seen": {"ack": 0, "trust": 0, "master": 0, "rev": 0, "peers": {"4711-01": {"0badcafe": 7}}},
    }  # fmt: skip
    for _ in range(draw.choice((0, 1, 3))):
        header[draw.choice([*header])] = value(draw)
    if draw.random() < 0.3:
        header["seen"] = {"peers": {"4711-01": value(draw), str(value(draw)): value(draw)}}
    features = [one.name for feature in two.services.bench.features for one in feature.shared]
    line = {
        "n": draw.choice([*features, "x"]),
        "v": draw.choice((1, 1, 1, 2, 99)),
        "f": {"id": value(draw), "at": value(draw)},
    }
    if draw.random() < 0.5:
        line[draw.choice([*line])] = value(draw)
    try:
        section = Section(office._locks().site(two.party.site), frame.to_lines([line]))
        raw = frame.write(
            Kind.BATCH, header, [section], office._locks(), open_signing_key(two.secrets, Purpose.SYNC)
        )
    except ValueError:
        return
    office.share.create(f"{names.up(two.party)}/{BatchName('0badcafe', seq, frame.hash16_of(raw))}", raw)


@pytest.mark.parametrize(
    "count",
    [150, pytest.param(3_000, marks=[pytest.mark.full, pytest.mark.timeout(1800)])],
    ids=["some", "all"],
)
def test_no_soundly_signed_nonsense_ends_a_round(
    one: Peer, joined: Make, share: MemoryShare, office: Office, count: int
) -> None:
    two = joined(2)
    draw = random.Random(SEED)
    two.sync.round(share)
    made = 0
    for turn in range(count):
        files = len(share.content)
        if turn % 2:
            hostile_batch(draw, two, office)
        else:
            draw.choice((hostile_ack, hostile_trust, hostile_feed))(draw, one, office)
        made += len(share.content) - files
        assert one.sync.round(share).trouble is None
    assert made > count * 2 / 5  # the rest no writer can write
    write(one, "之后")
    office.trust()
    one.sync.round(share)
    office.ack_all(one.party)
    one.sync.round(share)
    assert one.standing().only_here == one.standing().on_share == 0, "work goes on"
    counted("R13", made, SEED, "soundly signed nonsense, each in a round")


@pytest.mark.parametrize("moment", [-1, fetching.LATEST_MS, 1 << 48, (1 << 63) - 1])
def test_a_moment_that_no_clock_shows_is_none(
    one: Peer, joined: Make, share: MemoryShare, office: Office, moment: int
) -> None:
    """One desk that means harm must not end the rounds of all others with the year 300,000."""
    two = joined(2)
    two.sync.round(share)
    one.sync.round(share)
    before = told(one)
    office.ack(one.party, {}, at=moment)
    office.desks[0].ended = moment
    office.trust()
    header = {
        "share": office.share_id, "proto": 1, "party": str(two.party), "epoch": "0badcafe", "seq": 1, "at": moment
    }  # fmt: skip
    raw = frame.write(Kind.BATCH, header, [], office._locks(), open_signing_key(two.secrets, Purpose.SYNC))
    share.create(f"{names.up(two.party)}/{BatchName('0badcafe', 1, frame.hash16_of(raw))}", raw)
    assert one.sync.round(share).trouble is None
    assert (told(one).trust, told(one).ack) == (before.trust, before.ack)
    assert faults(one) == {"header", "content"}
