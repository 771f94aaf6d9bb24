"""What is done at the desk while the power is gone, one story for each verb that may be entered afterwards.

A story's first part happens before; what it gives back is done by whoever enters it afterwards, and gives back the
undo, where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.keys.records import ReturnDraft
from desk_app.services.loans.records import ReturnDraft as LoanReturn
from desk_app.services.mail.records import BatchDraft, HandOverDraft, MailKind, PieceDraft
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.conftest import TICKED, Board
from tests.services.loans.lending_desk import Counter as LoanCounter
from tests.services.lost_property.found_desk import WORDS, FoundDesk
from tests.services.mail.sorting_desk import SIGNATURE
from tests.services.mail.sorting_desk import Counter as MailCounter
from tests.services.repairs.repair_desk import RepairDesk

Undo = Callable[[Actor], object]
Late = Callable[[Actor], Undo | None]
Story = Callable[[Services, People, FakeClock], Late]

ARRIVAL = Arrival(
    name="张伟明", phone="13812345678", host=Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")
)
CALL = TypedCall("13812345678", "何女士", "鼎盛物流", ARRIVAL.host, "请回电，关于合同")


def check_in(desk: Services, people: People, clock: FakeClock) -> Late:
    def late(by: Actor) -> None:
        desk.get(Visitors).check_in(by, ARRIVAL)

    return late


def check_out(desk: Services, people: People, clock: FakeClock) -> Late:
    verbs = desk.get(Visitors)
    visit = verbs.check_in(people.receptionist, ARRIVAL).result.visit.id

    def late(by: Actor) -> Undo:
        verbs.check_out(by, visit)
        return lambda again: verbs.undo_check_out(again, visit)

    return late


def break_outside(desk: Services, people: People, clock: FakeClock) -> Late:
    verbs = desk.get(Visitors)
    visit = verbs.check_in(people.receptionist, ARRIVAL).result.visit.id

    def late(by: Actor) -> None:
        verbs.step_out(by, visit)
        verbs.come_back(by, visit)

    return late


def call(desk: Services, people: People, clock: FakeClock) -> Late:
    verbs = desk.get(Calls)

    def late(by: Actor) -> Undo:
        taken = verbs.take_call(by, CALL).result.id
        verbs.pass_on(by, taken)
        return lambda again: verbs.undo_pass_on(again, taken)

    return late


def lend(desk: Services, people: People, clock: FakeClock) -> Late:
    counter = LoanCounter(desk, people, clock)

    def late(by: Actor) -> Undo:
        loan = counter.verbs.lend(by, counter.draft(counter.chairs[0])).result
        counter.verbs.print_receipt(by, loan.id)
        return lambda again: counter.verbs.undo_lend(again, loan.id)

    return late


def bring_back(desk: Services, people: People, clock: FakeClock) -> Late:
    counter = LoanCounter(desk, people, clock)
    loan = counter.lend(counter.umbrellas[0], counter.trolleys[0])
    tag = counter.umbrellas[0].tag

    def late(by: Actor) -> Undo:
        verbs = counter.verbs
        verbs.note_call(by, loan.id, True, "马上还")
        verbs.extend(by, loan.lines[1].id, loan.lines[1].due + timedelta(hours=2), "来电延期")
        verbs.take_back_by_tag(by, tag, "")
        verbs.take_back(by, loan.lines[1].id, LoanReturn())
        return lambda again: verbs.undo_take_back(again, loan.lines[1].id)

    return late


def keys_out(desk: Services, people: People, clock: FakeClock) -> Late:
    board = Board(desk, people, clock)
    copies = board.key("K07", copies=2)

    def late(by: Actor) -> None:
        handout = board.borrow(copies[0], by=by)
        board.keys.note_call(by, handout.id, True, "在用")
        board.keys.hand_on(by, handout.id, board.wang, None, "换班")

    return late


def keys_back(desk: Services, people: People, clock: FakeClock) -> Late:
    board = Board(desk, people, clock)
    handout = board.borrow(*board.key("K07"))

    def late(by: Actor) -> Undo:
        board.keys.give_back(by, handout.id, ReturnDraft((), checks=TICKED))
        return lambda again: board.keys.undo_give_back(again, handout.id)

    return late


def mail_comes(desk: Services, people: People, clock: FakeClock) -> Late:
    counter = MailCounter(desk, people, clock)

    def late(by: Actor) -> Undo:
        said = {MailKind.LETTER: 2, MailKind.REGISTERED: 1}
        batch = counter.arrivals.arrive(by, BatchDraft("邮局", said)).result
        for kind, tenant in ((MailKind.LETTER, counter.cloud), (MailKind.REGISTERED, counter.cloud)):
            counter.arrivals.sort(by, PieceDraft(batch.id, kind, tenant, recipient="陈丽"))
        counter.arrivals.finish(by, batch.id, "少一封")
        counter.arrivals.deliver(by, counter.clock.now().date(), [counter.cloud])
        return lambda again: counter.arrivals.undeliver(again, counter.clock.now().date(), [counter.cloud])

    return late


def mail_goes(desk: Services, people: People, clock: FakeClock) -> Late:
    counter = MailCounter(desk, people, clock)
    piece = counter.piece()

    def late(by: Actor) -> Undo:
        counter.pieces.attempt(by, piece.id, "无人")
        draft = HandOverDraft((piece.id,), "张伟明", signature=SIGNATURE)
        counter.pieces.hand_over(by, draft)
        return lambda again: counter.pieces.undo_hand_over(again, piece.id)

    return late


def repair(desk: Services, people: People, clock: FakeClock) -> Late:
    ledger = RepairDesk(desk, people, clock)

    def late(by: Actor) -> Undo:
        order = ledger.verbs.take_in(by, ledger.draft()).result.id
        ledger.verbs.dispatch(by, order, ledger.wang.id, None)
        ledger.verbs.arrive(by, order, None)
        ledger.verbs.progress(by, order, "在修")
        ledger.verbs.done(by, order, "已更换", None, None)
        return lambda again: ledger.verbs.undo(again, order)

    return late


def found(desk: Services, people: People, clock: FakeClock) -> Late:
    counter = FoundDesk(desk, people, clock)

    def late(by: Actor) -> None:
        counter.verbs.take_in(by, counter.draft())
        counter.lost.report(by, counter.lost_draft())

    return late


def found_goes(desk: Services, people: People, clock: FakeClock) -> Late:
    counter = FoundDesk(desk, people, clock)
    item = counter.keep()

    def late(by: Actor) -> None:
        counter.verbs.claim(by, item.id, WORDS)
        counter.verbs.give_back(by, item.id, replace(counter.claim_draft(), document_number=""))

    return late


STORIES: tuple[Story, ...] = (
    check_in,
    check_out,
    break_outside,
    call,
    lend,
    bring_back,
    keys_out,
    keys_back,
    mail_comes,
    mail_goes,
    repair,
    found,
    found_goes,
)
