"""What the supervisor sees at a glance: read in one go, off the GUI thread. To add a tile, add a line to TILES."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desk_app.services.backups.service import BackupDesk
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.core.figures import Figure, Span
from desk_app.services.core.pending import Pending
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.services.decisions.queries import DecisionQueries
from desk_app.services.report.queries import ReportQueries
from desk_app.services.report.records import Report
from desk_app.services.shift.queries import ShiftQueries
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.visitors.queries import VisitorQueries

if TYPE_CHECKING:
    from desk_app.services.catalogue import Services


@dataclass(frozen=True, slots=True)
class TileSpec:
    """A figure of the day's report, what is amiss with it, and the tab it tells of."""

    tab: str
    icon: str
    title: Message
    section: str
    figure: str
    note: Message
    """Says `n`, another figure."""
    noted: str


TILES = (
    TileSpec(
        "visitors",
        "visitors",
        N_("On site", "dashboard"),
        "visitors",
        "inside",
        N_("Since an earlier day: {n}", "dashboard"),
        "overdue",
    ),
    TileSpec(
        "loans",
        "umbrella",
        N_("Items out", "dashboard"),
        "loans",
        "out",
        N_("Overdue: {n}", "dashboard"),
        "overdue",
    ),
    TileSpec(
        "keys",
        "key",
        N_("Keys out", "dashboard"),
        "keys",
        "out",
        N_("Unexplained: {n}", "dashboard"),
        "unexplained",
    ),
    TileSpec(
        "mail",
        "mail",
        N_("Mail to collect", "dashboard"),
        "mail",
        "waiting",
        N_("Held too long: {n}", "dashboard"),
        "overdue",
    ),
    TileSpec(
        "repairs",
        "wrench",
        N_("Repairs open", "dashboard"),
        "repairs",
        "open",
        N_("Clock missed: {n}", "dashboard"),
        "overdue",
    ),
    TileSpec(
        "passes",
        "pass",
        N_("Goods outside", "dashboard"),
        "passes",
        "outside",
        N_("Not back in time: {n}", "dashboard"),
        "overdue",
    ),
    TileSpec(
        "lost_property",
        "lost",
        N_("Found items here", "dashboard"),
        "lost_property",
        "here",
        N_("To be decided: {n}", "dashboard"),
        "expired",
    ),
    TileSpec(
        "loans",
        "receipt",
        N_("Cash in the drawer", "dashboard"),
        "drawer",
        "cash",
        N_("Deposits held: {n}", "dashboard"),
        "deposits_held",
    ),
)
BUSY = ("visitors", "repairs", "loans")
"""Features whose hours are drawn against what is usual."""


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything that the dashboard shows."""

    report: Report
    expected: int
    usual: Mapping[str, Mapping[str, float]]
    waiting: Sequence[Pending]
    conflicts: int
    not_closed: Sequence[date]
    handed_over: tuple[datetime, str] | None
    """The last handover, and who took over."""
    backed_up: datetime | None

    def figure(self, section: str, key: str) -> Figure | None:
        """A figure of today; None where the feature does not tell it."""
        told = (one for one in self.report.sections if one.feature == section)
        return next((figure for one in told for figure in one.figures if figure.key == key), None)

    @property
    def targets(self) -> list[Figure]:
        """Every figure that has a target."""
        return [figure for one in self.report.sections for figure in one.figures if figure.target is not None]


def look_around(
    services: Services, by: Actor, day: date, usual: Mapping[str, Mapping[str, float]] | None
) -> Glance:
    """Ask everybody. `usual`: known already, it stays the same all day."""
    report = services.get(ReportQueries)
    last = services.get(ShiftQueries).last_handover(by)
    names = services.get(StaffQueries).names(by) if last is not None else {}
    backups = services.get(BackupDesk).files.list()
    return Glance(
        report=report.report(by, Span.DAY, day),
        expected=services.get(VisitorQueries).counts(by, day).expected,
        usual=report.usual(by, BUSY, day) if usual is None else usual,
        waiting=services.get(DecisionQueries).waiting(by),
        conflicts=services.get(ConflictQueries).count_open(by),
        not_closed=report.not_closed(by),
        handed_over=None if last is None else (last.at, names.get(last.coming, "")),
        backed_up=max((one.made for one in backups), default=None),
    )
