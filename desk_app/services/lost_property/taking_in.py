"""How a found item is written down and mended: its row, its photo, what is secret. Used by the verbs only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from desk_app.services.blobs.store import drop, keep
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Finding, Unsettled
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.lost_property import rules
from desk_app.services.lost_property.keeping import keeping
from desk_app.services.lost_property.options import SAFE
from desk_app.services.lost_property.records import Category, FoundDraft, FoundState, Secrets, ValueClass
from desk_app.services.lost_property.sealed import open_item, seal_item
from desk_app.services.lost_property.tables import ClaimRow, FoundRow
from desk_app.services.lost_property.typed import Found, checked_found, checked_reason

CODES = "found-codes"


def item_row(work: Work, item: int, step: str | None = None) -> FoundRow:
    """The row of an item, in a state that allows the step. Raises NotFound, IllegalStep."""
    row = work.session.get(FoundRow, item)
    if row is None:
        raise NotFound(N_("This found item is not on record."))
    if step is not None:
        rules.require(step, FoundState(row.state), row.number)
    return row


def checked(work: Work, draft: FoundDraft, row: FoundRow | None = None) -> Found:
    """The draft, checked; against what is sealed in `row` already. Raises InvalidInput."""
    sealed = open_item(work.secrets, row) if row is not None else Secrets("", "")
    return checked_found(draft, work.now, work.setting(SAFE), (sealed.secret, sealed.contents))


def new_item(work: Work, found: Found) -> FoundRow:
    """Write a found item down; a second person named at once has confirmed it. Raises InvalidInput."""
    second = second_person(work, found.draft, work.by.staff_id)
    row = FoundRow(
        id=work.new_id(),
        number=work.number(),
        code=ShortNumber(Kind.FOUND_ITEM, work.desk.desk_number, work.count(CODES)).digits,
        state=FoundState.TAKEN_IN.value,
        day=work.today,
        taken_at=work.now,
        taken_by=work.by.staff_id,
        request=found.draft.request,
    )
    fill(work, row, found)
    if second is not None:
        confirm(work, row, second)
    work.session.add(row)
    return row


def fill(work: Work, row: FoundRow, found: Found) -> None:
    """Everything that is typed; what is secret and the photo stay unless they are typed and taken anew."""
    draft = found.draft
    row.what, row.category, row.quantity = draft.what, draft.category.value, draft.quantity
    row.features, row.place, row.floor, row.found_at = (
        draft.features,
        draft.place,
        draft.floor,
        found.found_at,
    )
    row.finder, row.finder_phone = draft.finder, draft.finder_phone
    row.value, row.shelf = draft.value.value, draft.shelf
    seal_item(work.secrets, row, draft.secret, draft.contents)
    _photo(work, row, found)
    set_keeping(work, row)


def set_keeping(work: Work, row: FoundRow) -> None:
    """Until when it is kept, by what it is now."""
    rule = keeping(work.bench.settings)
    row.keep_until = rule.until(Category(row.category), ValueClass(row.value), row.day, row.noticed_on)


def confirm(work: Work, row: FoundRow, second: int) -> None:
    """It lies on its shelf, as a second person saw."""
    row.state, row.confirmed_by, row.confirmed_at = FoundState.KEPT.value, second, work.now


def second_person(work: Work, draft: FoundDraft, first: int) -> int | None:
    """The second person of a draft, if there is one. Raises InvalidInput ("second_person").

    Contents are listed by two people: then there must be one (operating manual, Lost property 1).
    """
    second = draft.second_person
    if second is None:
        if draft.contents:
            _refuse_second(UserError(N_("Two people list the contents: the second one gives a PIN.")))
        return None
    try:
        rules.require_second(first, second)
    except IllegalStep as problem:
        _refuse_second(problem)
    if work.bench.role_of(work.session, second) is None:
        _refuse_second(UserError(N_("This person does not work here any more.")))
    return second


def _refuse_second(problem: UserError) -> None:
    raise InvalidInput({"second_person": problem})


def require_correction(work: Work, row: FoundRow, draft: FoundDraft, reason: str) -> Mapping[str, str]:
    """Raise Unsettled for what only the supervisor mends: less value, other secrets once somebody claimed it.

    Else the reason, where one was needed.
    """
    found: list[Finding] = []
    if row.value == ValueClass.HIGH and draft.value is not ValueClass.HIGH:
        found.append(rules.lowers_value())
    if (draft.secret or draft.contents) and is_claimed(work, row.id):
        found.append(rules.changes_secret())
    return settled_by_supervisor(work, found, reason)


def settled_by_supervisor(
    work: Work, found: Sequence[Finding], reason: str, told: Sequence[Finding] = ()
) -> Mapping[str, str]:
    """The supervisor's reason, put on record; nothing where nothing was found. Raises Unsettled, InvalidInput."""
    if not found:
        return {}
    if work.by.role not in SUPERVISORS or not reason.strip():
        raise Unsettled([*found, *told])
    work.note(reasoned=True)
    return {"reason": checked_reason(reason)}


def is_claimed(work: Work, item: int) -> bool:
    """Whether anybody has claimed it so far."""
    return work.session.execute(select(ClaimRow.id).where(ClaimRow.item == item).limit(1)).first() is not None


def _photo(work: Work, row: FoundRow, found: Found) -> None:
    """A new photo takes the place of the old one; a card or document keeps none."""
    before = row.photo or ""
    if found.photo is not None:
        row.photo = keep(work.session, found.photo, work.now)
    elif found.draft.category is Category.DOCUMENT:
        row.photo = ""
    if before and before != row.photo:
        drop(work.session, {before})
