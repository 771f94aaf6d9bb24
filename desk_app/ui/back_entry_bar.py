"""The line across the window while something is entered afterwards: for which time, from which form.

Nobody saves for a time that is over without seeing it. The first record that is saved settles the form.
"""

from __future__ import annotations

from functools import partial

from desk_app.services.core.changes import BACK_ENTRIES
from desk_app.services.core.words import N_, plain
from desk_app.services.printing.parts import grouped
from desk_app.ui.context import BACK_ENTRY, AppContext
from desk_app.ui.i18n import format_day, format_time
from desk_app.ui.session import BackEntering
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.parts import button

_NO_FORM = N_("Back-entry for {day} {time}, without a form: what you save now is entered for that time.")
_ON_FORM = N_("Back-entry for {day} {time} · form {form}: what you save now is entered for that time.")
_SAVED = N_("Saved for {day} {time} · form {form} is settled. Take the next form, or end the back-entry.")
_SAVED_SO = N_("Saved for {day} {time}. Go on, or end the back-entry.")


class BackEntryBar(Banner):
    """Hidden while everything happens now."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._saved = False
        self.end = button(N_("End back-entry"), ctx.session.end_back_entry, icon="check")
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.end)
        ctx.session.back_entry_changed.connect(self._changed)
        ctx.bus.changed.connect(self._heard)

    def _changed(self, now: BackEntering | None) -> None:
        self._saved = False
        self._show(now)

    def _show(self, now: BackEntering | None) -> None:
        if now is None:
            self.hide()
            return
        zone = self._ctx.services.bench.clock.zone
        local = now.happened_at.astimezone(zone)
        said = (_SAVED if now.form else _SAVED_SO) if self._saved else (_ON_FORM if now.form else _NO_FORM)
        self.tell(
            said,
            "warning",
            action=N_("Next form"),
            on=partial(self._ctx.open_record, BACK_ENTRY, 0),
            day=format_day(local, year=False),
            time=format_time(local),
            form=plain(grouped(now.form)),
        )

    def _heard(self, topics: frozenset[str]) -> None:
        """Something was saved: the form is settled."""
        now = self._ctx.session.back_entry
        if now is None or self._saved or BACK_ENTRIES not in topics:
            return
        self._saved = True
        self._show(now)
        if now.form:
            from desk_app.services.blackout.service import Blackout

            use = self._ctx.services.get(Blackout).use_form
            self._ctx.do(lambda by: use(by, now.form), owner=self)
