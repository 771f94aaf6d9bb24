"""Labels: tags to be scanned and hooks to be found, one to a label or many to a sheet.

A sheet is A4 with 3 × 8 labels of 63.5 × 33.9 mm (`Size.LABELS_A4`). A label printer gets one label a page. What a
tag says is its feature's decision; here is how it stands on the label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk_app.services.printing.model import Align, Block, Code, Columns, Document, Grid, Size, Text, TextSize
from desk_app.services.printing.parts import grouped

SIZES = (Size.LABELS_A4, Size.LABEL_60_40, Size.LABEL_40_30)
"""What labels can be laid out for."""

Label = tuple[Block, ...]

_CODE_MM: dict[Size, float] = {Size.LABELS_A4: 20.0, Size.LABEL_60_40: 22.0, Size.LABEL_40_30: 15.0}
"""With the quiet zone. 40 mm leave room for the smallest modules that scanners read, and for a name beside them."""


def tag(name: str, digits: str, size: Size, notes: Sequence[str] = ()) -> Label:
    """A name to be read, digits to be scanned and typed, and small print."""
    beside = (
        Text(name, TextSize.HUGE, bold=True, max_lines=2),
        *(Text(note, TextSize.SMALL, max_lines=1) for note in notes if note),
    )
    mm = _CODE_MM[size]
    inner = {Size.LABELS_A4: 59.5, Size.LABEL_60_40: 56.0, Size.LABEL_40_30: 36.0}[size] - 4
    return (
        Columns((beside, (Code(digits, size_mm=mm),)), widths=(inner - mm - 0.5, mm + 0.5)),
        Text(grouped(digits), TextSize.LARGE, bold=True, align=Align.CENTRE, max_lines=1),
    )


def hook(name: str) -> Label:
    """A number to be found from across the room."""
    return (Text(name, TextSize.GIANT, bold=True, align=Align.CENTRE, max_lines=1),)


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
