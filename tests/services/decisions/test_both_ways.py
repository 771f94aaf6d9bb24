"""Every kind of decision is possible at the desk by PIN, and later from the supervisor's own screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services, features
from desk_app.services.conflicts.service import Conflicts
from desk_app.services.core.errors import InvalidInput, NotPermitted
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.decisions.queries import DecisionQueries
from desk_app.services.decisions.records import Decision
from desk_app.services.lost_property.records import Category, Outcome
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.mail.records import ReturnReason
from desk_app.services.passes.records import ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.watch import ToWatch, WatchList
from desk_app.ui.tabs.supervisor.action_names import NAMES
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.conftest import Board
from tests.services.lost_property.found_desk import FoundDesk
from tests.services.mail.sorting_desk import Counter as MailDesk
from tests.services.passes.gate_help import issue
from tests.ui.tabs.supervisor.test_conflicts import clash

REASON = "已电话核实"


@dataclass
class Case:
    """The desk, and what a kind of decision needs."""

    desk: Services
    people: People
    clock: FakeClock

    @property
    def waiting(self) -> list[str]:
        return [one.step for one in self.desk.get(DecisionQueries).waiting(self.people.supervisor)]

    @property
    def decided(self) -> list[Decision]:
        today = self.clock.now().astimezone(self.clock.zone).date()
        return self.desk.get(DecisionQueries).decided(self.people.supervisor, today)


Decide = Callable[[Actor, str], Any]


def watch_list(case: Case) -> Decide:
    case.desk.get(WatchList).add(case.people.supervisor, ToWatch("曾闹事", "李四"))
    arrival = Arrival("李四", phone="13800138000", host=Host(tenant="云帆科技"))
    visit = case.desk.get(Visitors).check_in(case.people.receptionist, arrival).result.visit
    return lambda by, reason: case.desk.get(Visitors).admit(by, visit.id, reason)


def turned_away(case: Case) -> Decide:
    case.desk.get(WatchList).add(case.people.supervisor, ToWatch("曾闹事", "李四"))
    arrival = Arrival("李四", phone="13800138000", host=Host(tenant="云帆科技"))
    visit = case.desk.get(Visitors).check_in(case.people.receptionist, arrival).result.visit
    return lambda by, reason: case.desk.get(Visitors).refuse(by, visit.id, reason)


def keys(case: Case) -> Decide:
    board = Board(case.desk, case.people, case.clock)
    asked = board.borrow(*board.key(approvals=1))
    return lambda by, reason: board.keys.approve(by, asked.id, reason)


def keys_refused(case: Case) -> Decide:
    board = Board(case.desk, case.people, case.clock)
    asked = board.borrow(*board.key(approvals=1))
    return lambda by, reason: board.keys.refuse(by, asked.id, reason)


def mail_return(case: Case) -> Decide:
    mail = MailDesk(case.desk, case.people, case.clock)
    piece = mail.pieces.ask_return(mail.clerk, mail.piece().id, ReturnReason.UNKNOWN, "").result
    return lambda by, reason: mail.pieces.approve_return(by, piece.id, reason)


def mail_kept(case: Case) -> Decide:
    mail = MailDesk(case.desk, case.people, case.clock)
    piece = mail.pieces.ask_return(mail.clerk, mail.piece().id, ReturnReason.UNKNOWN, "").result
    return lambda by, reason: mail.pieces.refuse_return(by, piece.id, reason)


def mail_closed(case: Case) -> Decide:
    mail = MailDesk(case.desk, case.people, case.clock)
    piece = mail.piece()
    return lambda by, reason: mail.pieces.close(by, piece.id, reason)


def postage_void(case: Case) -> Decide:
    mail = MailDesk(case.desk, case.people, case.clock)
    posted = mail.post()
    return lambda by, reason: mail.posts.void(by, posted.id, reason)


def disposal(case: Case) -> Decide:
    found = FoundDesk(case.desk, case.people, case.clock)
    food = found.keep(what="盒饭", category=Category.FOOD)
    dispose = case.desk.get(LostProperty).dispose
    return lambda by, reason: dispose(by, food.id, Outcome.DESTROYED, "", reason)


def high_value(case: Case) -> Decide:
    found = FoundDesk(case.desk, case.people, case.clock)
    ring = found.tell_all(found.ring())
    found.claim(ring)
    return lambda by, reason: found.verbs.give_back(by, ring.id, found.claim_draft(), reason)


def pass_revoked(case: Case) -> Decide:
    given = issue(case.desk)
    verbs = case.desk.get(ExitPasses)
    return lambda by, reason: verbs.revoke(by, given.id, reason)


def gate(case: Case) -> Decide:
    given = issue(case.desk, hours=1)
    case.clock.advance(hours=2)
    verb, guard = case.desk.get(Releases).override, case.people.guard.staff_id
    return lambda by, reason: verb(by, given.code, 1, ReleaseDraft(), reason, guard)


def conflict(case: Case) -> Decide:
    one = clash(case.desk)
    assert one is not None
    return lambda by, reason: case.desk.get(Conflicts).settle(by, one, reason)


KINDS: dict[str, tuple[Callable[[Case], Decide], str, str]] = {
    "watch list": (watch_list, "visitors.admit", "decide_visit"),
    "turned away": (turned_away, "visitors.refuse", "decide_visit"),
    "keys": (keys, "keys.approve", "approve_keys"),
    "keys refused": (keys_refused, "keys.refuse", "approve_keys"),
    "mail return": (mail_return, "mail_pieces.approve_return", "decide_return"),
    "mail kept": (mail_kept, "mail_pieces.refuse_return", "decide_return"),
    "mail closed": (mail_closed, "mail_pieces.close", ""),
    "postage void": (postage_void, "outgoing_mail.void", ""),
    "disposal": (disposal, "lost_property.dispose", "dispose"),
    "high value": (high_value, "lost_property.give_back", ""),
    "pass revoked": (pass_revoked, "passes.revoke", ""),
    "gate": (gate, "releases.override", ""),
    "conflict": (conflict, "conflicts.settle", ""),
}
"""How it comes about, the action on record, and the step under which it waits; "": it is decided where it happens."""


@pytest.mark.parametrize("by_pin", [True, False], ids=["at the desk by PIN", "own screen"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_is_made_both_ways(
    desk: Services, people: People, clock: FakeClock, kind: str, by_pin: bool
) -> None:
    make, action, step = KINDS[kind]
    case = Case(desk, people, clock)
    decide = make(case)
    assert not step or step in case.waiting
    boss = people.supervisor.at_session_of(people.receptionist) if by_pin else people.supervisor
    before = len(case.decided)
    decide(boss, REASON)
    assert step not in case.waiting or not step
    (one,) = case.decided[before:]
    assert (one.action, one.by, one.reason) == (action, boss.staff_id, REASON)
    assert one.beside == (people.receptionist.staff_id if by_pin else 0)
    assert one.record and one.by_name == "周敏"
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("disposal",)])
def test_none_is_made_without_a_reason(desk: Services, people: People, clock: FakeClock, kind: str) -> None:
    """What becomes of a found thing is itself said: “destroyed”, “to the police”."""
    case = Case(desk, people, clock)
    decide, before = KINDS[kind][0](case), len(case.decided)
    with pytest.raises((InvalidInput, Unsettled)):
        decide(people.supervisor, "")
    assert len(case.decided) == before


@pytest.mark.parametrize("kind", [kind for kind, (_, _, step) in KINDS.items() if step])
def test_what_waits_is_not_the_desks_to_decide(
    desk: Services, people: People, clock: FakeClock, kind: str
) -> None:
    case = Case(desk, people, clock)
    decide = KINDS[kind][0](case)
    with pytest.raises(NotPermitted):
        decide(people.receptionist, REASON)
    assert KINDS[kind][2] in case.waiting and not case.decided


def test_every_action_that_decides_has_a_name_and_a_verb(desk: Services) -> None:
    verbs = {
        f"{one.area}.{name}" for one in desk.all() for name in dir(type(one)) if not name.startswith("_")
    }
    declared = [action for feature in features() for action in feature.decisions]
    assert declared and set(declared) <= set(NAMES) and set(declared) <= verbs
    assert len(declared) == len(set(declared))


def test_who_is_no_supervisor_is_told_nothing(desk: Services, people: People) -> None:
    ask = desk.get(DecisionQueries)
    for question in (ask.waiting, ask.count):
        with pytest.raises(NotPermitted):
            question(people.receptionist)
    assert ask.count(SYSTEM) == len(ask.waiting(SYSTEM)) == 0


def test_the_urgent_stand_first_then_what_has_waited_longest(
    desk: Services, people: People, clock: FakeClock
) -> None:
    case = Case(desk, people, clock)
    mail_return(case)
    clock.advance(minutes=5)
    watch_list(case)
    clock.advance(minutes=5)
    keys(case)
    assert case.waiting == ["decide_visit", "approve_keys", "decide_return"]
