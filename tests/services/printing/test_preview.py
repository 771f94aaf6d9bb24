"""The preview shows the paper, page by page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from desk_app.services.printing.preview import page_count, page_image, page_images
from desk_app.services.printing.render import render
from tests.services.printing import samples
from tests.services.printing.paper import decoded


def test_a_page_has_the_size_of_its_paper_and_shows_its_code() -> None:
    page = page_image(render(samples.badge()), 0, 300)
    assert (page.width, page.height) == (
        pytest.approx(105 / 25.4 * 300, abs=1),
        pytest.approx(148 / 25.4 * 300, abs=1),
    )
    assert len(page.rgb) == page.width * page.height * 3
    picture = Image.frombytes("RGB", (page.width, page.height), page.rgb)
    assert decoded(picture.convert("L")) == [samples.DIGITS]


def test_every_page_comes_in_order() -> None:
    pdf = render(samples.roll_call(100))
    assert len(list(page_images(pdf, 30))) == page_count(pdf) > 2


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        page_image(render(samples.badge()), 1, 72)


def test_many_threads_get_the_same_picture() -> None:
    pdf = render(samples.badge())
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: page_image(pdf, 0, 40).rgb, range(12)))) == 1


def test_the_picture_is_not_in_a_log_line() -> None:
    assert "rgb" not in repr(page_image(render(samples.badge()), 0, 20))
