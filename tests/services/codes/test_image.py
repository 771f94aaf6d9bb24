"""Codes as pictures, read back by a decoder that shares nothing with the program."""

from __future__ import annotations

import io
import random

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from desk_app.services.codes.image import QUIET_BARS, Matrix, Surface, bar_row, bar_widths, png, qr_matrix
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.scanned import read
from desk_app.services.codes.short_number import Kind, ShortNumber
from tests.services.codes.build import DESK, goods, visitor

VISITOR, GOODS = encode(visitor(), DESK), encode(goods(), DESK)
TAG = ShortNumber(Kind.LOAN, 3, 1234).digits


def picture(matrix: Matrix, scale: int = 4, quiet: int = 4) -> Image.Image:
    return Image.open(io.BytesIO(png(matrix, scale, quiet))).convert("L")


def decoded(image: Image.Image) -> list[tuple[str, str]]:
    return [(code.text, str(code.format)) for code in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("digits", [VISITOR, GOODS, TAG, "0", "007"])
@pytest.mark.parametrize("surface", Surface)
def test_a_qr_code_reads_back(digits: str, surface: Surface) -> None:
    (found,) = zxingcpp.read_barcodes(picture(qr_matrix(digits, surface)))
    assert found.text == digits
    assert found.ec_level == surface.value


@pytest.mark.parametrize(
    ("digits", "surface", "side"),
    [
        (VISITOR, Surface.PAPER, 53),
        (VISITOR, Surface.SCREEN, 45),
        ("9" * 440, Surface.PAPER, 65),
        ("9" * 440, Surface.SCREEN, 57),
        (TAG, Surface.PAPER, 21),
    ],
)
def test_modules_are_as_few_as_numeric_mode_allows(digits: str, surface: Surface, side: int) -> None:
    matrix = qr_matrix(digits, surface)
    assert len(matrix) == side
    assert {len(row) for row in matrix} == {side}


@pytest.mark.parametrize("seed", range(6))
def test_a_stained_and_blurred_pass_reads_back_or_not_at_all(seed: int) -> None:
    rng = random.Random(seed)
    image = picture(qr_matrix(GOODS, Surface.PAPER), scale=4)
    side = int(image.width * 0.1**0.5)  # a tenth of its area
    x, y = (rng.randrange(image.width // 4, image.width * 3 // 4 - side) for _ in range(2))
    ImageDraw.Draw(image).rectangle((x, y, x + side, y + side), fill=rng.choice([0, 90, 255]))
    image = image.rotate(rng.uniform(-20, 20), expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(1))
    assert [text for text, _ in decoded(image)] == [GOODS]


@pytest.mark.parametrize("number", [ShortNumber(kind, 3, 7**kind) for kind in Kind])
def test_bars_read_back(number: ShortNumber) -> None:
    row = bar_row(bar_widths(number.digits))
    found = decoded(picture((row,) * 30, scale=2, quiet=QUIET_BARS))
    assert found == [(number.digits, "Code 128")]
    assert read(found[0][0]).number == number


def test_every_pair_of_digits_has_its_bars() -> None:
    for start in range(0, 100, 5):
        digits = "".join(f"{pair:02d}" for pair in range(start, start + 5))
        row = bar_row(bar_widths(digits))
        assert len(row) == 11 * 7 + 13
        assert decoded(picture((row,) * 30, scale=2, quiet=QUIET_BARS)) == [(digits, "Code 128")]


@pytest.mark.parametrize("wrong", ["", "123", "12a4", "１２"])
def test_bars_take_pairs_of_digits(wrong: str) -> None:
    with pytest.raises(ValueError, match="even number"):
        bar_widths(wrong)


@pytest.mark.parametrize("wrong", ["", "EP1", "１２"])
def test_a_qr_code_takes_digits(wrong: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        qr_matrix(wrong, Surface.PAPER)


def test_a_png_has_the_size_asked_for() -> None:
    image = picture(((True, False), (False, True)), scale=3, quiet=2)
    assert image.size == (18, 18)
    assert [image.getpixel((x, 7)) for x in (5, 6, 8, 9, 11, 12)] == [255, 0, 0, 255, 255, 255]
