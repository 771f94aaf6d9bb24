"""What of the keys is counted when a shift is handed over: the copies on their hooks, board by board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from desk_app.services.core.counting import Countable
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.keys.boards import ELSEWHERE, boards_of, hanging, parse_boards
from desk_app.services.keys.options import BOARDS
from desk_app.services.keys.terms import CopyState

_HANGING = (CopyState.IN, CopyState.WAITING)


def counted(read: Read) -> Iterator[Countable]:
    """Copies that hang where they belong; those on a ring are counted one by one. A board in no use is left out."""
    here: Counter[str] = Counter()
    for board in boards_of(parse_boards(read.setting(BOARDS)), 1, *hanging(read.session)):
        copies = [copy for hook in board.hooks for copy in hook.copies]
        if copies:
            here[board.name] = sum(copy.state in _HANGING for copy in copies)
    for name, n in here.items():
        if name == ELSEWHERE:
            yield Countable("keys:", N_("Keys on hooks of no board", "to count"), n)
        else:
            yield Countable(f"keys:{name}", N_("Keys on board {name}", "to count"), n, {"name": name})
