"""Codes as modules and bars: QR (numeric) and Code 128-C. Printing and screens draw them.

A module is at least 0.5 mm on paper, with a quiet zone of `QUIET` modules round a QR code and `QUIET_BARS`
beside bars.
"""

from __future__ import annotations

import enum
import struct
import zlib

from desk_app.services.codes.digits import is_digits

QUIET = 4
QUIET_BARS = 10

Matrix = tuple[tuple[bool, ...], ...]


class Surface(enum.Enum):
    """Where a code will be read from; decides how much of it may be damaged."""

    PAPER = "Q"
    """A quarter of it may be lost: stains, folds, worn print."""
    SCREEN = "M"
    """15 %: bigger modules on a small screen."""


_PLAIN_MASK_FROM = 100
"""Digits. Signed codes are as good as random: a fixed mask costs them 5 % more penalty than the best of
eight, and a quarter of the time. Short ones are mostly padding and get the best mask."""
_MASK = 7


def qr_matrix(digits: str, surface: Surface) -> Matrix:
    """The modules of the QR code, dark is True, no quiet zone. Raises ValueError for anything but digits."""
    if not is_digits(digits):
        raise ValueError("only digits are printed to be scanned")
    import qrcode
    from qrcode.util import MODE_NUMBER, QRData

    levels = {Surface.PAPER: qrcode.ERROR_CORRECT_Q, Surface.SCREEN: qrcode.ERROR_CORRECT_M}
    mask = _MASK if len(digits) >= _PLAIN_MASK_FROM else None
    code = qrcode.QRCode(error_correction=levels[surface], border=0, mask_pattern=mask)
    code.add_data(QRData(digits.encode("ascii"), mode=MODE_NUMBER), optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


# Widths of bar, gap, bar, gap, bar, gap per symbol, ISO/IEC 15417; symbol 105 starts set C.
_SYMBOLS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222"
    "123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321"
    "232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224"
    "111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113"
    "114311411113411311113141114131311141411131211412211214211232"
)
_START_C = 105
_STOP = "2331112"
_WIDTHS = 6


def bar_widths(digits: str) -> tuple[int, ...]:
    """Code 128-C: widths in modules of bar, gap, bar, … bar. Raises ValueError unless an even number of
    digits.
    """
    if not is_digits(digits) or len(digits) % 2:
        raise ValueError("Code 128-C takes an even number of digits")
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    check = (_START_C + sum(place * pair for place, pair in enumerate(pairs, 1))) % 103
    symbols = "".join(_SYMBOLS[s * _WIDTHS : (s + 1) * _WIDTHS] for s in (_START_C, *pairs, check))
    return tuple(int(width) for width in symbols + _STOP)


def bar_row(widths: tuple[int, ...]) -> tuple[bool, ...]:
    """Bars as one row of modules, dark is True."""
    return tuple(place % 2 == 0 for place, width in enumerate(widths) for _ in range(width))


def png(matrix: Matrix, scale: int, quiet: int = QUIET) -> bytes:
    """A black-and-white PNG, `scale` pixels per module, with a quiet zone all round."""
    side = (False,) * quiet
    width = (len(matrix[0]) + 2 * quiet) * scale
    empty = (False,) * (len(matrix[0]) + 2 * quiet)
    rows = [empty] * quiet + [side + row + side for row in matrix] + [empty] * quiet
    pixels = b"".join(_png_row(row, scale) * scale for row in rows)
    header = struct.pack(">IIBBBBB", width, len(rows) * scale, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _png_row(row: tuple[bool, ...], scale: int) -> bytes:
    bits = "".join(("0" if dark else "1") * scale for dark in row)
    bits += "0" * (-len(bits) % 8)
    return b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
