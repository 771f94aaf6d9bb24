"""Charts: every bar is as high as its value, black on white alone, no label upon another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desk_app.services.printing.model import Bar, Chart, Columns, Document, Size, Text
from desk_app.services.printing.render import render
from tests.services.printing.paper import fonts_of, raster, text_of, words_of

HOURS = tuple(Bar(f"{hour:02}", hour) for hour in range(7, 21))


def printed(*charts: Chart, size: Size = Size.A4) -> bytes:
    return render(Document("t", "t", size, charts))


@pytest.mark.parametrize("lying", [False, True])
def test_title_labels_and_values_are_on_it_and_fonts_are_embedded(lying: bool) -> None:
    bars = (Bar("会议", 12), Bar("施工、维保 <b>&amp;", 7), Bar("欧阳𠮷", 0))
    pdf = printed(Chart("来访事由", bars, lying=lying))
    text = text_of(pdf)
    assert all(one in text for one in ("来访事由", "会议", "施工、维保 <b>&amp;", "12", "7"))
    assert {one["emb"] for one in fonts_of(pdf)} == {"yes"}


def test_a_bar_is_as_long_as_its_value() -> None:
    page = raster(printed(Chart("t", (Bar("a", 100), Bar("b", 50), Bar("c", 0)), lying=True)), 100)
    dark = [sum(page.getpixel((x, y)) < 200 for x in range(90, 760)) for y in range(60, 220)]
    longest = max(dark)
    assert longest > 300
    assert any(0.45 * longest < one < 0.6 * longest for one in dark)


def test_the_greatest_is_black_and_others_grey() -> None:
    page = raster(printed(Chart("t", (Bar("a", 3), Bar("b", 9), Bar("c", 9)))), 100)
    row = [page.getpixel((x, 178)) for x in range(page.width)]
    assert sum(one < 40 for one in row) > 100 and sum(120 < one < 190 for one in row) > 50
    assert row.count(255) > 100, "the bars stand apart"


@pytest.mark.parametrize("size", [Size.A4, Size.RECEIPT_80])
def test_no_label_touches_its_neighbour(size: Size) -> None:
    days = tuple(Bar(f"2026-11-{day:02}", day * 1000) for day in range(1, 31))
    _, words = words_of(printed(Chart("t", days), size=size))
    labels = sorted((word.left, word.right) for word in words if word.text.startswith("2026"))
    assert 1 < len(labels) < 30
    assert all(one[1] < other[0] for one, other in pairwise(labels))
    values = [word.text for word in words if word.text == "30000"]
    assert values, "where the values have no room the greatest is said"


@pytest.mark.parametrize(
    "bars", [(), (Bar("00", 0),), tuple(Bar(one.label, 0) for one in HOURS), (Bar("x", 10**9),)]
)
@pytest.mark.parametrize("lying", [False, True])
def test_nothing_and_very_much_can_be_drawn(bars: tuple[Bar, ...], lying: bool) -> None:
    assert "drawn" in text_of(printed(Chart("drawn", bars, lying=lying)))


def test_a_title_is_never_parted_from_its_chart() -> None:
    for lines in range(30, 60):
        blocks = (*(Text("line") for _ in range(lines)), Chart("the title", HOURS))
        _, words = words_of(render(Document("t", "t", Size.A4, blocks)))
        pages = {word.text: word.page for word in words if word.text in ("title", "13")}
        assert len(set(pages.values())) == 1


def test_beside_each_other_they_share_the_page() -> None:
    charts = (Chart("left", HOURS),), (Chart("right", HOURS),)
    _, words = words_of(render(Document("t", "t", Size.A4, (Columns(charts),))))
    left, right = (next(one for one in words if one.text == text) for text in ("left", "right"))
    assert left.top == right.top and right.left > 200


def test_a_roll_knows_no_grey() -> None:
    page = raster(printed(Chart("t", HOURS), size=Size.RECEIPT_80), 203)
    grey = sum(page.histogram()[60:200])
    assert grey < 0.02 * page.width * page.height
