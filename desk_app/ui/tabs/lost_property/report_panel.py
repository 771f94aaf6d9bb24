"""One lost report: what, who, and what may be theirs, with the steps that may be taken now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.lost_property.records import CATEGORY_NAMES, FOUND_KIND, LOST_KIND, LostReport
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tabs.lost_property.matches_view import MatchesView
from desk_app.ui.tabs.lost_property.report_dialogs import CloseReportDialog, CorrectReportDialog
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.panel_parts import Offer, facts, scrolling
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

FOUND_LABEL = N_("Found item", "lost property tab")


@dataclass(frozen=True)
class ShownReport:
    """What the panel shows: the report, its company, the item that it was told of or turned out to be."""

    report: LostReport
    company: str = ""
    item_number: str = ""
    names: Mapping[int, str] = field(default_factory=dict, repr=False)


def report_state(one: LostReport) -> tuple[Message, Tone]:
    """Where it stands, and what that means."""
    if one.open:
        told = N_("Told of a find", "lost property tab")
        return (told, "info") if one.found is not None else (N_("Looked for", "lost property tab"), "warning")
    if one.found is not None:
        return N_("Found", "lost report"), "positive"
    return N_("Closed", "lost property tab"), "neutral"


class ReportPanel(QWidget):
    """A report in full. Every reload makes a new one: dialogs and verbs are owned by `owner`, the page."""

    def __init__(self, ctx: AppContext, shown: ShownReport, owner: QWidget) -> None:
        super().__init__()
        self._ctx, self._shown, self._owner = ctx, shown, owner
        one = shown.report
        what = Label(one.what, "heading")
        what.setWordWrap(True)
        state, tone = report_state(one)
        head = row(what, Pill(state, tone))
        head.setStretch(0, 1)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.matches: MatchesView | None = None
        inside: list[QWidget] = [self._steps(), self._facts()]
        if one.open:
            self.matches = MatchesView(ctx, owner, report=one)
            inside.insert(1, self.matches)
        layout = column(head, Label(one.number, "caption"), scrolling(*inside), spacing=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    @property
    def report(self) -> LostReport:
        """The report in sight."""
        return self._shown.report

    def _steps(self) -> QWidget:
        made = (button(one.message, one.on, kind=one.kind, icon=one.icon) for one in self._offers())
        box = QWidget()
        box.setLayout(FlowLayout(*made))
        return box

    def _offers(self) -> list[Offer]:
        card = Offer(N_("Everything about them"), self._open_card, "person")
        if not self.report.open:
            return [card]
        return [
            Offer(N_("Correct…", "lost property tab"), self.correct, "edit"),
            Offer(N_("Close…", "lost property tab"), self.close_report, "cross"),
            card,
        ]

    def _facts(self) -> QWidget:
        one, now = self.report, self._ctx.services.bench.clock.now()
        reported = (format_moment(one.reported_at, now=now), self._shown.names.get(one.reported_by, ""))
        times = {at: format_moment(at, now=now) for at in (one.lost_from, one.lost_until) if at is not None}
        lines = (
            (N_("Kind", "lost property tab"), tr(CATEGORY_NAMES[one.category])),
            (N_("How it looks", "lost property tab"), one.features),
            (N_("Where it was lost", "lost property tab"), " ".join(p for p in (one.floor, one.place) if p)),
            (N_("Last seen", "lost property tab"), times[one.lost_from] if one.lost_from else ""),
            (N_("Missed since", "lost property tab"), times[one.lost_until] if one.lost_until else ""),
            (N_("Name"), one.name),
            (N_("Phone"), one.phone),
            (N_("Company", "lost property tab"), self._shown.company),
            (N_("Reported", "lost property tab"), " · ".join(part for part in reported if part)),
            (FOUND_LABEL, self._shown.item_number),
            (N_("Closed because", "lost property tab"), one.closed_why),
        )
        return facts(lines, {FOUND_LABEL: self._open_item})

    def _open_item(self) -> None:
        if self.report.found is not None:
            self._ctx.open_record(FOUND_KIND, self.report.found)

    def _open_card(self) -> None:
        self._ctx.open_card(LOST_KIND, self.report.id)

    def correct(self) -> None:
        """Mend what was typed."""
        CorrectReportDialog(self._ctx, self.report, self._shown.company, self._owner).begin(lambda _: None)

    def close_report(self) -> None:
        """It is not looked for any more."""
        CloseReportDialog(self._ctx, self.report, self._owner).begin(lambda _: None)
