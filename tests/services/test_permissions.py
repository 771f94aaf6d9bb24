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
from tests.services.permissions_table import ALL, EXPECTED, G, P, R, S

# Not verbs: nobody is signed in yet, or they are a verb's public face and call it.
FREE = {
    ("staff", "sign_in"),
    ("staff", "approve"),
    ("staff", "vouch"),
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
