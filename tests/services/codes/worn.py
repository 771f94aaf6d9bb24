"""Printed passes as a camera or a hand scanner meets them: turned, tilted, blurred, faded, stained.

Pillow alone draws them, and one number seeds each view: the same picture on every PC. What a code is printed
with comes from the program's own printing; nothing here decodes. To add a kind of wear: a function on a
grey image in `view`, or one more drawer in `stained`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Printed:
    """A code cut out of its printed page, with some paper around. `box` is the symbol without its quiet zone."""

    name: str
    digits: str
    modules: int
    image: Image.Image
    box: Box


@dataclass(frozen=True)
class View:
    """One picture of a printed code. `stained` is the share of the symbol's area that was covered."""

    printed: Printed
    image: Image.Image
    stained: float


def view(printed: Printed, seed: int, stain: float, *, anywhere: bool = False) -> View:
    """What is seen of `printed`; stains cover up to the share `stain` of the symbol.

    Without `anywhere` they leave the corner squares to be seen: a code without one of them is found by nobody.
    """
    rng = random.Random(seed)
    pixels = rng.uniform(3.0, 6.0)
    """Of the picture for each module: a phone held far away, or close."""
    paper, box = _shrunk(printed, pixels * 1.5)
    covered = 0.0
    if stain:
        spared = () if anywhere else corners(box, printed.modules)
        paper, covered = stained(paper, box, rng, stain, spared)
    seen = _tilted(paper, printed.modules * pixels / (box[2] - box[0]), rng)
    seen = _lit(_faded(seen, rng), rng)
    seen = seen.filter(ImageFilter.GaussianBlur(rng.uniform(0, 0.3) * pixels))
    return View(printed, _noisy(seen, rng), covered)


def _shrunk(printed: Printed, pixels: float) -> tuple[Image.Image, Box]:
    """The print at about `pixels` a module: smaller first, so that turning it makes no false edges."""
    scale = min(1.0, pixels * printed.modules / (printed.box[2] - printed.box[0]))
    size = [round(length * scale) for length in printed.image.size]
    left, top, right, bottom = (round(edge * scale) for edge in printed.box)
    small = printed.image.resize((size[0], size[1]), Image.Resampling.BOX)
    return small, (left, top, right, bottom)


# Stains


_CORNER = 8
"""Modules: a corner square with its white edge. A decoder finds the code by the three of them."""


def stained(
    paper: Image.Image, box: Box, rng: random.Random, most: float, spared: Sequence[Box] = ()
) -> tuple[Image.Image, float]:
    """The paper with blots, rings, folds and strokes, and the share of `box` that they cover: at most `most`.

    At most two folds and a stroke, and blots and rings until the share, drawn between a fifth of `most` and `most`,
    is nearly reached. The `spared` places stay clean.
    """
    most *= rng.uniform(0.2, 1)
    covered = Image.new("L", paper.size, 0)
    result, share = paper, 0.0
    thin = rng.sample((_fold, _fold, _stroke), rng.randint(0, 2))
    for drawer in (*thin, *rng.choices((_blot, _blot, _ring), k=8)):
        mask = Image.new("L", paper.size, 0)
        tint = drawer(ImageDraw.Draw(mask), box, rng, most)
        both = ImageChops.lighter(covered, mask)
        area = _share(both, box)
        if area <= most and not any(_share(mask, place) for place in spared):
            result, covered, share = _tinted(result, mask, tint), both, area
        if share > most * 0.8:
            break
    return result, share


def corners(box: Box, modules: int) -> tuple[Box, Box, Box]:
    """The three corner squares of an upright symbol."""
    left, top, right, bottom = box
    side = round((right - left) * _CORNER / modules)
    return (
        (left, top, left + side, top + side),
        (right - side, top, right, top + side),
        (left, bottom - side, left + side, bottom),
    )


def _share(mask: Image.Image, box: Box) -> float:
    cut = mask.crop(box)
    return 1 - cut.histogram()[0] / (cut.width * cut.height)


def _tinted(paper: Image.Image, mask: Image.Image, tint: int) -> Image.Image:
    """Above 0: covered with that grey. Below: seen through, darkened to that share of 255."""
    over = Image.new("L", paper.size, tint) if tint >= 0 else paper.point(lambda grey: grey * -tint // 255)
    return Image.composite(over, paper, mask)


def _somewhere(box: Box, rng: random.Random) -> Point:
    return rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])


def _blot(draw: ImageDraw.ImageDraw, box: Box, rng: random.Random, most: float) -> int:
    """Ink, or worn down to the paper."""
    side = box[2] - box[0]
    x, y = _somewhere(box, rng)
    radius = side * math.sqrt(most / math.pi) * rng.uniform(0.3, 0.95)
    turns = [turn * math.tau / 24 for turn in range(24)]
    edge = [(radius * rng.uniform(0.75, 1.15), turn) for turn in turns]
    draw.polygon([(x + r * math.cos(turn), y + r * math.sin(turn)) for r, turn in edge], fill=255)
    return rng.choice((0, 40, 255, 230))


def _ring(draw: ImageDraw.ImageDraw, box: Box, rng: random.Random, most: float) -> int:
    """A coffee cup stood on it."""
    side = box[2] - box[0]
    x, y = _somewhere(box, rng)
    radius = side * rng.uniform(0.2, 0.5)
    draw.ellipse(
        (x - radius, y - radius, x + radius, y + radius), outline=255, width=max(2, round(side * most * 0.25))
    )
    return -rng.randrange(110, 190)


def _fold(draw: ImageDraw.ImageDraw, box: Box, rng: random.Random, most: float) -> int:
    """Folded: the print has come off along a line."""
    side = box[2] - box[0]
    x, y = _somewhere(box, rng)
    turn = rng.uniform(0, math.pi)
    dx, dy = 2 * side * math.cos(turn), 2 * side * math.sin(turn)
    draw.line(
        (x - dx, y - dy, x + dx, y + dy), fill=255, width=max(1, round(side * rng.uniform(0.004, 0.012)))
    )
    return rng.choice((255, 240, -140))


def _stroke(draw: ImageDraw.ImageDraw, box: Box, rng: random.Random, most: float) -> int:
    """Somebody wrote over it."""
    points = [_somewhere(box, rng) for _ in range(3)]
    draw.line(points, fill=255, width=max(1, round((box[2] - box[0]) * 0.012)), joint="curve")
    return rng.choice((0, 70))


# The camera


def _tilted(paper: Image.Image, scale: float, rng: random.Random) -> Image.Image:
    """Turned by any angle, tilted up to 25 degrees, seen from about three code widths away."""
    turn, tilt, lean = rng.uniform(0, math.tau), rng.uniform(-25, 25), rng.uniform(-25, 25)
    width, height = paper.size
    far = 3 * max(width, height)

    def seen(x: float, y: float) -> Point:
        x, y = x - width / 2, y - height / 2
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        depth = y * math.sin(math.radians(tilt)) + x * math.sin(math.radians(lean))
        nearer = scale * far / (far + depth)
        return x * math.cos(math.radians(lean)) * nearer, y * math.cos(math.radians(tilt)) * nearer

    corners = [(0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))]
    landed = [seen(*corner) for corner in corners]
    left, top = min(x for x, _ in landed), min(y for _, y in landed)
    landed = [(x - left, y - top) for x, y in landed]
    size = math.ceil(max(x for x, _ in landed)), math.ceil(max(y for _, y in landed))
    return paper.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _homography(landed, corners),
        Image.Resampling.BILINEAR,
        fillcolor=235,
    )


def _homography(here: list[Point], there: list[Point]) -> list[float]:
    """The eight numbers that take four points `here` to `there`, by elimination."""
    rows = []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        best = max(range(at, 8), key=lambda one: abs(rows[one][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(8):
            if other != at:
                by = rows[other][at]
                rows[other] = [a - by * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[8] for row in rows]


def _faded(image: Image.Image, rng: random.Random) -> Image.Image:
    """Ink that went grey, paper that went yellow: at least a third of the contrast is left."""
    ink, paper = rng.randrange(0, 110), rng.randrange(195, 256)
    return image.point(lambda grey: ink + grey * (paper - ink) // 255)


def _lit(image: Image.Image, rng: random.Random) -> Image.Image:
    """A lamp on one side: the far side gets down to 55 % of its light."""
    dark = rng.randrange(140, 256)
    light = Image.linear_gradient("L").rotate(rng.uniform(0, 360), fillcolor=128).crop((40, 40, 216, 216))
    light = light.resize(image.size).point(lambda grey: dark + grey * (255 - dark) // 255)
    return ImageChops.multiply(image, light)


def _noisy(image: Image.Image, rng: random.Random) -> Image.Image:
    """Grain of a cheap sensor: up to 12 levels up or down, evenly."""
    most = rng.randrange(0, 13)
    grain = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height))
    grain = grain.point(lambda grey: grey * 2 * most // 255)
    return ImageChops.add(image, grain, offset=-most)
