import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desk_app.services.core.paths import resources
from desk_app.ui.icons import icon, icon_names, pixmap
from desk_app.ui.theme import look, theme

FILES = sorted((resources() / "icons").glob("*.svg"))


def darkest(image: QImage) -> str:
    """The colour of the most opaque pixel."""
    spots = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(spots, key=lambda spot: spot.alpha()).name()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_icon_is_a_24_px_stroke_that_draws_something(path, qapp: QApplication) -> None:
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert set(re.findall(r'"(#\w+)"', text)) == {"#000"}
    assert QSvgRenderer(str(path)).isValid()
    image = pixmap(path.stem, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() > 100 for x in range(24) for y in range(24))


def test_the_front_desk_has_its_icons() -> None:
    assert len(icon_names()) >= 60
    assert {"visitors", "umbrella", "key", "mail", "wrench", "lost", "pass", "gate"} <= icon_names()


def test_an_icon_follows_the_theme_without_being_set_again(qapp: QApplication) -> None:
    kept = icon("key", "danger")
    light = kept.pixmap(QSize(48, 48)).toImage()
    assert darkest(light) == theme().color("danger").name()
    look.use(qapp, "dark")
    assert darkest(kept.pixmap(QSize(48, 48)).toImage()) == theme().color("danger").name()


def test_a_disabled_icon_is_pale() -> None:
    pale = icon("key", "text").pixmap(QSize(48, 48), QIcon.Mode.Disabled).toImage()
    assert darkest(pale) == theme().color("disabled").name()


def test_at_twice_the_scale_there_are_twice_the_pixels() -> None:
    twice = pixmap("mail", 20, ratio=2.0)
    assert twice.width() == 40
    assert twice.deviceIndependentSize().width() == 20
    asked = icon("mail").pixmap(QSize(20, 20), 2.0)
    assert (asked.width(), asked.devicePixelRatio()) == (40, 2.0)


def test_an_unknown_icon_is_a_bug() -> None:
    with pytest.raises(ValueError, match="nothing"):
        icon("nothing")
