"""One copy, many windows at the same moment: exactly one person gets it, and one press is one borrowing."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.paths import DataFolder
from desk_app.services.journal.tables import EventRow
from desk_app.services.keys.records import ReturnDraft
from desk_app.services.keys.service import Keys
from desk_app.services.keys.tables import HandoutRow
from tests.fakes import FakeClock, FakeSecrets
from tests.services.keys.conftest import TICKED, Board, count

WINDOWS = 6


@pytest.fixture
def windows(
    desk: Services, folder: DataFolder, clock: FakeClock, secrets: FakeSecrets
) -> Iterator[list[Services]]:
    """Several programs on one desk's data."""
    more = [assembly.open_services(folder, clock=clock, secrets=secrets) for _ in range(WINDOWS - 1)]
    yield [desk, *more]
    for one in more:
        one.bench.database.close()


def at_once(windows: list[Services], press: Callable[[Services], str]) -> Counter[str]:
    start = threading.Barrier(len(windows))

    def wait_and_press(one: Services) -> str:
        start.wait(30)
        return press(one)

    with ThreadPoolExecutor(len(windows)) as pool:
        return Counter(pool.map(wait_and_press, windows))


def test_of_many_windows_exactly_one_lends_the_copy(board: Board, windows: list[Services]) -> None:
    for copy in board.key(copies=10):

        def press(one: Services, copy: int = copy) -> str:
            try:
                one.get(Keys).borrow(board.clerk, board.draft(copy))
            except Unsettled:
                return "out already"
            return "lent"

        assert at_once(windows, press) == {"lent": 1, "out already": WINDOWS - 1}
    assert count(board, HandoutRow) == 10


def test_one_mark_pressed_in_many_windows_lends_and_takes_back_once(
    board: Board, windows: list[Services]
) -> None:
    (copy,) = board.key()
    lent = at_once(
        windows,
        lambda one: str(one.get(Keys).borrow(board.clerk, board.draft(copy, request="form")).result.id),
    )
    assert len(lent) == 1 and count(board, HandoutRow) == 1
    handout = int(next(iter(lent)))
    draft = ReturnDraft(checks=TICKED, request="back")
    told = at_once(
        windows, lambda one: one.get(Keys).give_back(board.clerk, handout, draft).result.handout.state.value
    )
    assert told == {"closed": WINDOWS}
    with board.desk.bench.database.read() as session:
        returns = session.scalars(select(EventRow).where(EventRow.kind == "key_handout.given_back")).all()
    assert len(returns) == 1
