"""The verbs on stock: items with tags, what is handed out by number, categories (operating manual, loans 1)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.journal.marks import mark
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.loans.categories import category
from desk_app.services.loans.category_saving import save
from desk_app.services.loans.counted_stock import counted_category, move_stock, moved_before
from desk_app.services.loans.items import change, item_row, note, sought, to_item, to_items
from desk_app.services.loans.records import Category, CategoryDraft, Item, ItemsDraft, StockLine
from desk_app.services.loans.standing import stock_line
from desk_app.services.loans.stock_rules import require
from desk_app.services.loans.stock_typed import (
    MOST_STOCK,
    checked_item,
    checked_items,
    checked_pieces,
    checked_words,
)
from desk_app.services.loans.tables import ItemRow
from desk_app.services.loans.terms import ItemState, ItemStep, StockStep

CODES = "loan-codes"
"""The series behind the digits of tags and of loans' slips alike: no number means two things."""
_WIDTH = 3
"""Items are called 伞 001, not 伞 1: lists and hooks stand in order."""


class Stock(Service):
    """What the desk has to lend and to hand out."""

    area = "loan_stock"

    @command(allow=DESK)
    def add_items(self, work: Work, draft: ItemsDraft) -> list[Item]:
        """Put new items of a category into stock, each with a tag of its own. Raises InvalidInput."""
        draft = checked_items(draft)
        kind = category(work.session, draft.category)
        if kind.counted or not kind.active:
            text = N_("Choose a category in use whose things are lent one by one.")
            raise InvalidInput({"category": UserError(text)})
        numbers = [f"{draft.first + place:0{_WIDTH}d}" for place in range(draft.count)]
        names = [f"{draft.prefix} {number}" for number in numbers]
        _require_free(work, kind.id, names, numbers if draft.hooks else ())
        hooks = numbers if draft.hooks else [""] * draft.count
        rows = [_new_item(work, kind.id, *one) for one in zip(names, hooks, strict=True)]
        work.session.add_all(rows)
        for row in rows:
            note(work, row, ItemStep.ADDED)
        return to_items(work.session, rows)

    @command(allow=DESK)
    def correct_item(self, work: Work, item: int, name: str, hook: str, remark: str) -> Item:
        """Another name, hook or remark; the tag stays. Raises InvalidInput, IllegalStep."""
        row = _row_for(work, item, ItemStep.CORRECTED)
        name, hook, remark = checked_item(name, hook, remark)
        if (name, hook, remark) == (row.name, row.hook, row.remark):
            return to_item(work.session, row)
        _require_free(work, row.category, [name], [hook] if hook else (), but=row.id)
        before = " · ".join(part for part in (row.name, row.hook, row.remark) if part)
        row.name, row.hook, row.remark = name, hook, remark
        row.sought = sought(name, hook, row.tag)
        note(work, row, ItemStep.CORRECTED, before)
        return to_item(work.session, row)

    @command(allow=DESK)
    def damage(self, work: Work, item: int, remark: str) -> Item:
        """An item in stock is found damaged. Raises InvalidInput, IllegalStep."""
        words = N_("Say what is broken: it stands in the item's history.")
        return _step(
            work, item, ItemStep.DAMAGED, ItemState.DAMAGED, checked_words("remark", remark, missing=words)
        )

    @command(allow=DESK)
    def repair(self, work: Work, item: int, remark: str) -> Item:
        """A damaged item can be lent again. Raises InvalidInput, IllegalStep."""
        words = checked_words("remark", remark, needed=False)
        return _step(work, item, ItemStep.REPAIRED, ItemState.AVAILABLE, words)

    @command(allow=DESK)
    def miss(self, work: Work, item: int, remark: str) -> Item:
        """A count does not find an item that should be in stock. Raises InvalidInput, IllegalStep."""
        words = N_("Say when it was missed: it stands in the item's history.")
        return _step(
            work, item, ItemStep.LOST, ItemState.LOST, checked_words("remark", remark, missing=words)
        )

    @command(allow=SUPERVISORS)
    def retire(self, work: Work, item: int, reason: str) -> Item:
        """Take an item out of stock for good; its record stays. Raises InvalidInput, IllegalStep."""
        work.note(reasoned=True)
        return _step(work, item, ItemStep.RETIRED, ItemState.RETIRED, checked_words("reason", reason))

    @command(allow=DESK)
    def restock(self, work: Work, category: int, n: int, remark: str, request: str) -> StockLine:
        """More of what is handed out by number arrived. Raises InvalidInput."""
        words = checked_words("remark", remark, needed=False)
        pieces, pressed = checked_pieces("n", n), mark(request, category, StockStep.RESTOCKED, n, words)
        return move_stock(work, category, StockStep.RESTOCKED, pieces, words, pressed)

    @command(allow=DESK)
    def hand_out(
        self, work: Work, category: int, n: int, tenant: int | None, remark: str, request: str
    ) -> StockLine:
        """Hand out some, to a tenant or to anybody. Raises InvalidInput, also for more than there is."""
        words = checked_words("remark", remark, needed=False)
        whose = "" if tenant is None else DirectoryQueries(self.bench).tenant(work.by, tenant).tenant.called
        pressed = mark(request, category, StockStep.HANDED_OUT, n, tenant, words)
        pieces = checked_pieces("n", n)
        return move_stock(work, category, StockStep.HANDED_OUT, -pieces, words, pressed, whose)

    @command(allow=DESK)
    def adjust(self, work: Work, category: int, counted: int, reason: str, request: str) -> StockLine:
        """Say how many were counted; a difference needs its reason. Raises InvalidInput."""
        checked_pieces("counted", counted, least=0, most=MOST_STOCK)
        pressed = mark(request, category, StockStep.ADJUSTED, counted, reason)
        if moved_before(work, pressed):
            return stock_line(work.session, category, work.now)
        difference = counted - counted_category(work, category).on_hand
        words = checked_words("reason", reason, needed=bool(difference))
        return move_stock(work, category, StockStep.ADJUSTED, difference, words, pressed)

    @command(allow=SUPERVISORS)
    def save_category(self, work: Work, category: int | None, draft: CategoryDraft) -> Category:
        """Change a category, a standard one too, or make one of the building's own. Raises InvalidInput."""
        return save(work, category, draft)


def new_code(work: Work) -> str:
    """The digits of the next tag or loan."""
    return ShortNumber(Kind.LOAN, work.desk.desk_number, work.count(CODES)).digits


def _new_item(work: Work, kind: int, name: str, hook: str) -> ItemRow:
    tag = new_code(work)
    return ItemRow(
        id=work.new_id(),
        category=kind,
        tag=tag,
        name=name,
        hook=hook,
        state=ItemState.AVAILABLE.value,
        since=work.now,
        remark="",
        sought=sought(name, hook, tag),
    )


def _row_for(work: Work, item: int, step: ItemStep) -> ItemRow:
    row = item_row(work.session, item)
    require(step, ItemState(row.state))
    return row


def _step(work: Work, item: int, step: ItemStep, state: ItemState, words: str) -> Item:
    row = _row_for(work, item, step)
    change(work, row, step, state, words)
    return to_item(work.session, row)


def _require_free(
    work: Work, kind: int, names: Collection[str], hooks: Collection[str], but: int | None = None
) -> None:
    """Within a category no two items in stock share a name or a hook. Raises InvalidInput."""
    rows = work.session.execute(
        select(ItemRow.id, ItemRow.name, ItemRow.hook).where(
            ItemRow.category == kind, ItemRow.state != ItemState.RETIRED.value
        )
    ).all()
    others = [(name, hook) for one, name, hook in rows if one != but]
    field = "name" if but is not None else "first"
    taken, hung = {name for name, _ in others}, {hook: name for name, hook in others if hook}
    for name in names:
        if name in taken:
            raise InvalidInput({field: UserError(N_("“{name}” is in stock already."), name=name)})
    for hook in hooks:
        if hook in hung:
            text = N_("Hook {hook} belongs to “{name}”.")
            at = "hook" if but is not None else "first"
            raise InvalidInput({at: UserError(text, hook=hook, name=hung[hook])})
