"""Who may do what: every verb and question × every role, against the table below.

The table is the rule, written out by hand: a verb without a line in it fails, and so does a line that says something
else than the code. Every forbidden cell is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select, text

from desk_app.services.audit.chain import Outcome, verify
from desk_app.services.audit.tables import AuditRow
from desk_app.services.catalogue import Services, features
from desk_app.services.core.errors import NotPermitted
from desk_app.services.core.people import Actor, Role
from desk_app.services.journal.work import allowed_roles
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import People

R, G, S, P = Role.RECEPTIONIST, Role.GUARD, Role.SUPERVISOR, Role.SYSTEM
ALL = {R, G, S, P}
DESK = {R, S, P}
HEAD = {S, P}

# One area a block: those of features that are not built in are passed over.
EXPECTED: dict[str, dict[str, set[Role]]] = {
    "audit": {"entries": HEAD, "actions": HEAD, "faults": HEAD},
    "backups": {"order": HEAD, "order_restore": HEAD, "note_restored": {P}},
    "calls": {
        "take_call": DESK,
        "pass_on": DESK,
        "undo_pass_on": DESK,
        "correct": DESK,
        "call": DESK,
        "calls": DESK,
        "open": DESK,
        "counts": DESK,
        "recall": DESK,
        "recalled": DESK,
    },
    "cards": {"faces": DESK, "face_of": DESK, "by_code": DESK, "card": DESK},
    "colleagues": {
        "add": HEAD,
        "correct": HEAD,
        "leave": HEAD,
        "come_back": HEAD,
        "all": DESK,
        "one": DESK,
    },
    "conflicts": {"settle": HEAD, "open": HEAD, "all": HEAD, "count_open": HEAD},
    "directory": {
        "add_contact": HEAD,
        "correct_contact": HEAD,
        "withdraw_contact": HEAD,
        "add_signatory": HEAD,
        "correct_signatory": HEAD,
        "renew_signatory": HEAD,
        "withdraw_signatory": HEAD,
        "add_floor": HEAD,
        "add_unit": HEAD,
        "withdraw_unit": HEAD,
        "add_tenant": HEAD,
        "correct_tenant": HEAD,
        "move_in": HEAD,
        "give_up_units": HEAD,
        "announce_move_out": HEAD,
        "call_off_move_out": HEAD,
        "moved_out": HEAD,
        "set_forwarding": HEAD,
        "clear_finance": HEAD,
        "block_finance": HEAD,
        "correct_department": HEAD,
        "import_tenants": HEAD,
        "plan_import": HEAD,
        "tenants": ALL,
        "find_host": ALL,
        "tenant": ALL,
        "tenant_of": ALL,
        "signatories": DESK,
        "specimen": DESK,
        "units": ALL,
        "floors": ALL,
        "departments": ALL,
    },
    "finder": {"find": ALL},
    "gate": {
        "scan": ALL,
        "last": ALL,
        "record_of": ALL,
        "verify": ALL,
        "clock": ALL,
        "confirm_clock": HEAD,
    },
    "key_register": {
        "add_key": HEAD,
        "correct_key": HEAD,
        "deactivate": HEAD,
        "reactivate": HEAD,
        "add_copy": HEAD,
        "hang": DESK,
        "retire_copy": HEAD,
        "save_ring": HEAD,
        "dissolve_ring": HEAD,
        "reserve": DESK,
        "cancel_reservation": DESK,
        "forget_old": {P},
        "keys": DESK,
        "key": DESK,
        "copies_like": DESK,
        "rings": DESK,
        "boards": DESK,
        "reservations": DESK,
        "statistics": DESK,
    },
    "key_troubles": {"report_lost": DESK, "found": DESK, "report_fault": DESK, "mend": DESK},
    "keys": {
        "borrow": DESK,
        "approve": HEAD,
        "refuse": HEAD,
        "cancel": DESK,
        "hand_out": DESK,
        "hand_on": DESK,
        "extend": DESK,
        "give_back": DESK,
        "undo_give_back": DESK,
        "note_call": DESK,
        "explain": DESK,
        "print_slip": DESK,
        "sign": DESK,
        "handouts": DESK,
        "counts": DESK,
        "card": DESK,
        "findings": DESK,
        "due_for": DESK,
        "what_is": DESK,
        "key_of_tag": DESK,
        "lost_reports": DESK,
        "unexplained": DESK,
        "numbers": HEAD,
        "history_of_person": DESK,
    },
    "releases": {
        "release": ALL,
        "override": HEAD,
        "refuse": ALL,
        "undo_refusal": ALL,
        "take_back": ALL,
        "undo_take_back": ALL,
        "at_gate": ALL,
        "slip": ALL,
        "refusal": ALL,
        "came_of": ALL,
    },
    "passes": {
        "issue": DESK,
        "replace": DESK,
        "revoke": DESK,
        "print_pass": DESK,
        "paper_home": DESK,
        "undo_paper_home": DESK,
        "note_call": DESK,
        "save_template": DESK,
        "drop_template": DESK,
        "passes": DESK,
        "counts": DESK,
        "card": DESK,
        "by_code": DESK,
        "findings": DESK,
        "matters": DESK,
        "draft_of": DESK,
        "recent": DESK,
        "templates": DESK,
        "refusals": DESK,
        "numbers": HEAD,
    },
    "gate_records": {"export_records": ALL, "heard": ALL, "receive": ALL},
    "loans": {
        "lend": DESK,
        "undo_lend": DESK,
        "take_back": DESK,
        "take_back_by_tag": DESK,
        "undo_take_back": DESK,
        "extend": DESK,
        "report_lost": DESK,
        "find_again": DESK,
        "note_call": DESK,
        "correct": DESK,
        "sign": DESK,
        "print_receipt": DESK,
        "loans": DESK,
        "counts": DESK,
        "card": DESK,
        "findings": DESK,
        "due_times": DESK,
        "borrowers": DESK,
        "by_tail": DESK,
        "by_tag": DESK,
        "what_is": DESK,
        "by_company": DESK,
        "history_of_person": DESK,
        "numbers": HEAD,
    },
    "repairs": {
        "take_in": DESK,
        "pass_on": DESK,
        "dispatch": DESK,
        "arrive": DESK,
        "progress": DESK,
        "follow_up": DESK,
        "hold": DESK,
        "resume": DESK,
        "price": DESK,
        "done": DESK,
        "call_back": DESK,
        "close": DESK,
        "correct": DESK,
        "add_photo": DESK,
        "print_order": DESK,
        "undo": DESK,
        "save_price": HEAD,
        "note_missed": {P},
        "orders": DESK,
        "board": DESK,
        "counts": DESK,
        "card": DESK,
        "duplicates": DESK,
        "recall": DESK,
        "price_list": DESK,
        "quote": DESK,
        "figures": DESK,
        "what_is": DESK,
        "numbers": HEAD,
    },
    "roll_call": {
        "start": ALL,
        "mark": ALL,
        "mark_visit": ALL,
        "mark_pass": ALL,
        "end": ALL,
        "now": ALL,
        "sheet": ALL,
        "past": ALL,
    },
    "settings": {"store": HEAD},
    "staff": {
        "add": HEAD,
        "change": HEAD,
        "set_pin": HEAD,
        "choose_pin": {R, G, S},
        "close": HEAD,
        "reopen": HEAD,
        "all": HEAD,
        "me": ALL,
        "names": ALL,
    },
    "trust": {
        "note_own_keys": HEAD,
        "renew": HEAD,
        "admit": HEAD,
        "revoke": HEAD,
        "withdraw": HEAD,
        "key_age": HEAD,
        "kept": HEAD,
        "export": HEAD,
        "look_at": HEAD,
        "desks": HEAD,
        "keys": HEAD,
    },
    "protection": {"set_passphrase": HEAD, "remove_passphrase": HEAD},
    "visitors": {
        "numbers": HEAD,
        "check_in": DESK,
        "admit": HEAD,
        "refuse": HEAD,
        "expect": DESK,
        "expect_many": DESK,
        "cancel": DESK,
        "step_out": ALL,
        "come_back": ALL,
        "check_out": ALL,
        "undo_check_out": ALL,
        "see": ALL,
        "correct": DESK,
        "print_pass": DESK,
        "reveal_document": HEAD,
        "close_day": {P},
        "closing_due": {P},
        "visits": ALL,
        "counts": ALL,
        "card": ALL,
        "recall": DESK,
        "recalled": DESK,
        "present": ALL,
        "by_pass": ALL,
        "watch_list": HEAD,
        "why_stopped": DESK,
    },
    "watch_list": {"add": HEAD, "end": HEAD},
    "drawer": {
        "count": DESK,
        "put_in": DESK,
        "hand_over": DESK,
        "state": DESK,
        "counts": DESK,
        "movements_of": DESK,
    },
    "loan_stock": {
        "add_items": DESK,
        "correct_item": DESK,
        "damage": DESK,
        "repair": DESK,
        "miss": DESK,
        "retire": HEAD,
        "restock": DESK,
        "hand_out": DESK,
        "adjust": DESK,
        "save_category": HEAD,
        "categories": DESK,
        "stock": DESK,
        "items": DESK,
        "item": DESK,
        "movements": DESK,
        "suspensions": DESK,
        "suspended": DESK,
    },
    "loan_suspensions": {"suspend": HEAD, "lift": HEAD},
}
# Not verbs: nobody is signed in yet, or they are a verb's public face and call it.
FREE = {
    ("staff", "sign_in"),
    ("staff", "approve"),
    ("staff", "signed_out"),
    ("staff", "who_can_sign_in"),
    ("settings", "change"),
    ("backups", "make"),
    ("backups", "restored"),
    ("trust", "rotate"),
    ("protection", "protect"),
    ("protection", "unprotect"),
}

Cell = tuple[str, str, Callable[..., Any]]


def methods(desk: Services) -> Iterator[Cell]:
    for one in desk.all():
        for name in dir(type(one)):
            method = getattr(one, name)
            if not name.startswith("_") and callable(method) and name != "bench":
                yield one.area, name, method


def everything_but_the_audit_log(desk: Services) -> list[tuple[object, ...]]:
    with desk.bench.database.read() as session:
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        names = [
            name for (name,) in tables if name != "audit_entries" and not name.startswith("search_terms")
        ]
        rows = [tuple(row) for name in names for row in session.execute(text(f'SELECT * FROM "{name}"'))]
    return [row for row in rows if row[0] != "audit"]  # the counter of the audit log's length


def audit(desk: Services) -> list[AuditRow]:
    with desk.bench.database.read() as session:
        return list(session.scalars(select(AuditRow).order_by(AuditRow.seq)))


def test_every_verb_and_question_has_its_line(desk: Services) -> None:
    built = {(area, name): allowed_roles(method) for area, name, method in methods(desk)}
    areas = {area for area, _ in built}
    said = {(area, name): roles for area in areas for name, roles in EXPECTED.get(area, {}).items()}
    assert {cell for cell, roles in built.items() if roles is None} <= FREE, "public and guarded by nothing"
    assert {cell: roles for cell, roles in built.items() if roles is not None} == said


def test_no_feature_is_without_its_services(desk: Services) -> None:
    announced = {kind for feature in features() for kind in feature.services + feature.queries}
    assert announced == {type(one) for one in desk.all()}


@pytest.mark.parametrize("role", list(Role))
def test_every_forbidden_cell_is_refused_before_anything_happens(
    desk: Services, people: People, role: Role
) -> None:
    actor, before, refused = people.of(role), everything_but_the_audit_log(desk), 0
    for area, name, method in methods(desk):
        if role in (allowed_roles(method) or ALL):
            continue
        # Without arguments: whoever looked at them first would raise TypeError.
        with pytest.raises(NotPermitted):
            method(actor)
        refused += 1
        last = audit(desk)[-1]
        assert (last.action, last.outcome, last.staff, last.role, last.events) == (
            f"{area}.{name}",
            Outcome.REFUSED,
            actor.staff_id,
            role,
            0,
        )
    assert refused >= {R: 15, G: 20, S: 1, P: 1}[role]
    assert everything_but_the_audit_log(desk) == before
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


@pytest.mark.parametrize("role", list(Role))
def test_no_permitted_cell_is_refused(desk: Services, people: People, role: Role) -> None:
    actor = people.of(role)
    for _, _, method in methods(desk):
        if role in (allowed_roles(method) or ()):
            with suppress(Exception):
                # Arguments are missing: getting as far as that is being permitted.
                method(actor)
    assert [row.action for row in audit(desk) if row.outcome == Outcome.REFUSED] == []


def test_whoever_was_demoted_or_closed_is_refused_though_still_signed_in(
    desk: Services, people: People
) -> None:
    staff, stale = desk.get(Staff), people.receptionist
    take = next(method for area, name, method in methods(desk) if (area, name) == ("visitors", "recall"))
    staff.change(people.supervisor, stale.staff_id, stale.name, Role.GUARD)
    with pytest.raises(NotPermitted):
        take(stale, "zwm")
    staff.close(people.supervisor, stale.staff_id)
    for _, _, method in methods(desk):
        if allowed_roles(method) is not None:
            with pytest.raises(NotPermitted):
                method(stale)


def test_a_stranger_with_a_made_up_account_may_nothing(desk: Services) -> None:
    stranger = Actor(4711, "谁", Role.SUPERVISOR)
    for _, _, method in methods(desk):
        if allowed_roles(method) is not None:
            with pytest.raises(NotPermitted):
                method(stranger)
