"""Times of keeping: each rule with what it removes next, the runs so far, and the supervisor's word to begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.retention.queries import RetentionQueries
from desk_app.services.retention.records import Due, Run, Standing
from desk_app.services.retention.service import Retention
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_number, format_time, say, tr
from desk_app.ui.retention_watch import DATE_JUMPED
from desk_app.ui.tabs.supervisor.retention_dialog import TimeDialog, time_said
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

_RUNS_HEIGHT = 170
_BEGIN, _GO_ON = N_("Agree and remove now"), N_("The date is right: go on")


@dataclass(frozen=True)
class _Shown:
    """What the page reads in one go."""

    due: list[Due]
    standing: Standing
    runs: list[Run]


class RetentionPage(Part):
    """What is due is said before it is removed: for the first time, and after a rule was tightened."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Times of keeping"),
            N_(
                "People are taken out of what is older, figures stay; what is open is never touched. Backups go at the "
                "age of the shortest time. The mail's archived months are your company's archive: the program "
                "deletes none of them. A time that was shortened counts after 24 hours; a wrong date of the PC "
                "does not shorten them."
            ),
        )
        self._ask = ctx.services.get(RetentionQueries)
        self.banner = Banner()
        self._held = False
        self.agree_button = button(_BEGIN, self.agree, kind="primary", icon="check")
        self.change_button = button(N_("Change …"), self.change, icon="edit")
        self.tools.addWidget(self.agree_button)
        self.table = RowTable(_rule_columns(), lambda one: one.setting.key)
        self.table.selected_rows.connect(self._picked)
        self.table.activated_row.connect(lambda _one: self.change())
        self.runs = RowTable(_run_columns(), lambda one: one.at)
        self.runs.setMaximumHeight(_RUNS_HEIGHT)
        self.change_button.setEnabled(False)
        self.agree_button.setEnabled(False)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(self.change_button, None))
        self.body.addWidget(said_label(N_("Runs so far"), "heading"))
        self.body.addWidget(self.runs)

    def load(self) -> None:
        """Rules, standing and runs again."""

        def read(by: Actor) -> _Shown:
            return _Shown(self._ask.preview(by), self._ask.standing(by), self._ask.runs(by))

        self.ctx.read(read, owner=self, done=self._show)

    def _show(self, shown: _Shown) -> None:
        self.table.set_rows(shown.due)
        self.runs.set_rows(shown.runs)
        waiting = [one for one in shown.due if one.starts is not None and one.count]
        self._held = shown.standing.held_since is not None
        say(self.agree_button, _GO_ON if self._held else _BEGIN)
        self.agree_button.setEnabled(self._held or any(_first(one) for one in waiting))
        if self._held:
            self._tell_hold(shown.standing)
        elif waiting:
            self._announce(waiting)
        else:
            self.banner.hide()

    def _tell_hold(self, standing: Standing) -> None:
        if standing.goes_on is not None:
            self.banner.tell(
                N_(
                    "The PC's clock went ahead by more than a day since the last run: nothing is removed before "
                    "{when}. If date and time are right, you can agree now."
                ),
                "warning",
                when=_when(standing.goes_on),
            )
        elif standing.seen is not None and standing.now is not None:
            self.banner.tell(
                DATE_JUMPED, "warning", was=format_day(standing.seen), now=format_day(standing.now)
            )

    def _announce(self, waiting: list[Due]) -> None:
        starts = min(one.starts for one in waiting if one.starts is not None)
        self.banner.tell(
            N_("From {when} people are taken out of records: {n}. Until then nothing of them is removed."),
            "warning",
            when=_when(starts),
            n=format_number(sum(one.count for one in waiting)),
        )

    def _picked(self, rows: list[Due]) -> None:
        self.change_button.setEnabled(bool(rows))

    def change(self) -> None:
        """Another time for the rule that is picked."""
        rows = self.table.selection()
        if rows:
            TimeDialog(self.ctx, rows[0], self).begin(lambda _none: self.load())

    def agree(self) -> None:
        """Have what was announced for the first time removed now, or say that the date is right: for good."""
        if self._held:
            now = self.ctx.services.bench.clock.now()
            question = tr(N_("Is this the right date and time: {now}?"), now=_when(now))
            told = tr(
                N_(
                    "What is past its time is then removed at once. It cannot be undone. Times that were shortened "
                    "still wait 24 hours."
                )
            )
        else:
            n = sum(one.count for one in self.table.model().rows if _first(one))  # type: ignore[attr-defined]
            question = tr(N_("Take people out of records now? Records: {n}."), n=format_number(n))
            told = tr(N_("It cannot be undone. It goes on in the background while the desk works."))
        if self.ctx.ask.confirm(self, question, tr(_GO_ON if self._held else _BEGIN), told, danger=True):
            verb = self.ctx.services.get(Retention).agree
            self.ctx.do(verb, owner=self, done=lambda _none: self._agreed())

    def _agreed(self) -> None:
        self.ctx.toasts.show(N_("Agreed. The run begins within a minute."))
        self.load()


def _first(one: Due) -> bool:
    return one.rule is not None and one.rule.first


def _rule_columns() -> list[Column]:
    return [
        Column(N_("What", "purge"), lambda one: tr(one.title), least=260),
        Column(N_("Kept for"), lambda one: time_said(one.amount, one.unit), lambda one: one.until, width=100),
        Column(
            N_("Default", "purge"), lambda one: time_said(one.setting.default, one.unit), width=100, spare=2
        ),
        Column(
            N_("Due next"), lambda one: format_number(one.count), lambda one: one.count, "right", width=110
        ),
        Column(
            N_("Oldest"),
            lambda one: "" if one.oldest is None else format_day(one.oldest),
            lambda one: one.oldest,
            width=150,
            spare=1,
        ),
        Column(N_("In force", "purge"), _force_said, width=220, tone=_force_tone),
    ]


def _force_said(one: Due) -> str:
    rule = one.rule
    if rule is None:
        return tr(N_("Not yet"))
    if one.starts is None:
        return tr(N_("Yes"))
    if rule.days is None:
        return tr(N_("From {when}"), when=_when(one.starts))
    return tr(N_("{time} until {when}"), time=time_said(rule.days, "days"), when=_when(one.starts))


def _force_tone(one: Due) -> Tone | None:
    return "warning" if one.rule is None or one.rule.waiting else None


def _run_columns() -> list[Column]:
    return [
        Column(N_("Begun", "purge"), lambda one: _when(one.at), lambda one: one.at, width=180),
        Column(
            N_("Ended", "purge"),
            lambda one: tr(N_("Running", "purge")) if one.ended_at is None else _when(one.ended_at),
            width=180,
        ),
        Column(N_("Records"), lambda one: format_number(sum(one.counts.values())), align="right", width=110),
        Column(N_("Backups removed"), lambda one: format_number(one.backups), align="right", width=150),
    ]


def _when(moment: datetime) -> str:
    return f"{format_day(moment)} {format_time(moment)}"
