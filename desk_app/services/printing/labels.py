"""Labels: tags to be scanned and hooks to be found, one to a label or many to a sheet.

A sheet is A4 with 3 × 8 labels of 63.5 × 33.9 mm (`Size.LABELS_A4`). A label printer gets one label a page. What a
tag says is its feature's decision; here is how it stands on the label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk_app.services.printing.model import (
    Align,
    Block,
    Code,
    Columns,
    Document,
    Grid,
    Size,
    Spring,
    Text,
    TextSize,
)
from desk_app.services.printing.parts import grouped

SIZES = (Size.LABELS_A4, Size.LABEL_60_40, Size.LABEL_40_30)
"""What labels can be laid out for."""

Label = tuple[Block, ...]
_LARGE_PLACE = 6
"""Characters of a place that have room in large type."""
_NOTES_ON_SMALL = 2
"""So much small print has room on 40 × 30 mm, and on a cell of a sheet, beside place and number."""

_CODE_MM: dict[Size, float] = {Size.LABELS_A4: 22.5, Size.LABEL_60_40: 26.0, Size.LABEL_40_30: 15.0}
"""With the quiet zone. 40 mm leave room for the smallest modules that scanners read, and for a name beside them."""

_WIDTH_MM: dict[Size, float] = {Size.LABELS_A4: 55.5, Size.LABEL_60_40: 52.0, Size.LABEL_40_30: 32.0}
"""What name and code share: inside the margins, without the space between the two."""


def tag(
    name: str, digits: str, size: Size, notes: Sequence[str] = (), *, place: str = "", number: str = ""
) -> Label:
    """A name to be read, digits to be scanned and typed, and small print.

    `place`: where the thing lies, in larger type under the name. `number`: the record's, under the digits, never cut.
    """
    room_for = TextSize.LARGE if len(place) <= _LARGE_PLACE else TextSize.NORMAL
    where = (Text(place, room_for, bold=True, max_lines=2),) if place else ()
    below = (
        Text(grouped(digits), TextSize.LARGE, bold=True, align=Align.CENTRE, max_lines=1),
        *((Text(number, TextSize.SMALL, align=Align.CENTRE, max_lines=1),) if number else ()),
    )
    if number and size.sheet_of:
        # A cell of a sheet is wide and low: both have room on one line.
        both = f"{grouped(digits)}  {number}"
        below = (Text(both, bold=True, align=Align.CENTRE, max_lines=1),)
    if number and size is not Size.LABEL_60_40:
        notes = notes[:_NOTES_ON_SMALL]
    beside = (
        Text(name, TextSize.HUGE, bold=True, max_lines=3),
        *where,
        *(Text(note, TextSize.SMALL, max_lines=1) for note in notes if note),
    )
    mm = _CODE_MM[size]
    room = _WIDTH_MM[size] - mm - 0.5
    return (
        Spring(),
        Columns((beside, (Code(digits, size_mm=mm),)), widths=(room, mm + 0.5)),
        *below,
        Spring(),
    )


def hook(name: str) -> Label:
    """A number to be found from across the room."""
    return (Spring(), Text(name, TextSize.GIANT, bold=True, align=Align.CENTRE, max_lines=1), Spring())


def labels(kind: str, title: str, size: Size, each: Sequence[Label]) -> Document:
    """All of them in one go. Raises ValueError for none, and for paper that is no label."""
    if not each:
        raise ValueError("there is nothing to label")
    if size not in SIZES:
        raise ValueError("labels are printed on labels")
    document = Document(kind, title, size, (), subject=title)
    if size.sheet_of:
        return replace(document, blocks=(Grid(tuple(each), 63.5, 33.9, 3, gap_mm=2.5),))
    first, *others = (replace(document, blocks=blocks) for blocks in each)
    return replace(first, counterparts=tuple(others))
