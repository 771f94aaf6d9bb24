"""Saving a category as the supervisor typed it (operating manual, loans 1)."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.services.core.errors import NotFound
from desk_app.services.core.typed import Problems
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.loans import events
from desk_app.services.loans.categories import categories, category
from desk_app.services.loans.records import Category, CategoryDraft, StockLine
from desk_app.services.loans.standing import stock_line
from desk_app.services.loans.stock_typed import CheckedCategory, checked_category
from desk_app.services.loans.tables import CategoryRow


def save(work: Work, wanted: int | None, draft: CategoryDraft) -> Category:
    """Change a category, or make one. Raises InvalidInput, NotFound."""
    checked = checked_category(draft)
    known = {one.id: one for one in categories(work.session)}
    old = None if wanted is None else known.get(wanted)
    if old is None and wanted is not None:
        raise NotFound(N_("This category is not on record."))
    _require_fitting(work, old, checked.draft, known.values())
    row = None if wanted is None else work.session.get(CategoryRow, wanted)
    if row is None:
        row = CategoryRow(id=work.new_id() if wanted is None else wanted, position=0)
        work.session.add(row)
    _fill(row, checked)
    work.record(events.CATEGORY_SAVED, row.id, {"name": row.name, "active": row.active})
    work.session.flush()
    return category(work.session, row.id)


def _require_fitting(
    work: Work, old: Category | None, draft: CategoryDraft, known: Iterable[Category]
) -> None:
    """What only the stock itself can say about a category. Raises InvalidInput."""
    problems = Problems()
    if any(one.name == draft.name and (old is None or one.id != old.id) for one in known):
        problems.say("name", N_("There is a category of this name already."))
    line = None if old is None else stock_line(work.session, old.id, work.now)
    if old is not None and line is not None and old.counted != draft.counted and _has_stock(line):
        problems.say("counted", N_("There is stock of this category: make a new category instead."))
    if line is not None and line.lent and not draft.active:
        problems.say("active", N_("Things of this category are lent. Take them back first."))
    problems.done()


def _has_stock(line: StockLine) -> bool:
    return any((line.on_hand, line.available, line.lent, line.damaged, line.lost))


def _fill(row: CategoryRow, checked: CheckedCategory) -> None:
    draft = checked.draft
    row.name, row.english_name, row.icon = draft.name, draft.english_name, draft.icon
    row.counted, row.rain, row.active = draft.counted, draft.rain, draft.active
    row.days, row.working_days = draft.days, draft.working_days
    row.due_minute = draft.due_time.hour * 60 + draft.due_time.minute
    row.deposit, row.lost_fee, row.damage_fee = checked.deposit, checked.lost_fee, checked.damage_fee
    row.per_person, row.advice, row.low = draft.per_person, draft.advice, draft.low
