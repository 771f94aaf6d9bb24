"""`desk-app headoffice proposals`: what changes is told, a person's data is not; nothing is left out unsaid."""

from __future__ import annotations

from typing import Any

import pytest

from desk_app import headoffice_master
from desk_app.cli import OK
from tests.cli.test_headoffice import Cli, cli, desk
from tests.services.headoffice.desks import PaperDesk

__all__ = ["cli", "desk"]
HEARD = {"ack": 1, "trust": 1, "master": 1, "rev": 0, "peers": {}}
CONTACT = {"id": 9, "tenant": 1, "name": "王秀英", "phone": "13800138000", "position": "前台", "active": 1}


def told(cli: Cli, desk: PaperDesk, *rows: tuple[str, int, dict[str, Any]]) -> None:
    desk.pack(*[desk.row(table, [key], columns) for table, key, columns in rows], seen=HEARD)
    desk.put(cli.share)
    assert cli.run("collect")[0] == OK


@pytest.fixture
def began(cli: Cli, desk: PaperDesk) -> PaperDesk:
    cli.run("admit", "12-01", "--fingerprint", desk.office.read_card(desk.card()).fingerprint)
    floor = {"id": 5, "label": "18", "position": 18, "active": 1}
    told(cli, desk, ("tenant_contacts", 9, CONTACT), ("floors", 5, floor))
    assert cli.json("proposals")[1]["proposals"] == []
    return desk


def test_a_line_says_what_changes_and_no_phone(cli: Cli, began: PaperDesk) -> None:
    floor = {"id": 5, "label": "18F", "position": 18, "active": 0}
    new = {"id": 6, "label": "6", "position": 6, "active": 1, "later": "x"}
    changed = {**CONTACT, "phone": "13900139000", "position": "行政"}
    told(cli, began, ("floors", 5, floor), ("floors", 6, new), ("tenant_contacts", 9, changed))
    said = cli.run("proposals")[1]
    assert "Floor: 18F  (in use: yes → no; label: 18 → 18F)" in said
    assert "Floor: 6  (new; in use: yes; order: 6)" in said
    assert "Contact: 王秀英  (phone changed; order: 前台 → 行政)" in said
    assert "13900139000" not in said and "13800138000" not in said
    status = cli.run("status")[1]
    assert "wait for a decision: 3" in status and "Desks: 1." in status
    assert cli.json("status")[1]["proposals"] == 3
    assert "启用：是 → 否" in cli.run("proposals", lang="zh_CN")[1]


def test_those_that_are_not_shown_are_said(
    cli: Cli, began: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headoffice_master, "_MOST_LINES", 2)
    rows = [
        ("floors", key, {"id": key, "label": str(key), "position": key, "active": 1}) for key in range(10, 15)
    ]
    told(cli, began, *rows)
    said = cli.run("proposals")[1]
    assert said.count("Floor: ") == 2 and "Not shown of them: 3." in said
    everything = cli.run("proposals", "--all")[1]
    assert everything.count("Floor: ") == 5 and "Not shown" not in everything
