"""Today at a glance: tiles that open their tab, busy hours against what is usual, targets, what needs a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk_app.services.catalogue import topics
from desk_app.services.core.figures import Figure, Unit
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.report.wording import amount, verdict
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_duration, format_moment, say, speaker, tr
from desk_app.ui.printing.papers import desk_paper, today
from desk_app.ui.tabs.supervisor.glance import BUSY, TILES, Glance, TileSpec, look_around
from desk_app.ui.tasks import Lane
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.elided_link import ElidedLink
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.pill import Pill
from desk_app.ui.widgets.plot import Plot, PlotBar

_MINUTE_MS = 60_000
_ACROSS = 4
_MOST_WAITING = 6
_HOURS = range(7, 21)
_PLOTS: dict[str, Message] = {
    "visitors": N_("Visits by hour", "report"),
    "repairs": N_("Reports by hour", "report"),
    "loans": N_("Items lent by hour", "report"),
}


class TodayPage(Part):
    """Read again whenever something changed, and each minute: what is shown stays until the new is there."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Today", "dashboard"),
            N_("How the desk stands now. A tile opens the tab it tells of.", "dashboard"),
        )
        self.glance: Glance | None = None
        """What is in sight."""
        self._usual: tuple[date, Mapping[str, Mapping[str, float]]] | None = None
        self._build()
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(lambda: self.load() if self.isVisible() else None)
        self._minute.start()
        ctx.bus.follow(self, topics(), self.load)
        speaker.language_changed.connect(self._retell)

    def _build(self) -> None:
        self.tiles = {spec: Tile(spec, partial(self.ctx.open_tab, spec.tab)) for spec in TILES}
        grid = QGridLayout()
        grid.setSpacing(10)
        for at, tile in enumerate(self.tiles.values()):
            grid.addWidget(tile, at // _ACROSS, at % _ACROSS)
        self.plots = {key: Plot(_PLOTS[key]) for key in BUSY}
        plots = row(*self.plots.values(), spacing=10)
        usual = said_label(
            N_("The line: usual for this weekday, mean of four weeks.", "dashboard"), "caption"
        )
        self.waiting, self.targets = (
            Card(N_("Needs a decision", "dashboard")),
            Card(N_("Targets", "report page")),
        )
        self.state = Card(N_("Shift and data", "dashboard"))
        self._boxes = {card: QWidget() for card in (self.waiting, self.targets, self.state)}
        for card, box in self._boxes.items():
            card.body.addWidget(box)
            card.body.addStretch(1)
        cards = row(self.waiting, self.targets, self.state, spacing=10)
        for at, stretch in enumerate((4, 3, 3)):
            cards.setStretch(at, stretch)
        self.body.addWidget(scrolling(grid, cards, plots, usual, spacing=10), 1)

    # Read and show

    def load(self) -> None:
        """Ask everybody, off the GUI thread."""
        day, actor, services = today(self.ctx), self.ctx.actor, self.ctx.services
        known = self._usual[1] if self._usual is not None and self._usual[0] == day else None
        self.ctx.tasks.latest(
            "glance", lambda: look_around(services, actor, day, known), self._show, self._failed, owner=self,
            lane=Lane.SEARCH,
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self.ctx.errors.show(error, self)

    def _show(self, glance: Glance) -> None:
        self.glance, self._usual = glance, (glance.report.period.last, glance.usual)
        for tile in self.tiles.values():
            tile.show_glance(glance, self.ctx)
        for key, plot in self.plots.items():
            plot.show_bars(_bars(glance, key))
        self._refill(self.waiting, self._waiting(glance))
        self._refill(self.targets, self._targets(glance))
        self._refill(self.state, self._state(glance))

    def _retell(self, _language: str) -> None:
        if self.glance is not None:
            self._show(self.glance)

    def _refill(self, card: Card, lines: list[QWidget]) -> None:
        """One swap: nothing is seen half-made."""
        box = QWidget()
        box.setLayout(column(*lines, spacing=6))
        before = self._boxes[card]
        card.body.replaceWidget(before, box)
        before.hide()
        before.deleteLater()
        self._boxes[card] = box

    def _waiting(self, glance: Glance) -> list[QWidget]:
        if not glance.waiting:
            return [said_label(N_("Nothing waits for you.", "dashboard"), "muted")]
        lines: list[QWidget] = []
        for one in glance.waiting[:_MOST_WAITING]:
            line = ElidedLink(tr(one.text, **one.values), partial(self.ctx.open_record, one.kind, one.record))
            line.setProperty("tone", "danger" if one.urgent else None)
            lines.append(line)
        more = len(glance.waiting) - _MOST_WAITING
        if more > 0:
            lines.append(said_label(N_("… and {n} more", "report paper"), "muted", n=more))
        return lines

    def _targets(self, glance: Glance) -> list[QWidget]:
        found = [_target(figure, self.ctx) for figure in glance.targets]
        return found or [said_label(N_("No targets are measured today.", "dashboard"), "muted")]

    def _state(self, glance: Glance) -> list[QWidget]:
        now = glance.report.made_at
        lines = [self._handed_over(glance)]
        if glance.backed_up is None:
            lines.append(_line(N_("No backup yet", "dashboard"), "danger"))
        else:
            ago = format_duration(now - glance.backed_up)
            lines.append(_line(N_("Last backup {ago} ago", "dashboard"), None, ago=ago))
        if glance.conflicts:
            to_page = partial(self.ctx.open_record, "conflict", 0)
            lines.append(
                ElidedLink(tr(N_("Conflicts to settle: {n}", "dashboard"), n=glance.conflicts), to_page)
            )
        if glance.not_closed:
            text = N_("Days not closed: {n}, the first {day}", "dashboard")
            said = tr(text, n=len(glance.not_closed), day=glance.not_closed[0].isoformat())
            lines.append(ElidedLink(said, partial(self.ctx.open_tab, "shift")))
        else:
            lines.append(_line(N_("All earlier days are closed", "dashboard"), "positive"))
        return lines

    def _handed_over(self, glance: Glance) -> QWidget:
        if glance.handed_over is None:
            return _line(N_("No handover on record yet", "dashboard"), None)
        at, name = glance.handed_over
        text = N_("Last handover {moment}, taken over by {name}", "dashboard")
        return _line(text, None, moment=format_moment(at), name=name)


class Tile(QFrame):
    """A number, what is amiss with it, and the way to its tab."""

    def __init__(self, spec: TileSpec, on: Callable[[], object]) -> None:
        super().__init__()
        self._spec, self._on = spec, on
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = button(spec.title, on, kind="link", icon=spec.icon)
        self.title.setProperty("flush", True)
        self.figure, self.note = Label(role="figure"), Label(role="caption")
        self.setLayout(column(row(self.title, None), self.figure, self.note, spacing=2, margins=12))

    def show_glance(self, glance: Glance, ctx: AppContext) -> None:
        """The numbers of now; only what changed is painted anew."""
        spec, paper = self._spec, desk_paper(ctx)
        figure, noted = glance.figure(spec.section, spec.figure), glance.figure(spec.section, spec.noted)
        self.figure.setText(amount(figure.value, figure.unit, paper) if figure is not None else "—")
        if spec.section == "visitors" and noted is not None and not noted.value:
            say(self.note, N_("Expected still: {n}", "dashboard"), n=glance.expected)
            self.note.set_tone(None)
        elif noted is not None:
            say(self.note, spec.note, n=plain(amount(noted.value, noted.unit, paper)))
            self.note.set_tone("danger" if noted.value and noted.unit is Unit.COUNT else None)
        self.figure.setAccessibleName(f"{tr(spec.title)} {self.figure.text()}, {self.note.text()}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._on()


def _line(message: Message, tone: Tone | None, **values: object) -> Label:
    made = Label()
    made.setWordWrap(True)
    speaker.remember(made, "setText", message, values)
    made.set_tone(tone)
    return made


def _target(figure: Figure, ctx: AppContext) -> QWidget:
    paper, box = desk_paper(ctx), QWidget()
    said, met = amount(figure.value, figure.unit, paper), verdict(figure)
    target = amount(figure.target, figure.unit, paper)
    parts: list[QWidget | None] = [said_label(figure.label), None, Label(said)]
    parts.append(said_label(N_("target {target}", "dashboard"), "caption", target=plain(target)))
    if met is not None:
        parts.append(Pill(met, "danger" if figure.missed else "positive"))
    box.setLayout(row(*parts, spacing=8))
    return box


def _bars(glance: Glance, feature: str) -> list[PlotBar]:
    """A desk's usual day whole, and whatever else there is."""
    section = next((one for one in glance.report.sections if one.feature == feature), None)
    course = next((one for one in section.courses if one.key == "hours"), None) if section else None
    points = dict(course.points) if course is not None else {}
    usual = glance.usual.get(feature, {})
    had = {int(hour) for hour in (*points, *usual)}
    hours = range(min(_HOURS.start, *had, 23), max(_HOURS.stop - 1, *had, 0) + 1)
    return [PlotBar(f"{hour:02}", points.get(f"{hour:02}", 0), usual.get(f"{hour:02}")) for hour in hours]
