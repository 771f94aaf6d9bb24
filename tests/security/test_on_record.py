"""What concerns security leaves an entry in the audit chain, whoever did it, and whether or not it was allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from desk_app.services.audit.chain import verify
from desk_app.services.audit.service import AuditCopies
from desk_app.services.audit.tables import AuditRow
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import DeskError
from desk_app.services.core.people import Role
from desk_app.services.finder.queries import Finder
from desk_app.services.settings.service import SettingsService
from desk_app.services.staff.patience import IDLE_MINUTES
from desk_app.services.staff.service import Staff
from desk_app.ui.tabs.supervisor.action_names import NAMES
from tests.desk_fixtures import PIN, People

LEAST = 25
OF_SECURITY = {
    *("staff.sign_in", "staff.sign_out", "staff.lock", "staff.approve", "staff.vouch"),
    *("staff.add", "staff.change", "staff.set_pin", "staff.choose_pin", "staff.close", "staff.reopen"),
    *("settings.store", "audit.copied", "visitors.reveal_document", "visitors.admit", "visitors.refuse"),
    *(
        "releases.override",
        "passes.revoke",
        "backups.order",
        "backups.order_restore",
        "backups.note_restored",
    ),
    *("privacy.look_up", "privacy.export", "privacy.erase", "retention.agree", "retention.purge"),
    *("recovery.make", "recovery.confirm", "day_book.close_day", "shift.hand_over"),
}


def test_each_of_them_has_its_name_in_the_log() -> None:
    assert len(OF_SECURITY) >= LEAST
    assert OF_SECURITY - set(NAMES) == set()


def test_what_concerns_security_is_on_record(desk: Services, people: People) -> None:
    staff, boss, clerk = desk.get(Staff), people.supervisor, people.receptionist
    refused(lambda: staff.sign_in(clerk.staff_id, "902817"))
    staff.sign_in(clerk.staff_id, PIN)
    staff.signed_out(clerk, locked=True)
    staff.signed_out(clerk)
    staff.approve(boss.staff_id, PIN, beside=clerk)
    staff.vouch(clerk.staff_id, PIN, beside=boss)
    refused(lambda: staff.approve(clerk.staff_id, PIN, beside=boss))
    new = staff.add(boss, "新来的", Role.RECEPTIONIST, "804172").result
    staff.change(boss, new, "新来的", Role.GUARD)
    staff.set_pin(boss, new, "917264")
    staff.close(boss, new)
    staff.reopen(boss, new)
    desk.get(SettingsService).change(boss, IDLE_MINUTES, 5)
    desk.get(AuditCopies).copied(boss, 12)
    refused(lambda: desk.get(SettingsService).change(clerk, IDLE_MINUTES, 6))
    desk.get(Finder).find(clerk, "zw")
    with desk.bench.database.read() as session:
        entries = [
            (row.action, row.outcome) for row in session.scalars(select(AuditRow).order_by(AuditRow.seq))
        ]
        assert list(verify(session)) == []
    wanted = [
        ("staff.sign_in", "failed"), ("staff.sign_in", "done"), ("staff.lock", "done"), ("staff.sign_out", "done"),
        ("staff.approve", "done"), ("staff.vouch", "done"), ("staff.approve", "done"), ("staff.approve", "refused"),
        ("staff.add", "done"), ("staff.change", "done"), ("staff.set_pin", "done"), ("staff.close", "done"),
        ("staff.reopen", "done"), ("settings.store", "done"), ("audit.copied", "done"), ("settings.store", "refused"),
    ]  # fmt: skip
    assert entries[-len(wanted) :] == wanted, "and everyday questions leave none"


def refused(attempt: Callable[[], object]) -> None:
    """What may not be, or is wrong."""
    with pytest.raises(DeskError):
        attempt()
