"""Rain mode without its looks: what a scan and a digit do. One umbrella is asked about; those that cannot be settled
at once wait, and hold up nobody.

Everything runs off the GUI thread; an answer finds its own umbrella, however far the queue is by then.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import Actor
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Borrower, Category, Item, LoanDraft
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.terms import ItemState
from desk_app.ui.errors import log_told
from desk_app.ui.scan import SAME_CODE_S
from desk_app.ui.tabs.loans.rain_asks import (
    MOBILE,
    TAIL,
    WHOLE,
    Ask,
    Lent,
    Said,
    Step,
    Want,
    draft_for,
    draft_of_number,
    whole_number,
)
from desk_app.ui.tabs.loans.rain_run import RainRun
from desk_app.ui.tabs.loans.said import by_id, item_name

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

NOT_LENT = N_("{item} is not lent.", "rain mode")
OTHER_END = N_("This number does not end with {tail}. Mend it, or lend with Enter all the same.")

_LONGEST_NAME = 9
"""Letters of a name or hook that is typed; what is longer was a scanner's."""


def _is(item: Item, typed: str) -> bool:
    """Whether this is the hook or the name, with its leading noughts or without."""
    short = compact_code(typed).lstrip("0")
    return bool(short) and short in (compact_code(item.hook).lstrip("0"), compact_code(item.name))


class RainFlow(QObject):
    """Scans and keys in; the umbrella in hand and those that wait out. What is done stands in `run`."""

    asked_changed = Signal()
    """`asked` is another one, or waits for something else."""
    waiting_changed = Signal()

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx, self._owner = ctx, owner
        self._queries, self._stock = ctx.services.get(LoanQueries), ctx.services.get(StockQueries)
        self._read: dict[str, float] = {}
        self._looking = False
        """Digits that are typed now belong to the umbrella that is looked up."""
        self.run = RainRun(ctx, owner)
        self.run.undone.connect(lambda step: self._undone(step))
        self.asked: Ask | None = None
        """The umbrella in hand."""
        self.waiting: list[Ask] = []
        """Those that the queue has passed by, the first longest."""

    # The scanner

    def scan(self, raw: str) -> None:
        """Read one or several tags. The same tag within a moment is the same reading."""
        scanned = read_scan(raw)
        for code in [part.text for part in scanned.parts] or [scanned.text or raw]:
            if not self._again(code):
                self._look(code)

    def _again(self, code: str) -> bool:
        now = self._ctx.services.bench.clock.monotonic()
        self._read = {one: at for one, at in self._read.items() if now - at < SAME_CODE_S}
        if code in self._read:
            return True
        self._read[code] = now
        return False

    def _forget(self) -> None:
        """What was read last may be read again at once."""
        self._read.clear()
        self._ctx.forget_code()

    def _look(self, code: str) -> None:
        self._looking = True
        self._ctx.read(
            lambda actor: self._look_up(actor, code),
            owner=self._owner,
            done=lambda found: self._scanned(code, found),
            key=f"scan {code}",
        )

    def _look_up(self, actor: Actor, code: str) -> tuple[Item, Category] | None:
        item = self._queries.by_tag(actor, code) or self._by_hook(actor, code)
        if item is None:
            return None
        return item, by_id(self._stock.categories(actor, all=True))[item.category]

    def _by_hook(self, actor: Actor, typed: str) -> Item | None:
        """A torn tag: its hook's number or its name was typed. Umbrellas go before raincoats of the same hook."""
        if len(typed) > _LONGEST_NAME:
            return None
        kinds = [one.id for one in self._stock.categories(actor) if one.rain]
        found = [one for kind in kinds for one in self._stock.items(actor, kind, typed) if _is(one, typed)]
        return next(iter(found), None)

    def _scanned(self, code: str, found: tuple[Item, Category] | None) -> None:
        self._looking = False
        if found is None or found[0].state is not ItemState.AVAILABLE:
            tag = code if found is None else found[0].tag
            self.run.take_back(tag, failed=lambda: self._read.pop(code, None))
            return
        item, category = found
        if not category.rain:
            text = N_("“{item}” is not lent in rain mode: it is {category}. Lend it with the form.")
            self.run.tell(Said("warning", text, {"item": item_name(item), "category": category.name}))
        elif self.asked is None or self.asked.item.id != item.id:
            waits = next((one for one in self.waiting if one.item.id == item.id), None)
            self._go_to(waits or Ask(item, category))

    # The one in hand, and those that wait

    def go_on(self, ask: Ask) -> None:
        """Back to one that waits."""
        if ask in self.waiting:
            self._go_to(ask)

    def _go_to(self, ask: Ask) -> None:
        before = self.asked
        self._ask(ask)
        if before is not None:
            self._leave(before)

    def _leave(self, ask: Ask) -> None:
        """The next one is here. Who is preselected has it; what is not settled waits."""
        if ask.want is Want.CHOICE:
            self._lend(ask, draft_for(ask, ask.people[ask.chosen]))
        elif ask.want is Want.NUMBER and whole_number(ask) != ask.number:
            self._wait(ask)  # until it is looked up whose number it is
            self._lend_to_number(ask)
        elif ask.want is Want.DIGITS:
            self.run.tell(Said("warning", NOT_LENT, {"item": item_name(ask.item)}))
        else:
            self._wait(ask)

    def _ask(self, ask: Ask | None) -> None:
        if ask in self.waiting:
            self.waiting.remove(ask)
            self.waiting_changed.emit()
        self.asked = ask
        self.asked_changed.emit()

    def _wait(self, ask: Ask) -> None:
        self.waiting.append(ask)
        self.waiting_changed.emit()

    def _want(self, ask: Ask, want: Want) -> None:
        ask.want = want
        (self.asked_changed if ask is self.asked else self.waiting_changed).emit()

    def drop(self) -> bool:
        """Whoever asked for it goes without. False when nothing is asked."""
        ask = self.asked
        if ask is None:
            return False
        self.run.tell(Said("warning", NOT_LENT, {"item": item_name(ask.item)}))
        self._forget()
        self._ask(None)
        return True

    def _undone(self, step: Step) -> None:
        """What was lent to the wrong one is in hand again, for the right one."""
        self._forget()
        if isinstance(step.outcome, Lent) and step.ask is not None and self.asked is None:
            meant = step.ask
            self._ask(Ask(meant.item, meant.category, Want.NUMBER, meant.tail, people=meant.people))

    @property
    def may_be_another(self) -> bool:
        """Whether what was said last is a loan to somebody known by four digits, and nothing was scanned since."""
        outcome, last = self.run.outcome, self.run.steps[-1] if self.run.steps else None
        if self.asked is not None or self._looking or last is None or last.outcome is not outcome:
            return False
        return last.ask is not None and bool(last.ask.people) and not last.ask.number and not last.undone

    def not_this_one(self) -> None:
        """The one who was lent to is somebody else: undone, and the whole number is asked for."""
        self.run.undo_last()

    # Who borrows

    def type_tail(self, digits: str) -> None:
        """So many of the four digits are typed; the fourth looks up who has them."""
        ask = self.asked
        if ask is None or ask.want not in (Want.DIGITS, Want.ANSWER, Want.CHOICE):
            return
        tail = ask.tail = digits[:TAIL]
        ask.people = ()
        if len(tail) < TAIL:
            self._want(ask, Want.DIGITS)
            return
        self._want(ask, Want.ANSWER)
        self._ctx.read(
            lambda actor: self._queries.by_tail(actor, tail),
            owner=self._owner,
            done=lambda people: self._known(ask, tail, tuple(people)),
            key=f"tail {ask.request}",
        )

    def _known(self, ask: Ask, tail: str, people: tuple[Borrower, ...]) -> None:
        if ask.want is not Want.ANSWER or ask.tail != tail or not self._in_hand(ask):
            return
        ask.people, ask.chosen = people, 0
        if len(people) == 1 or (people and ask is not self.asked):
            self._lend(ask, draft_for(ask, people[0]))
        else:
            self._want(ask, Want.CHOICE if people else Want.NUMBER)

    def _in_hand(self, ask: Ask) -> bool:
        return ask is self.asked or ask in self.waiting

    def choose(self, place: int) -> None:
        """The person with this number key has it; 0 is somebody else."""
        ask = self.asked
        if ask is None or ask.want is not Want.CHOICE:
            return
        if place == 0:
            self._want(ask, Want.NUMBER)
        elif place <= len(ask.offered):
            self._lend(ask, draft_for(ask, ask.people[place - 1]))

    def move(self, step: int) -> None:
        """Preselect another one."""
        ask = self.asked
        if ask is not None and ask.want is Want.CHOICE:
            ask.chosen = (ask.chosen + step) % len(ask.offered)
            self.asked_changed.emit()

    def type_number(self, digits: str, name: str) -> None:
        """So much of the whole number is typed. A mobile needs no Enter, unless it ends otherwise than was said."""
        ask = self.asked
        if ask is None or ask.want is not Want.NUMBER:
            return
        longer, before = len(digits) > len(ask.number), ask.problem
        ask.number, ask.name, ask.problem = digits, name, None
        if longer and len(digits) == MOBILE and digits.startswith("1") and digits.isdigit():
            if digits.endswith(ask.tail):
                self._lend_to_number(ask)
                return
            ask.problem = UserError(OTHER_END, tail=ask.tail)
        if before is not ask.problem:
            self.asked_changed.emit()

    def enter(self) -> None:
        """Enter: the preselected one, the number as it stands, or once more."""
        ask = self.asked
        if ask is None:
            return
        if ask.want is Want.CHOICE:
            self._lend(ask, draft_for(ask, ask.people[ask.chosen]))
        elif ask.want is Want.NUMBER:
            if sum(char.isdigit() for char in ask.number) >= WHOLE:
                self._lend_to_number(ask)
            else:
                ask.problem = UserError(N_("Choose who it is, or type the whole phone number."))
                self.asked_changed.emit()
        elif ask.want is Want.RETRY:
            self._lend(ask, ask.who)

    def approve(self, ask: Ask, by: Actor, reason: str) -> None:
        """The supervisor lets them have it."""
        self._lend(ask, replace(ask.who, waiver=reason, acknowledged=True), by)

    # Lending

    def _lend_to_number(self, ask: Ask) -> None:
        """A number that belongs to somebody known brings name and company along."""
        number = ask.number = whole_number(ask)
        named = ask.name
        tail = number[-TAIL:]

        def known(people: list[Borrower]) -> None:
            who = None if named else next((one for one in people if one.phone == number), None)
            if self._in_hand(ask):
                self._lend(ask, draft_of_number(ask) if who is None else draft_for(ask, who))

        self._want(ask, Want.ANSWER)
        self._ctx.read(
            lambda actor: self._queries.by_tail(actor, tail),
            owner=self._owner,
            done=known,
            key=f"number {ask.request}",
        )

    def _lend(self, ask: Ask, draft: LoanDraft, by: Actor | None = None) -> None:
        ask.who, ask.want, ask.problem, ask.findings = draft, Want.ANSWER, None, ()
        if ask is self.asked:
            self._ask(None)
        elif ask in self.waiting:
            self.waiting.remove(ask)
            self.waiting_changed.emit()
        self.run.lend(ask, draft, lambda error: self._not_lent(ask, error), by)

    def _not_lent(self, ask: Ask, error: Exception) -> bool:
        """It is in hand again with all that was typed; when the next one is asked about already, it waits."""
        if isinstance(error, InvalidInput) and not {"phone", "borrower"} & set(error.problems):
            self.run.tell(Said("warning", error.message, dict(error.values)))  # lent meanwhile, say
            return True
        ask.problem = error if isinstance(error, DeskError) else None
        if isinstance(error, Unsettled):
            ask.want, ask.findings = Want.WORD, error.findings
        elif isinstance(error, UserError):
            ask.want, ask.number = Want.NUMBER, ask.number or ask.who.phone
        else:
            ask.want = Want.RETRY
        if isinstance(error, DeskError):
            log_told(error)
        if self.asked is None:
            self._ask(ask)
        else:
            self._wait(ask)
        return isinstance(error, DeskError)
