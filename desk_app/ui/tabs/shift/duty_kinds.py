"""The supervisor's own kinds of incidents: which times each must record, who must be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from desk_app.services.core.words import N_
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.duty_log.records import (
    ARRIVED,
    REPORTED,
    SOLVED,
    STEP_NAMES,
    TOLD,
    IncidentKind,
    KindDraft,
)
from desk_app.services.duty_log.service import DutyLog
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.shift.duty_said import step_said
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_OFFERED = tuple(step for step in STEP_NAMES if step != REPORTED)
_ACROSS, _WIDTH = 3, 640


class KindsDialog(Dialog):
    """All kinds: the standard ones to look at, the building's own to change."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        say(self, N_("Kinds of incidents", "duty log"), "setWindowTitle")
        self.table = RowTable(_columns(), row_id=lambda one: one.id)
        self.table.activated_row.connect(self.edit)
        self.table.selected_rows.connect(self._chosen)
        self.new = button(N_("New kind", "duty log"), lambda: self.edit(None), kind="primary", icon="plus")
        self.change = button(
            N_("Change", "duty log"), lambda: self.edit(self.table.current_row()), icon="edit"
        )
        told = N_(
            "Standard kinds stay as they are. Your own can be put out of use, never deleted.",
            "duty log",
        )
        foot = row(self.new, self.change, None, button(N_("Close"), self.reject))
        title = said_label(N_("Kinds of incidents", "duty log"), "title")
        self.setLayout(
            column(title, said_label(told, "muted", wrap=True), self.table, foot, spacing=12, margins=24)
        )
        self.resize(860, 520)
        self._chosen([])
        self.load()

    def load(self) -> None:
        """Read them."""
        queries = self._ctx.services.get(DutyQueries)
        self._ctx.read(queries.kinds, owner=self, done=self.table.set_rows, key="kinds")

    def edit(self, kind: IncidentKind | None) -> None:
        """A form for a new kind, or one of the building's own."""
        if kind is None or not kind.standard:
            KindDialog(self._ctx, kind, self).begin(lambda _: self.load())

    def _chosen(self, rows: Sequence[IncidentKind]) -> None:
        self.change.setEnabled(bool(rows) and not rows[0].standard)


def _columns() -> list[Column]:
    def state(one: IncidentKind) -> str:
        if one.standard:
            return tr(N_("Standard", "duty log"))
        return tr(N_("Own", "duty log")) if one.active else tr(N_("Out of use", "duty log"))

    def tone(one: IncidentKind) -> Tone:
        return "accent" if one.active and not one.standard else "neutral"

    def steps(one: IncidentKind) -> str:
        return " · ".join(step_said(step) for step in one.required)

    return [
        Column(N_("Kind", "duty log"), lambda one: one.said(speaker.words.language), width=150),
        Column(N_("Must be recorded", "duty log"), steps, tip=steps),
        Column(
            N_("On site, min", "duty log"),
            lambda one: str(one.target_minutes or ""),
            width=110,
            align="right",
        ),
        Column(N_("State"), state, width=90, pill=True, tone=tone),
    ]


class KindDialog(FormDialog):
    """A kind of the building's own."""

    def __init__(self, ctx: AppContext, kind: IncidentKind | None, parent: QWidget) -> None:
        title = N_("New kind", "duty log") if kind is None else N_("Change the kind", "duty log")
        super().__init__(ctx, title, N_("Save"), parent, columns=2, enter_submits=False)
        self._kind = None if kind is None else kind.id
        draft = KindDraft("") if kind is None else _draft(kind)
        self.target, self.injured, self.active = NumberField(0, 24 * 60), QCheckBox(), QCheckBox()
        say(self.injured, N_("Somebody is hurt, usually", "duty log"))
        say(self.active, N_("In use", "duty log"))
        self.form.add("name", N_("Name", "duty log"), QLineEdit(), required=True, initial=draft.name)
        self.form.add("english_name", N_("English name", "duty log"), QLineEdit(), initial=draft.english_name)
        hint = N_("Names with commas between", "duty log")
        self.form.add(
            "told",
            N_("Who else must be told", "duty log"),
            QLineEdit(),
            hint=hint,
            span=2,
            initial=draft.told,
        )
        hint = N_("0: no target", "duty log")
        label = N_("Minutes until somebody is there", "duty log")
        self.form.add("target_minutes", label, self.target, hint=hint, initial=draft.target_minutes)
        self.form.add("injured", "", self.injured, initial=draft.injured)
        self.form.add("active", "", self.active, initial=draft.active)
        self.steps = StepTicks(draft.steps)
        self.setMinimumWidth(_WIDTH)
        self.form.add("steps", N_("Times that must be recorded", "duty log"), self.steps, span=2)

    def send(self) -> None:
        """Save it."""
        text, kind = self.text, self._kind
        draft = KindDraft(
            text("name"), text("english_name"), self.steps.draft(), text("told"), self.target.value(),
            self.injured.isChecked(), self.active.isChecked(),
        )  # fmt: skip
        self.do(lambda actor: self.ctx.services.get(DutyLog).save_kind(actor, kind, draft))


def _draft(kind: IncidentKind) -> KindDraft:
    told = "，".join(step.removeprefix(TOLD) for step in kind.required if step.startswith(TOLD))
    steps = tuple(step for step in kind.required if not step.startswith(TOLD))
    return KindDraft(
        kind.name, kind.english_name, steps, told, kind.target_minutes, kind.injured, kind.active
    )


class StepTicks(QWidget):
    """A tick for every standard time."""

    value_changed = Signal(object)

    def __init__(self, chosen: Sequence[str] = (ARRIVED, SOLVED)) -> None:
        super().__init__()
        self.ticks = {step: QCheckBox() for step in _OFFERED}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (step, tick) in enumerate(self.ticks.items()):
            say(tick, STEP_NAMES[step])
            tick.setChecked(step in chosen)
            tick.toggled.connect(lambda _: self.value_changed.emit(self.draft()))
            grid.addWidget(tick, place // _ACROSS, place % _ACROSS)
        self.setFocusProxy(next(iter(self.ticks.values())))

    def draft(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(step for step, tick in self.ticks.items() if tick.isChecked())

    def set_draft(self, steps: Sequence[str] | None) -> None:
        """Tick these."""
        for step, tick in self.ticks.items():
            tick.setChecked(step in (steps or ()))
