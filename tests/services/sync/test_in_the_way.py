"""What is in the way of one file stops neither the round nor the others, and makes no round follow at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync import publishing
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.share import ShareReadOnly, ShareTrouble
from desk_app.services.sync.troubles import held, read_only
from tests.services.sync.conftest import Peer
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]


@dataclass
class Guarded(MemoryShare):
    """Files whose path holds one of these words cannot be read or written."""

    unread: dict[str, ShareTrouble] = field(default_factory=dict)
    unwritten: dict[str, ShareTrouble] = field(default_factory=dict)

    def read(self, path: str, most: int) -> bytes | None:
        self._look(path, self.unread)
        return super().read(path, most)

    def rename(self, old: str, new: str) -> None:
        self._look(new, self.unwritten)
        super().rename(old, new)

    @staticmethod
    def _look(path: str, words: dict[str, ShareTrouble]) -> None:
        for word, trouble in words.items():
            if word in path:
                raise trouble


@pytest.fixture
def share() -> Guarded:
    return Guarded()


def write(one: Peer, words: str) -> int:
    return one.services.get(DutyLog).write(SYSTEM, EntryDraft(words)).result.id


@pytest.mark.parametrize("trouble", [held(), read_only()], ids=["held", "not allowed"])
@pytest.mark.parametrize("folder", ["down/trust", "down/ack", "down/master", "down/site", "up/4711-02"])
def test_a_file_that_cannot_be_read_is_left_aside(
    joined: Make, share: Guarded, office: Office, folder: str, trouble: ShareTrouble
) -> None:
    one, two = joined(1), joined(2)
    for party in (one, two, one):
        party.sync.round(share)
    write(two, "记录x")
    two.sync.round(share)
    write(one, "记录y")
    office.ack_all(one.party)
    office.feed(one.party.site, [])
    office.trust()
    share.content["down/master/site-4711/0000000001-0123456789abcdef.mst"] = b"", 0
    share.unread[folder] = trouble
    done = one.sync.round(share)
    assert (done.trouble, done.published) == (None, 1)
    assert done.acked == (folder != "down/ack")
    assert done.heard == (1 if folder in ("down/site", "up/4711-02") else 2)
    faults = {
        (one.path.startswith(folder), one.fault) for one in one.services.get(SyncQueries).quarantine(SYSTEM)
    }
    assert (True, "held") in faults
    share.unread.clear()
    one.sync.round(share)
    assert one.sync.round(share).trouble is None


def test_what_goes_up_does_not_wait_for_a_folder_that_cannot_be_listed(
    joined: Make, share: Guarded, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = joined(1)
    one.sync.round(share)
    write(one, "记录x")

    def files(folder: str) -> list[object]:
        if folder.startswith("down/"):
            raise read_only()
        return MemoryShare.files(share, folder)  # type: ignore[return-value]

    monkeypatch.setattr(share, "files", files)
    done = one.sync.round(share)
    assert isinstance(done.trouble, ShareReadOnly)
    assert done.published == 1
    assert not done.unfinished


def test_what_cannot_be_written_waits_for_its_turn_and_the_others_go_up(
    joined: Make, share: Guarded, office: Office
) -> None:
    one = joined(1)
    one.sync.round(share)
    write(one, "记录x")
    one.sync.pack()
    write(one, "记录y")
    one.sync.pack()
    last = one.standing().only_here
    share.unwritten[f"up/{one.party}/"] = held()
    done = one.sync.round(share)
    assert (done.held, done.waiting, done.published, done.unfinished) == (2, 0, 0, False)
    assert one.standing().only_here == last
    share.unwritten.clear()
    assert one.sync.round(share).published == 2


def test_one_file_that_may_not_be_written_does_not_keep_the_next(
    joined: Make, share: Guarded, office: Office
) -> None:
    one = joined(1)
    one.sync.round(share)
    for words in ("记录x", "记录y"):
        write(one, words)
        one.sync.pack()
    epoch = office.batches(one.party)[0][0]
    share.unwritten[f"{epoch.epoch}-{epoch.seq + 1:010d}"] = read_only()
    done = one.sync.round(share)
    assert (done.trouble, done.held, done.published) == (None, 1, 1)


def test_what_is_left_by_number_makes_the_next_round_follow_at_once(
    joined: Make, share: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = joined(1)
    one.sync.round(share)
    for words in ("记录x", "记录y"):
        write(one, words)
        one.sync.pack()
    monkeypatch.setattr(publishing, "_AT_ONCE", 1)
    done = one.sync.round(share)
    assert (done.published, done.waiting, done.unfinished) == (1, 1, True)
    assert not one.sync.round(share).unfinished


def test_a_share_that_may_not_be_written_is_told_and_still_heard(
    joined: Make, share: Guarded, office: Office
) -> None:
    one, two = joined(1), joined(2)
    for party in (one, two, one):
        party.sync.round(share)
    write(two, "记录x")
    two.sync.round(share)
    write(one, "记录y")
    share.unwritten["up/4711-01"] = read_only()
    done = one.sync.round(share)
    assert isinstance(done.trouble, ShareReadOnly)
    assert done.heard == 1
