"""How old the other desks' records are stands in the guard's window before anybody holds up a pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.trust.heard import HeardDesk
from desk_app.services.trust.tables import KnownDeskRow
from desk_app.ui.gate.footer import Footer
from tests.ui.gate.build import GateParts

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
OLD_AFTER = timedelta(hours=24), timedelta(hours=72)


@pytest.mark.parametrize(("hours", "tone"), [(1, None), (25, "warning"), (80, "danger")])
def test_the_oldest_counts(qtbot: QtBot, hours: int, tone: str | None) -> None:
    footer = Footer()
    qtbot.addWidget(footer)
    others = HeardDesk(2, "A2", NOW), HeardDesk(3, "A3", NOW - timedelta(hours=hours))
    footer.show_others(others, OLD_AFTER, NOW)
    assert footer.text().startswith("Records of the other desks as of")
    assert (footer.property("tone") or None) == tone


def test_who_was_never_heard_is_named_and_a_pc_alone_says_nothing(qtbot: QtBot) -> None:
    footer = Footer()
    qtbot.addWidget(footer)
    footer.show_others((HeardDesk(2, "A2", NOW), HeardDesk(3, "A3", None)), OLD_AFTER, NOW)
    assert (footer.text(), footer.property("tone")) == ("Nothing came from these desks yet: A3.", "danger")
    footer.show_others((), OLD_AFTER, NOW)
    assert footer.text() == ""


def test_the_window_asks_for_it(gate: GateParts, desk: Services) -> None:
    now = desk.bench.clock.now()
    with desk.bench.database.write() as session:
        session.add(KnownDeskRow(desk=2, code="A2", admitted_at=now, card_at=now, heard_at=None))
    gate.window._show_overview(gate.window._desk.overview(gate.window.ctx.actor))
    assert gate.window.footer.text() == "Nothing came from these desks yet: A2."
