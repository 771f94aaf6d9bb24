"""The drawer's own verbs: counted blind when a shift ends, change put in, money handed to finance (manual, Shift)."""

from __future__ import annotations

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.money import parse_money, say_money
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.words import N_
from desk_app.services.drawer import events
from desk_app.services.drawer.booking import balance, book, move
from desk_app.services.drawer.mapping import to_count
from desk_app.services.drawer.records import Count, DifferenceUnexplained, MovementKind
from desk_app.services.drawer.tables import CountRow
from desk_app.services.journal.marks import done_before, require_same
from desk_app.services.journal.work import Service, Work, command

MOST_COUNTED = 100_000_000
"""¥1,000,000.00: more than any drawer holds."""
MOST_WORDS = 200
_LEAST_WORDS = 2
_DRAWER = "drawer"


class Drawer(Service):
    """Cash at the desk. Deposits, refunds and fees are booked by the features that take them."""

    area = "drawer"

    @command(allow=DESK)
    def count(self, work: Work, counted: str, explanation: str, request: str) -> Count:
        """Count the drawer: a shift ends, the next begins. `counted` is typed in yuan, blind.

        Where it differs from the record and nothing explains it: DifferenceUnexplained. An explained difference is
        booked, so that the record says what lies there. The same `request` twice is one count. Raises InvalidInput.
        """
        found = _money("counted", counted, empty=False, most=MOST_COUNTED)
        before = done_before(work, CountRow, request)
        if before is not None:
            require_same(before.counted == found)
            return to_count(before)
        words = _words("explanation", explanation)
        expected = balance(work).cash
        if found == expected:
            words = ""
        elif len(words) < _LEAST_WORDS:
            raise DifferenceUnexplained(found - expected)
        # Booked before the count: it belongs to the shift that ends.
        move(work, MovementKind.DIFFERENCE, found - expected, 0, (_DRAWER, None, ""), words)
        row = CountRow(
            id=work.new_id(), at=work.now, by=work.by.staff_id, counted=found, expected=expected,
            explanation=words, request=request,
        )  # fmt: skip
        work.session.add(row)
        facts = {"counted": found, "expected": expected}
        work.record(events.COUNTED, row.id, facts, {"explanation": words} if words else None)
        return to_count(row)

    @command(allow=DESK)
    def put_in(self, work: Work, amount: str, remark: str) -> None:
        """Put change in. `amount` is typed in yuan. Raises InvalidInput."""
        fen, words = _money("amount", amount, empty=False), _words("remark", remark)
        _require_some(fen)
        book(work, MovementKind.PUT_IN, fen, record_kind=_DRAWER, record=None, number="", remark=words)

    @command(allow=DESK)
    def hand_over(self, work: Work, amount: str, remark: str) -> None:
        """Hand cash to finance. Deposits of others stay, unless the supervisor hands them over.

        Raises InvalidInput, also for more than there is; Unsettled (approval) where deposits would leave.
        """
        fen, words = _money("amount", amount, empty=False), _words("remark", remark)
        _require_some(fen)
        stands = balance(work)
        if fen > stands.cash:
            text = N_("There is less than that in the drawer.")
            raise InvalidInput({"amount": UserError(text)})
        if fen > stands.own and work.by.role not in SUPERVISORS:
            text = N_("Only {own} of this is the building's: the rest are deposits of others.")
            values = {"own": say_money(max(stands.own, 0))}
            raise Unsettled([Finding(Weight.APPROVAL, text, values, field="amount")])
        book(work, MovementKind.HANDED_OVER, fen, record_kind=_DRAWER, record=None, number="", remark=words)


def _money(field: str, typed: str, *, empty: bool = True, most: int | None = None) -> int:
    try:
        if not empty and not typed.strip():
            raise UserError(N_("Type the amount in yuan; 0 when there is nothing."))
        return parse_money(typed) if most is None else parse_money(typed, most=most)
    except UserError as problem:
        raise InvalidInput({field: problem}) from problem


def _words(field: str, typed: str) -> str:
    try:
        return clean_line(typed, MOST_WORDS)
    except UserError as problem:
        raise InvalidInput({field: problem}) from problem


def _require_some(fen: int) -> None:
    if not fen:
        raise InvalidInput({"amount": UserError(N_("Type an amount above 0."))})
