from __future__ import annotations

import base64
import io

import pypdfium2
import pytest
from PIL import Image

from desk_app.services.blobs.pictures import clean_picture
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import UserError
from desk_app.services.letterhead.options import COMPANY, CONTACT, LOGO, house_of, kept_logo, read_logo
from desk_app.services.printing.desk_paper import House, Paper
from desk_app.services.printing.model import Document, Heading, Size
from desk_app.services.printing.render import render
from desk_app.services.settings.service import SettingsService
from tests.desk_fixtures import People
from tests.services.loans.paper_samples import paper as paper_of_demo


def picture(width: int = 900, height: int = 300, color: str = "#c00000") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, "PNG")
    return out.getvalue()


def logo() -> bytes:
    return base64.b64decode(kept_logo(clean_picture(picture())))


def with_house(house: House) -> Paper:
    plain = paper_of_demo()
    return Paper(plain.words, plain.desk, plain.zone, house)


def page(paper: Paper, size: Size) -> pypdfium2.PdfPage:
    document = Document("loans.list", "x", size, (paper.letterhead("ZX-A1-261122-007"), Heading("借用单")))
    return pypdfium2.PdfDocument(render(document))[0]


def words(paper: Paper, size: Size) -> str:
    text: str = page(paper, size).get_textpage().get_text_range()
    return text


def red(paper: Paper, size: Size) -> int:
    """How much of the first page has the colour of the logo."""
    seen = page(paper, size).render(scale=1).to_pil().convert("RGB")
    return sum(n for n, one in seen.getcolors(1 << 24) if one[0] > 150 and one[1] < 60)


@pytest.mark.parametrize("size", [Size.A4, Size.A5, Size.A6, Size.RECEIPT_80])
def test_the_company_stands_first_and_the_building_below(size: Size) -> None:
    said = words(with_house(House("云厦物业管理有限公司", "中山路 1 号 · 021-55550000")), size)
    for part in ("云厦物业管理有限公司", "021-55550000", paper_of_demo().desk.building, "ZX-A1-261122-007"):
        assert part in said


def test_without_a_company_the_building_stands_alone() -> None:
    plain = paper_of_demo()
    assert plain.letterhead("7").name == plain.desk.building and not plain.letterhead("7").below


@pytest.mark.parametrize("size", [Size.A4, Size.A5, Size.A6])
def test_the_logo_is_printed_in_its_colours(size: Size) -> None:
    assert red(with_house(House(logo=logo())), size) > 20 > red(with_house(House()), size)


def test_a_slip_prints_the_logo_without_colour_and_a_label_not_at_all() -> None:
    def dark(size: Size, house: House) -> int:
        grey = page(with_house(house), size).render(scale=1).to_pil().convert("L")
        return sum(n for n, one in grey.getcolors() if one < 128)

    with_logo, without = House(logo=logo()), House()
    assert red(with_house(with_logo), Size.RECEIPT_80) == 0
    assert dark(Size.RECEIPT_80, with_logo) > dark(Size.RECEIPT_80, without) + 100
    assert dark(Size.LABEL_60_40, with_logo) == dark(Size.LABEL_60_40, without)


def test_bytes_that_are_no_picture_leave_the_paper_whole() -> None:
    assert "借用单" in words(with_house(House(logo=b"no picture")), Size.A4)


@pytest.mark.parametrize("kept", ["%%%", base64.b64encode(b"GIF89a....").decode(), "AAAA"])
def test_what_is_no_picture_is_refused_and_the_old_logo_stays(
    desk: Services, people: People, kept: str
) -> None:
    settings, bench = desk.get(SettingsService), desk.bench
    good = kept_logo(clean_picture(picture()))
    settings.change(people.supervisor, LOGO, good)
    with pytest.raises(UserError):
        settings.change(people.supervisor, LOGO, kept)
    assert house_of(bench.settings).logo == read_logo(good)


def test_a_large_picture_is_made_small(desk: Services, people: People) -> None:
    kept = kept_logo(clean_picture(picture(4000, 1000)))
    assert Image.open(io.BytesIO(read_logo(kept))).size == (480, 120)


@pytest.mark.parametrize("setting", [COMPANY, CONTACT])
def test_a_line_longer_than_the_head_is_refused(desk: Services, people: People, setting: object) -> None:
    with pytest.raises(UserError):
        desk.get(SettingsService).change(people.supervisor, setting, "云" * 61)  # type: ignore[arg-type]
