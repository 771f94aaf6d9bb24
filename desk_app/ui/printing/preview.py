"""The preview: the paper as it will come out, its size, and the ways out.

Keyboard: Page Up and Page Down turn pages, Ctrl+0 fits the page, Ctrl+1 shows it in its real size, Ctrl+P prints,
Ctrl+S saves, Escape closes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.printing.kinds import MOST_COPIES, size_name
from desk_app.services.printing.preview import page_count, page_size_mm
from desk_app.ui.i18n import say
from desk_app.ui.printing.page_view import MARGIN, PageView, Shown, fine_image
from desk_app.ui.printing.where_box import WhereBox
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label

if TYPE_CHECKING:
    from desk_app.services.printing.outbox import Drawn
    from desk_app.ui.printing.desk import PrintDesk

_MM_PER_INCH = 25.4
_SIDE_PX = 264


class PreviewDialog(Dialog):
    """Shows what is drawn; nothing is kept or counted until Print."""

    def __init__(
        self,
        printing: PrintDesk,
        drawn: Drawn,
        parent: QWidget | None = None,
        print_it: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._printing, self._drawn, self._print_it = printing, drawn, print_it
        self._name = printing.name(drawn.paper)
        self._shown: Shown | None = None
        self.fit = True
        """Whether the page fills the window; else it has its real size."""
        say(self, N_("Preview: {title}"), "setWindowTitle", title=plain(self._name))
        self.resize(960, 680)
        self.view = PageView()
        self.area = QScrollArea()
        self.area.setWidget(self.view)
        self.area.setWidgetResizable(True)
        self.area.viewport().installEventFilter(self)
        self._bars()
        self.setLayout(column(self._missing(), row(self._stage(), self._side(), spacing=0), spacing=0))
        self.load(0)
        printing.errands.printers(self.where.set_printers, self)
        self.print_button.setFocus()

    def load(self, page: int) -> None:
        """Draw a page, off the GUI thread."""
        pdf, fit = self._drawn.paper.pdf, self.fit
        ratio, dots = self.devicePixelRatioF(), self.logicalDpiX()
        room = self.area.viewport().size()

        def draw() -> Shown:
            size, pages = page_size_mm(pdf), page_count(pdf)
            inches = [length / _MM_PER_INCH for length in size]
            fitting = min((room.width() - 2 * MARGIN) / inches[0], (room.height() - 2 * MARGIN) / inches[1])
            dpi = max(24.0, fitting) if fit else dots
            return Shown(fine_image(pdf, page, dpi * ratio), page, pages, size)

        self._printing.tasks.latest("page", draw, self._show, owner=self, lane=Lane.PAPER)

    def zoom(self, fit: bool) -> None:
        """Fill the window, or real size."""
        self.fit = fit
        self.fit_button.setChecked(fit)
        self.real_button.setChecked(not fit)
        self._bars()
        self.load(self._page)

    def _bars(self) -> None:
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self.fit else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.area.setVerticalScrollBarPolicy(policy)
        self.area.setHorizontalScrollBarPolicy(policy)

    def turn(self, pages: int) -> None:
        """Go on or back, as far as there are pages."""
        last = self._shown.pages - 1 if self._shown else 0
        page = min(max(0, self._page + pages), last)
        if page != self._page:
            self.load(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that fits stays fitting."""
        if event.type() == QEvent.Type.Resize and self.fit and self._shown:
            self.load(self._page)
        return False

    @property
    def _page(self) -> int:
        return self._shown.page if self._shown else 0

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.view.show_page(shown.image)
        say(self.pages, N_("{page} / {pages}"), page=shown.page + 1, pages=shown.pages)
        width, height = shown.size_mm
        say(self.size_mm, N_("{width} × {height} mm"), width=width, height=height)
        self.back.setEnabled(shown.page > 0)
        self.next.setEnabled(shown.page < shown.pages - 1)

    def _missing(self) -> Banner:
        banner = Banner()
        if self._drawn.missing:
            banner.tell(
                N_("Paper cannot show these characters, it shows a box and their number: {characters}"),
                "warning",
                characters=plain(" ".join(self._drawn.missing)),
            )
        return banner

    def _stage(self) -> QVBoxLayout:
        self.back = button(
            N_("Page back"), lambda: self.turn(-1), kind="icon", icon="chevron-left", key="PgUp"
        )
        self.next = button(
            N_("Next page"), lambda: self.turn(1), kind="icon", icon="chevron-right", key="PgDown"
        )
        self.pages = Label(role="label")
        self.fit_button = button(N_("Fit"), lambda: self.zoom(True), kind="chip", key="Ctrl+0")
        self.real_button = button(N_("Real size"), lambda: self.zoom(False), kind="chip", key="Ctrl+1")
        for chip in (self.fit_button, self.real_button):
            chip.setCheckable(True)
        self.fit_button.setChecked(True)
        bar = row(self.back, self.pages, self.next, None, self.fit_button, self.real_button)
        bar.setContentsMargins(12, 8, 12, 8)
        return column(bar, self.area, spacing=0)

    def _side(self) -> QFrame:
        kind = self._printing.kinds[self._drawn.paper.kind]
        self.size_mm = Label(role="muted")
        self.where = WhereBox(parent=self)
        self.where.set_where(self._printing.where(kind.id))
        self.copies = NumberField(1, MOST_COPIES, parent=self)
        self.copies.setValue(self._printing.local.get(kind.copies))
        self.print_button = button(N_("Print"), self._print, kind="primary", icon="print", key="Ctrl+P")
        self.print_button.setDefault(True)
        save = button(N_("Save as PDF"), self._save, icon="save", key="Ctrl+S")
        side = QFrame()
        side.setProperty("role", "panel")
        side.setFixedWidth(_SIDE_PX)
        side.setLayout(
            column(
                said_label(N_("Paper", "print"), "label"),
                said_label(size_name(self._drawn.size), "heading"),
                self.size_mm,
                rule(),
                *self._choices(),
                None,
                self.print_button,
                save,
                button(N_("Close"), self.close),
                spacing=10,
                margins=20,
            )
        )
        return side

    def _choices(self) -> tuple[QWidget, ...]:
        """A paper whose prints are counted comes out as this PC is set up."""
        if self._print_it is not None:
            self.where.hide()
            self.copies.hide()
            return ()
        return (*_labelled(N_("Printer"), self.where), *_labelled(N_("Copies", "print"), self.copies))

    def _print(self) -> None:
        if self._print_it is not None:
            self._print_it()
        else:
            self._printing.print_drawn(
                self._drawn, self.where.where, self.copies.value(), owner=self.parentWidget() or self
            )
        self.close()

    def _save(self) -> None:
        self._printing.save_paper(self._drawn.paper, self._name, owner=self)


def _labelled(text: str, field: QWidget) -> tuple[Label, QWidget]:
    label = said_label(text, "label")
    label.setBuddy(field)
    say(field, text, "setAccessibleName")
    return label, field
