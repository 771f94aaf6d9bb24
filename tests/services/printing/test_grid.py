"""Grids: nothing leaves its cell, whatever is in it; a sheet of labels keeps to the millimetre."""

from __future__ import annotations

import pytest

from desk_app.services.printing.labels import hook, labels, tag
from desk_app.services.printing.model import Document, Grid, Size, Text, TextSize
from desk_app.services.printing.render import render
from tests.services.printing.paper import decoded, raster, words_of
from tests.services.printing.test_hostile import HOSTILE

MM = 72 / 25.4


def test_what_is_higher_than_its_cell_is_left_out_from_below() -> None:
    cell = tuple(Text(f"L{place}") for place in range(9))
    grid = Grid((cell, (Text("next"),)), 60, 15, across=1)
    _, words = words_of(render(Document("t", "t", Size.A4, (grid,))))
    texts = [word.text for word in words if word.text.startswith(("L", "next"))]
    assert texts == ["L0", "L1", "next"]
    first, second = (next(word for word in words if word.text == text) for text in ("L1", "next"))
    assert first.bottom <= second.top


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", [Size.LABELS_A4, Size.LABEL_40_30])
def test_no_name_pushes_the_code_off_its_label(name: str, size: Size) -> None:
    pdf = render(labels("t.tag", "t", size, [tag(HOSTILE[name], "20010016", size, (HOSTILE[name],))]))
    sizes, words = words_of(pdf)
    assert len(sizes) == 1 and decoded(raster(pdf, 300)) == ["20010016"]
    width, height = sizes[0]
    right = (7.25 + 63.5) * MM if size.sheet_of else width
    bottom = (12.9 + 33.9) * MM if size.sheet_of else height
    assert all(word.right <= right + 1 and word.bottom <= bottom + 3 for word in words)


def test_a_full_sheet_is_one_page_and_one_more_label_begins_the_next() -> None:
    for count, pages in ((24, 1), (25, 2)):
        each = [hook(str(place)) for place in range(count)]
        assert len(words_of(render(labels("t.hook", "t", Size.LABELS_A4, each)))[0]) == pages


def test_a_giant_number_shrinks_to_its_line() -> None:
    short, long = (
        words_of(render(Document("t", "t", Size.LABEL_40_30, (Text(text, TextSize.GIANT),))))[1][0]
        for text in ("8", "A12345")
    )
    assert short.bottom - short.top > 1.5 * (long.bottom - long.top) and long.right <= 40 * MM
