"""A batch is finished: where more or fewer were sorted than the carrier said, with words that stay on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desk_app.services.core.words import N_
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.records import MAIL_KIND_NAMES, Batch, MailKind
from desk_app.ui.i18n import format_number
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def differing(batch: Batch) -> list[tuple[MailKind, int, int]]:
    """Of which kinds not as many were sorted as the carrier said: kind, said, sorted."""
    said, found = batch.counts, batch.sorted_counts
    return [
        (kind, said.get(kind, 0), found.get(kind, 0))
        for kind in MailKind
        if said.get(kind, 0) != found.get(kind, 0)
    ]


class FinishDialog(FormDialog):
    """Why the counts differ."""

    def __init__(self, ctx: AppContext, batch: Batch, parent: QWidget) -> None:
        super().__init__(
            ctx,
            N_("The counts differ", "mail sorting"),
            N_("Finish all the same (Enter)", "mail sorting"),
            parent,
        )
        self._batch = batch
        self.arrange(above=(_table(batch),))
        self.form.add(
            "difference",
            N_("Why", "mail sorting"),
            QLineEdit(),
            required=True,
            hint=N_(
                "Told to the carrier, counted wrongly, one came back… It stays on record.", "mail sorting"
            ),
        )

        QWidget.setTabOrder(self.form.field("difference"), self.sure)  # Cancel comes after it

    def send(self) -> None:
        """With the words."""
        words = self.text("difference")
        arrivals = self.ctx.services.get(Arrivals)
        self.do(lambda by: arrivals.finish(by, self._batch.id, words))


def _table(batch: Batch) -> QWidget:
    made, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    heads = (N_("Kind", "mail sorting"), N_("Announced", "mail sorting"), N_("Sorted", "mail sorting"))
    for place, head in enumerate(heads):
        grid.addWidget(said_label(head, "label"), 0, place)
    for at, (kind, said, found) in enumerate(differing(batch), start=1):
        grid.addWidget(said_label(MAIL_KIND_NAMES[kind]), at, 0)
        grid.addWidget(Label(format_number(said)), at, 1)
        sorted_ = Label(format_number(found))
        sorted_.set_tone("warning")
        grid.addWidget(sorted_, at, 2)
    grid.setColumnStretch(2, 1)
    made.setLayout(grid)
    return made
