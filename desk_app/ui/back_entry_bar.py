"""The line across the window while something is entered afterwards: for which time, from which form.

Nobody saves for a time that is over without seeing it. The first record that is saved settles the form: what comes
after it happens now, until the next form begins.
"""

from __future__ import annotations

from functools import partial

from desk_app.services.core.words import N_, plain
from desk_app.services.printing.parts import grouped
from desk_app.ui.context import BACK_ENTRY, AppContext
from desk_app.ui.i18n import format_day, format_time
from desk_app.ui.session import BackEntering
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.parts import button

_NO_FORM = N_("Back-entry for {day} {time}, without a form: what you save now is entered for that time.")
_ON_FORM = N_("Back-entry for {day} {time} · form {form}: what you save now is entered for that time.")
_SETTLED = N_(
    "Form {form} is entered. What you save now happens now. Take the next form, or end the back-entry."
)


class BackEntryBar(Banner):
    """Hidden while everything happens now."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.end = button(N_("End back-entry"), ctx.session.end_back_entry, icon="check")
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.end)
        ctx.session.back_entry_changed.connect(self._changed)

    def _changed(self, now: BackEntering | None) -> None:
        self._show(now)
        if now is not None and now.settled:
            from desk_app.services.blackout.service import Blackout

            use = self._ctx.services.get(Blackout).use_form
            self._ctx.do(lambda by: use(by, now.form), owner=self)

    def _show(self, now: BackEntering | None) -> None:
        if now is None:
            self.hide()
            return
        zone = self._ctx.services.bench.clock.zone
        local = now.happened_at.astimezone(zone)
        said = _SETTLED if now.settled else _ON_FORM if now.form else _NO_FORM
        self.tell(
            said,
            "positive" if now.settled else "warning",
            action=N_("Next form"),
            on=partial(self._ctx.open_record, BACK_ENTRY, 0),
            day=format_day(local, year=False),
            time=format_time(local),
            form=plain(grouped(now.form)),
        )
