"""Records of the other gates, by file: what is here of each PC, save this one's, take in another's."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.passes.meeting import GateRecordQueries
from desk_app.services.trust.heard import HeardDesk
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_duration, format_moment, say, tr
from desk_app.ui.icons import icon
from desk_app.ui.records_files import save_own_records, take_in_records
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable


class RecordsPage(Part):
    """A stick or a shared folder carries them, whenever there is no other way."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Gate records"),
            N_(
                "Releases and revocations travel between the PCs as files, on a USB stick or in a shared folder."
            ),
        )
        self._queries = ctx.services.get(GateRecordQueries)
        self.save = button(N_("Save this PC's records…"), self.save_own, icon="download")
        self.take = button(N_("Take in records…"), self.take_in, icon="upload")
        self.tools.addWidget(self.save)
        self.tools.addWidget(self.take)
        self.table = RowTable(
            [
                Column(N_("PC", "gate records"), lambda one: one.code, width=120),
                Column(N_("Records here up to"), self._until, lambda one: one.heard_at, width=220),
                Column(N_("Age", "gate records"), self._age, lambda one: one.heard_at),
            ],
            lambda one: one.desk,
        )
        say(self.table, N_("The other PCs"), "setAccessibleName")
        self.alone = EmptyState(
            "sync",
            N_("This PC stands alone"),
            N_(
                "First exchange key cards with the other PCs of the building under “Keys and desks”. Then save this "
                "PC's records for them, and take in theirs."
            ),
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.alone, 1)

    def load(self) -> None:
        """What is here now."""
        self.ctx.read(self._queries.heard, owner=self, done=self._show)

    def _show(self, desks: list[HeardDesk]) -> None:
        self.table.set_rows(desks)
        _stress(self.take, "upload", bool(desks))
        _stress(self.save, "download", not desks)
        self.take.setEnabled(bool(desks))
        self.table.setVisible(bool(desks))
        self.alone.setVisible(not desks)

    def save_own(self) -> None:
        """To a file."""
        save_own_records(self.ctx, self)

    def take_in(self) -> None:
        """From a file; what it brought is told."""
        take_in_records(self.ctx, self, lambda _brought: self.load())

    def _now(self) -> datetime:
        return self.ctx.services.bench.clock.now()

    def _until(self, one: HeardDesk) -> str:
        return (
            tr(N_("never", "gate records"))
            if one.heard_at is None
            else format_moment(one.heard_at, now=self._now())
        )

    def _age(self, one: HeardDesk) -> str:
        return "" if one.heard_at is None else format_duration(self._now() - one.heard_at)


def _stress(one: PushButton, sign: str, first: bool) -> None:
    """The one to press first."""
    restyle(one, kind="primary" if first else "plain")
    one.setIcon(icon(sign, "on_solid" if first else "muted"))
