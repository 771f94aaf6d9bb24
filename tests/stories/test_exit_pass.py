"""An exit pass from the desk to the gate and home again: two PCs of a building, real windows, paper that is scanned."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.conftest import Seats
from tests.stories.seats import Seat, codes_on, needs_keys, papers, run
from tests.stories.two_desks import GUARD, RECEPTIONIST, SUPERVISOR, Desk, building, exchange, found

pytestmark = [pytest.mark.story, needs_keys]

LINES = (("Monitor", "5", "pcs"), ("Chair", "12", "pcs"), ("Lamp", "2", "pcs"))


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk]:
    """The first desk and the second."""
    return building(tmp_path)


@pytest.fixture
def lone(tmp_path: Path) -> Desk:
    """A desk that knows no other."""
    return found(tmp_path, 1)[0]


def write_a_pass(seat: Seat) -> None:
    """By keyboard alone, from the empty form to the printed pass."""
    seat.press("ctrl+3", "ctrl+n")
    seat.until_at("Tenant")
    seat.types("1205")
    seat.until(lambda now: now["text"] == "1205", "the unit")
    seat.press("Return")
    seat.until(lambda now: now["tenant"], "the tenant is chosen")
    seat.walk("Return", "Carrier")
    seat.types("Li")
    seat.press("Return", "Return", "Return")
    for place, (name, quantity, unit) in enumerate(LINES, 1):
        seat.until_at("Name of the goods")
        for text in (name, quantity, unit):
            seat.types(text)
            seat.press("Return")
        said = f"{quantity} {unit} {name}"
        seat.until(lambda now, said=said: said in now["lines"], f"line {place}")  # type: ignore[misc]
        seat.until(lambda now: now["at"] in ("Serial number", "Name of the goods"), "the next cell")
        if seat.now["at"] == "Serial number":  # asked of what has one; a chair has none
            seat.press("Return")
    seat.until_at("Name of the goods")
    seat.press("Return")
    seat.until_at("Signature compared")
    seat.press("space")
    seat.until(lambda now: now.get("ticked"), "the signature is compared")
    seat.press("ctrl+Return")
    seat.until(lambda now: not now["writing"] and now["passes"], "the pass is issued")


def released(gate: Seat, code: str) -> None:
    """Scanned, compared, let out as it stands."""
    gate.sign_in(*GUARD)
    gate.scan(code)
    gate.until(lambda now: "RELEASE" in now["steps"], "may leave")
    let_out(gate)
    gate.until(lambda now: now["word"] == "Released", "released")


def let_out(gate: Seat) -> None:
    """Looked at to the last line; then Enter."""
    gate.until(lambda now: now["armed"], "a moment to look")
    while gate.now["more"]:
        gate.press("Return")
        gate.until(lambda now: not now["armed"], "the lines below")
        gate.until(lambda now: now["armed"], "a moment to look")
    gate.press("Return")


def test_a_part_leaves_and_the_rest_at_another_desk(
    desks: tuple[Desk, Desk], seats: Seats, tmp_path: Path
) -> None:
    here, there = desks
    desk = seats(here.data)
    desk.sign_in(*RECEPTIONIST)
    write_a_pass(desk)
    (paper,) = papers(here.papers, 1)
    copies = codes_on(paper)
    assert len(copies) == 2 and copies[0] == copies[1]
    desk.close()

    gate = seats(here.data, "gate")
    gate.sign_in(*GUARD)
    gate.scan(copies[0])
    gate.until(lambda now: "RELEASE" in now["steps"], "may leave")
    assert gate.now["goods"] == ["Monitor 5/5", "Chair 12/12", "Lamp 2/2"]
    gate.types("4")
    gate.until(lambda now: now["goods"][0] == "Monitor 4/5", "a piece less")
    let_out(gate)
    gate.until(lambda now: now["word"] == "Part released", "a part left")
    _, slip = papers(here.papers, 2)
    (rest,) = codes_on(slip)
    assert rest != copies[0]
    gate.close()

    other = seats(there.data, "gate")
    released(other, rest)
    other.close()
    assert exchange(here, there, tmp_path) == 0

    desk = seats(here.data)
    desk.sign_in(*RECEPTIONIST)
    desk.press("ctrl+3")
    desk.until(
        lambda now: [state for _, state in now.get("passes", ())] == ["used"], "used at the first desk"
    )
    desk.press("F7")
    desk.until_at("Number under the code")
    desk.scan(copies[1])
    desk.until(lambda now: now["pile"] == [1, 0, "Used, and home."], "the paper is home")
    desk.until(lambda now: now["view"] == "paper_missing" and not now["passes"], "no paper is missing")
    desk.close()


def test_the_original_used_at_both_while_cut_off(
    desks: tuple[Desk, Desk], seats: Seats, tmp_path: Path
) -> None:
    here, there = desks
    code = here.issue()
    for post in desks:
        gate = seats(post.data, "gate")
        released(gate, code)
        gate.close()
    assert exchange(here, there, tmp_path) == 1

    desk = seats(here.data)
    desk.sign_in(*SUPERVISOR)
    desk.press("ctrl+0")
    desk.until_at("The supervisor's pages")
    desk.press("Down", "Down", "Down", "Down")
    desk.until(lambda now: len(now.get("open", ())) == 1, "the conflict")
    assert desk.now["open"][0][1] == "Used at two gates"
    desk.walk("Tab", "Outcome")
    desk.types("The second paper was a copy, five monitors are back")
    desk.press("Return")
    desk.until(lambda now: not now["open"] and now["settled"] == 1, "the outcome is on record")
    desk.close()


def test_what_was_released_stays_released_when_the_mains_fail(lone: Desk, seats: Seats) -> None:
    code = lone.issue()
    gate = seats(lone.data, "gate")
    released(gate, code)
    gate.kill()
    gate = seats(lone.data, "gate")
    gate.sign_in(*GUARD)
    gate.scan(code)
    gate.until(lambda now: now["word"] == "Already used", "already used")
    assert "RELEASE" not in gate.now["steps"]
    gate.close()


def test_a_full_disk_lets_nothing_out(lone: Desk, seats: Seats) -> None:
    code = lone.issue()
    gate = seats(lone.data, "gate")
    gate.sign_in(*GUARD)
    gate.scan(code)
    gate.until(lambda now: "RELEASE" in now["steps"], "may leave")
    gate.fill_disk()
    let_out(gate)
    gate.until(lambda now: now["word"] == "Not recorded", "not recorded")
    assert "Nothing leaves yet" in gate.now["next"] and "disk is full" in gate.now["reason"]
    assert not gate.now["steps"]
    assert run(lone.data, "pass", "verify", code)["uses"] == 0
    gate.free_disk()
    gate.scan_until(code, lambda now: "RELEASE" in now["steps"], "may leave still")
    let_out(gate)
    gate.until(lambda now: now["word"] == "Released", "released")
    assert run(lone.data, "pass", "verify", code)["verdict"] == "used_here"
    gate.close()
