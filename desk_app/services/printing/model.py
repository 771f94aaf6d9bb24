"""What can be printed, described without a word about how: frozen data, every text already said in some language.

A feature's `documents.py` builds a Document from its records. Nothing here imports a PDF library.
To add a block, add a dataclass, put it into `Block`, and draw it in one of the `draw_*` modules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Size(Enum):
    """Paper, as (width, height) in millimetres; no height: a roll, cut where the content ends.

    `sheet_of` says how many labels a sheet to peel them off has.
    """

    A4 = (210.0, 297.0)
    A4_LANDSCAPE = (297.0, 210.0)
    A5 = (148.0, 210.0)
    A5_LANDSCAPE = (210.0, 148.5)
    A6 = (105.0, 148.0)
    RECEIPT_80 = (80.0, None)
    LABEL_60_40 = (60.0, 40.0)
    LABEL_40_30 = (40.0, 30.0)
    LABELS_A4 = (210.0, 297.0, 24)

    def __init__(self, width_mm: float, height_mm: float | None, sheet_of: int = 0) -> None:
        self.width_mm = width_mm
        self.height_mm = height_mm
        self.sheet_of = sheet_of


class Align(StrEnum):
    """Where a text stands in its space."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class TextSize(StrEnum):
    """Sizes by meaning; each paper has its own points for them."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"
    GIANT = "giant"


class Symbology(StrEnum):
    """How digits are made scannable."""

    QR = "qr"
    CODE_128 = "code128"


@dataclass(frozen=True)
class Letterhead:
    """The head of a paper: who gives it out (`name`), a detail at the right such as number or desk.

    `below` stands small under the name, `logo` (PNG or JPEG) before it. `Paper.letterhead` makes it.
    """

    name: str
    detail: str = ""
    below: str = ""
    logo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Heading:
    """What this paper, or the part that follows, is; `note` stands at the end of the line (number, date)."""

    text: str
    note: str = ""
    minor: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph. HUGE and GIANT text shrinks to stay on one line as long as it can be read from two metres.

    `max_lines` 0: as many as the paper's own limit (small papers have one, so that nobody's remark pushes the code
    off the badge). What is cut off ends in "…".
    """

    text: str
    size: TextSize = TextSize.NORMAL
    bold: bool = False
    align: Align = Align.LEFT
    muted: bool = False
    max_lines: int = 0


@dataclass(frozen=True)
class Field:
    """A label and its value; `strong` values are bold, `wide` ones take the whole width of their Fields."""

    label: str
    value: str
    strong: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Fields:
    """Labels and values in columns; `stacked` puts each label above its value instead of before it.

    `size` is the values' type.
    """

    fields: tuple[Field, ...]
    columns: int = 1
    stacked: bool = False
    size: TextSize = TextSize.NORMAL


@dataclass(frozen=True)
class Column:
    """A column of a table: `width` is its share.

    A `tick` column holds a box to tick by hand, already ticked where its cell says anything.
    """

    title: str
    width: float = 1.0
    align: Align = Align.LEFT
    tick: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a header that repeats on every page. `empty` is printed when there are no rows.

    A cell shows at most `max_lines` lines. A row shorter than the columns is filled with empty cells. `size` is the
    rows' type: LARGE for lists that are read in a hurry.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    max_lines: int = 3
    size: TextSize = TextSize.NORMAL


@dataclass(frozen=True)
class Code:
    """Digits to be scanned, with the short number for torn paper under them and a caption under that.

    `size_mm` is the greatest width of the symbol with its quiet zone; None: as large as is useful. Modules are
    square, whole printer dots, and of at least 0.5 mm in a QR code. Raises ValueError for anything but digits, and
    for an odd number of them in bars.
    """

    digits: str
    symbology: Symbology = Symbology.QR
    short: str = ""
    caption: str = ""
    size_mm: float | None = None

    def __post_init__(self) -> None:
        if not (self.digits.isascii() and self.digits.isdecimal()):
            raise ValueError("only digits are printed to be scanned")
        if self.symbology is Symbology.CODE_128 and len(self.digits) % 2:
            raise ValueError("bars take an even number of digits")


@dataclass(frozen=True)
class SignatureLines:
    """Lines to sign on, side by side, each with its label."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Image:
    """A picture (PNG or JPEG bytes), at most so large in millimetres, never stretched.

    Bytes that are no picture print as an empty frame: a damaged photo must not cost the visitor their pass.
    """

    data: bytes
    width_mm: float
    height_mm: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Rule:
    """A line across; dashed where paper is to be torn or folded."""

    dashed: bool = False


@dataclass(frozen=True)
class Space:
    """Empty paper."""

    mm: float = 3.0


@dataclass(frozen=True)
class Spring:
    """All the empty paper that is left on the page: pushes what follows to the bottom. Nothing on a roll."""


@dataclass(frozen=True)
class Banner:
    """A large word to be seen from afar (访客 VISITOR, 须陪同 ESCORT), `note` at its end.

    `solid` is white on black, else black in a frame; not `large` is a mark of one line's height.
    """

    text: str
    note: str = ""
    solid: bool = True
    large: bool = True


@dataclass(frozen=True)
class Tick:
    """One box to tick, or already ticked."""

    label: str
    ticked: bool = False


@dataclass(frozen=True)
class TickBoxes:
    """Boxes with labels, in columns."""

    options: tuple[Tick, ...]
    columns: int = 2


@dataclass(frozen=True)
class Columns:
    """Blocks side by side; `widths` are shares of the width. Never split over two pages."""

    parts: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Grid:
    """Cells of one size in millimetres, row by row, `across` in a row: labels to peel off, hooks of a board.

    What is higher than its cell is left out from below: nothing is printed over a neighbour. `gap_mm` is between the
    columns.
    """

    cells: tuple[tuple[Block, ...], ...]
    width_mm: float
    height_mm: float
    across: int
    gap_mm: float = 0.0
    pad_mm: float = 2.0
    framed: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what stands under or before it, and how much it is, at least 0."""

    label: str
    value: int


@dataclass(frozen=True)
class Chart:
    """Bars under a title, in black and greys that a laser print shows; the greatest are black.

    Upright, over time: `height_mm` is theirs. `lying`: a line each, for names, the height follows from their number.
    Labels that would touch each other are left out; so are values, but for the greatest.
    """

    title: str
    bars: tuple[Bar, ...]
    height_mm: float = 34.0
    lying: bool = False


Block = (
    Letterhead
    | Heading
    | Text
    | Fields
    | Table
    | Code
    | SignatureLines
    | Image
    | Rule
    | Space
    | Spring
    | Banner
    | TickBoxes
    | Columns
    | Grid
    | Chart
)


@dataclass(frozen=True)
class Document:
    """One paper.

    `kind` names it to the program ("visitor_pass"), `title` to people; `subject` says whom or what it is about in lists
    of papers and is not drawn; `number` stands in the footer of larger
    papers. `copy` 0 is the original; every reprint is a copy of that number, marked `copy_label` beside its code
    (operating manual, Exit passes: "marked 副本 n, same code"). The label stays Chinese unless told otherwise: the
    guard reads it. `watermark` is one large pale word behind everything. `page_label` may use {page} and {pages}.
    `counterparts` are printed behind it in the same go, on the same size of paper: the gate's copy behind the
    customer's. Each counts its own pages.
    """

    kind: str
    title: str
    size: Size
    blocks: tuple[Block, ...]
    number: str = ""
    copy: int = 0
    copy_label: str = "副本 {n}"
    watermark: str = ""
    page_label: str = "{page} / {pages}"
    subject: str = ""
    counterparts: tuple[Document, ...] = ()

    @property
    def copy_mark(self) -> str:
        """The mark of this copy; empty on the original."""
        return self.copy_label.replace("{n}", str(self.copy)) if self.copy else ""
