"""Papers of the tab: the work order counts its copies, the slip is for the reporter; lists on paper and as file."""

from __future__ import annotations

from pathlib import Path

from desk_app.services.printing.model import Document
from desk_app.services.repairs.documents import LIST, ORDER, SLIP, STATISTICS
from desk_app.ui.tabs.repairs.figures_dialog import FiguresDialog
from tests.services.repairs.repair_desk import RepairDesk
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.repairs.conftest import Desk, press


def printed(front: Desk) -> list[Document]:
    return front.stage.ctx.printing.printed  # type: ignore[attr-defined, no-any-return]


def test_a_work_order_is_printed_once_as_original_and_then_as_copy(front: Desk, ledger: RepairDesk) -> None:
    order = ledger.take_in()
    front.load()
    press(front.open(order), "Print the work order (F8)")
    assert [(one.kind, one.number, one.copy) for one in printed(front)] == [(ORDER, order.number, 0)]
    assert ledger.ask.card(ledger.clerk, order.id).order.copies == 1


def test_the_list_in_sight_is_shown_and_saved(front: Desk, ledger: RepairDesk, tmp_path: Path) -> None:
    order = ledger.take_in()
    front.load()
    front.page.print_list()
    settle()
    (paper,) = front.stage.ctx.printing.previewed  # type: ignore[attr-defined]
    assert paper.kind == LIST and order.number in str(paper)
    front.asked.will_answer(tmp_path / "orders.xlsx")
    front.page.save_list()
    settle()
    assert (tmp_path / "orders.xlsx").stat().st_size > 2000


def test_the_slip_is_for_the_reporter(front: Desk, ledger: RepairDesk) -> None:
    order = ledger.take_in()
    front.load()
    press(front.open(order), "Print the slip")
    settle()
    assert [(one.kind, one.number) for one in printed(front)] == [(SLIP, order.number)]


def test_the_statistics_are_shown_on_paper_and_saved(front: Desk, ledger: RepairDesk, tmp_path: Path) -> None:
    ledger.close(ledger.call_back(ledger.finished()))
    front.page.statistics()
    dialog = front.dialog(FiguresDialog)
    press(dialog, "Print")
    settle()
    (paper,) = front.stage.ctx.printing.previewed  # type: ignore[attr-defined]
    assert paper.kind == STATISTICS and "Electrical" in str(paper)
    front.asked.will_answer(tmp_path / "figures.xlsx")
    press(dialog, "Save as Excel file…")
    settle()
    assert (tmp_path / "figures.xlsx").stat().st_size > 2000
    assert "figures.xlsx" in front.toast
