from __future__ import annotations

import io
import os
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from desk_app.services.blobs.pictures import MOST_BYTES, checked_picture, clean_picture, read_picture
from desk_app.services.blobs.store import fetch, keep
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import InvalidInput, StorageTrouble, UserError


def picture(
    kind: str = "PNG", size: tuple[int, int] = (600, 200), mode: str = "RGB", **options: object
) -> bytes:
    """A signature, more or less."""
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).line((10, size[1] // 2, size[0] - 10, 10), fill="black", width=5)
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_pngs_of_every_mode_become_small_jpegs(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (300, 100)).save(target, "PNG")
    cleaned = clean_picture(target.getvalue())
    assert cleaned.media == "image/jpeg" and opened(cleaned.content).size == (300, 100)


def test_transparent_paper_is_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(clean_picture(target.getvalue()).content).getpixel((5, 5)) == (255, 255, 255)


def test_large_photographs_are_made_small() -> None:
    noise = Image.frombytes("RGB", (3000, 2000), random.Random(1).randbytes(3000 * 2000 * 3))
    target = io.BytesIO()
    noise.save(target, "JPEG", quality=60)
    cleaned = clean_picture(target.getvalue())
    assert len(cleaned.content) <= MOST_BYTES and max(opened(cleaned.content).size) <= 1200


def test_a_photograph_stands_upright_and_loses_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "camera of somebody"
    cleaned = clean_picture(picture("JPEG", (300, 100), exif=exif))
    assert opened(cleaned.content).size == (100, 300)
    assert b"somebody" not in cleaned.content and not opened(cleaned.content).getexif()


def test_what_hides_behind_a_picture_does_not_come_through() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<script>")
    cleaned = clean_picture(picture(pnginfo=info) + b"PK\x03\x04hidden archive")
    assert b"script" not in cleaned.content and b"hidden" not in cleaned.content


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


TEXT_BOMB = picture()[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000))) + picture()[33:]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a" + bytes(50),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        picture()[:100],
        picture("JPEG")[:200],
        bomb(60_000, 60_000),
        bomb(2_000_000_000, 2),
        bomb(0, 0),
        bomb(4000, 4000),
        TEXT_BOMB,
        picture("BMP"),
        picture("WEBP"),
        picture() + bytes(11 * 1024 * 1024),
    ],
)
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(UserError):
        clean_picture(raw)


def test_no_damage_escapes_as_another_error() -> None:
    dice = random.Random(3)
    for kind in ("PNG", "JPEG"):
        good = picture(kind, (60, 20))
        for _ in range(300):
            raw = bytearray(good)
            for _ in range(dice.randrange(1, 6)):
                raw[dice.randrange(len(raw))] = dice.randrange(256)
            try:
                cleaned = clean_picture(bytes(raw))
            except UserError:
                continue
            assert cleaned.media == "image/jpeg"


def test_one_picture_is_kept_once(desk: Services) -> None:
    cleaned = clean_picture(picture())
    database, now = desk.bench.database, desk.bench.clock.now()
    with database.write() as session:
        digest = keep(session, cleaned, now)
        assert keep(session, cleaned, now) == digest
    with database.read() as session:
        assert fetch(session, digest) == cleaned
        assert fetch(session, "0" * 64) is None


def test_a_picture_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "signature.png"
    path.write_bytes(picture())
    assert read_picture(path).media == "image/jpeg"
    with pytest.raises(UserError):
        read_picture(tmp_path)
    os.truncate(path, 1 << 32)
    with pytest.raises(UserError, match="larger"):
        read_picture(path)


def test_a_picture_that_cannot_be_opened_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "signature.png"
    path.write_bytes(picture())

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StorageTrouble):
        read_picture(path)


def test_a_picture_of_a_form_is_refused_at_its_field() -> None:
    assert checked_picture(picture(), "photo") == clean_picture(picture())
    with pytest.raises(InvalidInput) as caught:
        checked_picture(b"no picture", "photo")
    assert list(caught.value.problems) == ["photo"]
