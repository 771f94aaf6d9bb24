"""Makes `resources/fonts/DeskRareHan-Regular.ttf`: the hanzi of rare names that the main font lacks, and nothing
else.

Run it again only when the main font or a source changes. Needs fontTools (any 4.5 or later), not a dependency of the
program:

    python installer/fonts/make_fallback.py resources/fonts LXGWWenKai-Regular.ttf HanaMinA.ttf

Sources are taken in the order given: the first that has a character draws it. The result is the same, byte for byte,
from the same sources. Both sources reserve their names, so the result carries none of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Desk Rare Han"
FILE_NAME = "DeskRareHan-Regular.ttf"
UNITS = 1000
ASCENT, DESCENT = 880, -120
HANZI = (
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2FA1F),
    (0x30000, 0x323AF),
)
# Seconds since 1904; a fixed moment keeps the file the same on every run.
MADE_AT = 3_800_000_000

NAMES = {
    "copyright": (
        "Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee); "
        "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai); "
        "Copyright 2008-2017 GlyphWiki Project (http://glyphwiki.org/)"
    ),
    "familyName": FAMILY,
    "styleName": "Regular",
    "uniqueFontIdentifier": "DeskRareHan-Regular-1",
    "fullName": f"{FAMILY} Regular",
    "version": "Version 1.000",
    "psName": "DeskRareHan-Regular",
    "licenseDescription": "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    "licenseInfoURL": "https://openfontlicense.org",
}


def is_hanzi(code: int) -> bool:
    """Whether Unicode calls this code point an ideograph (private use is not)."""
    return any(first <= code <= last for first, last in HANZI)


def wanted(main: TTFont, sources: list[TTFont]) -> dict[int, TTFont]:
    """Each missing hanzi with the first source that has it, in the order of code points."""
    known = set(main.getBestCmap())
    found: dict[int, TTFont] = {}
    for source in sources:
        for code in source.getBestCmap():
            if is_hanzi(code) and code not in known:
                found.setdefault(code, source)
    return dict(sorted(found.items()))


def outline(source: TTFont, code: int) -> tuple[Glyph, int]:
    """The glyph at 1000 units to the em, composites taken apart, and its advance width."""
    scale = UNITS / source["head"].unitsPerEm
    glyphs = source.getGlyphSet()
    name = source.getBestCmap()[code]
    plain = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(plain)
    pen = TTGlyphPen(None)
    plain.replay(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph(), round(glyphs[name].width * scale)


def box() -> tuple[Glyph, int]:
    """The glyph of a missing character: a hollow box."""
    pen = TTGlyphPen(None)
    for corners in (
        ((80, -80), (80, 840), (920, 840), (920, -80)),
        ((130, -30), (870, -30), (870, 790), (130, 790)),
    ):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph(), UNITS


def build(characters: dict[int, TTFont]) -> TTFont:
    """A TrueType font of exactly these characters and a space."""
    drawn = {".notdef": box(), "space": (TTGlyphPen(None).glyph(), 250)}
    drawn |= {f"u{code:05X}": outline(source, code) for code, source in characters.items()}
    font = FontBuilder(UNITS, isTTF=True)
    font.setupGlyphOrder(list(drawn))
    font.setupCharacterMap({0x20: "space"} | {code: f"u{code:05X}" for code in characters})
    font.setupGlyf({name: glyph for name, (glyph, _) in drawn.items()})
    table = font.font["glyf"]
    font.setupHorizontalMetrics({name: (width, getattr(table[name], "xMin", 0)) for name, (_, width) in drawn.items()})
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable(NAMES)
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=1000, usWinDescent=250, fsType=0)
    font.setupPost(keepGlyphNames=False)
    font.updateHead(created=MADE_AT, modified=MADE_AT)
    font.font.recalcTimestamp = False
    return font.font


def main(arguments: list[str]) -> None:
    """Folder of the fonts, then the sources in order of preference."""
    folder = Path(arguments[0])
    sources = [TTFont(path, fontNumber=0) for path in arguments[1:]]
    characters = wanted(TTFont(folder / "NotoSansSC-Regular.ttf"), sources)
    build(characters).save(folder / FILE_NAME)
    print(f"{FILE_NAME}: {len(characters)} hanzi")


if __name__ == "__main__":
    main(sys.argv[1:])
