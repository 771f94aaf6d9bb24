"""The form of an exit pass, for somebody who stands in front of the desk: who, what, who signed, and one button.

By keyboard alone: tenant, Enter through the fields, the lines, Enter on the empty line, tick, Ctrl+Enter. What speaks
against the pass stands beside it while it is typed, so that the button never surprises.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantCard
from desk_app.services.passes.goods_kinds import Proposal, propose
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import EXIT_KIND_NAMES, ExitKind, ExitPass, PassDraft, Template
from desk_app.services.visitors.records import Visit
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.tabs.passes.chips import Segments
from desk_app.ui.tabs.passes.earlier import Earlier
from desk_app.ui.tabs.passes.issuing import WORDS, Issuing
from desk_app.ui.tabs.passes.lines_table import LinesTable
from desk_app.ui.tabs.passes.move_out import MoveOutTicks
from desk_app.ui.tabs.passes.pasted import read_lines
from desk_app.ui.tabs.passes.signing import Signing
from desk_app.ui.tabs.passes.who_where import WhoWhere
from desk_app.ui.widgets.findings_view import TONES, FindingsView, said
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REST_MS = 250
"""So long the keys rest before the pass is judged anew."""
WIDE, USUAL, NARROW, NARROWEST = 1500, 1180, 1060, 860
"""From so many pixels on the sides are wider; below the third, at 200 %, room is saved everywhere."""
TALL = 860
"""From so many pixels on nothing is folded away."""
_KIND_SIGNS = {
    ExitKind.GOODS: "parcel",
    ExitKind.MOVE_OUT: "trolley",
    ExitKind.TOOLS: "wrench",
    ExitKind.RETURNABLE: "swap",
}
_WAYS = {
    None: N_("Issue and print (Ctrl+Enter)"),
    Weight.WARNING: N_("Read the warnings, then issue"),
    Weight.APPROVAL: N_("Supervisor decides…"),
    Weight.REFUSED: N_("No pass can be issued"),
}
_WAY_SIGNS = {None: "print", Weight.WARNING: "eye", Weight.APPROVAL: "shield", Weight.REFUSED: "ban"}


class PassEditor(QWidget):
    """A pass being written."""

    issued = Signal(object)
    """The ExitPass, to be printed; the form is empty again."""
    closed = Signal()
    """She is done, or thought better of it."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self._clean: PassDraft | None = None
        self._proposal = Proposal()
        self._card: TenantCard | None = None
        self._template: int | None = None
        self._filling = False
        self.setProperty("role", "page")
        self.setMinimumWidth(
            NARROWEST
        )  # said outright, as every page: a window must be able to become narrow
        self.issuing = Issuing(ctx, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._build()
        self._wire()
        self.start()

    # Build

    def _build(self) -> None:
        self.kind = Segments((kind, name, _KIND_SIGNS[kind]) for kind, name in EXIT_KIND_NAMES.items())
        self.who = WhoWhere(self._ctx)
        self.ticks = MoveOutTicks(self._ctx)
        self.lines = LinesTable()
        self.earlier = Earlier(self._ctx, self.draft)
        self.signing = Signing(self._ctx)
        self.findings = FindingsView(WORDS, self._ctx.open_record)
        left = column(self.ticks, self.who, None, spacing=12)
        left.setContentsMargins(16, 10, 16, 6)  # all but the folded fields in sight on a small screen
        self._left = _scrolling(left)
        self._right = QFrame()
        self._right.setProperty("role", "panel")
        self._right.setLayout(column(_scrolling(self._build_right())))
        self._columns: QHBoxLayout = row(self._left, spacing=0)
        self._columns.addLayout(self._build_middle(), 1)
        self._columns.addWidget(self._right)
        layout = column(self._build_head(), rule(), spacing=0)
        layout.addLayout(self._columns, 1)
        layout.addWidget(rule())
        layout.addWidget(self._build_foot())
        self.setLayout(layout)
        self.lines.follow(self.who.extra.field("remark"))

    def _build_head(self) -> QWidget:
        close = button(N_("Close (Esc)"), self.close_form, kind="icon", icon="cross")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = said_label(N_("New exit pass"), "title")
        self._kind_keys = Label("Alt+1…4", "caption")
        kinds = row(self.kind, self._kind_keys, spacing=8)
        head, box = QWidget(), row(self._title, spacing=24)
        box.addLayout(kinds)
        box.addStretch(1)
        box.addWidget(close)
        box.setContentsMargins(16, 10, 12, 10)
        head.setLayout(box)
        return head

    def _build_middle(self) -> QHBoxLayout:
        self._goods_key = Label("Alt+G", "caption")
        head = row(said_label(N_("Goods", "pass"), "heading"), self._goods_key, None, self.earlier, spacing=8)
        self._key("Alt+T", self.earlier.templates.showMenu)
        self._key("Alt+E", self.earlier.copies.showMenu)
        self._key("Alt+G", self.lines.start)
        middle = column(head, self.lines, spacing=8, margins=16)
        middle.setContentsMargins(16, 10, 16, 10)
        middle.setStretch(1, 1)
        return row(middle)

    def _build_right(self) -> QVBoxLayout:
        return column(
            said_label(N_("Signature and seal"), "heading"),
            self.signing,
            said_label(N_("Before it is issued"), "heading"),
            self.findings,
            None,
            spacing=10,
            margins=16,
        )

    def _build_foot(self) -> QWidget:
        self._why = Label(role="muted")
        self._why.setWordWrap(True)
        self.save = button(N_("Issue and print (Ctrl+Enter)"), self.submit, kind="primary", icon="print")
        cancel = button(N_("Cancel"), self.close_form, tip=N_("Close (Esc)"))
        foot = QWidget()
        box = row(self._why, cancel, self.save, spacing=12)
        box.setStretch(0, 1)
        box.setContentsMargins(16, 10, 16, 10)
        foot.setLayout(box)
        return foot

    # Wire

    def _wire(self) -> None:
        self.kind.value_changed.connect(lambda kind: self._take_kind(kind))
        self.kind.picked.connect(self.who.start)
        for number, kind in enumerate(EXIT_KIND_NAMES, 1):
            self._key(f"Alt+{number}", partial(self._pick, kind))
        self.who.more.heading.clicked.connect(lambda _: self._show_more())
        self.who.changed.connect(self._edited)
        self.who.tenant_changed.connect(lambda tenant: self._load_tenant(tenant))
        self.who.visit_chosen.connect(lambda visit: self._take_visit(visit))
        self.who.passed.connect(self.lines.start)
        self.lines.changed.connect(self._lines_edited)
        self.lines.passed.connect(self._sign)
        self.signing.changed.connect(self._edited)
        self.earlier.paste.clicked.connect(lambda: self._paste())
        self.earlier.template_chosen.connect(lambda template: self._take_template(template))
        self.earlier.copy_chosen.connect(lambda draft: self._take_copy(draft))
        self.issuing.issued.connect(lambda made: self._issued(made))
        self.issuing.invalid.connect(lambda invalid: self._show_problems(invalid.problems))
        self.issuing.refused.connect(lambda found: self._judged(found))
        self.issuing.busy_changed.connect(lambda _: self._say_way())
        speaker.language_changed.connect(self._note_goods)
        self._rest.timeout.connect(self._judge)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._key(keys, self.submit)
        for form in (self.who.main, self.who.extra, self.signing.who, self.signing.ticks):
            form.submitted.connect(self.submit)
        speaker.language_changed.connect(self._say_way)

    def _key(self, keys: str, on: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(on)

    # Load and start

    def load(self) -> None:
        """Read again what stands beside the fields: signatories, templates, findings. Nothing typed changes."""
        self._load_tenant(self.who.tenant)
        self._judge()

    def start(self, draft: PassDraft | None = None) -> None:
        """Empty, or as a copy of `draft`; ready to type."""
        self._request = uuid.uuid4().hex
        self._template = None
        self._fill(draft or PassDraft())
        self._clean = self.draft()
        self.who.more.set_open(self.who.unusual or self.height() >= TALL)
        self.load()
        self.who.start()

    def _fill(self, draft: PassDraft) -> None:
        self._filling = True
        self.signing.reset()
        self.lines.clear_problems()
        self.kind.choose(draft.kind)
        self._take_kind(draft.kind)
        self.who.fill(draft)
        self.lines.set_lines(draft.lines)
        self._filling = False
        self._edited()

    def _load_tenant(self, tenant: int | None) -> None:
        self.signing.load(tenant)
        self.earlier.load(tenant)
        if tenant is None:
            self._show_card(None)
            return
        queries = self._ctx.services.get(DirectoryQueries)
        self._ctx.read(
            lambda actor: queries.tenant(actor, tenant), owner=self, done=self._show_card, key="tenant"
        )

    def _show_card(self, card: TenantCard | None) -> None:
        self._card = card if card is not None and card.tenant.id == self.who.tenant else None
        self._show_ticks()

    def _show_ticks(self) -> None:
        self.ticks.setVisible(self.kind.value is ExitKind.MOVE_OUT)
        self.ticks.show_tenant(self._card, self.who.day.value or self.who.day.today)

    # What is typed

    def draft(self) -> PassDraft:
        """The pass as it stands in the form."""
        signatory, signature, sealed = self.signing.values()
        return replace(
            self.who.draft(),
            kind=self.kind.value,
            lines=self.lines.lines(),
            signatory=signatory,
            signature=signature,
            sealed=sealed,
            template=self._template,
        )

    @property
    def dirty(self) -> bool:
        """Whether something was typed since `start`; a signatory proposed by the program does not count."""
        return self._clean is not None and replace(self.draft(), signatory=None) != replace(
            self._clean, signatory=None
        )

    def _take_kind(self, kind: ExitKind) -> None:
        self.who.set_kind(kind)
        self.lines.show_returnable(kind is not ExitKind.MOVE_OUT)
        self.lines.set_returnable(kind is ExitKind.RETURNABLE)
        self._show_ticks()
        self._edited()

    def _pick(self, kind: ExitKind) -> None:
        self.kind.choose(kind)
        self.who.start()

    def _show_more(self) -> None:
        """What was unfolded comes in sight, once it is laid out."""
        if self.who.more.heading.isChecked():
            QTimer.singleShot(0, self, lambda: self._left.ensureWidgetVisible(self.who.extra, 0, 8))

    def _take_visit(self, visit: Visit) -> None:
        """What the contractor carried in may leave; it is offered, once, while no line is typed."""
        if visit.belongings and not self.lines.lines():
            self.lines.add_lines(read_lines(visit.belongings))

    def _take_template(self, template: Template) -> None:
        if not self.lines.lines():
            self.kind.choose(template.kind)
        self._template = template.id
        self.who.goods.add(template.goods)
        self.lines.add_lines(template.lines)
        self.lines.start()

    def _take_copy(self, draft: PassDraft) -> None:
        """An earlier pass fills what is empty and adds its lines: nothing typed is lost."""
        if not self.lines.lines():
            self.kind.choose(draft.kind)
        self.who.add(draft)
        self.lines.add_lines(draft.lines)
        self.lines.start()

    def _paste(self) -> None:
        if not self.lines.paste_list():
            self._ctx.toasts.show(N_("Nothing to paste: copy the list in the spreadsheet or the chat first."))

    def _lines_edited(self) -> None:
        lines = self.lines.lines()
        self.who.set_lines_return(any(line.returnable for line in lines))
        self._proposal = propose(line.name for line in lines)
        self.who.goods.propose(self._proposal.kinds)
        self._edited()

    def _edited(self) -> None:
        if self._filling:
            return
        self._show_ticks()
        self._note_goods()
        self._rest.start()

    def _note_goods(self) -> None:
        """At the kinds: what the signature does not cover; else which goods tell no kind, where kinds are asked."""
        if limits := _limits(self.findings.findings):
            self.who.note_goods(limits, TONES[Weight.APPROVAL])
            return
        asked = self.signing.limited and not self.signing.sealed.isChecked() and self._proposal.unknown
        text = N_("Choose the kind of: {goods}")
        names = "、".join(self._proposal.unknown)
        self.who.note_goods(tr(text, goods=names) if asked else "", "warning")

    def _sign(self) -> None:
        """From the lines on to whoever signed; when only one may sign, to the tick that counts."""
        signing = self.signing
        tick = signing.signature if signing.signature.isEnabled() else signing.sealed
        target = tick if signing.signatory.value is not None else signing.signatory
        target.setFocus(Qt.FocusReason.TabFocusReason)

    # Findings

    def _judge(self) -> None:
        """Ask what issuing would say."""
        draft, queries, actor = self.draft(), self._ctx.services.get(PassQueries), self._ctx.actor
        self._ctx.tasks.latest(
            "findings", lambda: queries.findings(actor, draft), self._judged, self._not_judged, owner=self
        )

    def _judged(self, found: Sequence[Finding]) -> None:
        self.findings.show_findings(found, judged=self.who.tenant is not None and bool(self.lines.lines()))
        self._note_goods()
        self._say_way()

    def _not_judged(self, error: Exception) -> None:
        """A draft that cannot be judged yet is told at its fields when it is issued."""
        if not isinstance(error, UserError):
            self._ctx.errors.show(error, self)
        self._judged(())

    def _say_way(self) -> None:
        """The button says what it will do; when there is no way, the reason stands beside it."""
        weight = self.findings.weight
        message = _WAYS[weight]
        if weight is Weight.APPROVAL and self._ctx.actor.role is Role.SUPERVISOR:
            message = N_("Give the reason, then issue")
        say(self.save, message)
        say(self.save, message, "setAccessibleName")
        self.save.setIcon(icon(_WAY_SIGNS[weight], "on_solid"))
        self.save.setEnabled(weight is not Weight.REFUSED and not self.issuing.busy)
        why = said(self.findings.findings[0]) if weight is Weight.REFUSED else ""
        self._why.setText(why)
        self._why.set_tone("danger" if why else None)

    # Issue and close

    def submit(self) -> None:
        """Issue what is typed. An empty form, as after a second click, does nothing but wait to be typed in."""
        if self.issuing.busy:
            return
        if not self.dirty and not self.lines.lines():
            self.who.start()
            return
        unreadable = self.who.unreadable() | self.lines.unreadable()
        if unreadable:
            self._show_problems(unreadable)
            return
        self._clear_problems()
        self.issuing.issue(replace(self.draft(), request=self._request))

    def _issued(self, exit_pass: ExitPass) -> None:
        self.start()
        self.issued.emit(exit_pass)

    def _show_problems(self, problems: dict[str, DeskError]) -> None:
        """Everything at its place; the keyboard goes to the first, from left to right."""
        self.signing.show_problems(problems)
        self.lines.show_problems(problems)
        self.who.show_problems(problems)
        if not any(self._knows(name) for name in problems):
            self._ctx.errors.show(InvalidInput(problems), self)

    def _knows(self, name: str) -> bool:
        fields = {*self.who.main.draft(), *self.who.extra.draft(), "signatory", "lines"}
        return name in fields or name.startswith("lines.")

    def _clear_problems(self) -> None:
        self.signing.clear_problems()
        self.lines.clear_problems()
        self.who.clear_problems()

    def close_form(self) -> None:
        """Leave the form; what was typed is thrown away only when she says so."""
        if self.dirty:
            question = tr(N_("Throw away what is typed? No pass has been issued."))
            if not self._ctx.ask.confirm(self, question, tr(N_("Throw away")), danger=True):
                return
        self.start()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a large screen the sides are wider and nothing is folded away."""
        super().resizeEvent(event)
        width = event.size().width()
        side = 400 if width >= WIDE else 316 if width >= USUAL else 260 if width >= NARROW else 228
        self._left.setFixedWidth(side)
        self._right.setFixedWidth(side)
        self.earlier.show_texts(width >= NARROW)
        self._goods_key.setVisible(width >= USUAL)
        self._kind_keys.setVisible(width >= USUAL)
        self._title.setVisible(width >= NARROW)
        self.lines.set_tight(width < NARROW)
        if event.size().height() >= TALL:
            self.who.more.set_open(True)


def _limits(findings: Sequence[Finding]) -> str:
    """In a line or two: which kinds the signature does not cover, and which the names tell besides."""
    mine = [one for one in findings if one.field == "goods"]
    barred = [one for one in mine if one.weight is Weight.APPROVAL]
    besides = [one for one in mine if one.weight is Weight.WARNING]
    lines = []
    if barred:
        text = N_("Not to be signed for by {name}: {kinds}")
        lines.append(tr(text, name=barred[0].values["name"], kinds=_kinds(barred)))
    if besides:
        lines.append(tr(N_("By the names also: {kinds}"), kinds=_kinds(besides)))
    return "\n".join(lines)


def _kinds(findings: Sequence[Finding]) -> str:
    return tr(N_(", ")).join(tr(str(one.values["kind"])) for one in findings)


def _scrolling(inside: QVBoxLayout) -> QScrollArea:
    """A side of the form, which scrolls when it must."""
    area, holder = QScrollArea(), QWidget()
    holder.setLayout(inside)
    area.setWidget(holder)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
