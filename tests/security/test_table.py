from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "security_checks.md").read_text(encoding="utf-8")
DEMANDS = 35


def missing(table: str) -> list[str]:
    """Tests that a table names and that are not there."""
    found = []
    for path, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", table):
        source = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).is_file() else ""
        if not re.search(rf"^(async )?def {name or 'test_'}", source, re.MULTILINE):
            found.append(f"{path}::{name}")
    return found


def test_every_test_of_the_table_exists() -> None:
    assert missing(TABLE) == []


def test_one_that_does_not_exist_is_named() -> None:
    assert missing("`tests/security/test_table.py::test_nowhere`") == [
        "tests/security/test_table.py::test_nowhere"
    ]


def test_every_demand_has_its_line() -> None:
    assert re.findall(r"^\| S(\d+) ", TABLE, re.MULTILINE) == [str(n) for n in range(1, DEMANDS + 1)]
