"""Printing through Qt, where there is no CUPS: the way to paper on Windows.

Every page is drawn as pixels at the printer's own resolution and laid on the full sheet, never scaled to fit: the
modules of codes stay square. Safe off the GUI thread; call it from the printer's lane only.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk_app.services.core.words import N_
from desk_app.services.printing.cups import CupsPrinter
from desk_app.services.printing.ports import Paper, Printer, PrinterPort, PrinterTrouble, no_printer
from desk_app.services.printing.preview import page_count, page_image, page_size_mm

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPageLayout
    from PySide6.QtPrintSupport import QPrinter

MOST_PIXELS = 20_000_000
"""A page of more (A4 above 460 dpi) is drawn with 2 × 2 dots to a pixel: nobody sees it, and it fits in memory."""

_STANDARD = {(210, 297): "A4", (148, 210): "A5", (105, 148): "A6"}
_MM_PER_INCH = 25.4


def best_port() -> PrinterPort:
    """CUPS where it is (it takes the PDF as it is), else what Qt knows."""
    return CupsPrinter() if sys.platform != "win32" and shutil.which("lp") else QtPort()


def _named(name: str) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


@dataclass(frozen=True)
class QtPort:
    """The printers Qt knows. `make` gives the device for a printer's name."""

    make: Callable[[str], QPrinter] = _named

    def printers(self) -> tuple[Printer, ...]:
        """All of them, the default first."""
        from PySide6.QtPrintSupport import QPrinterInfo

        default = QPrinterInfo.defaultPrinterName()
        found = [Printer(name, is_default=name == default) for name in QPrinterInfo.availablePrinterNames()]
        return tuple(sorted(found, key=lambda printer: (not printer.is_default, printer.name)))

    def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
        """Print and hand over to the operating system's queue. Raises PrinterTrouble."""
        known = self.printers()
        target = printer or next((one.name for one in known if one.is_default), None)
        if target is None or target not in {one.name for one in known}:
            raise no_printer()
        _refuse_if_stuck(target)
        device = self.make(target)
        device.setDocName(paper.kind)
        if not print_on(device, paper.pdf):
            raise PrinterTrouble(
                N_(
                    "The printer {printer} did not take the paper. The paper is kept; see to the printer, "
                    "then print again."
                ),
                printer=target,
            )


def print_on(device: QPrinter, pdf: bytes) -> bool:
    """Draw every page on a device; False if it takes none or breaks off. Sets its paper first."""
    from PySide6.QtGui import QPainter

    device.setPageLayout(page_layout(*page_size_mm(pdf)))
    device.setFullPage(True)
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        for page in range(page_count(pdf)):
            if page and not device.newPage():
                device.abort()
                return False
            _draw_page(painter, pdf, page, device.resolution())
    finally:
        ended = painter.end()
    return ended


def page_layout(width_mm: int, height_mm: int) -> QPageLayout:
    """The sheet as printer drivers want to hear it: a standard one by its name, turned if need be, else by its
    millimetres and never turned, as on a roll.
    """
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    turned = (height_mm, width_mm) in _STANDARD
    name = _STANDARD.get((height_mm, width_mm) if turned else (width_mm, height_mm))
    if name:
        size = QPageSize(getattr(QPageSize.PageSizeId, name))
    else:
        size = QPageSize(
            QSizeF(width_mm, height_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
        )
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _draw_page(painter: object, pdf: bytes, page: int, dpi: int) -> None:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    assert isinstance(painter, QPainter)
    dots = dots_per_pixel(page_size_mm(pdf), dpi)
    image = as_image(pdf, page, dpi / dots)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(QRect(0, 0, image.width() * dots, image.height() * dots), image)


def dots_per_pixel(size_mm: tuple[int, int], dpi: int) -> int:
    """How many dots wide a pixel is, so that a page stays below MOST_PIXELS."""
    dots = 1
    inches = size_mm[0] / _MM_PER_INCH * size_mm[1] / _MM_PER_INCH
    while inches * (dpi / dots) ** 2 > MOST_PIXELS:
        dots += 1
    return dots


def as_image(pdf: bytes, page: int, dpi: float) -> QImage:
    """A page as a picture of Qt, with pixels of its own."""
    from PySide6.QtGui import QImage

    drawn = page_image(pdf, page, dpi)
    return QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888).copy()


def _refuse_if_stuck(name: str) -> None:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if QPrinterInfo.printerInfo(name).state() is QPrinter.PrinterState.Error:
        raise PrinterTrouble(
            N_(
                "The printer {printer} reports trouble: paper, cover or connection. The paper is kept; "
                "see to the printer, then print again."
            ),
            printer=name,
        )
