"""The drawer's own verbs: counted blind when a shift ends, change put in, money handed to finance (manual, Shift)."""

from __future__ import annotations

from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.money import MOST_FEN, parse_money, say_money
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.typed import LEAST_WORDS, Problems
from desk_app.services.core.words import N_
from desk_app.services.drawer.booking import DRAWER_KIND, balance, book, book_count, booked_before
from desk_app.services.drawer.mapping import to_count
from desk_app.services.drawer.records import Count, MovementKind
from desk_app.services.drawer.tables import CountRow
from desk_app.services.journal.marks import Mark, answered_before, mark
from desk_app.services.journal.work import Service, Work, command

MOST_COUNTED = 100_000_000
"""¥1,000,000.00: more than any drawer holds."""
MOST_WORDS = 200


class Drawer(Service):
    """Cash at the desk. Deposits, refunds and fees are booked by the features that take them."""

    area = "drawer"

    @command(allow=DESK)
    def count(self, work: Work, counted: str, explanation: str, request: str) -> Count:
        """Count the drawer: a shift ends, the next begins. `counted` is typed in yuan, blind.

        Where it differs from the record and nothing explains it: DifferenceUnexplained. An explained difference is
        booked, so that the record says what lies there. The same `request` twice is one count. Raises InvalidInput.
        """
        problems = Problems()
        found = _money(problems, "counted", counted, most=MOST_COUNTED)
        words = problems.line("explanation", explanation, MOST_WORDS)
        problems.done()
        pressed = mark(request, found, words)
        before = answered_before(work, CountRow, pressed)
        if before is not None:
            return to_count(before)
        return to_count(book_count(work, found, words, pressed))

    @command(allow=DESK)
    def put_in(self, work: Work, amount: str, remark: str, request: str = "") -> None:
        """Put change in. `amount` is typed in yuan. The same `request` twice puts in once. Raises InvalidInput."""
        fen, words = _moved(amount, remark)
        pressed = mark(request, MovementKind.PUT_IN, fen, words)
        if not booked_before(work, pressed):
            _book(work, MovementKind.PUT_IN, fen, words, pressed)

    @command(allow=DESK)
    def hand_over(self, work: Work, amount: str, remark: str, request: str = "") -> None:
        """Hand cash to finance. Deposits of others stay, unless the supervisor hands them over, saying why.

        The same `request` twice hands over once. Raises InvalidInput, also for more than there is; Unsettled
        (approval) where deposits would leave.
        """
        fen, words = _moved(amount, remark)
        pressed = mark(request, MovementKind.HANDED_OVER, fen, words)
        if not booked_before(work, pressed):
            _require_own(work, fen, words)
            _book(work, MovementKind.HANDED_OVER, fen, words, pressed)


def _require_own(work: Work, fen: int, words: str) -> None:
    """Raise InvalidInput for more than there is, Unsettled where a deposit would leave without the supervisor."""
    stands, problems = balance(work), Problems()
    if fen > stands.cash:
        problems.say("amount", N_("There is less than that in the drawer."))
        problems.done()
    if fen <= stands.own:
        return
    if work.by.role not in SUPERVISORS:
        text = N_("Only {own} of this is the building's: the rest are deposits of others.")
        values = {"own": say_money(max(stands.own, 0))}
        raise Unsettled([Finding(Weight.APPROVAL, text, values, field="amount")])
    if len(words) < LEAST_WORDS:
        problems.say("remark", N_("These are deposits of others: write why they leave the drawer."))
    problems.done()


def _book(work: Work, kind: MovementKind, fen: int, words: str, pressed: Mark) -> None:
    book(work, kind, fen, record_kind=DRAWER_KIND, record=None, number="", remark=words, mark=pressed)


def _moved(amount: str, remark: str) -> tuple[int, str]:
    """Fen above nothing, and the remark. Raises InvalidInput."""
    problems = Problems()
    fen = _money(problems, "amount", amount)
    if not fen:
        problems.say("amount", N_("Type an amount above 0."))
    words = problems.line("remark", remark, MOST_WORDS)
    problems.done()
    return fen, words


def _money(problems: Problems, field: str, typed: str, most: int = MOST_FEN) -> int:
    if not typed.strip():
        problems.say(field, N_("Type the amount in yuan; 0 when there is nothing."))
    return problems.take(field, lambda one: parse_money(one, most=most), typed, 0)
