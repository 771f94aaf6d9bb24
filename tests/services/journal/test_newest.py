"""The newest time on record: told by two stamps, however much was written; by the events after a confirmed clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from desk_app.services.catalogue import Services
from desk_app.services.core.clocks import to_ms
from desk_app.services.journal.newest import newest_time, newest_time_after
from desk_app.services.journal.tables import EventRow
from tests.services.statements import asked

START = 1_000_000


def write(session: Session, number: int, shown: datetime, stamp: datetime, count: int = 0) -> int:
    """An event of the future desk: `shown` is the clock's time, `stamp` what it was filed under."""
    row = EventRow(
        id=(START + number) << 40, stamp=to_ms(stamp) << 16 | count, kind="test.done", version=1, entity=1,
        at=shown, actor=0, payload="{}", digest=b"",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def test_the_newest_stamp_tells_it_and_no_event_is_read(desk: Services) -> None:
    noon = desk.bench.clock.now() + timedelta(days=1)
    with desk.bench.database.write() as session:
        counted = write(session, 1, noon, noon)
        assert newest_time_after(session, counted, noon) == noon
        write(session, 2, noon + timedelta(hours=1), noon + timedelta(hours=1))
        write(session, 3, noon, noon + timedelta(hours=1), 1)  # the clock was set back
        with asked(desk) as said:
            assert newest_time_after(session, counted, noon) == noon + timedelta(hours=1)
        assert not [one for one in said if "max(" in one]
        assert newest_time_after(session, counted, noon + timedelta(days=9)) == noon + timedelta(days=9)


def test_an_event_that_is_not_there_changes_nothing(desk: Services) -> None:
    now = desk.bench.clock.now()
    with desk.bench.database.write() as session:
        newest = newest_time(session)
        assert newest is not None
        assert newest_time_after(session, 0, now - timedelta(days=9)) == newest


@pytest.mark.parametrize(
    "carry", [0, 1], ids=["stamps stand", "so much was written that the stamps moved on"]
)
def test_after_a_confirmed_clock_only_what_it_showed_since_counts(desk: Services, carry: int) -> None:
    noon = desk.bench.clock.now() + timedelta(days=1)
    wrong = noon + timedelta(days=900)
    with desk.bench.database.write() as session:
        counted = write(session, 1, wrong, wrong)
        assert newest_time_after(session, counted, noon) == noon
        moved_on = wrong + timedelta(milliseconds=carry)
        write(session, 2, noon + timedelta(hours=2), moved_on, 1)
        write(session, 3, noon + timedelta(hours=1), moved_on, 2)
        assert newest_time_after(session, counted, noon) == noon + timedelta(hours=2)
        assert newest_time_after(session, counted, noon + timedelta(hours=3)) == noon + timedelta(hours=3)
