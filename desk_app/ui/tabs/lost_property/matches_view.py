"""What may belong together, the likeliest first, with the reasons: who may miss an item, or what may be theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.lost_property.matching import LIKELY
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND, FoundItem, LostReport
from desk_app.services.lost_property.reports import LostReports
from desk_app.ui.i18n import format_moment, speaker, tr
from desk_app.ui.tabs.lost_property.claim import claim
from desk_app.ui.tabs.lost_property.claim_parts import pills
from desk_app.ui.tabs.lost_property.matches import Pair, pairs_of_item, pairs_of_report, reasons
from desk_app.ui.widgets.panel_parts import link
from desk_app.ui.widgets.parts import Label, column, row, rule, said_label
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from datetime import datetime

    from desk_app.ui.context import AppContext

FEW = 3
"""So many are shown before somebody asks for all."""


class MatchesView(QWidget):
    """The candidates of one found item, or of one lost report. Reads them itself; verbs are owned by `owner`."""

    loaded = Signal(int)
    """How many there are."""

    def __init__(
        self,
        ctx: AppContext,
        owner: QWidget,
        *,
        item: FoundItem | None = None,
        report: LostReport | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`owner`: the page, which outlives this view."""
        super().__init__(parent)
        self._ctx, self._owner, self._item, self._report = ctx, owner, item, report
        self.pairs: tuple[Pair, ...] = ()
        self._all = False
        self._inside: list[QWidget] = []
        self._box = column(spacing=8)
        self.setLayout(self._box)
        self.load()
        speaker.language_changed.connect(self._build)

    def load(self) -> None:
        """Read them again."""
        self._ctx.read(self._ask, owner=self, done=self._show, key="matches")

    def _ask(self, actor: Actor) -> list[Pair]:
        """Off the GUI thread."""
        if self._item is not None:
            return pairs_of_item(self._ctx, actor, self._item.id)
        return [] if self._report is None else pairs_of_report(self._ctx, actor, self._report)

    def _show(self, found: Sequence[Pair]) -> None:
        self.pairs = tuple(found)
        self._build()
        self.loaded.emit(len(found))

    def _build(self) -> None:
        for one in self._inside:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        shown = self.pairs if self._all else self.pairs[:FEW]
        self._inside = [self._heading(), *(self._one(pair) for pair in shown)]
        if len(shown) < len(self.pairs):
            more = N_("All {n} candidates", "lost property tab")
            self._inside.append(link(plain(tr(more, n=len(self.pairs))), self._show_all))
        for one in self._inside:
            self._box.addWidget(one)

    def _heading(self) -> QWidget:
        if self._item is not None:
            few, none = (
                N_("Who may miss it", "lost property tab"),
                N_("No matching lost report.", "lost property tab"),
            )
        else:
            few = N_("What may be theirs", "lost property tab")
            none = N_("Nothing like it is here.", "lost property tab")
        return said_label(few if self.pairs else none, "label" if self.pairs else "muted", wrap=True)

    def _show_all(self) -> None:
        self._all = True
        self._build()

    # One candidate

    def _one(self, pair: Pair) -> QWidget:
        now = self._ctx.services.bench.clock.now()
        box = QFrame()
        if self._item is not None:
            kind, record, what, small = LOST_KIND, pair.report.id, *missed_line(pair.report, now)
        else:
            kind, record, what, small = FOUND_KIND, pair.item.id, *found_line(pair.item, now)
        head = link(what, lambda: self._ctx.open_record(kind, record))
        marks = [likely_pill()] if pair.match.score >= LIKELY else []
        caption = Label(small, "caption")
        caption.setWordWrap(True)
        body = column(rule(), row(head, None, *marks), caption, _why(pair), spacing=4)
        body.addWidget(self._steps(pair))
        box.setLayout(body)
        return box

    def _steps(self, pair: Pair) -> QWidget:
        told: QWidget
        if pair.told:
            told = said_label(N_("They were told of it.", "lost property tab"), "muted")
        else:
            told = link(N_("Note: owner told", "lost property tab"), lambda: self.tell(pair))
        begin = link(N_("They claim it…", "lost property tab"), lambda: self.claim(pair))
        box = QWidget()
        box.setLayout(row(told, begin, None, spacing=16))
        return box

    def tell(self, pair: Pair) -> None:
        """The owner was told that something was found, no more of it."""
        reports, ctx, report, item = (
            self._ctx.services.get(LostReports),
            self._ctx,
            pair.report.id,
            pair.item.id,
        )
        said = N_("{number}: told that something like it was found.", "lost property tab")
        ctx.do(
            lambda actor: reports.tell_match(actor, report, item),
            owner=self._owner,
            done=lambda now: ctx.toasts.show(said, number=plain(now.number)),
        )

    def claim(self, pair: Pair) -> None:
        """Whoever reported it stands here."""
        claim(self._ctx, self._owner, pair.item, lambda _: None, report=pair.report.id)


def _why(pair: Pair) -> QWidget:
    """The reasons, then the words in common."""
    box = QWidget()
    why, words = reasons(pair.match)
    box.setLayout(column(pills(why, "info"), *([pills(words)] if words else []), spacing=4))
    return box


def likely_pill() -> Pill:
    """Worth a call."""
    return Pill(N_("Likely", "lost property tab"), "positive")


def missed_line(one: LostReport, now: datetime) -> tuple[Message, str]:
    """A report as a heading and a line: number and what; who, where, since when."""
    since = one.lost_from or one.reported_at
    parts = (
        one.name,
        mask_phone(one.phone) if one.phone else "",
        one.floor,
        one.place,
        format_moment(since, now=now),
    )
    return plain(f"{_short(one.number)}  {one.what}"), " · ".join(part for part in parts if part)


def found_line(one: FoundItem, now: datetime) -> tuple[Message, str]:
    """An item as a heading and a line: number and what; where and when it was found, where it lies."""
    parts = (one.floor, one.place, format_moment(one.found_at, now=now), one.shelf)
    return plain(f"{_short(one.number)}  {one.what}"), " · ".join(part for part in parts if part)


def _short(number: str) -> str:
    """The day and the count: building and desk are the same for all."""
    return "-".join(number.split("-")[-2:])
