"""Who has allowed what about a borrowing: approvals, a later return, a key in trust that changes hands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from desk_app.services.colleagues.reading import colleague_of
from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.typed import SAY_WHY
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.keys import rules
from desk_app.services.keys.lending import (
    copies_out,
    curfews_of,
    keys_of,
    limits_of,
    reserved_by_others,
)
from desk_app.services.keys.making import owner_call
from desk_app.services.keys.reading import copies
from desk_app.services.keys.records import OwnerCall
from desk_app.services.keys.rules import Wanted
from desk_app.services.keys.tables import ApprovalRow, CallRow, CopyRow, ExtensionRow, HandoutRow
from desk_app.services.keys.terms import KeyCategory
from desk_app.services.keys.typed import checked_call, checked_words

ALONE = timedelta(days=1)
"""So far one supervisor alone puts off the return of keys that need several approvals."""


def approvals(work: Work, row: HandoutRow) -> Sequence[ApprovalRow]:
    """The supervisors' words on it so far."""
    return work.session.scalars(select(ApprovalRow).where(ApprovalRow.handout == row.id)).all()


def refuse_holder(work: Work, row: HandoutRow) -> None:
    """Raise IllegalStep for a supervisor who has the keys, also under an entry beside the own account."""
    if _are(work, work.by.staff_id, row.colleague):
        raise IllegalStep(N_("You take these keys yourself: another supervisor must approve it."))


def refuse_approver(work: Work, row: HandoutRow, taker: Colleague) -> None:
    """Raise InvalidInput ("colleague") for somebody who allowed this very borrowing or its extension."""
    allowed = {one.by for one in approvals(work, row)}
    longer = select(ExtensionRow.by).where(ExtensionRow.handout == row.id, ExtensionRow.exceptions != "")
    allowed.update(work.session.scalars(longer))
    if any(_are(work, one, taker.id) for one in allowed):
        text = N_("{name} approved this borrowing: whoever approves does not take the keys.")
        raise InvalidInput({"colleague": UserError(text, name=taker.name)})


def _are(work: Work, account: int, colleague: int) -> bool:
    one, other = colleague_of(work.session, account), colleague_of(work.session, colleague)
    return account == colleague or (one is not None and other is not None and rules.same_person(one, other))


def require_approved(work: Work, row: HandoutRow, wanted: Wanted) -> None:
    """Raise IllegalStep when the keys' rules, as they are now, ask for more than was approved or called for."""
    keys = list(wanted.keys.values())
    exceptions = limits_of(work, (key.curfew for key in keys), work.now).passed_by(row.due)
    few = rules.approvals_needed(keys, exceptions) > len(approvals(work, row))
    trusted = any(key.category is KeyCategory.TRUST for key in keys)
    if few or set(exceptions) - set(row.exceptions.split()) or (trusted and not _owner_agreed(work, row)):
        raise IllegalStep(N_("The rules of these keys became stricter meanwhile. Cancel this, and ask anew."))


def _owner_agreed(work: Work, row: HandoutRow) -> bool:
    """A borrowing whose owner said no was never asked for: any call is a yes."""
    call = select(CallRow.id).where(CallRow.handout == row.id, CallRow.owner).limit(1)
    return work.session.scalars(call).first() is not None


def entrust(
    work: Work, row: HandoutRow, taker: Colleague, typed: OwnerCall | None, words: str, *, acknowledged: bool
) -> OwnerCall | None:
    """A key in trust changes hands: the owner agreed on the phone, or the supervisor decides, not for himself.

    Returns the call that was put on record. Raises Unsettled, InvalidInput.
    """
    out = copies(work.session, CopyRow.id.in_(copies_out(work, row)))
    keys = keys_of(work.session, [copy.id for copy in out])
    trusted = [copy for copy in out if keys[copy.key].category is KeyCategory.TRUST]
    if not trusted:
        return None
    if typed is not None:
        call = checked_call(typed)
        if not call.agreed:
            raise Unsettled([rules.not_agreed(trusted[0], call)])
        if (warned := rules.another_owner(keys.values(), call)) and not acknowledged:
            raise Unsettled(warned)
        work.session.add(owner_call(work, row, call))
        return call
    if work.by.role not in SUPERVISORS:
        raise Unsettled([rules.hand_on_in_trust([copy.code for copy in trusted])])
    if _are(work, work.by.staff_id, taker.id):
        raise IllegalStep(N_("You take these keys yourself: another supervisor must approve it."))
    checked_words("words", words, SAY_WHY)
    work.note(reasoned=True)
    return None


def set_due(
    work: Work, row: HandoutRow, due: datetime, words: str, holder: int, *, acknowledged: bool
) -> None:
    """Move the expected return; beyond the limits only a supervisor may, with a reason. Every move is on record."""
    assert row.out_at is not None  # it is out
    its_copies = copies_out(work, row)
    bounds = limits_of(work, curfews_of(work.session, its_copies), row.out_at)
    later, passed = due > row.due, bounds.passed_by(due)
    found = list(rules.extension_findings(due, bounds, work.bench.clock.zone)) if later else []
    decided = bool(found)
    if later:
        keys = keys_of(work.session, its_copies)
        reserved = reserved_by_others(work, keys, holder, due)
        found = found * (work.by.role not in SUPERVISORS) + reserved * (not acknowledged)
        _refuse_alone(work, due, rules.approvals_needed(keys.values(), ()), decided=decided)
    if found:
        raise Unsettled(found)
    if decided:
        refuse_holder(work, row)
        checked_words("words", words, SAY_WHY)
        work.note(reasoned=True)
        row.exceptions = " ".join(dict.fromkeys((*row.exceptions.split(), *passed)))
    else:
        row.exceptions = " ".join(one for one in row.exceptions.split() if one in passed)
    row.overnight = rules.OVERNIGHT in row.exceptions.split()
    work.session.add(
        ExtensionRow(
            id=work.new_id(),
            handout=row.id,
            at=work.now,
            by=work.by.staff_id,
            before=row.due,
            after=due,
            exceptions=" ".join(passed) if decided else "",
            reason=words,
        )
    )
    row.due = due


def _refuse_alone(work: Work, due: datetime, needed: int, *, decided: bool) -> None:
    """Several must agree to lend such keys: one alone does not lend them for weeks by putting off their return."""
    until = work.now + ALONE
    if decided and needed > 1 and due > until:
        text = N_(
            "These keys need {n} approvals: until {until} at most. Then take them back and lend them anew."
        )
        said = rules.clock_text(until, work.bench.clock.zone)
        raise InvalidInput({"due": UserError(text, n=needed, until=said)})
