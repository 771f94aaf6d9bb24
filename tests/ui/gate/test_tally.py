"""How keys and fingers change what leaves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desk_app.services.passes.records import AtGate, ExitKind, ExitLine
from desk_app.ui.gate.tally import Tally, Way

LINES = (
    ExitLine(1, "办公椅", 12, "把", "", False),
    ExitLine(2, "投影仪", 5, "台", "EP-1", True, gone=2, out=2),
    ExitLine(3, "台灯", 3, "盏", "", False, gone=3),
)


def goods(complete: bool = True, pieces: int = 20) -> AtGate:
    return AtGate(
        1,
        ExitKind.GOODS,
        "N",
        "云帆",
        "1205",
        None,
        LINES,
        pieces,
        complete,
        "",
        "",
        1,
        0,
        datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_all_that_is_left_is_preset_and_what_is_gone_is_not_shown() -> None:
    tally = Tally(goods(), Way.OUT)
    assert tally.counts == {1: 12, 2: 3}
    assert (tally.total, tally.whole, tally.changed, tally.quantities) == (15, 15, False, None)


def test_what_comes_back_is_what_is_out() -> None:
    tally = Tally(goods(), Way.BACK)
    assert (tally.counts, tally.quantities) == ({2: 2}, None)


def test_digits_of_one_run_are_one_quantity() -> None:
    tally = Tally(goods(), Way.OUT)
    assert tally.digit(1, "1", 10.0) == tally.digit(1, "1", 12.0) == ""
    assert tally.counts[1] == 11
    assert tally.digit(1, "4", 20.0) == "", "a pause begins another number"
    assert tally.digit(2, "2", 20.1) == "", "so does another line"
    assert (tally.counts, tally.quantities) == ({1: 4, 2: 2}, {1: 4, 2: 2})


def test_more_than_there_is_is_cut() -> None:
    tally = Tally(goods(), Way.OUT)
    assert tally.digit(2, "9", 1.0) == "cut"
    assert tally.counts[2] == 3
    assert not tally.add(2, 1)
    assert tally.put(2, 0) and not tally.add(2, -1)
    assert tally.quantities == {1: 12}


@pytest.mark.parametrize("way", [Way.OUT, Way.LOOK])
def test_six_digits_are_the_number_of_another_pass(way: Way) -> None:
    tally = Tally(goods(), way)
    before = dict(tally.counts)
    assert [tally.digit(1, digit, 1.0) for digit in "81000"][-1] in ("", "cut")
    assert tally.digit(1, "1", 1.5) == "810001"
    assert tally.counts == before


def test_a_slip_is_taken_back() -> None:
    tally = Tally(goods(), Way.OUT)
    tally.digit(1, "1", 1.0)
    tally.digit(1, "2", 1.5)
    tally.shorter(1)
    assert tally.counts[1] == 1
    tally.shorter(1)
    assert tally.counts[1] == 0


def test_a_pass_never_met_leaves_as_a_whole() -> None:
    tally = Tally(goods(complete=False, pieces=30), Way.OUT)
    tally.put_all(False)
    assert not tally.put(1, 3) and not tally.add(1, -1)
    assert (tally.digit(1, "3", 1.0), tally.quantities) == ("", None)
    assert (tally.more, tally.total) == (10, 25), "ten pieces of lines that are not in the code"


def test_scanned_again_the_counts_are_kept_as_far_as_they_can_be() -> None:
    first, second = Tally(goods(), Way.OUT), Tally(goods(), Way.OUT)
    first.put(1, 4)
    second.take_over(first)
    assert second.counts == {1: 4, 2: 3}
    back = Tally(goods(), Way.BACK)
    back.take_over(first)
    assert back.counts == {2: 2}


def test_everything_and_nothing() -> None:
    tally = Tally(goods(), Way.OUT)
    tally.put_all(False)
    assert (tally.total, tally.quantities) == (0, {})
    tally.put_all(True)
    assert tally.quantities is None
