"""The look: colour tokens -> palette and the one style sheet, switched at run time.

Tokens lie in `resources/themes/{light,dark}.toml`, the style sheet in `desk.qss` beside them. Widgets ask for
meanings (`tone="warning"`, `kind="primary"`), never for a colour; whoever paints asks
`theme().color("muted")` while painting. To add a token, add it to both files; tests compare their names and
every contrast.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal, NamedTuple, get_args

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.core.paths import resources

Tone = Literal["neutral", "accent", "positive", "warning", "danger", "info"]
TONES: tuple[Tone, ...] = get_args(Tone)
THEMES = ("light", "dark")
FONT_FAMILY = "Noto Sans SC"
RARE_FAMILY = "Desk Rare Han"
# What stands in where the product's own font cannot be read; every one of them draws Chinese.
FONT_FALLBACKS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
)
FONT_PX = 14


class ToneColors(NamedTuple):
    """What one meaning looks like: ink on a soft ground, and a solid ground for white text."""

    ink: QColor
    soft: QColor
    solid: QColor


@dataclass(frozen=True)
class Theme:
    """One set of colour tokens."""

    name: str
    dark: bool
    tokens: Mapping[str, str]

    @staticmethod
    def load(name: str) -> Theme:
        """Read `resources/themes/<name>.toml`. Raises FileNotFoundError for an unknown name."""
        return _load(name)

    def color(self, token: str) -> QColor:
        """The colour of a token. Raises KeyError for an unknown one."""
        return QColor(self.tokens[token])

    def tone(self, tone: Tone) -> ToneColors:
        """The three colours of a meaning."""
        return ToneColors(self.color(tone), self.color(f"{tone}_soft"), self.color(f"{tone}_solid"))

    def palette(self) -> QPalette:
        """The palette for whatever the style sheet does not reach."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette

    def style_sheet(self) -> str:
        """The style sheet with this theme's colours. Raises KeyError if it names an unknown token."""
        return Template(_template()).substitute(self.tokens)


class Look(QObject):
    """The theme in use; `changed` tells those that keep painted pixels."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None

    @property
    def theme(self) -> Theme:
        """The theme in use; light until one is chosen."""
        if self._theme is None:
            self._theme = Theme.load("light")
        return self._theme

    def use(self, app: QApplication, name: str) -> None:
        """Dress the whole program in the theme `name` ("light" or "dark"); safe at any time."""
        self._theme = Theme.load(name)
        if app.style().name().lower() != "fusion":
            app.setStyle("Fusion")
        QDir.setSearchPaths("marks", [str(_folder() / "marks")])
        app.setPalette(self._theme.palette())
        app.setStyleSheet(self._theme.style_sheet())
        self.changed.emit(self._theme)


look = Look()


def theme() -> Theme:
    """The theme in use. Ask while painting; what is kept goes stale at the next switch."""
    return look.theme


def load_fonts(app: QApplication) -> bool:
    """Register the product's fonts (about 10 ms) and use them. False if they cannot be read."""
    families: set[str] = set()
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        families.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))))
    font = QFont()
    font.setFamilies([FONT_FAMILY, RARE_FAMILY, *FONT_FALLBACKS])
    font.setPixelSize(FONT_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    app.setFont(font)
    return FONT_FAMILY in families


def restyle(widget: QWidget, **properties: object) -> None:
    """Set style properties (`tone`, `kind`, `problem` ...) and let the style sheet look again."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


_ROLES: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Highlight: "accent_solid",
    QPalette.ColorRole.HighlightedText: "on_solid",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "tooltip_text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.BrightText: "on_solid",
    QPalette.ColorRole.Light: "line",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line_strong",
    QPalette.ColorRole.Dark: "field_line",
    QPalette.ColorRole.Shadow: "shadow",
    QPalette.ColorRole.Accent: "accent_solid",
}


def _folder() -> Path:
    return resources() / "themes"


@cache
def _load(name: str) -> Theme:
    data = tomllib.loads((_folder() / f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(name, bool(data["dark"]), data["colors"])


@cache
def _template() -> str:
    return (_folder() / "desk.qss").read_text(encoding="utf-8")
