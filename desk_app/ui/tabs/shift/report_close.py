"""The day is closed: what is amiss is read first, then somebody signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, plain
from desk_app.services.report.closing import DayBook
from desk_app.services.report.records import Closing, Report
from desk_app.services.report.wording import amiss, amount, disagreement_said
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import format_day, say, tr
from desk_app.ui.printing.papers import desk_paper
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.form_dialog import FormDialog, lines_field
from desk_app.ui.widgets.panel_parts import facts, scrolling
from desk_app.ui.widgets.parts import Label, button, row, said_label
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_CLOSE = "close"
_OPEN_HEIGHT = 108
"""Pixels: a long list scrolls."""


class CloseDayDialog(FormDialog):
    """What needs a look, words, signature. It cannot be taken back, and says so."""

    def __init__(self, ctx: AppContext, report: Report, parent: QWidget, by: Actor | None = None) -> None:
        day = report.period.last
        about = N_(
            "Its figures are kept as they stand, with your signature. It is never opened again: what is entered for "
            "it later is marked as entered afterwards.",
            "report page",
        )
        super().__init__(
            ctx,
            N_("Close {day}", "report page"),
            N_("Close and sign", "report page"),
            parent,
            about=tr(about),
            day=plain(format_day(day)),
        )
        self._day, self._by, self._report = day, by, report
        self.words = lines_field(48)
        self.form.add("words", N_("Remarks", "report page"), self.words)
        self.pad, self.on_paper, self.problem = SignaturePad(), QCheckBox(), Label(role="problem")
        say(self.on_paper, N_("The printed report is signed by hand", "report page"))
        self.on_paper.toggled.connect(self.pad.setDisabled)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.pad.changed.connect(self.problem.hide)
        anew = button(N_("Sign again", "report page"), self.pad.clear, kind="quiet")
        self.arrange(
            above=self._first_read(),
            below=(
                row(said_label(N_("The supervisor's signature", "report page"), "label"), None, anew),
                self.pad,
                self.on_paper,
                self.problem,
            ),
        )

    def _first_read(self) -> tuple[QWidget, ...]:
        """What contradicts itself, what is open or unexplained."""
        paper, found = desk_paper(self.ctx), amiss(self._report)
        told: list[QWidget] = []
        for one in self._report.disagreements:
            banner = Banner()
            banner.tell(plain(disagreement_said(one, self._report, paper)), tone="danger")
            told.append(banner)
        if not found:
            told.append(said_label(N_("Nothing needs a look: no target was missed.", "report page"), "muted"))
            return tuple(told)
        said = N_("{section} · {what}", "report page")
        lines = [
            (tr(said, section=section.title, what=figure.label), amount(figure.value, figure.unit, paper))
            for section, figure in found
        ]
        area = scrolling(facts([(plain(label), value) for label, value in lines]))
        area.setFixedHeight(min(_OPEN_HEIGHT, 12 + 26 * len(lines)))
        return (*told, said_label(N_("What needs a look", "report paper"), "label"), area)

    def send(self) -> None:
        """Sign on the screen, or say that the paper is signed."""
        if self.pad.is_empty and not self.on_paper.isChecked():
            say(self.problem, N_("Sign, or say that the printed report is signed by hand.", "report page"))
            self.problem.show()
            return
        day: date = self._day
        signature = None if self.on_paper.isChecked() else self.pad.png()
        book, words = self.ctx.services.get(DayBook), self.text("words")
        self.do(lambda by: book.close_day(by, day, signature, words), by=self._by)


def close_day(ctx: AppContext, owner: QWidget, report: Report, after: Callable[[Closing], object]) -> None:
    """Close the day of a report; at the receptionist's desk the supervisor gives her PIN first."""
    if ctx.actor.role is Role.SUPERVISOR:
        CloseDayDialog(ctx, report, owner).begin(after)
        return
    dialog = ApprovalDialog(
        ctx,
        N_("Close {name}", "report page"),
        N_("Only the supervisor closes a day.", "report page"),
        [Decision(_CLOSE, N_("Go on", "report page"), "primary")],
        owner,
        name=format_day(report.period.last),
        without_reason={_CLOSE},
    )
    dialog.begin(lambda decided: CloseDayDialog(ctx, report, owner, decided.by).begin(after))
