"""The way to paper on Windows, tried on Qt's printer that writes a file."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage, QPageLayout
from PySide6.QtPrintSupport import QPrinter

from desk_app.services.printing.cups import CupsPrinter
from desk_app.services.printing.model import Document, Size, Text
from desk_app.services.printing.ports import Paper, PrinterTrouble
from desk_app.services.printing.render import render
from desk_app.ui.printing import qt_port
from desk_app.ui.printing.qt_port import MOST_PIXELS, QtPort, best_port, dots_per_pixel, page_layout, print_on
from tests.services.printing.paper import code_area
from tests.services.printing.samples import DIGITS, badge, digits, receipt


def to_file(path: Path, dpi: int) -> QPrinter:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(path))
    device.setResolution(dpi)
    return device


def picture(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
        image: Image.Image = opened[page].render(scale=dpi / 72).to_pil()
        return image.convert("L")


def size_mm(pdf: bytes) -> tuple[float, float]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
        width, height = opened[0].get_size()
        return width / 72 * 25.4, height / 72 * 25.4


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_badge_comes_out_in_its_size_and_its_code_is_read(qapp: object, tmp_path: Path, dpi: int) -> None:
    pdf = render(badge())
    assert print_on(to_file(tmp_path / "out.pdf", dpi), pdf)
    out = (tmp_path / "out.pdf").read_bytes()
    assert size_mm(out) == pytest.approx((105, 148), abs=0.3)
    assert DIGITS in {found.text for found in zxingcpp.read_barcodes(picture(out, dpi))}


def test_a_slip_is_neither_turned_nor_scaled_and_modules_are_whole_dots(qapp: object, tmp_path: Path) -> None:
    pdf = render(receipt())
    assert print_on(to_file(tmp_path / "out.pdf", 203), pdf)
    out = (tmp_path / "out.pdf").read_bytes()
    width, height = size_mm(out)
    assert width == pytest.approx(80, abs=0.3) and height == pytest.approx(size_mm(pdf)[1], abs=1.2)
    printed, wanted = picture(out, 203), picture(pdf, 203)
    (code,), (source,) = zxingcpp.read_barcodes(printed), zxingcpp.read_barcodes(wanted)
    assert code.text == source.text
    here, there = code.position.top_left, source.position.top_left
    assert (here.x, here.y) == pytest.approx((there.x, there.y), abs=1)  # the file's page is in whole points


def test_modules_are_whole_dots_in_what_is_sent(qapp: object) -> None:
    """At the resolution of thermal heads no module has a grey edge."""
    for document in (receipt(), receipt(digits(260))):
        sent = qt_port.as_image(render(document), 0, 203).convertToFormat(QImage.Format.Format_Grayscale8)
        picture = Image.frombytes("L", (sent.bytesPerLine(), sent.height()), bytes(sent.constBits()))
        left, top, right, bottom = code_area(picture)
        inside = picture.crop((left + 2, top + 2, right - 2, bottom - 2))
        assert not any(8 < value < 247 for _, value in inside.getcolors(256) or [(0, 128)])


def test_a_short_roll_is_wide_and_still_not_turned(qapp: object) -> None:
    layout = page_layout(80, 60)
    assert layout.orientation() is QPageLayout.Orientation.Portrait
    size = layout.fullRect(QPageLayout.Unit.Millimeter).size()
    assert (size.width(), size.height()) == pytest.approx((80, 60), abs=0.2)


def test_half_sheets_are_turned(qapp: object) -> None:
    layout = page_layout(210, 148)
    assert layout.orientation() is QPageLayout.Orientation.Landscape
    assert page_layout(105, 148).pageSize().name().startswith("A6")


def test_every_page_comes_out(qapp: object, tmp_path: Path) -> None:
    pdf = render(Document("list", "List", Size.A4, tuple(Text(f"line {n}") for n in range(120))))
    assert print_on(to_file(tmp_path / "out.pdf", 150), pdf)
    with pypdfium2.PdfDocument(pdf) as wanted, pypdfium2.PdfDocument(tmp_path / "out.pdf") as out:
        assert len(out) == len(wanted) > 1


def test_large_pages_stay_within_memory() -> None:
    assert dots_per_pixel((105, 148), 600) == 1
    assert dots_per_pixel((210, 297), 600) == 2
    dots = dots_per_pixel((210, 297), 2400)
    assert 210 * 297 / 25.4**2 * (2400 / dots) ** 2 <= MOST_PIXELS


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_device_that_takes_nothing_is_said(qapp: object, tmp_path: Path) -> None:
    assert not print_on(to_file(tmp_path / "no" / "such" / "out.pdf", 150), render(badge()))


class Known:
    """Two printers, as the system would name them."""

    state_now = QPrinter.PrinterState.Idle

    @staticmethod
    def defaultPrinterName() -> str:
        return "Lobby"

    @staticmethod
    def availablePrinterNames() -> list[str]:
        return ["Back office", "Lobby"]

    @classmethod
    def printerInfo(cls, name: str) -> type[Known]:
        return cls

    @classmethod
    def state(cls) -> QPrinter.PrinterState:
        return cls.state_now


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> type[Known]:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo", Known)
    return Known


def test_the_default_printer_is_first_and_used(qapp: object, tmp_path: Path, known: type[Known]) -> None:
    asked: list[str] = []

    def make(name: str) -> QPrinter:
        asked.append(name)
        return to_file(tmp_path / "out.pdf", 150)

    port = QtPort(make)
    assert [(one.name, one.is_default) for one in port.printers()] == [
        ("Lobby", True),
        ("Back office", False),
    ]
    port.print_pdf(Paper("visitors.pass", "张伟明", render(badge())))
    port.print_pdf(Paper("visitors.pass", "张伟明", render(badge())), "Back office")
    assert asked == ["Lobby", "Back office"]
    assert "张伟明".encode("utf-16-be") not in (tmp_path / "out.pdf").read_bytes()


def test_a_printer_in_trouble_or_unknown_prints_nothing(
    qapp: object, known: type[Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(name: str) -> QPrinter:
        raise AssertionError(name)

    paper = Paper("visitors.pass", "x", b"")
    with pytest.raises(PrinterTrouble, match="No printer"):
        QtPort(never).print_pdf(paper, "Gone")
    monkeypatch.setattr(known, "state_now", QPrinter.PrinterState.Error)
    with pytest.raises(PrinterTrouble, match="reports trouble"):
        QtPort(never).print_pdf(paper)


def test_best_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_port.shutil, "which", lambda name: "/bin/lp")
    monkeypatch.setattr(sys, "platform", "linux")
    assert isinstance(best_port(), CupsPrinter)
    monkeypatch.setattr(sys, "platform", "win32")
    assert isinstance(best_port(), QtPort)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(qt_port.shutil, "which", lambda name: None)
    assert isinstance(best_port(), QtPort)
