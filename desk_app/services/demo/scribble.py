"""Signatures of people who do not exist, drawn by chance."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw as Draw

WIDTH, HEIGHT = 360, 140
_INK = (24, 38, 92)
_Point = tuple[float, float]


def signature(rng: random.Random) -> bytes:
    """A scribbled signature as a PNG: two or three knots of strokes and a flourish."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH * 2, HEIGHT * 2), "white")
    pen = ImageDraw.Draw(image)
    knots = rng.choice((2, 3, 3))
    step = (WIDTH - 60) / knots
    for knot in range(knots):
        for _ in range(rng.randint(2, 4)):
            _stroke(pen, rng, 30 + knot * step, step * 1.1, rng.choice((4, 5, 6)))
    left, right, low = rng.uniform(20, 80), rng.uniform(250, 340), rng.uniform(100, 120)
    _curve(pen, [(left, low), (left + 90, low + 14), (right - 60, low - 26), (right, low - 8)], 5)
    target = io.BytesIO()
    image.reduce(2).save(target, "PNG")
    return target.getvalue()


def _stroke(pen: Draw, rng: random.Random, left: float, width: float, thick: int) -> None:
    points = [(left + rng.uniform(0, width), rng.uniform(20, HEIGHT - 35)) for _ in range(4)]
    _curve(pen, points, thick)


def _curve(pen: Draw, points: list[_Point], thick: int) -> None:
    """A cubic curve, drawn at twice the size so that it comes out smooth."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    path = []
    for number in range(25):
        t = number / 24
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        path.append((2 * (a * ax + b * bx + c * cx + d * dx), 2 * (a * ay + b * by + c * cy + d * dy)))
    pen.line(path, fill=_INK, width=thick, joint="curve")
