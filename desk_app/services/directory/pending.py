"""Tenants whose day of moving out has passed: the supervisor says that they left, or calls it off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import select

from desk_app.services.core.pending import Pending
from desk_app.services.core.words import N_
from desk_app.services.directory.records import TenantStatus
from desk_app.services.directory.tables import TenantRow
from desk_app.services.journal.work import Read

_KIND = "tenant"


def move_outs_to_confirm(read: Read) -> Iterator[Pending]:
    """Announced for a day that is over (operating manual, People and things)."""
    wanted = select(TenantRow).where(
        TenantRow.status == TenantStatus.MOVING_OUT.value, TenantRow.moving_out < read.today
    )
    text = N_("{company} was to move out on {day}: confirm that they left, or call it off.")
    for row in read.session.scalars(wanted.order_by(TenantRow.moving_out)):
        assert row.moving_out is not None  # asked for above
        since = datetime.combine(row.moving_out + timedelta(days=1), time(), read.bench.clock.zone)
        values = {"company": row.name, "day": row.moving_out}
        yield Pending("directory", _KIND, row.id, text, since, values)
