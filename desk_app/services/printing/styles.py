"""How each paper looks: margins, type sizes, greys, the printer's dots. All lengths in points unless named mm.

To add a paper: a member of `model.Size` and its Look here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desk_app.services.printing.model import Size, TextSize

MM = 72 / 25.4

BLACK = 0.0
MUTED = 0.38
LINE = 0.80
SHADE = 0.945
WATERMARK = 0.92


@dataclass(frozen=True)
class Look:
    """One paper's typography.

    `dots` is the printer's resolution codes are drawn for. `mono`: no greys, a thermal head has none. `single`: one
    page is all there is (a badge, a label), so texts are cut rather than flow on. `max_lines` is the limit of a text
    that names none.
    """

    margin_x: float
    margin_top: float
    margin_bottom: float
    small: float
    normal: float
    large: float
    huge: float
    huge_least: float
    heading: float
    gap: float
    giant: float = 60
    dots: int = 300
    mono: bool = False
    single: bool = False
    footer: bool = False
    max_lines: int = 0

    def points(self, size: TextSize) -> float:
        """The size of type for a meaning."""
        return {
            TextSize.SMALL: self.small,
            TextSize.NORMAL: self.normal,
            TextSize.LARGE: self.large,
            TextSize.HUGE: self.huge,
            TextSize.GIANT: self.giant,
        }[size]

    def grey(self, wanted: float) -> float:
        """A grey this paper can print: thermal paper has black and white only."""
        return wanted if not self.mono else (BLACK if wanted < SHADE else 1.0)


_SHEET = Look(17 * MM, 15 * MM, 17 * MM, 7.8, 9.6, 12.5, 26, 16, 17, 5, footer=True)
_A5 = Look(11 * MM, 10 * MM, 13 * MM, 7.2, 9, 11.5, 22, 14, 14, 4, footer=True)
_A6 = Look(7.5 * MM, 7 * MM, 6 * MM, 7.2, 9.4, 13, 42, 22, 17, 3.8, single=True, max_lines=2)
# 72 mm of 80 can be printed; a head of 203 dpi has 576 dots for them.
_RECEIPT = Look(4 * MM, 3 * MM, 6 * MM, 7.6, 9.2, 11.5, 24, 14, 14, 3.5, dots=203, mono=True, max_lines=6)
_LABEL = Look(
    2 * MM,
    1.5 * MM,
    1.5 * MM,
    5.8,
    7,
    9,
    15,
    8,
    8.5,
    1.2,
    giant=46,
    dots=203,
    mono=True,
    single=True,
    max_lines=1,
)
_WIDE_LABEL = replace(
    _LABEL, small=6.4, normal=8, large=11, huge=20, huge_least=11, heading=10, giant=64, max_lines=2
)
# The sheet's own margins: 3 labels of 63.5 mm with 2.5 mm between them, 8 of 33.9 mm below each other.
_LABEL_SHEET = replace(
    _WIDE_LABEL,
    margin_x=7.25 * MM,
    margin_top=12.9 * MM,
    margin_bottom=12.9 * MM,
    giant=52,
    dots=300,
    mono=False,
    single=False,
)

LOOKS: Mapping[Size, Look] = {
    Size.A4: _SHEET,
    Size.A4_LANDSCAPE: _SHEET,
    Size.A5: _A5,
    Size.A5_LANDSCAPE: _A5,
    Size.A6: _A6,
    Size.RECEIPT_80: _RECEIPT,
    Size.LABEL_60_40: _WIDE_LABEL,
    Size.LABEL_40_30: _LABEL,
    Size.LABELS_A4: _LABEL_SHEET,
}
"""The look of every size."""
