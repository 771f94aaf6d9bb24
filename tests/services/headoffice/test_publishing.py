"""What desks of a building read of head office: format, keys, feed, snapshot, revoked passes; and what goes again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.errors import UserError
from desk_app.services.headoffice import publishing
from desk_app.services.headoffice.desks import Replaces
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import frame, locks, names
from desk_app.services.sync.cards import head_office_fingerprint, read_head_office_card
from desk_app.services.sync.names import Numbered, Party
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare


def listed(share: PlainShare, folder: str) -> list[Numbered]:
    found = [Numbered.parse(entry.name) for entry in share.files(folder)]
    return sorted(one for one in found if one is not None)


def newest(share: PlainShare, folder: str, kind: frame.Kind, public: bytes) -> frame.Frame:
    name = max(listed(share, folder), key=lambda one: (one.number, one.snapshot))
    raw = share.read(f"{folder}/{name}", frame.MOST_FILE)
    assert raw is not None
    return frame.read(kind, raw, [public])


def test_the_card_introduces_head_office(office: HeadOffice) -> None:
    known = read_head_office_card(office.card())
    assert (known.name, known.share) == ("总部", office.config.share_id)
    assert head_office_fingerprint(known) == office.fingerprint
    assert office.card() == office.card()


def test_the_list_of_keys_is_for_each_desk_of_its_building(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    here, there = admit(1, 1), admit(2, 1)
    office.publish(share)
    found = newest(share, names.DOWN_TRUST, frame.Kind.TRUST, office.keys.root.public)
    lines = {line["party"]: line for line in frame.lines_of(found.open("open", locks.Keys()))}
    assert set(lines) == {"1-01", "2-01"}
    (version, sealed), bound = lines["1-01"]["site_keys"][0], b"site-key:1:1"
    key = here.box.open(bytes.fromhex(sealed), bound)
    assert (version, key) == (1, office.keys.site(1)[1])
    with pytest.raises(locks.NotOpened):
        there.box.open(bytes.fromhex(sealed), bound)
    version, name = lines["1-01"]["name"]
    said = json.loads(locks.unlock(key, bytes.fromhex(name), b"desk-name:1-01"))
    assert said == {"code": "D1", "building": "Tower 1"}


def test_after_a_theft_the_building_has_a_new_key_that_the_thief_lacks(
    office: HeadOffice, share: PlainShare, admit: Admit
) -> None:
    admit(1, 1)
    stolen = admit(1, 2)
    office.revoke(stolen.party, from_ms(stolen.at))
    office.publish(share)
    found = newest(share, names.DOWN_TRUST, frame.Kind.TRUST, office.keys.root.public)
    lines = {line["party"]: line for line in frame.lines_of(found.open("open", locks.Keys()))}
    assert [version for version, _ in lines["1-01"]["site_keys"]] == [1, 2]
    assert lines["1-02"]["site_keys"] == []
    assert lines["1-02"]["revoked"] == stolen.at


def test_a_list_of_keys_is_renewed_when_it_changed_or_is_a_week_old(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    admit(1, 1)
    for _ in range(3):
        office.publish(share)
    assert len(listed(share, names.DOWN_TRUST)) == 1
    admit(1, 2)
    office.publish(share)
    clock.advance(days=8)
    office.publish(share)
    assert len(listed(share, names.DOWN_TRUST)) == 3


def test_facts_come_once_in_the_feed_and_the_newest_in_the_snapshot(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    one, two = admit(1, 1), admit(1, 2)
    one.pack(one.event(), facts=[{"root": 5, "releases": []}])
    one.pack(one.event(), facts=[{"root": 5, "releases": [1]}])
    two.pack(two.event(), facts=[{"root": 6, "releases": []}])
    for desk in (one, two):
        desk.put(share)
    office.collect(share)
    office.publish(share)
    office.publish(share)
    folder, public = names.feed(1), office.keys.sync.public
    snapshot = newest(share, folder, frame.Kind.SNAPSHOT, public)
    feed = [name for name in listed(share, folder) if not name.snapshot]
    assert len(feed) == 1
    raw = share.read(f"{folder}/{feed[0]}", frame.MOST_FILE)
    assert raw is not None
    lines = _site_lines(frame.read(frame.Kind.FEED, raw, [public]), one)
    assert [(line["party"], line["seq"]) for line in lines] == [("1-01", 1), ("1-01", 2), ("1-02", 1)]
    whole = {line["party"]: [fact["f"] for fact in line["facts"]] for line in _site_lines(snapshot, two)}
    assert whole == {"1-01": [{"releases": [1], "root": 5}], "1-02": [{"releases": [], "root": 6}]}
    assert snapshot.header["heard"] == {"1-01": {one.epoch: 2}, "1-02": {two.epoch: 1}}


def _site_lines(found: frame.Frame, desk: PaperDesk) -> list[dict[str, Any]]:
    to = next(one for one in found.readers() if one.startswith("site:"))
    return list(frame.lines_of(found.open(to, desk.keys())))


def test_revoked_passes_are_told_whole(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    desk.pack(desk.event(), facts=[{"root": 5, "revocations": []}, {"root": 6, "revocations": [{"at": 1}]}])
    desk.put(share)
    office.collect(share)
    office.publish(share)
    found = newest(share, names.revoked(1), frame.Kind.REVOKED, office.keys.sync.public)
    (line,) = _site_lines(found, desk)
    assert (line["party"], line["epoch"], line["seq"]) == ("1-01", "", 0)
    assert [fact["f"] for fact in line["facts"]] == [{"revocations": [{"at": 1}], "root": 6}]


def test_what_is_not_needed_any_more_goes(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk = admit(1, 1)
    for day in range(6):
        desk.pack(desk.event(), facts=[{"root": day}])
        desk.put(share)
        office.collect(share)
        office.publish(share)
        clock.advance(days=1, minutes=1)
    office.publish(share)
    assert len(listed(share, names.acks(desk.party))) == 3
    folder = listed(share, names.feed(1))
    snapshots = [one.number for one in folder if one.snapshot]
    assert len(snapshots) == 2
    assert min(one.number for one in folder if not one.snapshot) == min(snapshots)


def test_nothing_readable_stands_on_the_share(office: HeadOffice, share: PlainShare, admit: Admit) -> None:
    desk = admit(1, 1)
    desk.pack(desk.event(private={"name": "Wang Fang"}), facts=[{"root": 1, "plate": "沪A12345"}])
    desk.put(share)
    office.collect(share)
    office.publish(share)
    whole = b"".join(path.read_bytes() for path in share.root.rglob("*") if path.is_file())
    for word in ("Wang Fang", "沪A12345", "Tower 1"):
        assert word.encode() not in whole


def test_a_desk_is_admitted_by_what_it_reads_out(office: HeadOffice, share: PlainShare) -> None:
    desk = PaperDesk(office, Party(1, 1))
    share.create(f"{names.join(desk.party)}/{names.card('00' * 8)}", desk.card())
    (waiting,) = office.waiting_cards(share)
    assert not waiting.replaces
    with pytest.raises(UserError, match="fingerprint"):
        office.admit(waiting.raw, "12345 " * 6)
    assert office.desks() == []
    assert office.admit(waiting.raw, waiting.card.fingerprint.replace(" ", "-")) == desk.party
    assert office.waiting_cards(share) == []
    assert office.admit(waiting.raw) == desk.party, "again changes nothing"
    assert len(office.desks()[0].keys) == 1


def test_a_pc_that_takes_the_place_of_another_must_be_said_to(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    old = admit(1, 1)
    name = old.pack(old.event())
    new = PaperDesk(office, old.party, seed=1)
    with pytest.raises(Replaces):
        office.admit(new.card())
    clock.advance(days=1)
    office.admit(new.card(), replaces=True)
    old.put(share, name)
    new.pack(new.event())
    new.put(share)
    assert office.collect(share).batches == 2, "what the old one wrote before counts"
    assert [one.counts for one in office.desks()[0].keys] == [False, True]
    old.at += int(timedelta(days=3).total_seconds() * 1000)
    old.begin()
    old.pack(old.event())
    old.put(share)
    assert office.collect(share).refused == 1
    with pytest.raises(UserError, match="set up anew"):
        office.admit(old.card(), replaces=True)


def test_reports_count_by_day_and_can_be_made_anew(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    desk = admit(1, 1)
    desk.pack(desk.event(), desk.event(), desk.event("pass.issued"))
    desk.put(share)
    office.collect(share)
    day = from_ms(desk.at).astimezone(clock.zone).date()
    lines = office.counts(day, day)
    assert [(line.kind, line.count) for line in lines] == [("pass.issued", 1), ("visitor.checked_in", 2)]
    assert office.rebuild() == 3
    assert office.counts(day, day) == lines
    assert office.status().events == 3


def test_each_building_is_told_in_a_transaction_of_its_own(
    office: HeadOffice, share: PlainShare, admit: Admit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, int]] = []
    transactions = []

    def watch(name: str) -> None:
        real = getattr(publishing, name)

        def issue(session: Session, *rest: Any) -> int:
            told.append((name, rest[2]))
            transactions.append(session.get_transaction())
            return int(real(session, *rest))

        monkeypatch.setattr(publishing, name, issue)

    watch("issue_feeds")
    watch("issue_master")
    for site in (1, 2):
        desk = admit(site, 1)
        desk.pack(desk.event(), facts=[{"root": 5}])
        desk.put(share)
    office.collect(share)
    office.publish(share)
    assert told == [(name, site) for name in ("issue_feeds", "issue_master") for site in (1, 2)]
    assert len({id(one) for one in transactions}) == 4, "nobody waits for all of them"
