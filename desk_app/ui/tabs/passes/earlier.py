"""What saves typing: lists that come again and again, and the last passes of the same tenant."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import EXIT_KIND_NAMES, ExitPass, PassDraft, Template
from desk_app.services.passes.service import ExitPasses
from desk_app.ui.i18n import format_day, say, tr
from desk_app.ui.icons import icon
from desk_app.ui.widgets.parts import row
from desk_app.ui.widgets.press import ToolButton

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_NAME_SHOWN = 28


class Earlier(QWidget):
    """Two menus; what is chosen is told, and the form takes it."""

    template_chosen = Signal(object)
    """A Template."""
    copy_chosen = Signal(object)
    """The PassDraft of an earlier pass."""

    def __init__(
        self, ctx: AppContext, draft: Callable[[], PassDraft], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._draft = draft
        self._tenant: int | None = None
        self._templates: list[Template] = []
        self._passes: list[ExitPass] = []
        self.templates = self._button(self._fill_templates, "list")
        say(self.templates, N_("Templates"))
        self.copies = self._button(self._fill_copies, "copy")
        say(self.copies, N_("Earlier passes"))
        self.setLayout(row(self.templates, self.copies, spacing=4))

    def _button(self, fill: Callable[[QMenu], None], sign: str) -> ToolButton:
        made = ToolButton()
        made.setProperty("kind", "quiet")
        made.setIcon(icon(sign))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: fill(menu))
        made.setMenu(menu)
        return made

    def load(self, tenant: int | None) -> None:
        """Read the templates and passes for a tenant; None for those of everybody."""
        self._tenant = tenant
        queries = self._ctx.services.get(PassQueries)
        self._ctx.read(
            lambda actor: (queries.templates(actor, tenant), queries.recent(actor, tenant)),
            owner=self,
            done=self._keep,
            key="earlier",
        )

    def _keep(self, found: tuple[list[Template], list[ExitPass]]) -> None:
        self._templates, self._passes = found

    # Templates

    def _fill_templates(self, menu: QMenu) -> None:
        menu.clear()
        for one in self._templates:
            _entry(menu, _template_name(one), partial(self.template_chosen.emit, one))
        if not self._templates:
            _entry(menu, tr(N_("No template yet")), None)
        menu.addSeparator()
        lines = bool(self._draft().lines)
        _entry(menu, tr(N_("Keep these lines as a template…")), self.save if lines else None)
        if self._templates:
            drop = menu.addMenu(tr(N_("Delete a template")))
            for one in self._templates:
                _entry(drop, _template_name(one), partial(self._drop, one))

    def save(self) -> None:
        """Ask for a name, and keep the lines under it: for this tenant, or for everybody."""
        draft, ask = self._draft(), self._ctx.ask
        name = ask.write(self, tr(N_("What is this list called?")))
        if name is None:
            return
        for_tenant = False
        if draft.tenant is not None:
            whose = [tr(N_("For this tenant")), tr(N_("For everybody"))]
            chosen = ask.choose(self, tr(N_("Who uses this list?")), whose)
            if chosen is None:
                return
            for_tenant = chosen == 0
        service = self._ctx.services.get(ExitPasses)
        self._ctx.do(
            lambda actor: service.save_template(actor, name, draft, for_tenant),
            owner=self,
            done=lambda _: self._kept(name),
        )

    def _kept(self, name: str) -> None:
        self._ctx.toasts.show(N_("“{name}” is kept as a template."), name=plain(name))
        self.load(self._tenant)

    def _drop(self, template: Template) -> None:
        question = tr(N_("Delete the template “{name}”?"), name=template.name)
        if not self._ctx.ask.confirm(self, question, tr(N_("Delete")), danger=True):
            return
        service = self._ctx.services.get(ExitPasses)
        self._ctx.do(
            lambda actor: service.drop_template(actor, template.id),
            owner=self,
            done=lambda _: self.load(self._tenant),
        )

    # Earlier passes

    def _fill_copies(self, menu: QMenu) -> None:
        menu.clear()
        for one in self._passes:
            _entry(menu, _pass_name(one), partial(self._copy, one.id))
        if not self._passes:
            none = N_("No earlier pass") if self._tenant is None else N_("No earlier pass of this tenant")
            _entry(menu, tr(none), None)

    def _copy(self, exit_pass: int) -> None:
        queries = self._ctx.services.get(PassQueries)
        self._ctx.read(
            lambda actor: queries.draft_of(actor, exit_pass),
            owner=self,
            done=lambda draft: self.copy_chosen.emit(draft),
            key="copy",
        )


def _entry(menu: QMenu, text: str, on: Callable[[], object] | None) -> None:
    """An entry of a menu, whose names may hold an ampersand; without `on` it only tells."""
    action = menu.addAction(text.replace("&", "&&"))
    action.setEnabled(on is not None)
    if on is not None:
        action.triggered.connect(lambda _checked=False: on())


def _template_name(one: Template) -> str:
    return tr(N_("{name} · lines: {n}"), name=one.name, n=len(one.lines))


def _pass_name(one: ExitPass) -> str:
    goods = "、".join(line.name for line in one.lines)
    short = goods if len(goods) <= _NAME_SHOWN else f"{goods[:_NAME_SHOWN]}…"
    parts = (format_day(one.issued_at, year=False), one.holder, tr(EXIT_KIND_NAMES[one.kind]), short)
    return " · ".join(parts)
