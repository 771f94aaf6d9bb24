"""Codes are read from every paper at the resolution of its printer, and nothing covers them."""

from __future__ import annotations

import pytest

from desk_app.services.printing.draw_code import fit
from desk_app.services.printing.model import Code, Document, Size, Symbology, Text
from desk_app.services.printing.render import render
from desk_app.services.printing.styles import LOOKS, MM
from tests.services.printing import samples
from tests.services.printing.paper import code_area, decoded, raster, words_of

PRINTERS = [pytest.param(203, True, id="203 dpi mono"), pytest.param(300, False, id="300 dpi")]


@pytest.mark.parametrize(("dpi", "mono"), PRINTERS)
@pytest.mark.parametrize("count", [10, 260, 430])
def test_a_badge_is_scanned(count: int, dpi: int, mono: bool) -> None:
    payload = samples.digits(count)
    assert decoded(raster(render(samples.badge(code=payload, copy=1)), dpi, mono)) == [payload]


@pytest.mark.parametrize(("dpi", "mono"), PRINTERS)
@pytest.mark.parametrize("count", [10, 260, 430])
def test_a_receipt_is_scanned(count: int, dpi: int, mono: bool) -> None:
    payload = samples.digits(count)
    assert decoded(raster(render(samples.receipt(payload, copy=2)), dpi, mono)) == [payload]


@pytest.mark.parametrize("make", [samples.tag, samples.key_tag, samples.english_receipt])
def test_tags_and_bars_are_scanned(make: object) -> None:
    document = make()  # type: ignore[operator]
    assert len(decoded(raster(render(document), 203, mono=True))) == 1


def test_bars_carry_the_digits() -> None:
    assert decoded(raster(render(samples.tag()), 203, mono=True)) == ["5000014837"]


@pytest.mark.parametrize("size", [Size.A6, Size.RECEIPT_80])
@pytest.mark.parametrize("count", [10, 260, 430])
def test_modules_are_square_whole_dots_of_half_a_millimetre_or_more(size: Size, count: int) -> None:
    look = LOOKS[size]
    symbol = fit(Code(samples.digits(count)), 48 * MM, look)
    dots = symbol.module * look.dots / 72
    assert symbol.row_height == symbol.module
    assert dots == pytest.approx(round(dots))
    assert symbol.module >= 0.5 * MM


def test_thermal_modules_fall_on_dots() -> None:
    """At 203 dpi every module is the same number of pixels: no grey edge, no narrow column."""
    picture = raster(render(samples.receipt(samples.digits(260))), 203)
    left, top, right, bottom = code_area(picture)
    inside = picture.crop((left + 2, top + 2, right - 2, bottom - 2))
    greys = sum(count for count, value in inside.getcolors(256) or [] if value not in (0, 255))
    assert greys == 0


@pytest.mark.parametrize("make", [samples.badge, samples.receipt])
def test_the_copy_mark_stands_beside_the_code_and_never_over_it(make: object) -> None:
    pdf = render(make(copy=2))  # type: ignore[operator]
    left, top, right, bottom = (pixels * 72 / 300 for pixels in code_area(raster(pdf, 300)))
    _, words = words_of(pdf)
    mark = [word for word in words if "副本" in word.text]
    assert mark
    assert mark[0].left >= right
    assert top < (mark[0].top + mark[0].bottom) / 2 < bottom
    for word in words:
        assert word.right <= left or word.left >= right or word.bottom <= top or word.top >= bottom


def test_the_watermark_stays_out_of_the_quiet_zone() -> None:
    document = Document("pass", "t", Size.A5, (Code(samples.digits(430)),), watermark="演练 DRILL")
    assert decoded(raster(render(document), 203, mono=True)) == [samples.digits(430)]


def test_only_digits_are_printed_to_be_scanned() -> None:
    for bad in ("", "12a", "１２", "http://x"):
        with pytest.raises(ValueError, match="digits"):
            Code(bad)
    with pytest.raises(ValueError, match="even"):
        Code("123", Symbology.CODE_128)


def test_a_code_too_wide_for_its_paper_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="need"):
        render(Document("tag", "t", Size.LABEL_40_30, (Code(samples.digits(430)),)))


def test_the_short_number_stands_below_its_code() -> None:
    pdf = render(Document("tag", "t", Size.A6, (Text("x"), Code("123456", Symbology.QR, short="12 3456"))))
    *_, bottom = (pixels * 72 / 300 for pixels in code_area(raster(pdf, 300)))
    _, words = words_of(pdf)
    assert next(word for word in words if word.text == "3456").top > bottom
