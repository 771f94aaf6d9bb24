"""Boards: how the setting is read, and what hangs where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import UserError
from desk_app.services.keys.boards import ELSEWHERE, checked_hook, hook_name, parse_boards
from desk_app.services.keys.options import BOARD_COLUMNS, BOARDS
from desk_app.services.keys.records import Board, CopyState, Hook
from desk_app.services.settings.service import SettingsService
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.register_help import Register


@pytest.fixture
def register(desk: Services, people: People, clock: FakeClock) -> Register:
    return Register(desk, people, clock)


@pytest.mark.parametrize(
    ("typed", "boards"),
    [
        ("A 60, B 40", {"A": 60, "B": 40}),
        ("a60；b×40", {"A": 60, "B": 40}),
        ("Ａ：６０、东墙：40 个", {"A": 60, "东墙": 40}),
        ("B1 20, B2 20", {"B1": 20, "B2": 20}),
        ("A 60 hooks\nB-40钩", {"A": 60, "B": 40}),
        ("A 60, A 30", {"A": 60}),
        ("", {}),
        ("A, 60, B 0, C 9999, 很长很长很长的名字板 3, , D 5", {"D": 5}),
    ],
)
def test_the_setting_is_read_with_patience(typed: str, boards: dict[str, int]) -> None:
    assert parse_boards(typed) == boards


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_boards_or_none(typed: str) -> None:
    for name, hooks in parse_boards(typed).items():
        assert name and len(name) <= 8 and 0 < hooks <= 400


PLAN = {"A": 60, "B2": 20, "东墙": 5}


@pytest.mark.parametrize(
    ("typed", "hook"),
    [
        ("a1", "A1"),
        (" a 001 ", "A1"),
        ("A-60", "A60"),
        ("A61", "A61"),
        ("b2-7", "B2-7"),
        ("B2 7", "B2-7"),
        ("东墙３", "东墙3"),
        ("保险柜", "保险柜"),
        ("", ""),
    ],
)
def test_a_hook_is_called_as_its_board_calls_it(typed: str, hook: str) -> None:
    assert checked_hook(typed, PLAN) == hook


def test_every_hook_of_a_board_is_known_by_its_own_name() -> None:
    for board, hooks in PLAN.items():
        for place in range(1, hooks + 1):
            assert checked_hook(hook_name(board, place), PLAN) == hook_name(board, place)
    with pytest.raises(UserError):
        checked_hook("A" * 13, PLAN)


def map_of(register: Register) -> dict[str, Board]:
    return {board.name: board for board in register.ask.boards(register.clerk)}


def taken(board: Board) -> dict[str, tuple[list[str], str]]:
    return {
        hook.name: ([copy.code for copy in hook.copies], hook.ring) for hook in board.hooks if hook.copies
    }


def test_the_map_shows_what_hangs_where(register: Register) -> None:
    boards = map_of(register)
    assert [(one.name, one.columns, len(one.hooks)) for one in boards.values()] == [
        ("A", 10, 60),
        ("B", 10, 40),
    ]
    assert boards["A"].hooks[11] == Hook("A12")
    one = register.key("K1", copies=2, hooks=("A12", "保险柜 2"))
    two = register.key("K2", copies=3, hooks=("A1", "A2", "保险柜10"))
    register.ring(*two.copies[:2], code="R1", hook="B40")
    register.borrow(one.copies[0])
    boards = map_of(register)
    assert list(boards) == ["A", "B", ELSEWHERE]
    assert taken(boards["A"]) == {"A12": (["K1-1"], "")}
    assert boards["A"].hooks[11].copies[0].state is CopyState.OUT
    assert taken(boards["B"]) == {"B40": (["K2-1", "K2-2"], "R1")}
    assert list(taken(boards[ELSEWHERE])) == ["保险柜2", "保险柜10"]


def test_what_is_out_of_use_leaves_the_map(register: Register) -> None:
    copies = register.key("K1", copies=2, hooks=("A1", "A2")).copies
    register.verbs.retire_copy(register.boss, copies[0].id, "断了")
    assert list(taken(map_of(register)["A"])) == ["A2"]
    register.verbs.deactivate(register.boss, copies[1].key, "换锁")
    assert taken(map_of(register)["A"]) == {}


def test_boards_follow_their_settings(register: Register) -> None:
    copy = register.key("K1", hooks=("A60",)).copies[0]
    settings = register.desk.get(SettingsService)
    settings.change(register.boss, BOARDS, "A 20，C 4")
    settings.change(register.boss, BOARD_COLUMNS, 5)
    boards = map_of(register)
    assert [(one.name, one.columns, len(one.hooks)) for one in boards.values()] == [
        ("A", 5, 20),
        ("C", 5, 4),
        (ELSEWHERE, 5, 1),
    ]
    assert register.verbs.hang(register.clerk, copy.id, "c4").result.hook == "C4"
    assert ELSEWHERE not in map_of(register)
