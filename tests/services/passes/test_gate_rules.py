"""What may leave and come back, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.passes import gate_rules
from desk_app.services.passes.balance import rest_lines
from desk_app.services.passes.records import ExitLine, Moved, PassState

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def line(position: int, quantity: int, gone: int = 0, out: int = 0) -> ExitLine:
    return ExitLine(position, f"物品{position}", quantity, "件", "", True, gone, out)


def test_all_that_is_left_leaves() -> None:
    leaving = gate_rules.leaving([line(1, 5, gone=2), line(2, 4, gone=4), line(3, 1)], True, None)
    assert leaving == gate_rules.Leaving((Moved(1, 3), Moved(3, 1)), True)


@pytest.mark.parametrize(
    ("quantities", "moved", "whole"),
    [
        ({1: 3, 3: 1}, (Moved(1, 3), Moved(3, 1)), True),
        ({3: 1, 1: 3}, (Moved(1, 3), Moved(3, 1)), True),
        ({1: 3, 2: 0}, (Moved(1, 3),), False),
        ({3: 1}, (Moved(3, 1),), False),
    ],
)
def test_so_much_leaves_as_the_guard_says(
    quantities: dict[int, int], moved: tuple[Moved, ...], whole: bool
) -> None:
    lines = [line(1, 5, gone=2), line(2, 4, gone=4), line(3, 1)]
    assert gate_rules.leaving(lines, True, quantities) == gate_rules.Leaving(moved, whole)


def test_a_list_known_in_part_leaves_whole_or_not_at_all() -> None:
    assert gate_rules.leaving([line(1, 5)], False, None) == gate_rules.Leaving((), True)
    with pytest.raises(InvalidInput, match="does not know every line"):
        gate_rules.leaving([line(1, 5)], False, {1: 5})


@pytest.mark.parametrize("lines", [[], [line(1, 5, gone=5)], [line(1, 5, gone=7)]])
@pytest.mark.parametrize("quantities", [None, {1: 1}])
def test_what_two_desks_let_out_together_leaves_nothing(
    lines: list[ExitLine], quantities: dict[int, int] | None
) -> None:
    """Two gates that were cut off may have let out more than there was: then less than nothing is left."""
    with pytest.raises(IllegalStep, match="Nothing of this trip is left"):
        gate_rules.leaving(lines, True, quantities)


def test_every_wrong_line_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        gate_rules.leaving([line(1, 5, gone=2), line(2, 1)], True, {1: 4, 2: -1, 3: 0})
    said = {key: problem.message for key, problem in caught.value.problems.items()}
    assert said == {
        "quantities.1": "Only {most} of this line may still leave.",
        "quantities.2": "A quantity cannot be less than 0.",
        "quantities.3": "The pass has no such line.",
    }


def test_what_comes_back() -> None:
    lines = [line(1, 5, out=2), line(2, 4, out=0), line(3, 1, out=1)]
    assert gate_rules.coming_back(lines, None) == (Moved(1, 2), Moved(3, 1))
    assert gate_rules.coming_back(lines, {1: 1, 2: 0}) == (Moved(1, 1),)
    with pytest.raises(InvalidInput) as caught:
        gate_rules.coming_back(lines, {3: 2})
    assert caught.value.problems["quantities.3"].message == "Only {most} of this line are outside."
    with pytest.raises(InvalidInput, match="at least one piece"):
        gate_rules.coming_back(lines, {1: 0})
    with pytest.raises(IllegalStep, match="no returnable goods"):
        gate_rules.coming_back([line(1, 5)], None)


def test_the_rest_as_quantities_of_its_own() -> None:
    rest = rest_lines([line(1, 5, gone=2, out=2), line(2, 4), line(3, 1, gone=3)], [Moved(2, 4), Moved(1, 1)])
    assert [(one.position, one.quantity, one.gone, one.out) for one in rest] == [(1, 2, 0, 0)]


@pytest.mark.parametrize(
    ("trips", "used", "closed", "slip"),
    [
        (1, 0, False, True),
        (1, 0, True, False),
        (3, 1, False, False),
        (3, 2, False, True),
        (3, 2, True, False),
    ],
)
def test_a_part_of_the_last_trip_gets_a_slip(trips: int, used: int, closed: bool, slip: bool) -> None:
    assert gate_rules.gives_slip(trips, used, closed) is slip


def test_how_a_pass_stands_after_a_release() -> None:
    assert gate_rules.state_after(2, 1) is PassState.PARTLY
    assert gate_rules.state_after(2, 2) is PassState.USED
    assert gate_rules.state_after(1, 2) is PassState.USED


@pytest.mark.parametrize("seconds", [0, 59, 60])
def test_a_minute_to_undo(seconds: int) -> None:
    moment = NOW + timedelta(seconds=seconds)
    gate_rules.require_undoable(NOW, False, moment, NOW)
    with pytest.raises(IllegalStep, match="undone already"):
        gate_rules.require_undoable(NOW, True, moment, NOW)


@pytest.mark.parametrize(("now", "floor"), [(60.001, 0), (0, 60.001), (-1, 0), (-3600, 7200)])
def test_a_clock_that_was_set_back_gives_no_second_minute(now: float, floor: float) -> None:
    with pytest.raises(IllegalStep, match="a minute only"):
        gate_rules.require_undoable(NOW, False, NOW + timedelta(seconds=now), NOW + timedelta(seconds=floor))
