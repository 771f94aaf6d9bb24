"""The line of a handover about records that no other computer has."""

from __future__ import annotations

from datetime import UTC, datetime

from desk_app.services.core.words import N_
from desk_app.services.shift.records import Unsent
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.shift.handover_said import on_this_pc


def test_where_nothing_waits_it_says_so_and_names_no_number() -> None:
    told = on_this_pc(Unsent())
    assert told.startswith("None:") and "0" not in told and "—" not in told


def test_what_waits_is_told_with_its_oldest_and_by_feature() -> None:
    set_language("zh_CN")
    try:
        told = on_this_pc(Unsent(12, datetime(2026, 11, 20, 1, tzinfo=UTC), ((N_("Visitors"), 3),)))
    finally:
        set_language("en")
    assert "12 条记录只存在本机" in told and told.splitlines()[1].endswith("3")
