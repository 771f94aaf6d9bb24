"""A document's description → PDF bytes. Safe from any thread; papers are rendered one at a time.

The output acts on nothing: no script, no link, no form; every text is drawn, never interpreted as markup.
"""

from __future__ import annotations

import math
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import Any

from desk_app.services.printing import (
    draw_chart,
    draw_code,
    draw_grid,
    draw_head,
    draw_marks,
    draw_table,
    draw_text,
    fonts,
    model,
)
from desk_app.services.printing.draw_text import one_line
from desk_app.services.printing.flow import Page, Piece, Press, paginate
from desk_app.services.printing.ink import Ink, Style
from desk_app.services.printing.model import Align, Block, Document, Size
from desk_app.services.printing.styles import LINE, LOOKS, MM, MUTED, WATERMARK, Look

Layout = Callable[[Any, float, Press], list[Piece]]

LAYOUTS: Mapping[type[Block], Layout] = {
    model.Letterhead: draw_head.letterhead,
    model.Heading: draw_text.heading,
    model.Text: draw_text.paragraph,
    model.Fields: draw_text.fields,
    model.Banner: draw_text.banner,
    model.Table: draw_table.table,
    model.Code: draw_code.code,
    model.SignatureLines: draw_marks.signature_lines,
    model.TickBoxes: draw_marks.tick_boxes,
    model.Image: draw_marks.picture,
    model.Rule: draw_marks.rule,
    model.Space: draw_marks.space,
    model.Spring: draw_marks.spring,
    model.Columns: draw_marks.columns,
    model.Grid: draw_grid.grid,
    model.Chart: draw_chart.chart,
}
"""How each block is laid out."""

LONGEST_ROLL = 1500 * MM
"""A receipt longer than this is cut into several: printers refuse endless pages."""

_A5_HIGH = 148.5

_lock = threading.Lock()


@dataclass(frozen=True)
class Placed:
    """One page of a document, and how far down the sheet it begins."""

    document: Document
    page: Page
    number: int
    pages: int
    top: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """One page of the file; `cut_at`: where a line shows the scissors their way."""

    height: float
    placed: tuple[Placed, ...]
    cut_at: float = 0.0


def render(document: Document, *, locked: bool = False) -> bytes:
    """The PDF of one document, its counterparts behind it. Raises ValueError for counterparts of another size.

    `locked`: it may be read, copied from and printed, and programs that keep to the rules change nothing in it.
    """
    parts = (document, *document.counterparts)
    if any(part.size is not document.size for part in parts):
        raise ValueError("papers that are printed in one go have one size")
    with _lock:
        sheets = [Sheet(_height(part, placed.page), (placed,)) for part in parts for placed in _placed(part)]
        return _written(document, document.size.width_mm * MM, sheets, locked=locked)


def render_two_up(first: Document, second: Document) -> bytes:
    """Two A5 landscape papers on one A4 sheet, one above the other with a line to cut: a slip and its counterfoil.

    Page n of both share sheet n. Raises ValueError for any other size.
    """
    if first.size is not Size.A5_LANDSCAPE or second.size is not Size.A5_LANDSCAPE:
        raise ValueError("only two A5 landscape papers make an A4 sheet")
    half = _A5_HIGH * MM
    with _lock:
        pairs = zip_longest(_placed(first), _placed(second, half))
        sheets = [Sheet(2 * half, tuple(filter(None, pair)), cut_at=half) for pair in pairs]
        return _written(first, Size.A4.width_mm * MM, sheets)


def _placed(document: Document, top: float = 0.0) -> list[Placed]:
    pages = lay_out(document)
    return [Placed(document, page, number, len(pages), top) for number, page in enumerate(pages, 1)]


def lay_out(document: Document) -> list[Page]:
    """The pages, before anything is drawn. Where one page is all, a second try puts every text on one line."""
    look = LOOKS[document.size]
    width, height = _type_area(document.size, look)
    blocks = _marked(document)
    press = Press(look, document.copy_mark, _pieces)
    pages = paginate(_pieces(blocks, width, press), height)
    if look.single and len(pages) > 1:
        pages = paginate(_pieces(blocks, width, Press(look, document.copy_mark, _pieces, tight=True)), height)
    return pages


def _pieces(blocks: Iterable[Block], width: float, press: Press) -> list[Piece]:
    return [piece for block in blocks for piece in LAYOUTS[type(block)](block, width, press)]


def _marked(document: Document) -> list[Block]:
    """The blocks, on top the copy's mark where no code carries it, and a roll's watermark word."""
    blocks = list(document.blocks)
    if document.copy_mark and not _has_code(blocks):
        blocks.insert(0, model.Banner(document.copy_mark, large=False))
    if document.watermark and LOOKS[document.size].mono:
        blocks.insert(0, model.Banner(document.watermark, solid=False))
    return blocks


def _has_code(blocks: Iterable[Block]) -> bool:
    return any(
        isinstance(block, model.Code)
        or (isinstance(block, model.Columns) and any(map(_has_code, block.parts)))
        for block in blocks
    )


def _type_area(size: Size, look: Look) -> tuple[float, float]:
    height = LONGEST_ROLL if size.height_mm is None else size.height_mm * MM
    return size.width_mm * MM - 2 * look.margin_x, height - look.margin_top - look.margin_bottom


def _height(document: Document, page: Page) -> float:
    """The paper's height in points; a roll ends where the content does, on a whole dot."""
    size, look = document.size, LOOKS[document.size]
    if size.height_mm is not None:
        return size.height_mm * MM
    dot = 72 / look.dots
    return -(-(page.used + look.margin_top + look.margin_bottom) // dot) * dot


def _written(document: Document, width: float, sheets: list[Sheet], *, locked: bool = False) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    # The library's own first font would be named in every file and embedded in none.
    canvas = Canvas(
        out, pageCompression=1, invariant=1, initialFontName=fonts.faces().regular.name,
        encrypt=_lock_of_paper() if locked else None,
    )  # fmt: skip
    canvas.setTitle(fonts.printable(document.title)[:120])
    canvas.setAuthor(fonts.printable(_building(document))[:120])
    # The number, and no name: what a file says of itself is read in lists of files.
    canvas.setSubject(fonts.printable(document.number))
    canvas.setCreator("desk_app")
    canvas.setProducer("desk_app")
    for sheet in sheets:
        canvas.setPageSize((width, sheet.height))
        for placed in sheet.placed:
            _draw(Ink(canvas, sheet.height, top=placed.top), width, placed)
        if sheet.cut_at:
            Ink(canvas, sheet.height).rule(0, sheet.cut_at, width, MUTED, 0.5, dashed=True)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _building(document: Document) -> str:
    """Who gives the paper out."""
    return next((block.name for block in document.blocks if isinstance(block, model.Letterhead)), "")


def _lock_of_paper() -> Any:
    """No password to read; the owner's is drawn and forgotten."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    return StandardEncryption("", secrets.token_hex(16), canModify=0, canAnnotate=0, strength=128)


def _draw(ink: Ink, width: float, placed: Placed) -> None:
    document, look = placed.document, LOOKS[placed.document.size]
    if document.watermark and not look.mono:
        _watermark(ink, document, width)
    for below, piece in placed.page.placed:
        piece.draw(ink, look.margin_x, look.margin_top + below)
    if look.footer:
        _footer(ink, width, placed, look)


def _watermark(ink: Ink, document: Document, width: float) -> None:
    """Corner to corner, pale enough to read through; a code's white quiet zone covers it."""
    height = (document.size.height_mm or 0) * MM
    word = fonts.printable(document.watermark)[:40]
    wanted = math.hypot(width, height) * 0.62
    size = min(wanted / max(Style(1.0, True).width(word), 1.0), height * 0.3)
    style = Style(size, True, WATERMARK)
    degrees = math.degrees(math.atan2(height, width))
    angle = math.radians(degrees)
    half, drop = style.width(word) / 2, size * 0.36
    x = width / 2 - half * math.cos(angle) + drop * math.sin(angle)
    y = height / 2 + half * math.sin(angle) + drop * math.cos(angle)
    ink.turned_text(x, y, degrees, word, style)


def _footer(ink: Ink, width: float, placed: Placed, look: Look) -> None:
    """What lets loose sheets find each other: title, number, page of pages."""
    document, style = placed.document, Style(look.small, grey=look.grey(MUTED))
    room = width - 2 * look.margin_x
    y = (document.size.height_mm or 0) * MM - look.margin_bottom + 4 * MM
    page = document.page_label.replace("{page}", str(placed.number)).replace("{pages}", str(placed.pages))
    name = "  ·  ".join(part for part in (document.title, document.number, document.copy_mark) if part)
    ink.rule(look.margin_x, y - 1.2 * MM, room, look.grey(LINE), 0.4)
    ink.line_of_text(look.margin_x, y, room, one_line(name, style, room * 0.8), style)
    ink.line_of_text(look.margin_x, y, room, one_line(page, style, room * 0.2), style, Align.RIGHT)
