import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel

from desk_app.services.core.paths import resources
from desk_app.ui.theme import THEMES, TONES, Theme, look, restyle, theme

GROUNDS = ("surface", "raised", "sunken", "hover", "pressed")
PAIRS = [
    *((ink, ground) for ink in ("text", "muted") for ground in GROUNDS),
    *(("faint", ground) for ground in ("raised", "surface")),
    *((tone, ground) for tone in TONES for ground in ("surface", "raised", "hover", f"{tone}_soft")),
    *(("text", f"{tone}_soft") for tone in TONES),
    *(("muted", f"{tone}_soft") for tone in TONES),
    *(("on_solid", f"{tone}_solid") for tone in TONES),
    ("on_solid", "accent_solid_hover"),
    ("on_solid", "accent_solid_pressed"),
    ("on_solid", "danger_solid_hover"),
    ("selection_text", "selection"),
    ("tooltip_text", "tooltip"),
]


def luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_every_ground(name: str) -> None:
    chosen = Theme.load(name)
    poor = {
        pair: round(contrast(chosen.color(pair[0]), chosen.color(pair[1])), 2)
        for pair in PAIRS
        if contrast(chosen.color(pair[0]), chosen.color(pair[1])) < 4.5
    }
    assert not poor


@pytest.mark.parametrize("name", THEMES)
def test_rings_and_field_borders_can_be_seen(name: str) -> None:
    chosen = Theme.load(name)
    for line in ("focus", "field_line"):
        for ground in ("surface", "raised"):
            assert contrast(chosen.color(line), chosen.color(ground)) >= 3, (line, ground)


@pytest.mark.parametrize("name", THEMES)
def test_rules_of_the_style_sheet_that_set_both_are_readable(name: str) -> None:
    chosen = Theme.load(name)
    template = (resources() / "themes" / "desk.qss").read_text(encoding="utf-8")
    checked = 0
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", template):
        ink = re.search(r"(?<![-\w])color: \$(\w+)", body)
        ground = re.search(r"(?<![-\w])background: \$(\w+)", body)
        if ink and ground and ink[1] != "disabled":
            checked += 1
            assert contrast(chosen.color(ink[1]), chosen.color(ground[1])) >= 4.5, selector
    assert checked >= 20


def test_both_themes_name_the_same_tokens() -> None:
    assert Theme.load("light").tokens.keys() == Theme.load("dark").tokens.keys()


def test_the_style_sheet_names_known_tokens_and_uses_no_bare_colour() -> None:
    for name in THEMES:
        assert "$" not in Theme.load(name).style_sheet()
    template = (resources() / "themes" / "desk.qss").read_text(encoding="utf-8")
    bare = [rule for rule in re.findall(r"#[0-9A-Fa-f]{6}", template) if rule != "#FFFFFF"]
    assert not bare  # the signature pad is paper: white in both


def test_switching_at_run_time_recolours_what_is_alive(qapp: QApplication) -> None:
    label = QLabel("x")
    label.ensurePolished()
    seen: list[str] = []
    look.changed.connect(lambda chosen: seen.append(chosen.name))
    look.use(qapp, "dark")
    label.ensurePolished()
    assert theme().dark
    assert seen == ["dark"]
    assert label.palette().windowText().color() == theme().color("text")


def test_restyle_only_touches_the_style_when_something_changed() -> None:
    label = QLabel("x")
    label.setProperty("role", "pill")
    restyle(label, tone="danger")
    label.ensurePolished()
    assert label.palette().windowText().color() == theme().color("danger")
    restyle(label, tone=None)
    assert label.palette().windowText().color() == theme().color("neutral")
