"""Between rows and records of the shift: the only place that knows both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from desk_app.services.core.figures import Unit
from desk_app.services.shift.records import Audience, Counting, CountingState, CountLine, Handover, Notice
from desk_app.services.shift.snapshot import unpack, unpack_label
from desk_app.services.shift.tables import CountingRow, CountLineRow, HandoverRow, NoticeRow


def to_line(row: CountLineRow) -> CountLine:
    """A line as pages and papers see it."""
    return CountLine(
        row.key, unpack_label(row.label), Unit(row.unit), row.place, row.first, row.first_expected,
        row.why_not, row.again, row.expected, row.explanation,
    )  # fmt: skip


def to_counting(row: CountingRow, lines: Iterable[CountLineRow]) -> Counting:
    """A count with its lines, in their order."""
    told = tuple(to_line(one) for one in sorted(lines, key=lambda one: one.position))
    return Counting(row.id, row.at, row.by, row.coming, CountingState(row.state), told)


def to_handover(row: HandoverRow, lines: Iterable[CountLineRow]) -> Handover:
    """A handover with its lines, in their order."""
    told = tuple(to_line(one) for one in sorted(lines, key=lambda one: one.position))
    return Handover(
        row.id, row.number, row.at, row.leaving, row.coming, told, row.remarks, row.waived_by, row.waiver,
        unpack(row.story), row.copies,
    )  # fmt: skip


def to_notice(row: NoticeRow, readers: Mapping[int, datetime]) -> Notice:
    """A notice and who has read it."""
    return Notice(
        row.id, row.at, row.by, row.text, Audience(row.audience), row.must_read, row.first, row.last, readers,
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why,
    )  # fmt: skip
