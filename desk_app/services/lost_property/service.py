"""The verbs of a found item. One transaction each; rules are in `rules.py`, claims in `claiming`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.findings import Finding, Unsettled
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.journal.marks import done_before, require_same, same_words
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.lost_property import events, rules
from desk_app.services.lost_property.claiming import (
    claimant,
    grant,
    granted,
    open_claims,
    put_on_record,
    refuse,
    settle_reports,
    told_of,
    undecided,
)
from desk_app.services.lost_property.keeping import is_due, may_end
from desk_app.services.lost_property.mapping import facts, personal, to_item
from desk_app.services.lost_property.options import SAFE
from desk_app.services.lost_property.records import (
    Category,
    ClaimDraft,
    FoundDraft,
    FoundItem,
    FoundState,
    Outcome,
    Secrets,
    Told,
    ValueClass,
)
from desk_app.services.lost_property.sealed import open_item
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, ToldRow
from desk_app.services.lost_property.taking_in import (
    checked,
    confirm,
    fill,
    item_row,
    new_item,
    require_correction,
    second_person,
    set_keeping,
)
from desk_app.services.lost_property.typed import (
    checked_claim,
    checked_claim_words,
    checked_disposal,
    checked_notice_day,
    checked_reason,
    checked_shelf,
    checked_told,
)


class LostProperty(Service):
    """What was found, who proves it to be theirs, and what becomes of the rest (operating manual, Lost property)."""

    area = "lost_property"

    @command(allow=DESK)
    def take_in(self, work: Work, draft: FoundDraft) -> FoundItem:
        """Somebody brought something. The same form saved twice takes in once.

        It waits for a second person unless `second_person`, who has given a PIN, confirms it at once; contents need
        one. Raises InvalidInput.
        """
        before = done_before(work, FoundRow, draft.request)
        if before is not None:
            require_same(same_words(draft.what, before.what) and before.category == draft.category)
            return _shown(work, before)
        row = new_item(work, checked(work, draft))
        work.record(events.TAKEN_IN, row.id, facts(row), personal(row))
        if row.state == FoundState.KEPT:
            work.record(events.CONFIRMED, row.id, {"number": row.number, "by": row.confirmed_by})
        return _shown(work, row)

    @command(allow=DESK)
    def confirm(self, work: Work, item: int, colleague: int) -> FoundItem:
        """A second person saw it on its shelf: `colleague`, who acts. Raises IllegalStep, InvalidInput."""
        row = item_row(work, item, "confirm")
        if colleague != work.by.staff_id:
            problem = UserError(N_("The second person confirms it with a PIN of their own."))
            raise InvalidInput({"second_person": problem})
        rules.require_second(row.taken_by, colleague)
        confirm(work, row, colleague)
        work.record(events.CONFIRMED, row.id, {"number": row.number, "by": colleague})
        return _shown(work, row)

    @command(allow=DESK)
    def correct(self, work: Work, item: int, draft: FoundDraft) -> FoundItem:
        """Mend what was typed. What is secret, the photo and the shelf stay unless given anew.

        Raises InvalidInput, IllegalStep, and Unsettled for what only the supervisor mends: less value, or other
        secrets once somebody has claimed it.
        """
        row = item_row(work, item, "correct")
        found_at = draft.found_at or row.found_at
        found = checked(work, replace(draft, shelf=draft.shelf or row.shelf, found_at=found_at), row)
        second_person(work, found.draft, work.by.staff_id)
        require_correction(work, row, found.draft)
        fill(work, row, found)
        anew = {"secret": bool(draft.secret), "contents": bool(draft.contents), "photo": bool(draft.photo)}
        work.record(events.CORRECTED, row.id, {**facts(row), **anew}, personal(row))
        return _shown(work, row)

    @command(allow=DESK)
    def shelve(self, work: Work, item: int, shelf: str) -> FoundItem:
        """Put it somewhere else; things of high value stay in the safe. Raises InvalidInput, IllegalStep."""
        row = item_row(work, item, "shelve")
        row.shelf = checked_shelf(shelf, ValueClass(row.value), work.setting(SAFE))
        work.record(events.SHELVED, row.id, {"number": row.number}, {"shelf": row.shelf})
        return _shown(work, row)

    @command(allow=DESK)
    def tell(self, work: Work, item: int, who: Told, name: str) -> FoundItem:
        """One of the three roles was told of a thing of high value: who, when. Raises InvalidInput, IllegalStep."""
        row = item_row(work, item, "tell")
        rules.require_high(ValueClass(row.value))
        said = checked_told(name)
        known = select(ToldRow.id).where(ToldRow.item == item, ToldRow.who == who.value)
        if work.session.execute(known).first() is not None:
            raise IllegalStep(N_("It is on record already that they were told. Nothing was changed."))
        told = ToldRow(
            id=work.new_id(), item=item, who=who.value, name=said, at=work.now, by=work.by.staff_id
        )
        work.session.add(told)
        work.record(events.TOLD, row.id, {"number": row.number, "who": who.value}, {"name": said})
        return _shown(work, row)

    @command(allow=DESK)
    def notice(self, work: Work, items: Sequence[int], day: date) -> int:
        """A public notice of these hangs since `day`; returns of how many it is the first one.

        The first notice counts, a later one changes nothing. Raises InvalidInput for a day that is to come or
        before something was taken in.
        """
        checked_notice_day(day, work.today)
        rows = [item_row(work, item) for item in dict.fromkeys(items)]
        new = [row for row in rows if row.noticed_on is None and FoundState(row.state) in rules.HERE]
        for row in new:
            _note_notice(work, row, day)
        return len(new)

    @command(allow=DESK)
    def claim(self, work: Work, item: int, words: str) -> Secrets:
        """Somebody says it is theirs: their words go on record, and only then what is secret is given out.

        Raises InvalidInput for fewer than five characters, IllegalStep when it is not here any more.
        """
        row = item_row(work, item, "claim")
        said = checked_claim_words(words)
        put_on_record(work, row, said)
        return open_item(work.secrets, row, said)

    @command(allow=DESK)
    def refuse_claim(self, work: Work, item: int, why: str) -> FoundItem:
        """The newest claim is not believed; the claimant is told nothing of the item. Raises IllegalStep."""
        row = item_row(work, item, "refuse_claim")
        said = checked_reason(why)
        claim = undecided(work, item)
        refuse(work, claim, said)
        work.record(events.CLAIM_REFUSED, row.id, {"number": row.number, "claim": claim.id})
        return _shown(work, row)

    @command(allow=DESK)
    def give_back(self, work: Work, item: int, draft: ClaimDraft) -> FoundItem:
        """It is theirs: identity and signature, and it leaves. The same form saved twice gives back once.

        The claimant's words must be on record before. Raises InvalidInput, IllegalStep, and Unsettled for a thing of
        high value, and for food beyond its day, unless the supervisor does it.
        """
        before = done_before(work, ClaimRow, draft.request)
        if before is not None:
            require_same(before.item == item and before.granted is True)
            row = item_row(work, item)
            again = checked_claim(draft, ValueClass(row.value), work.today)
            require_same(claimant(before) == told_of(again) and before.lost_report == again.lost_report)
            return _shown(work, row)
        row = item_row(work, item, "give_back")
        value = ValueClass(row.value)
        draft = checked_claim(draft, value, work.today)
        claim = undecided(work, item, draft.words)
        if value is ValueClass.HIGH or row.contents_sealed is not None:
            rules.require_confirmed(FoundState(row.state))
        told = _untold(work, row)
        _require_supervisor(work, row, told)
        grant(work, row, claim, draft)
        settle_reports(work, item, draft.lost_report)
        work.record(events.RETURNED, row.id, {**facts(row), **told, "claim": claim.id}, claimant(claim))
        return _shown(work, row)

    @command(allow=SUPERVISORS)
    def dispose(self, work: Work, item: int, outcome: Outcome, receipt: str, words: str) -> FoundItem:
        """The supervisor decides what becomes of a thing that nobody fetched; police needs the receipt's number.

        Raises InvalidInput, also without words while a claim is not decided, and IllegalStep for what is still kept:
        only food goes the same day, and a thing of high value goes to the police alone until its time after the public
        notice is over.
        """
        row = item_row(work, item, "dispose")
        number, said = checked_disposal(outcome, receipt, words)
        _require_end(work, row, outcome)
        if not said and open_claims(work, item):
            raise InvalidInput(
                {"words": UserError(N_("Somebody claims it, and nothing is decided. Say why it goes."))}
            )
        told = _untold(work, row)
        row.state, row.disposed_at, row.outcome = FoundState.DISPOSED.value, work.now, outcome.value
        row.outcome_by, row.outcome_words, row.receipt = work.by.staff_id, said, number
        settle_reports(work, item, None)
        work.record(
            events.DISPOSED,
            row.id,
            {**facts(row), **told, "outcome": outcome.value, "receipt": number},
            {"words": said} if said else None,
        )
        return _shown(work, row)

    @command(allow=SUPERVISORS)
    def secrets(self, work: Work, item: int, reason: str) -> Secrets:
        """What is secret, for the supervisor, against a reason that is on record. Raises InvalidInput ("why")."""
        row = item_row(work, item)
        work.note(reason=checked_reason(reason), item=item)
        return open_item(work.secrets, row)

    @command(allow=DESK)
    def print_label(self, work: Work, item: int) -> FoundItem:
        """Put on record that its shelf label was printed. Raises IllegalStep when it is not here any more."""
        row = item_row(work, item, "label")
        work.record(events.PRINTED, row.id, {"number": row.number, "paper": "label"})
        return _shown(work, row)

    @command(allow=DESK)
    def print_receipt(self, work: Work, item: int) -> FoundItem:
        """Count one more print of the receipt: the first is the original, every later one a copy."""
        row = item_row(work, item, "receipt")
        claim = granted(work, item)
        claim.copies += 1
        facts = {"number": row.number, "paper": "receipt", "copy": claim.copies - 1}
        work.record(events.PRINTED, row.id, facts)
        return _shown(work, row)


def _shown(work: Work, row: FoundRow) -> FoundItem:
    work.session.flush()
    return to_item(work.session, row, work.today)


def _note_notice(work: Work, row: FoundRow, day: date) -> None:
    if day < row.day:
        problem = UserError(N_("{number} was taken in later than this day."), number=row.number)
        raise InvalidInput({"day": problem})
    row.noticed_on = day
    set_keeping(work, row)
    work.record(events.NOTICED, row.id, facts(row))


def _require_end(work: Work, row: FoundRow, outcome: Outcome) -> None:
    """Raise IllegalStep for what is not to be disposed of yet, or not so."""
    category, value = Category(row.category), ValueClass(row.value)
    if category is not Category.FOOD:
        rules.require_confirmed(FoundState(row.state))
    if outcome is Outcome.TO_FINDER and not row.finder:
        raise InvalidInput({"outcome": UserError(N_("Nobody is on record who found it."))})
    rules.require_disposable(
        due=is_due(category, row.keep_until, work.today),
        early=value is ValueClass.HIGH and outcome is Outcome.POLICE,
        may_end=may_end(value, outcome, row.noticed_on, row.keep_until, work.today),
    )


def _untold(work: Work, row: FoundRow) -> dict[str, object]:
    """Who was to be told of it and was not: it goes on record when the thing leaves."""
    missing = [one.value for one in to_item(work.session, row, work.today).untold]
    return {"untold": missing} if missing else {}


def _require_supervisor(work: Work, row: FoundRow, told: Mapping[str, object]) -> None:
    """Raise Unsettled for what only the supervisor gives back, with all that is to be known of it."""
    found: list[Finding] = []
    if row.value == ValueClass.HIGH:
        found.append(rules.needs_supervisor())
    if row.category == Category.FOOD and row.keep_until < work.today:
        found.append(rules.past_its_day())
    if found and work.by.role not in SUPERVISORS:
        raise Unsettled([*found, *([rules.untold()] if told else [])])
