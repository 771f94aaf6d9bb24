"""Passes of every kind, typical and as long as they get, printed: an 80 mm slip at 203 dpi, one bit, and an
A5 sheet at 600 dpi.
"""

from __future__ import annotations

from collections.abc import Iterator

import zxingcpp
from PIL import Image

from desk_app.services.codes.claims import PassKind
from desk_app.services.codes.goods import ShortLine
from desk_app.services.codes.image import Surface, qr_matrix
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import PassFields
from desk_app.services.passes.documents import exit_pass
from desk_app.services.passes.records import ExitKind
from desk_app.services.printing.model import Code, Document, Heading, Size, Text
from desk_app.services.printing.preview import page_image
from desk_app.services.printing.render import render
from tests.services.codes.build import DESK, goods, visitor
from tests.services.codes.worn import Printed
from tests.services.passes.paper_samples import a_pass, paper

PRINTERS = {"thermal": (Size.RECEIPT_80, 203), "laser": (Size.A5, 600)}
FULL = PassFields((ShortLine(1, "桌" * 33),))


def passes() -> dict[str, str]:
    """Digits by name: the five kinds, those with goods also as long as they get."""
    found = {"visitor": encode(visitor(), DESK)}
    for kind in PassKind:
        if kind is not PassKind.VISITOR:
            name = kind.name.lower()
            found[name] = encode(goods(kind=kind), DESK)
            found[f"{name}, longest"] = encode(goods(kind=kind, fields=FULL, trips=255), DESK)
    return found


def prints() -> Iterator[Printed]:
    """Every pass on both printers."""
    for printer, (size, dpi) in PRINTERS.items():
        for name, digits in passes().items():
            yield printed(f"{name}, {printer}", digits, size, dpi)


def printed(name: str, digits: str, size: Size, dpi: int) -> Printed:
    """The code as it comes out, black or white by dot, with a fifth of its size of paper around."""
    page = page_image(render(paper_of(digits, size)), 0, dpi)
    sheet = Image.frombytes("RGB", (page.width, page.height), page.rgb).convert("L")
    sheet = sheet.point(lambda grey: 255 if grey > 127 else 0)
    (found,) = zxingcpp.read_barcodes(sheet, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.text == digits
    at = found.position
    left, top, right, bottom = at.top_left.x, at.top_left.y, at.bottom_right.x, at.bottom_right.y
    air = (right - left) // 5
    cut = (max(0, left - air), max(0, top - air), right + air, bottom + air)
    box = (left - cut[0], top - cut[1], right - cut[0], bottom - cut[1])
    return Printed(name, digits, len(qr_matrix(digits, Surface.PAPER)), sheet.crop(cut), box)


def paper_of(digits: str, size: Size) -> Document:
    """The paper that people hold: the real exit pass; for a visitor, who has a badge, the code with its number."""
    kind = PassKind(int(digits[2]))
    if kind is not PassKind.VISITOR:
        return exit_pass(a_pass(kind=ExitKind[kind.name], pass_code=digits), paper(), size=size)
    said = (
        Heading("访客证", "V2611220012"),
        Code(digits, short="7003 0120 49", caption="出门时扫码"),
        Text("前台"),
    )
    return Document("pass", "访客证", size, said)
