"""One person's place: the tabs of her role, and every page as she left it. Nobody else is shown it.

It stays while the screen is locked or a colleague takes over, so a draft outlives both; it goes when its owner signs
out. Knows TabSpec only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.rail import Rail
from desk_app.ui.tab_spec import BarcodePage, CodePage, NewPage, Page, ScanPage, TabSpec

if TYPE_CHECKING:
    from desk_app.services.codes.ledger import PassRecord


class Workplace(QWidget):
    """The rail and the pages of one person."""

    def __init__(self, ctx: AppContext, actor: Actor, specs: Sequence[TabSpec]) -> None:
        super().__init__()
        self.actor = actor
        self.specs = tuple(spec for spec in specs if actor.role in spec.roles)
        self._ctx = ctx
        self._pages: dict[str, QWidget] = {}
        self.rail = Rail(self.specs)
        self.pages = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self.pages, 1)
        self.rail.picked.connect(self.open)
        self._opened = False

    def begin(self) -> None:
        """Open the first tab, unless one is open."""
        if self.specs and not self._opened:
            self.open(self.specs[0].id)

    def open(self, tab: str) -> QWidget:
        """Show a tab; its page is made at the first call. Raises StopIteration for a tab of another role."""
        spec = next(one for one in self.specs if one.id == tab)
        if tab not in self._pages:
            page = self._pages[tab] = spec.build(self._ctx)
            self.pages.addWidget(page)
            self._ctx.bus.follow(page, spec.topics, cast(Page, page).load)
            cast(Page, page).load()
        page = self._pages[tab]
        self.pages.setCurrentWidget(page)
        self.rail.show_picked(tab)
        self._opened = True
        return page

    def open_new(self, tab: str) -> None:
        """Show a tab with its form for something new; nothing for a tab of another role."""
        if any(spec.id == tab for spec in self.specs):
            page: object = self.open(tab)
            if isinstance(page, NewPage):
                page.start_new()

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self.pages.currentWidget()

    @property
    def tab(self) -> TabSpec | None:
        """The tab in sight."""
        return next((spec for spec in self.specs if self._pages.get(spec.id) is self.page), None)

    def tab_of_kind(self, kind: str) -> TabSpec | None:
        """Which tab shows search hits of this kind; what stands after a stroke is for that tab to read."""
        family = kind.partition("/")[0]
        return next((spec for spec in self.specs if family in spec.kinds), None)

    def show_record(self, kind: str, record: int) -> None:
        """Open the tab of this kind of record, at the record."""
        spec = self.tab_of_kind(kind)
        if spec is not None:
            cast(Page, self.open(spec.id)).show_record(kind, record)

    def take_scan(self, raw: str) -> bool:
        """Whether the page in sight is in a mode in which all readings are its own, and took this one."""
        page: object = self.page
        return isinstance(page, ScanPage) and page.take_scan(raw)

    def take_barcode(self, raw: str) -> bool:
        """Whether the page in sight is in a mode that takes a carrier's barcode, and took this one."""
        page: object = self.page
        return isinstance(page, BarcodePage) and page.take_barcode(raw)

    def show_code(self, kind: int, digits: str) -> bool:
        """Hand a scanned code to the page in sight if its tab announces the kind, else to where it belongs.

        A pass belongs to the tab that shows its record, any other number to the first tab that announces the kind.
        False when no tab of this role does.
        """
        claiming = [spec for spec in self.specs if kind in spec.codes]
        here = [spec for spec in claiming if self._pages.get(spec.id) is self.page]
        if kind == Kind.PASS and not here:
            self._show_pass(digits)
            return True
        for spec in here or claiming:
            page = self.open(spec.id)
            if isinstance(page, CodePage):
                page.show_code(digits)
                return True
        return False

    def _show_pass(self, digits: str) -> None:
        from desk_app.services.gate.queries import (
            GateQueries,
        )  # brings the database along: not before it is needed

        gate = self._ctx.services.get(GateQueries)
        self._ctx.read(lambda actor: gate.record_of(actor, digits), owner=self, done=self._found, key="pass")

    def _found(self, record: PassRecord | None) -> None:
        if record is None:
            self._ctx.toasts.show(N_("No record on this PC has this pass."))
        elif self.tab_of_kind(record.kind) is None:
            self._ctx.toasts.show(N_("Your role does not work with this pass at the front desk."))
        else:
            self.show_record(record.kind, record.id)
