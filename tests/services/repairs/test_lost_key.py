"""The lock change of a lost key is ordered once, and the report says as which order."""

from __future__ import annotations

import pytest

from desk_app.services.core.errors import IllegalStep
from desk_app.services.directory.records import Trade
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import LostDraft
from desk_app.services.repairs.records import KIND
from tests.services.keys.register_help import Register
from tests.services.repairs.repair_desk import RepairDesk


def test_a_lost_key_becomes_an_order_once(ledger: RepairDesk) -> None:
    desk, clock = ledger.desk, ledger.clock
    copy = Register(desk, ledger.people, clock).key("K1").copies[0]
    draft = LostDraft("李卫国", clock.now(), "掉进电梯井")
    report = desk.get(KeyTroubles).report_lost(ledger.clerk, copy.id, draft).result
    order = ledger.take_in(trade=Trade.LOCKS, description="更换门锁", lost_key=report.id)
    (known,) = desk.get(KeyQueries).lost_reports(ledger.clerk, False)
    assert (known.became, known.became_kind) == (order.id, KIND)
    with pytest.raises(IllegalStep):
        ledger.take_in(trade=Trade.LOCKS, description="更换门锁", lost_key=report.id)
    assert len(ledger.ask.board(ledger.clerk)[order.state]) == 1
