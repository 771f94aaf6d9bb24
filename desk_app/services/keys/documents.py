"""The papers of the key register: slips, tags, the board's map, reports (operating manual, Key register).

What goes round with a key or hangs beside it never names a room: whoever finds it must not know the door. Lists are in
`lists.py`, the statistics in `statistics_paper.py`. To add a paper: a DocumentKind here, and a function.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.keys.records import Board, Copy, Hook, LostReport, Ring
from desk_app.services.keys.slips import SLIP, handout_slip
from desk_app.services.keys.terms import CopyState
from desk_app.services.printing import labels
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.listing import Sheet, list_paper
from desk_app.services.printing.model import (
    Block,
    Document,
    Field,
    Fields,
    Grid,
    Heading,
    Rule,
    SignatureLines,
    Size,
    Space,
    Text,
    TextSize,
    Tick,
    TickBoxes,
)
from desk_app.services.printing.parts import said

__all__ = ["DOCUMENTS", "board_map", "handout_slip", "hook_labels", "lost_report", "tag_labels"]

TAG = "keys.tag"
HOOK = "keys.hook"
MAP = "keys.map"
LOST = "keys.lost"
LIST = "keys.list"
KEY_LIST = "keys.key_list"
STATISTICS = "keys.statistics"

DOCUMENTS = (
    DocumentKind(SLIP, N_("Key slip"), (Size.A5, Size.RECEIPT_80), DESK),
    DocumentKind(TAG, N_("Key tags"), labels.SIZES, DESK),
    DocumentKind(HOOK, N_("Hook numbers of key boards"), labels.SIZES, DESK),
    DocumentKind(MAP, N_("Map of the key boards"), (Size.A4,), DESK),
    DocumentKind(LIST, N_("List of keys lent"), (Size.A4,), DESK),
    DocumentKind(KEY_LIST, N_("List of keys with rooms"), (Size.A4,), DESK),
    DocumentKind(LOST, N_("Report of a lost key"), (Size.A4,), DESK),
    DocumentKind(STATISTICS, N_("Key statistics"), (Size.A4,), DESK),
)


def tag_labels(copies: Sequence[Copy | Ring], paper: Paper, size: Size) -> Document:
    """Tags for copies and rings: the code and the digits alone, never the room, nor the building's name.

    A sheet is A4 with 3 × 8 labels of 63.5 × 33.9 mm; `SIZES` of `printing.labels` are the others. Raises ValueError
    for none.
    """
    each = [labels.tag(one.code, one.tag, size) for one in copies]
    return labels.labels(TAG, paper.words.text(N_("Key tags")), size, each)


def hook_labels(hooks: Sequence[str], paper: Paper, size: Size) -> Document:
    """The hooks' names, as large as a label takes. Raises ValueError for none."""
    title = paper.words.text(N_("Hook numbers of key boards"))
    return labels.labels(HOOK, title, size, [labels.hook(name) for name in hooks])


_SHEET_MM = 176.0
_MOST_ACROSS = 11
_CELL_MM = 16.0
_SHOWN = 2


def board_map(boards: Sequence[Board], paper: Paper, printed: datetime) -> Document:
    """What hangs where, hook by hook as on the wall; codes alone. A row too wide for the sheet goes on below itself."""
    say, title = paper.words.text, paper.words.text(N_("Map of the key boards"))
    parts = [
        Text(say(N_("Valid as of {moment}.", "key paper"), moment=paper.moment(printed)), bold=True),
        Text(say(N_("Grey: not on its hook at that time.", "key paper")), TextSize.SMALL),
        Space(2),
        *(block for board in boards for block in _board(board, paper)),
    ]
    return list_paper(MAP, title, Sheet(paper, printed), *parts)


def _board(board: Board, paper: Paper) -> tuple[Block, ...]:
    heading = Heading(paper.words.text(N_("Board {name}", "key paper"), name=board.name), minor=True)
    folds = -(-board.columns // _MOST_ACROSS)
    across = -(-board.columns // folds)
    cells: list[tuple[Block, ...]] = []
    for start in range(0, len(board.hooks), board.columns):
        row = [_hook(hook) for hook in board.hooks[start : start + board.columns]]
        empty: list[tuple[Block, ...]] = [()] * (-len(row) % across)
        cells += row + empty
    return heading, Grid(tuple(cells), _SHEET_MM / across, _CELL_MM, across, pad_mm=1.0, framed=True)


def _hook(hook: Hook) -> tuple[Block, ...]:
    """A ring stands for the copies on it; of more than a few, how many there are."""
    hangs = [Text(hook.ring, TextSize.SMALL, bold=True, max_lines=1)] if hook.ring else []
    loose = [one for one in hook.copies if not (hook.ring and one.ring is not None)]
    hangs += [_code(one) for one in loose]
    more = len(hangs) - _SHOWN
    name = f"{hook.name} +{more}" if more > 0 else hook.name
    return (Text(name, TextSize.SMALL, muted=True, max_lines=1), *hangs[:_SHOWN])


def _code(one: Copy) -> Text:
    here = one.state in (CopyState.IN, CopyState.WAITING)
    return Text(one.code, TextSize.SMALL, bold=here, muted=not here, max_lines=1)


def lost_report(report: LostReport, paper: Paper, reported_by: str) -> Document:
    """The written report of a lost or broken key to the supervisor, with room for the decision.

    It names the room: it is kept with the supervisor, not with keys.
    """
    say, title = paper.words.text, paper.words.text(N_("Report of a lost key"))
    facts = said(
        Field(say(N_("Key", "key paper")), report.code, strong=True),
        Field(say(N_("Room or area", "key paper")), report.place, strong=True),
        Field(say(N_("Lost by", "key paper")), report.who),
        Field(say(N_("Lost at", "key paper")), paper.moment(report.when)),
        Field(say(N_("Reported", "key paper")), f"{paper.moment(report.reported_at)} {reported_by}".rstrip()),
        Field(say(N_("Found at", "key paper")), paper.moment(report.found_at)),
    )
    blocks = (
        paper.letterhead(report.number),
        Heading(title, note=report.number),
        Fields(facts, columns=2, size=TextSize.LARGE),
        Heading(say(N_("What happened", "key paper")), minor=True),
        Text(report.how),
        Space(4),
        TickBoxes(_lock_change(report, paper), columns=2),
        Space(4),
        SignatureLines(
            (say(N_("Lost by (signature)", "key paper")), say(N_("Front desk signs", "key paper")))
        ),
        Rule(),
        Heading(say(N_("The supervisor's decision", "key paper")), minor=True),
        *_decision(paper),
    )
    return Document(LOST, title, Size.A4, blocks, number=report.number, subject=report.code)


def _lock_change(report: LostReport, paper: Paper) -> tuple[Tick, ...]:
    say = paper.words.text
    return (
        Tick(say(N_("The lock is to be changed", "key paper")), report.lock_change),
        Tick(say(N_("The lock stays", "key paper")), not report.lock_change),
    )


def _decision(paper: Paper) -> tuple[Block, ...]:
    say = paper.words.text
    ticks = (
        Tick(say(N_("Lock changed", "key paper"))),
        Tick(say(N_("New copy made", "key paper"))),
        Tick(say(N_("Costs are borne by whoever lost it", "key paper"))),
        Tick(say(N_("Owner or tenant told", "key paper"))),
    )
    return (
        TickBoxes(ticks),
        Space(22),
        SignatureLines((say(N_("Supervisor signs", "key paper")), say(N_("Date", "key paper")))),
    )
