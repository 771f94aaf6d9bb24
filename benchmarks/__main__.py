"""Measures everything, writes docs/benchmarks.md: `python -m benchmarks [--years N] [--data FOLDER]
[--only NAME] [--encrypted]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    building,
    check_in,
    exchange,
    finding,
    gate,
    headoffice,
    issue,
    lending,
    lists,
    pass_lists,
    reports,
    start,
    travelling,
)
from benchmarks.building import Building
from benchmarks.figures import Figure, table, write_report

PARTS: dict[str, Callable[[Building], list[Figure]]] = {
    "building": building.measure,
    "start": start.measure,
    "check_in": check_in.measure,
    "finding": finding.measure,
    "gate": gate.measure,
    "issue": issue.measure,
    "lending": lending.measure,
    "lists": lists.measure,
    "pass_lists": pass_lists.measure,
    "reports": reports.measure,
    "exchange": exchange.measure,
    "travelling": travelling.measure,
}
ALONE: dict[str, Callable[[], list[Figure]]] = {"headoffice": headoffice.measure}
"""What needs no building."""


def main() -> None:
    """Print the table; with every part measured, write the report too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=float, default=10)
    parser.add_argument("--data", type=Path, help="a folder that `benchmarks.building` made")
    parser.add_argument("--encrypted", action="store_true", help="the same, its database encrypted")
    parser.add_argument("--only", action="append", choices=[*PARTS, *ALONE])
    asked = parser.parse_args()
    wanted, figures = asked.only or [*PARTS, *ALONE], list[Figure]()
    made = None
    if any(name in PARTS for name in wanted):
        made = building.building(asked.data, asked.years)
        if asked.encrypted:
            made = building.encrypted(made)
    for name in wanted:
        print(f"measuring {name}", flush=True)
        figures += ALONE[name]() if made is None or name in ALONE else PARTS[name](made)
    print(table(figures))
    if not asked.only and not asked.encrypted:
        write_report(figures, str(made))


if __name__ == "__main__":
    main()
