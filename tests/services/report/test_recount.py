"""Every figure of every section against a recount by hand, and the days of a month against the month.

A feature's own tests look at single cases; here all are looked at together, on a small building in every run and on
ten years in the full one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Period, Section, Span, Unit, disagreements
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.demo.build import build_demo
from desk_app.services.report.queries import ReportQueries
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.services.calls.test_report import CallRecount
from tests.services.demo.conftest import NOW
from tests.services.drawer.test_report import DrawerRecount
from tests.services.duty_log.test_report import DutyRecount
from tests.services.gate.test_report import ScanRecount
from tests.services.keys.test_report import KeyRecount
from tests.services.loans.test_report import LoanRecount
from tests.services.lost_property.test_report import LostRecount
from tests.services.mail.test_report import MailRecount
from tests.services.passes.test_report import PassRecount
from tests.services.repairs.test_report import RepairRecount
from tests.services.report.recount import SPANS, values
from tests.services.roll_call.test_report import CallsRecount
from tests.services.visitors.test_report import VisitRecount

TODAY = NOW.date()
RECOUNTS = {
    "visitors": VisitRecount,
    "calls": CallRecount,
    "drawer": DrawerRecount,
    "duty_log": DutyRecount,
    "gate": ScanRecount,
    "keys": KeyRecount,
    "loans": LoanRecount,
    "lost_property": LostRecount,
    "mail": MailRecount,
    "passes": PassRecount,
    "repairs": RepairRecount,
    "roll_call": CallsRecount,
}
ONLY_SUMS = {"blackout", "shift"}
"""Sections whose days are added up, and nothing more."""
OF_A_PAST_DAY = {("keys", "unexplained")}
"""Recounted by the feature's own tests, where the day is over."""


def sections(desk: Services, span: Span, day: date) -> tuple[Section, ...]:
    return desk.get(ReportQueries).report(SYSTEM, span, day).sections


def check(desk: Services, span: Span, day: date) -> None:
    told = sections(desk, span, day)
    assert disagreements(told) == []
    for found in told:
        if found.feature in RECOUNTS:
            by_hand = RECOUNTS[found.feature](desk, span, day).figures()
            said = {k: n for k, n in values(found).items() if (found.feature, k) not in OF_A_PAST_DAY}
            assert said == by_hand, (found.feature, span, day)


def sums(told: tuple[Section, ...]) -> Counter[tuple[str, str]]:
    """What happened, as figures that add up over days."""
    return Counter(
        {
            (one.feature, figure.key): figure.value
            for one in told
            for figure in one.figures
            if not figure.now and figure.unit in (Unit.COUNT, Unit.FEN) and figure.value
        }
    )


def adds_up(desk: Services, day: date) -> None:
    """The days of a month come to the month, over every section."""
    whole = sums(sections(desk, Span.MONTH, day))
    over_days: Counter[tuple[str, str]] = Counter()
    for one in Period.of(Span.MONTH, day).days():
        if one <= TODAY:
            over_days.update(sums(sections(desk, Span.DAY, one)))
    assert {key: n for key, n in whole.items() if n} == {key: n for key, n in over_days.items() if n}


def test_every_section_is_recounted(demo: Services) -> None:
    told = {one.feature for one in sections(demo, Span.DAY, TODAY)}
    assert told - set(RECOUNTS) == ONLY_SUMS


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_of_a_small_building(demo: Services, span: Span, day: date) -> None:
    check(demo, span, day)


def test_the_days_of_a_month_come_to_the_month(demo: Services) -> None:
    adds_up(demo, TODAY)


@pytest.fixture
def ten_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """A million records."""
    quick_pins(monkeypatch)
    made = build_demo(
        DataFolder(tmp_path / "data"), years=10, seed=7, clock=FakeClock(NOW), secrets=FakeSecrets()
    )
    yield made.services
    made.services.bench.database.close()


@pytest.mark.full
def test_every_figure_of_ten_years(ten_years: Services) -> None:
    last_year = TODAY - timedelta(days=365)
    for span, day in (*SPANS, (Span.DAY, last_year), (Span.MONTH, last_year), (Span.YEAR, last_year)):
        check(ten_years, span, day)
    adds_up(ten_years, last_year)
