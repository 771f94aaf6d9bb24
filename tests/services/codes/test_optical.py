"""Printed passes, worn and photographed, read by two decoders that share no code: right, or not at all.

Nothing is laid on the three corner squares in the main count: a decoder finds the code by them, and without
one of them a QR code is lost whatever its error correction. What happens then is counted on its own; the
guard types the short number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from desk_app.services.codes.scanned import Scan, read
from desk_app.ui.gate.picture import texts_in
from tests.services.codes.prints import prints
from tests.services.codes.worn import Printed, View, view

SEED = 2_000_000
TENTH, TOO_MUCH = 0.1, 0.6
USUAL, ALL, CONTROL = 36, 500, 36

Reader = Callable[[Image.Image], Iterable[str]]


def by_zxing(image: Image.Image) -> Iterable[str]:
    """As the gate reads a picture: once as it is, and once more twice as large."""
    return texts_in(QImage(image.tobytes(), *image.size, image.width, QImage.Format.Format_Grayscale8))


def by_zbar(image: Image.Image) -> Iterable[str]:
    """Skips, by name, where the package or its system library is missing."""
    try:
        from pyzbar import pyzbar
    except ImportError as missing:
        pytest.skip(f"second decoder left out, libzbar0 or pyzbar is not installed: {missing}")
    kinds = [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128]
    return [code.data.decode() for code in pyzbar.decode(image, symbols=kinds)]


READERS: dict[str, Reader] = {"zxing-cpp": by_zxing, "zbar": by_zbar}


@dataclass
class Tally:
    """`refused`: other digits were read, and our own checks call them no code. `wrong`: they do not."""

    right: int = 0
    silent: int = 0
    refused: int = 0
    wrong: int = 0

    def count(self, one: View, texts: Iterable[str]) -> None:
        found = set(texts)
        others = found - {one.printed.digits}
        accepted = [
            text for text in others if read(text).what in (Scan.SIGNED_CODE, Scan.SHORT_NUMBER, Scan.SEVERAL)
        ]
        self.right += one.printed.digits in found
        self.silent += not found
        self.wrong += len(accepted)
        self.refused += len(others) - len(accepted)


@cache
def printed() -> tuple[Printed, ...]:
    return tuple(prints())


def tally(
    reader: str, count: int, stain: float, say: pytest.CaptureFixture[str], *, anywhere: bool = False
) -> Tally:
    found, covered = Tally(), 0.0
    for number in range(count):
        one = view(printed()[number % len(printed())], SEED + number, stain, anywhere=anywhere)
        covered += one.stained
        found.count(one, READERS[reader](one.image))
    with say.disabled():
        where = "anywhere" if anywhere else "corner squares clean"
        print(
            f"\n{reader}: {count} pictures from seed {SEED}, stained up to {stain:.0%} ({covered / count:.1%} "
            f"on average, {where}): {found}"
        )
    return found


def reads_them(reader: str, count: int, say: pytest.CaptureFixture[str]) -> None:
    found = tally(reader, count, TENTH, say)
    assert found.wrong == 0
    if reader == "zxing-cpp":  # the one the program uses
        assert found.right == count
    assert found.right > count * 0.6


@pytest.mark.parametrize("reader", READERS)
def test_worn_passes_are_read_and_none_wrongly(reader: str, capsys: Any) -> None:
    reads_them(reader, USUAL, capsys)


@pytest.mark.full
@pytest.mark.parametrize("reader", READERS)
def test_five_hundred_worn_passes_are_read_and_none_wrongly(reader: str, capsys: Any) -> None:
    reads_them(reader, ALL, capsys)


@pytest.mark.parametrize("reader", READERS)
def test_a_stain_on_a_corner_square_may_hide_a_pass_but_never_changes_it(reader: str, capsys: Any) -> None:
    found = tally(reader, CONTROL, TENTH, capsys, anywhere=True)
    assert found.wrong == 0
    assert 0 < found.silent < CONTROL


@pytest.mark.parametrize("reader", READERS)
def test_with_six_tenths_gone_many_are_lost_and_none_wrong(reader: str, capsys: Any) -> None:
    """The pictures have teeth: with more wear than a code can bear the decoders give up."""
    found = tally(reader, CONTROL, TOO_MUCH, capsys)
    assert found.wrong == 0
    assert found.right < CONTROL * 0.6


def test_what_the_proof_shows_is_what_is_printed() -> None:
    """Every kind, as long as it gets, on both printers: modules of half a millimetre, and more than one dot."""
    lengths = {len(one.digits) for one in printed()}
    assert min(lengths) == 271 and max(lengths) == 439
    assert len({one.name for one in printed()}) == len(printed()) == 18
    for one in printed():
        assert set(one.image.tobytes()) <= {0, 255}
        dots = (one.box[2] - one.box[0]) / one.modules
        assert dots >= 0.49 / 25.4 * (203 if "thermal" in one.name else 600)


def test_a_picture_is_the_same_in_every_run() -> None:
    one = printed()[0]
    first, again, other = (view(one, SEED + shift, TENTH) for shift in (0, 0, 1))
    assert first.image.tobytes() == again.image.tobytes() != other.image.tobytes()
    assert 0 < first.stained <= TENTH
