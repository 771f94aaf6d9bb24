"""The columns of the lost reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import CATEGORY_NAMES, LostReport
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tabs.lost_property.columns import short_number
from desk_app.ui.tabs.lost_property.report_panel import report_state
from desk_app.ui.widgets.row_table import Column


@dataclass(frozen=True, slots=True)
class LostRow:
    """A report in the list."""

    report: LostReport
    likely: int = 0
    """So many things that are here are likely theirs."""

    @property
    def id(self) -> int:
        """The report's."""
        return self.report.id


def since(one: LostReport) -> datetime:
    """When it was lost, as far as it is known."""
    return one.lost_from or one.lost_until or one.reported_at


def what_missed(row: LostRow) -> str:
    """What is missed, and how it looks."""
    one = row.report
    return " · ".join(part for part in (one.what, " ".join(one.features.split())) if part)


def where_lost(row: LostRow) -> str:
    """Floor and place."""
    return " ".join(part for part in (row.report.floor, row.report.place) if part)


def state_said(row: LostRow) -> str:
    """The state; how many finds are likely theirs is said outright while nobody told them."""
    one = row.report
    if one.open and one.found is None and row.likely:
        return tr(N_("Found? {n}", "lost property tab"), n=row.likely)
    return tr(report_state(one)[0])


def report_columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """Number, what, kind, where, since, who, state."""
    return (
        Column(
            N_("Number", "lost property tab"),
            lambda row: short_number(row.report.number),
            width=112,
            spare=2,
            tip=lambda row: row.report.number,
        ),
        Column(N_("What", "lost property tab"), what_missed, tip=what_missed),
        Column(
            N_("Kind", "lost property tab"),
            lambda row: tr(CATEGORY_NAMES[row.report.category]),
            width=92,
            spare=3,
        ),
        Column(
            N_("Where", "lost report"),
            where_lost,
            width=116,
            spare=1,
            tip=where_lost,
        ),
        Column(
            N_("Lost", "lost property tab"),
            lambda row: format_moment(since(row.report), now=now()),
            sort_key=lambda row: since(row.report),
            width=100,
        ),
        Column(
            N_("Reported by", "lost property tab"),
            lambda row: row.report.name,
            width=104,
            tip=lambda row: row.report.name,
        ),
        Column(
            N_("State"),
            state_said,
            sort_key=lambda row: (not row.report.open, -row.likely),
            tone=lambda row: "positive" if row.likely and row.report.open else report_state(row.report)[1],
            pill=True,
            width=116,
        ),
    )
