"""After the count: differences to explain, what is to be read, and both PINs."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout, QLineEdit, QScrollArea, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.shift.records import Ahead, Counting, CountLine, Difference, Gap, Holder, Waiver
from desk_app.ui.i18n import format_moment, say, speaker, tr
from desk_app.ui.tabs.shift.handover_said import amount, incident, matters_by_tab, on_this_pc, said, signed
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.form_dialog import lines_field
from desk_app.ui.widgets.parts import Label, button, column, put, row, said_label

_GAPS: dict[Gap, Message] = {
    Gap.ALL: N_("Nothing was counted: only the supervisor lets the shift go over.", "handover"),
    Gap.MONEY: N_("The money was not counted: only the supervisor lets the shift go over.", "handover"),
}


class DifferenceRow(QWidget):
    """One line that differs: counted, recorded, count again or explain."""

    def __init__(self, line: CountLine, shown: Difference) -> None:
        super().__init__()
        self.line, self.shown = line, shown
        self.told = Label()
        self.told.setWordWrap(True)
        self.again, self.why = QLineEdit(), QLineEdit()
        self.again.setProperty("role", "count")
        self.again.setFixedWidth(132)
        self.again.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.why.setMaxLength(200)
        say(self.again, N_("Count again", "handover"), "setPlaceholderText")
        say(self.again, N_("Count again", "handover"), "setAccessibleName")
        say(self.why, N_("Why it differs", "handover"), "setPlaceholderText")
        say(self.why, N_("Why it differs", "handover"), "setAccessibleName")
        self.problem = Label(role="problem")
        self.problem.hide()
        fields = row(self.again, self.why, spacing=12)
        fields.setStretch(1, 1)
        self.setLayout(column(self.told, fields, self.problem, spacing=6))
        self.again.returnPressed.connect(self.why.setFocus)
        self.why.returnPressed.connect(lambda: self.focusNextPrevChild(True))
        speaker.language_changed.connect(self._retell)
        self._retell()

    def tell(self, shown: Difference) -> None:
        """What differs now."""
        self.shown = shown
        self._retell()

    def show_problem(self, text: str) -> None:
        """What is wrong; nothing for nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        restyle(self.why, problem=bool(text))

    def _retell(self, _language: str = "") -> None:
        one, unit = self.shown, self.line.unit
        text = N_("{what}: counted {counted}, recorded {recorded}, difference {difference}.", "handover")
        if one.moved:
            text = N_(
                "{what}: counted {counted}, recorded now {recorded}. Something moved since: count again.",
                "handover",
            )
        self.told.setText(
            tr(
                text,
                what=plain(said(self.line.label, self.line.where)),
                counted=plain(amount(one.counted, unit)),
                recorded=plain(amount(one.expected, unit)),
                difference=plain(signed(one.counted - one.expected, unit)),
            )
        )


class ReviewView(QWidget):
    """Steps 3 to 5 of a handover."""

    sign_wanted = Signal()
    agreement_wanted = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.request = uuid4().hex
        self.counting: Counting | None = None
        self.rows: dict[str, DifferenceRow] = {}
        self.ticks: dict[int, QCheckBox] = {}
        self.waiver: Waiver | None = None
        self.ahead = Ahead()
        self._inside = column(
            self._build_differences(),
            self._build_reading(),
            self._build_signing(),
            None,
            spacing=16,
            margins=4,
        )
        inside = QWidget()
        inside.setLayout(self._inside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.anew = button(N_("Count anew", "handover"), self.again.emit, icon="undo")
        self.sure = button(
            N_("Sign, hand over", "handover"),
            self.sign_wanted.emit,
            kind="primary",
            icon="check",
            key="Ctrl+Return",
        )
        layout = column(area, row(self.anew, None, self.sure), spacing=12)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        speaker.language_changed.connect(self._retell)

    def _build_differences(self) -> QWidget:
        card = Card(N_("3. Differences", "handover"))
        self.agrees = said_label(
            N_("Everything that was counted agrees with the records.", "handover"), "muted"
        )
        self._differences = column(spacing=14)
        put(card.body, self.agrees, self._differences)
        return card

    def _build_reading(self) -> QWidget:
        card = Card(N_("4. To read", "handover"))
        self.matters = QWidget()
        self._grid = QGridLayout(self.matters)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        self.incidents, self.gap = Banner(), Banner()
        self.agree = button(
            N_("The supervisor agrees …", "handover"), self.agreement_wanted.emit, icon="check"
        )
        self.agreed = Label(role="muted")
        self._notices = column(spacing=8)
        self.notices_head = said_label(N_("Notices", "handover"), "label")
        self.told_unsent = Label()
        self.told_unsent.setWordWrap(True)
        self.unsent = QCheckBox()
        say(self.unsent, N_("We know that.", "handover"))
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.remarks = lines_field(64)
        words = Form()
        words.add("remarks", N_("For the next shift", "handover"), self.remarks)
        self.words = words
        put(
            card.body, said_label(N_("Open matters", "handover"), "label"), self.matters,
            self.incidents, self.gap, row(self.agree, self.agreed, None),
            self.notices_head, self._notices,
            said_label(N_("Records on this PC alone", "handover"), "label"), self.told_unsent, self.unsent,
            self.problem, words,
        )  # fmt: skip
        return card

    def _build_signing(self) -> QWidget:
        card = Card(N_("5. Both sign with their PIN", "handover"))
        self.pins = Form(columns=2)
        self.leaving, self.coming = QLineEdit(), QLineEdit()
        for field in (self.leaving, self.coming):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.pins.add("leaving", N_("PIN of who hands over", "handover"), self.leaving, required=True)
        self.pins.add("coming", N_("PIN of who takes over", "handover"), self.coming, required=True)
        self.names = Label(role="muted")
        self.holder = Banner()
        self.holder.hide()
        put(card.body, self.holder, self.names, self.pins)
        return card

    def begin(self, counting: Counting, leaving: str, coming: str) -> None:
        """A count was given: from here on it is signed, or counted anew."""
        self.request = uuid4().hex
        self.counting, self.waiver = counting, None
        for row_ in self.rows.values():
            self._differences.removeWidget(row_)
            row_.deleteLater()
        self.rows = {}
        for line in counting.differing:
            self._add(line, Difference(line.key, line.counted or 0, line.first_expected))
        self.agrees.setVisible(not self.rows and counting.gap is not Gap.ALL)
        self.agreed.setText("")
        self.holder.hide()
        self._offer_agreement()
        self.forget_pins()
        self.remarks.clear()
        self.unsent.setChecked(False)
        for tick in self.ticks.values():
            tick.setChecked(False)
        say(
            self.names, N_("{leaving} hands over, {coming} takes over.", "handover"),
            leaving=plain(leaving), coming=plain(coming),
        )  # fmt: skip
        first = next(iter(self.rows.values()), None)
        (first.why if first else self.remarks).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ahead(self, ahead: Ahead) -> None:
        """What stands open now; ticks stay."""
        self.ahead = ahead
        ticked = {key for key, tick in self.ticks.items() if tick.isChecked()}
        _empty(self._notices)
        self.ticks = {}
        for one in ahead.notices:
            self._show_notice(one.id, one.text, must=one.id in ahead.to_read, ticked=one.id in ticked)
        self.notices_head.setVisible(bool(ahead.notices))
        self._offer_agreement()
        self.unsent.setVisible(bool(ahead.unsent.count))
        self._retell()

    def show_holder(self, holder: Holder | None, name: str) -> None:
        """Somebody else than who hands over took over last: it is allowed, and said; None: the same one."""
        self.holder.setVisible(holder is not None)
        if holder is not None:
            self.holder.tell(
                N_("Last taken over by {name} on {moment}. The paper will say so.", "handover"), "warning",
                name=plain(name), moment=plain(format_moment(holder.at)),
            )  # fmt: skip

    def _offer_agreement(self) -> None:
        """The supervisor's, for an open incident, and where nothing or no money was counted."""
        gap = Gap.NONE if self.counting is None else self.counting.gap
        self.gap.setVisible(bool(gap))
        if gap:
            self.gap.tell(_GAPS[gap], "danger")
        self.agree.setVisible(self.waiver is None and bool(self.ahead.incidents or gap))

    def show_agreement(self, waiver: Waiver) -> None:
        """The supervisor agreed."""
        self.waiver = waiver
        self.agree.hide()
        say(
            self.agreed, N_("{name} agreed: {reason}", "handover"),
            name=plain(waiver.by.name), reason=plain(waiver.reason),
        )  # fmt: skip

    def explained(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """What was counted again, and why the rest differs."""
        again = {key: one.again.text() for key, one in self.rows.items() if one.again.text().strip()}
        return again, {key: one.why.text() for key, one in self.rows.items() if one.why.text().strip()}

    @property
    def read(self) -> frozenset[int]:
        """The notices that are ticked."""
        return frozenset(key for key, tick in self.ticks.items() if tick.isChecked())

    def forget_pins(self) -> None:
        """They are kept nowhere."""
        self.leaving.clear()
        self.coming.clear()

    def show_differences(self, found: tuple[Difference, ...]) -> None:
        """What is not explained yet, or moved since."""
        lines = {one.key: one for one in (self.counting.lines if self.counting else ())}
        for one in found:
            if one.key in self.rows:
                self.rows[one.key].tell(one)
            else:
                self._add(lines[one.key], one)
            text = N_("Count again, or write why.", "handover")
            if one.moved:
                text = N_("Count this once more.", "handover")
            self.rows[one.key].show_problem(tr(text))
        self.agrees.setVisible(not self.rows)
        self._in_sight(self.rows[found[0].key].again if found[0].moved else self.rows[found[0].key].why)

    def show_problems(self, error: InvalidInput) -> bool:
        """Each where it belongs. False for one that belongs nowhere here."""
        self.problem.hide()
        rest = dict(error.problems)
        for key in [one for one in rest if one in self.rows]:
            self.rows[key].show_problem(rest.pop(key).say(speaker.words))
            self._in_sight(self.rows[key].again)
        here: list[DeskError] = [
            rest.pop(one) for one in ("notices", "incident", "gap", "unsent") if one in rest
        ]
        if here:
            self.problem.setText("\n".join(one.say(speaker.words) for one in here))
            self.problem.show()
            self._in_sight(self._first_unticked())
        if "remarks" in rest:
            self.words.show_problems(InvalidInput({"remarks": rest.pop("remarks")}))
        return not rest or self.pins.show_problems(InvalidInput(rest))

    def _first_unticked(self) -> QWidget:
        ticks = [self.ticks[one] for one in self.ahead.to_read if one in self.ticks]
        waiting = [one for one in (*ticks, self.unsent) if not one.isHidden() and not one.isChecked()]
        return waiting[0] if waiting else self.agree

    def _in_sight(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, line: CountLine, shown: Difference) -> None:
        made = self.rows[line.key] = DifferenceRow(line, shown)
        self._differences.addWidget(made)

    def _show_notice(self, notice: int, text: str, *, must: bool, ticked: bool) -> None:
        words = Label(text, "body" if must else "muted")
        words.setWordWrap(True)
        if not must:
            self._notices.addWidget(words)
            return
        tick = self.ticks[notice] = QCheckBox()
        tick.setChecked(ticked)
        say(tick, N_("Read", "handover"))
        tick.setAccessibleDescription(text)
        line = row(tick, words, spacing=12)
        line.setStretch(1, 1)
        held = QWidget()
        held.setLayout(line)
        self._notices.addWidget(held)

    def _retell(self, _language: str = "") -> None:
        _empty(self._grid)
        for place, (tab, text) in enumerate(matters_by_tab(self.ahead.matters).items()):
            words = Label(text)
            words.setWordWrap(True)
            self._grid.addWidget(Label(tab, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, place, 1)
        if not self.ahead.matters:
            self._grid.addWidget(said_label(N_("Nothing is open.", "handover"), "muted"), 0, 0)
        self.told_unsent.setText(on_this_pc(self.ahead.unsent))
        running = self.ahead.incidents
        self.incidents.setVisible(bool(running))
        if running:
            text = N_("An incident is open: {told}", "handover")
            self.incidents.tell(text, "danger", told=plain("；".join(map(incident, running))))


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
