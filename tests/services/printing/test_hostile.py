"""Nothing that is typed into a field acts, hides or pushes anything off the paper."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

import pytest

from desk_app.services.printing.model import (
    Banner,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    Letterhead,
    SignatureLines,
    Size,
    Table,
    Text,
    TextSize,
    Tick,
    TickBoxes,
)
from desk_app.services.printing.render import render
from tests.services.printing import samples
from tests.services.printing.paper import decoded, raster, text_of, words_of

HOSTILE = {
    "html": "<script>alert(1)</script><b>x</b>&amp;<a href='http://x'>y</a>",
    "reportlab": "<para><font color=\"[[[getattr(pow,Attacker('__class__'))] for x in [1]]]\">x</font></para>",
    "formula": "=cmd|' /C calc'!A0",
    "sql": "'; DROP TABLE visits; --",
    "pdf": ") Tj ET /JS (app.alert(1)) /Launch /URI (http://x) endstream endobj",
    "controls": "".join(map(chr, range(32))) + "\x7f\x85",
    "rtl": "\u202e\u2066مرحبا\u2069 שלום",
    "emoji": "👨\u200d👩\u200d👧😀🏳️\u200d🌈",
    "surrogate": "\ud800\udfff",
    "marks": "a" + "\u0301" * 500,
    "long word": "W" * 10_000,
    "long hanzi": "䶮" * 10_000,
    "long lines": "行\n" * 5_000,
    "boxes": "\U00031350" * 2_000,
}
SIZES = list(Size)


def everywhere(text: str, size: Size) -> Document:
    """A paper with the text in every place that takes one."""
    return Document(
        "hostile",
        text,
        size,
        (
            Letterhead(text, text),
            Heading(text, text),
            Banner(text, text),
            Text(text, TextSize.HUGE),
            Text(text, max_lines=3),
            Fields(
                (Field(text, text, strong=True), Field("a", text), Field("b", text, wide=True)), columns=2
            ),
            Columns(((Fields((Field(text, text),), stacked=True),), (Text(text, max_lines=2),))),
            Table(
                (Column(text, 2), Column("x", 1, tick=True), Column("y")),
                ((text, text, text), ("short row",)),
            ),
            TickBoxes((Tick(text, True), Tick(text))),
            SignatureLines((text, text)),
        ),
        number=text,
        copy=2,
        watermark=text,
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_everything_stays_on_the_page(name: str) -> None:
    for size in (Size.A4, Size.A6, Size.RECEIPT_80):
        sizes, words = words_of(render(replace(everywhere(HOSTILE[name], size), watermark="")))
        for word in words:
            width, height = sizes[word.page]
            assert word.left >= -1
            assert word.right <= width + 1
            # A hanzi's box is higher than its ink.
            assert word.top >= -3
            assert word.bottom <= height + 3


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_in_the_file_acts(name: str) -> None:
    pdf = render(everywhere(HOSTILE[name], Size.A5))
    # Outside strings and streams there is nothing but the file's own structure.
    structure = re.sub(
        rb"\((?:\\.|[^\\()])*\)", b"()", re.sub(rb"stream\r?\n.*?endstream", b"", pdf, flags=re.S)
    )
    for action in (
        b"/JS",
        b"/JavaScript",
        b"/Launch",
        b"/URI",
        b"/OpenAction",
        b"/AA",
        b"/Annots",
        b"/AcroForm",
    ):
        assert not re.search(action + rb"\b", structure)


def test_markup_is_shown_as_it_was_typed() -> None:
    document = Document("text", "t", Size.A4, (Text(HOSTILE["html"]), Text(HOSTILE["formula"])))
    said = text_of(render(document))
    assert "<script>alert(1)</script><b>x</b>&amp;" in said
    assert "=cmd|' /C calc'!A0" in said


@pytest.mark.parametrize("name", ["long word", "long hanzi", "long lines", "boxes"])
def test_a_badge_keeps_one_page_and_its_code_whatever_the_name(name: str) -> None:
    pdf = render(samples.badge(name=HOSTILE[name], company=HOSTILE[name]))
    sizes, words = words_of(pdf)
    assert len(sizes) == 1
    assert any("…" in word.text for word in words)
    assert decoded(raster(pdf, 203, mono=True)) == [samples.DIGITS]


@pytest.mark.parametrize("size", SIZES)
def test_every_paper_takes_everything(size: Size) -> None:
    assert render(everywhere("云杉 <b>", size)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"\xff\xd8\xff\xe0" + b"x" * 90]
)
def test_a_damaged_photo_leaves_its_frame_empty(data: bytes) -> None:
    pdf = render(Document("badge", "t", Size.A6, (Image(data, 25, 32), Text("张伟"))))
    assert "张伟" in text_of(pdf)
    assert b"/Image" not in re.sub(rb"/ImageC|/ImageB|/ImageI", b"", pdf)


def test_text_is_compressed_in_the_file_not_dropped() -> None:
    streams = re.findall(rb"stream\r?\n(.*?)endstream", render(samples.badge()), flags=re.S)
    assert streams
    assert all(len(zlib.decompressobj().decompress(_plain(stream))) > 0 for stream in streams)


def _plain(stream: bytes) -> bytes:
    import base64

    stripped = stream.strip()
    return base64.a85decode(stripped.removesuffix(b"~>")) if stripped.endswith(b"~>") else stripped
