"""The mark beside the database: a copy put back gives out nothing a second time, whatever the clock says."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.services.db.backups import Backups
from desk_app.services.sync.mark import Mark
from tests.services.sync.house import House, make_house, put_back, recorded

SOUND = Mark("0badcafe", 7, 912_515_798_143_074_817, 117_000_000_000_000)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    SOUND.write(tmp_path / "sync.mark")
    assert Mark.read(tmp_path / "sync.mark") == SOUND
    assert [one.name for one in tmp_path.iterdir()] == ["sync.mark"]


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "7", '{"epoch": "0badcafe"}', '{"epoch": "x", "seq": 1}', '{"epoch": "0badcafe", "seq": "1"}',
        '{"epoch": "0badcafe", "seq": -1}', '{"epoch": "0badcafe", "seq": 1, "id": 9223372036854775808}', "中",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_no_mark(tmp_path: Path, text: str) -> None:
    (tmp_path / "sync.mark").write_text(text, "utf-8")
    assert Mark.read(tmp_path / "sync.mark") == Mark()


def test_one_of_before_ids_were_noted_counts(tmp_path: Path) -> None:
    (tmp_path / "sync.mark").write_text('{"epoch": "0badcafe", "seq": 7}', "ascii")
    assert Mark.read(tmp_path / "sync.mark") == Mark("0badcafe", 7)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return make_house(tmp_path / "house", monkeypatch)


def test_after_a_restore_with_a_clock_far_behind_no_id_comes_again(house: House) -> None:
    seat = house.seats[0]
    seat.clock.advance(hours=-9_000)  # ids rise from the newest one on, a step each
    for _ in range(3):
        seat.write("之前")
    kept = Backups(seat.folder, seat.clock, seat.services.bench.database.key).make("by-hand")
    seat.stop()
    seat.start()
    for number in range(5):
        seat.write(f"备份之后 {number}")
    seat.sync.round(house.share)
    house.receive()
    sent = recorded(seat)

    put_back(seat, kept)
    for number in range(20):
        seat.write(f"恢复之后 {number}")
    again = {made for made, digest in recorded(seat).items() if sent.get(made, digest) != digest}
    assert not again
    seat.clock.advance(hours=9_000)
    house.settle()
    there = house.at_head_office(seat)
    assert sent.items() <= there.items() and recorded(seat).items() <= there.items()
