"""How long a visitor pass takes from description to PDF, warm: goal <= 60 ms with its signature.

python benchmarks/print_pass.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desk_app.services.printing import fonts
from desk_app.services.printing.preview import page_image
from desk_app.services.printing.render import render
from tests.services.printing import samples

ROUNDS = 40


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def report(name: str, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Median and 95th percentile of warm calls."""
    work()
    taken = sorted(timed(work) for _ in range(rounds))
    print(f"{name:34} median {statistics.median(taken):7.1f} ms   p95 {taken[int(rounds * 0.95) - 1]:7.1f} ms")


def main() -> None:
    """Print the table."""
    print(f"{'fonts, once':34} {timed(fonts.warm):14.1f} ms")
    print(f"{'first badge':34} {timed(lambda: render(samples.badge())):14.1f} ms")
    report("badge A6, 260 digits", lambda: render(samples.badge()))
    report("receipt 80 mm, 260 digits", lambda: render(samples.receipt(samples.digits(260))))
    report("goods slip A5, 430 digits", lambda: render(samples.goods_slip("1")))
    report("list A4, 500 rows", lambda: render(samples.roll_call(500)), rounds=5)
    pdf = render(samples.badge())
    print(f"{'badge, bytes':34} {len(pdf):14}")
    report("preview of the badge, 150 dpi", lambda: page_image(pdf, 0, 150))


if __name__ == "__main__":
    main()
