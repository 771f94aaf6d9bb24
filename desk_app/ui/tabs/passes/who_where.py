"""Whose goods leave, why, with whom, when and through which gate: the left side of the form.

What is seldom asked (another day, several trips, one gate, a remark) folds away; the heading says what holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Host as Found
from desk_app.services.gate.places import NUMBERED, Gate, gates
from desk_app.services.passes.records import REASON_NAMES, ExitKind, PassDraft, Reason
from desk_app.services.passes.typed import MOST_TRIPS
from desk_app.services.visitors.records import Host, Visit
from desk_app.ui.hosts import suggest_hosts
from desk_app.ui.i18n import format_day, say, speaker, tr
from desk_app.ui.tabs.passes.chips import Chips
from desk_app.ui.tabs.passes.contractors import suggest_contractors
from desk_app.ui.tabs.passes.goods_field import GoodsKinds
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.field_value import changed_signal
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, column
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

USUAL_REASON = {
    ExitKind.GOODS: Reason.CARRY_OUT,
    ExitKind.MOVE_OUT: Reason.MOVE_OUT,
    ExitKind.TOOLS: Reason.TOOLS,
    ExitKind.RETURNABLE: Reason.REPAIR,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NO_DAY = N_("This is no day. Type it as 2026-11-23.")


class WhoWhere(QWidget):
    """The fields of a pass but its lines and its signature, by their names in PassDraft."""

    changed = Signal()
    passed = Signal()
    """Enter in the last field: on to the lines."""
    tenant_changed = Signal(object)
    """Another tenant's id, or None."""
    visit_chosen = Signal(object)
    """The Visit of a contractor, whose belongings may fill the lines."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._kind = ExitKind.GOODS
        self._visit: int | None = None
        self._told: int | None = None
        self._lines_return = False
        self._build()
        self._wire()
        self.set_kind(ExitKind.GOODS)

    def _build(self) -> None:
        clock = self._ctx.services.bench.clock
        self.main = Form(columns=2)
        self.holder, self.company = Picker(), Picker()
        hint = N_("Unit, name or pinyin initials")
        self.main.add("holder", N_("Tenant"), self.holder, required=True, hint=hint, span=2)
        hint = N_("A visitor of today, a tenant, or any company")
        self.main.add("company", N_("Contractor or tenant"), self.company, required=True, hint=hint, span=2)
        self.reason = Choice(list(REASON_NAMES.items()))
        self.main.add("reason", N_("Reason"), self.reason, span=2)
        self.main.add("carrier", N_("Carrier"), QLineEdit())
        self.main.add("carrier_phone", N_("Carrier's phone"), QLineEdit())
        self.plate, self.due = QLineEdit(), DayField(clock.now)
        self.main.add("plate", N_("Plate"), self.plate)
        self.main.add("due", N_("To be back by"), self.due, required=True)
        self.goods = GoodsKinds()  # after the plate, whose Enter goes to the lines: they propose the kinds
        self.main.add("goods", N_("Kinds of goods"), self.goods, span=2)
        self._goods_note = Label(role="caption")
        self._goods_note.setWordWrap(True)
        self._goods_note.hide()
        self._build_more()
        self.setLayout(column(self.main, self._goods_note, self.more, None, spacing=8))

    def _build_more(self) -> None:
        clock = self._ctx.services.bench.clock
        self.more = Section(N_("Today · one trip · any gate"))
        self.extra = Form(columns=2)
        self.day, self.until = DayField(clock.now), DayField(clock.now)
        self.extra.add("day", N_("Valid from"), self.day, hint=N_("Empty: today"))
        self.extra.add("until", N_("Valid until"), self.until, hint=N_("Empty: as usual"))
        self._offered = gates(self._ctx.services.bench.settings)
        self.gates = Chips([(one.number, plain(self._called(one))) for one in self._offered])
        hint = N_("None chosen: any gate. A pass for one gate can never be used twice.")
        self.extra.add("gates", N_("Gate"), self.gates, hint=hint, span=2)
        self.extra.add("trips", N_("Trips"), NumberField(1, MOST_TRIPS), initial=1)
        self.extra.add("unit", N_("Unit"), QLineEdit())
        self.extra.add("remark", N_("Remark"), QLineEdit(), span=2)
        self.more.body.addWidget(self.extra)

    def _wire(self) -> None:
        suggest_hosts(self._ctx, self, self.holder)
        suggest_contractors(self._ctx, self, self.company)
        for picker in (self.holder, self.company):
            picker.chosen.connect(self._chosen)
            picker.textEdited.connect(lambda _: self._forget())
            picker.editingFinished.connect(self._settle)
        for last in (self.plate, self.due, self.extra.field("remark")):
            last.installEventFilter(self)
        for form in (self.main, self.extra):
            for name in form.draft():
                self._follow(form, name)
        speaker.language_changed.connect(self._retell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the last field passes over what is folded away; Tab does not."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain_enter = event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not plain_enter or (watched is self.plate and self._asks_due):
            return False
        self.passed.emit()
        return True

    def _follow(self, form: Form, name: str) -> None:
        changed_signal(form.field(name)).connect(lambda *_: self._edited())

    # Kind and tenant

    @property
    def _picker(self) -> Picker:
        return self.company if self._kind is ExitKind.TOOLS else self.holder

    def set_kind(self, kind: ExitKind) -> None:
        """Ask what this kind of pass needs; the reason follows unless another one was chosen."""
        usual = self.reason.value is USUAL_REASON[self._kind]
        before, self._kind = self._picker, kind
        had_keyboard = before.hasFocus()
        if before is not self._picker:
            self._picker.set_draft(before.draft())
        if usual:
            self.reason.choose(USUAL_REASON[kind])
        self.main.show_field("holder", kind is not ExitKind.TOOLS)
        self.main.show_field("company", kind is ExitKind.TOOLS)
        if had_keyboard:
            self._picker.setFocus()
        self.main.show_field("goods", kind is not ExitKind.MOVE_OUT)
        self._advise_carrier()
        self._show_due()
        self._edited()

    def _advise_carrier(self) -> None:
        """A quiet word where the guard needs to know who carries; nothing is refused without."""
        carrier = self.main.field("carrier")
        if self._kind is ExitKind.TOOLS:
            speaker.forget(carrier, "setPlaceholderText")
            carrier.setPlaceholderText("")  # type: ignore[attr-defined]
        else:
            say(carrier, N_("Advised", "carrier"), "setPlaceholderText")

    def set_lines_return(self, returns: bool) -> None:
        """Whether a line comes back: then a day is asked."""
        self._lines_return = returns
        self._show_due()

    def note_goods(self, text: str, tone: Tone) -> None:
        """Say under the kinds of goods what is to be known of them; nothing for ""."""
        self._goods_note.setText(text)
        self._goods_note.set_tone(tone)
        self._goods_note.setVisible(bool(text) and self._kind is not ExitKind.MOVE_OUT)

    def _show_due(self) -> None:
        self.main.show_field("due", self._asks_due)

    @property
    def _asks_due(self) -> bool:
        return self._kind is ExitKind.RETURNABLE or self._lines_return

    @property
    def tenant(self) -> int | None:
        """The tenant chosen from the directory."""
        host = self._picker.draft()[0]
        return host.tenant_id if isinstance(host, Host) else None

    def _chosen(self, suggestion: Suggestion) -> None:
        found = suggestion.value
        if isinstance(found, Visit):
            self._take_visit(found)
        elif isinstance(found, str):  # a contractor of an earlier pass
            self._picker.set_draft((None, found))
        else:
            self._take_host(found)
        self._edited()

    def _take_host(self, host: Host) -> None:
        self._picker.set_draft((replace(host, person=""), host.tenant))
        if host.unit:
            self.extra.restore({"unit": host.unit})

    def _take_visit(self, visit: Visit) -> None:
        """The contractor's company, name, phone and plate; what was typed already stays."""
        self._visit = visit.id
        self._picker.set_draft((None, visit.company or visit.name))
        now = self.draft()
        known = {"carrier": visit.name, "carrier_phone": visit.phone, "plate": visit.plate}
        self.main.restore({name: text for name, text in known.items() if not getattr(now, name).strip()})
        self.extra.restore({"unit": now.unit or visit.host.unit})
        self.visit_chosen.emit(visit)

    def _forget(self) -> None:
        self._visit = None

    def _settle(self) -> None:
        """A name or unit typed out and left without choosing: when only one tenant fits, it is meant."""
        picker, text = self._picker, self._picker.text().strip()
        if picker.choice is not None or not text or self._kind is ExitKind.TOOLS:
            return
        queries = self._ctx.services.get(DirectoryQueries)

        def found(hosts: list[Found]) -> None:
            if (
                picker.text().strip() == text
                and picker.choice is None
                and len({one.tenant for one in hosts}) == 1
            ):
                one = hosts[0]
                unit = one.units[0] if one.units else ""
                self._take_host(Host(one.tenant, one.name, unit))
                self._edited()

        self._ctx.read(lambda actor: queries.find_host(actor, text), owner=self, done=found, key="settle")

    # In and out

    def draft(self) -> PassDraft:
        """What stands in the fields; days that cannot be read count as empty (see `unreadable`)."""
        main, extra = self.main.draft(), self.extra.draft()
        return PassDraft(
            kind=self._kind,
            tenant=self.tenant,
            holder=self._picker.text().strip(),
            unit=extra["unit"],
            reason=main["reason"],
            goods=() if self._kind is ExitKind.MOVE_OUT else main["goods"],
            carrier=main["carrier"],
            carrier_phone=main["carrier_phone"],
            plate=main["plate"],
            day=self.day.value,
            until=self.until.value,
            gates=extra["gates"],
            trips=extra["trips"],
            due=self.due.value if self._asks_due else None,
            remark=extra["remark"],
            visit=self._visit if self._kind is ExitKind.TOOLS else None,
        )

    def fill(self, draft: PassDraft) -> None:
        """Write a draft into the fields."""
        host = None if draft.tenant is None else Host(draft.tenant, draft.holder, draft.unit)
        who = (host, draft.holder)
        self._visit = draft.visit
        self.main.restore(
            {
                "holder": who,
                "company": who,
                "reason": draft.reason,
                "goods": draft.goods,
                "carrier": draft.carrier,
                "carrier_phone": draft.carrier_phone,
                "plate": draft.plate,
                "due": draft.due and draft.due.isoformat(),
            }
        )
        for name in ("holder", "company", "carrier", "carrier_phone", "plate"):
            self.main.field(name).setCursorPosition(0)  # type: ignore[attr-defined]
        self.extra.restore(
            {
                "unit": draft.unit,
                "day": draft.day and draft.day.isoformat(),
                "until": draft.until and draft.until.isoformat(),
                "gates": draft.gates,
                "trips": draft.trips,
                "remark": draft.remark,
            }
        )
        self.main.clear_problems()
        self.extra.clear_problems()

    def add(self, draft: PassDraft) -> None:
        """Take from an earlier pass what is not typed yet."""
        now = self.draft()
        fields = ("carrier", "carrier_phone", "plate")
        self.main.restore({name: getattr(draft, name) for name in fields if not getattr(now, name)})
        self.main.restore({"reason": draft.reason})
        self.goods.add(draft.goods)
        if not now.holder:
            host = None if draft.tenant is None else Host(draft.tenant, draft.holder, draft.unit)
            self._picker.set_draft((host, draft.holder))
        if not now.unit:
            self.extra.restore({"unit": draft.unit})
        if not now.remark:
            self.extra.restore({"remark": draft.remark})

    # Problems

    def unreadable(self) -> dict[str, DeskError]:
        """Days that are none."""
        fields = {"day": self.day, "until": self.until} | ({"due": self.due} if self._asks_due else {})
        return {name: UserError(NO_DAY) for name, field in fields.items() if field.problem}

    @property
    def unusual(self) -> bool:
        """Whether one of the fields that fold away says something."""
        usual = ("", 1, ())
        return any(value not in usual for name, value in self.extra.draft().items() if name != "unit")

    def show_problems(self, problems: dict[str, DeskError]) -> bool:
        """Each problem at its field, the first gets the keyboard. False when none is here."""
        self.clear_problems()
        if self._kind is ExitKind.TOOLS and (whose := problems.get("holder") or problems.get("visit")):
            problems = {"company": whose} | problems
        unseen = "holder" if self._kind is ExitKind.TOOLS else "company"
        mine = {name: one for name, one in problems.items() if name in self.main.draft() and name != unseen}
        extra = {name: one for name, one in problems.items() if name in self.extra.draft()}
        if extra:
            self.more.set_open(True)  # before: what is not in sight takes no focus
            self.extra.show_problems(InvalidInput(extra))
        if mine:
            self.main.show_problems(InvalidInput(mine))
        return bool(mine or extra)

    def clear_problems(self) -> None:
        """As if nothing had been wrong."""
        self.main.clear_problems()
        self.extra.clear_problems()

    def start(self) -> None:
        """Ready to type: whose goods."""
        self._picker.setFocus()
        self._picker.selectAll()

    # What holds

    def _edited(self) -> None:
        if self.tenant != self._told:
            self._told = self.tenant
            self.tenant_changed.emit(self.tenant)
        self._say_more()
        self.changed.emit()

    def _called(self, gate: Gate) -> str:
        return gate.name or tr(NUMBERED, n=gate.number)

    def _retell(self) -> None:
        self.gates.rename(plain(self._called(one)) for one in self._offered)
        self._say_more()

    def _say_more(self) -> None:
        """The folded fields in a few words: nobody needs to open them to know."""
        self.more.heading.setText(" · ".join((self._days_said(), self._trips_said(), self._gates_said())))

    def _days_said(self) -> str:
        first, last = self.day.value, self.until.value
        if first is None and last is None:
            return tr(N_("Today"))
        this = self.day.today.year  # another year is said
        start = format_day(first, year=first.year != this) if first else tr(N_("today", "from – until"))
        if last is None or last == first:
            return start
        return tr(N_("{start} – {end}"), start=start, end=format_day(last, year=last.year != this))

    def _trips_said(self) -> str:
        trips = self.extra.draft()["trips"]
        return tr(N_("one trip")) if trips == 1 else tr(N_("{n} trips"), n=trips)

    def _gates_said(self) -> str:
        chosen = self.gates.value
        if not chosen:
            return tr(N_("any gate"))
        names = [self._called(one) for one in self._offered if one.number in chosen]
        return tr(N_("{n} gates"), n=len(chosen)) if len(names) > 2 else "、".join(names)
