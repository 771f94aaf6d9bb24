"""Figures of all buildings: they add up the same by building, by desk and by day, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.words import Words
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import DAILY
from desk_app.services.headoffice.totals import By, Report, sheets
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.folder_share import PlainShare

IN, LENT = "visit.checked_in", "loan.lent"


def reported(office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock) -> Report:
    """Two desks of one building, one of another: visits, a loan, a step between and what was only heard."""
    for site, desk, kinds in (
        (1, 1, [IN, IN, LENT]),
        (1, 2, [IN, "visit.stepped_out"]),
        (2, 1, [LENT, "visit.heard"]),
    ):
        one = admit(site, desk)
        one.pack(*[one.event(kind) for kind in kinds])
        one.put(share)
    office.collect(share)
    day = from_ms(one.at).astimezone(clock.zone).date()
    return office.report(day.replace(day=1), day, days=True)


def test_sums_by_building_by_desk_by_day_and_of_all(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    found = reported(office, share, admit, clock)
    assert [(one.building, dict(one.counts)) for one in found.buildings] == [
        ("Tower 1", {IN: 3, LENT: 1}),
        ("Tower 2", {LENT: 1}),
    ]
    assert [(str(one.party), dict(one.counts)) for one in found.desks] == [
        ("1-01", {IN: 2, LENT: 1}),
        ("1-02", {IN: 1}),
        ("2-01", {LENT: 1}),
    ]
    assert [one.counts for one in found.days] == [one.counts for one in found.desks]
    assert (dict(found.all.counts), found.kinds) == ({IN: 3, LENT: 2}, [IN, LENT]), "no steps, nothing heard"
    assert [str(one.party) for one in found.desks_of(1)] == ["1-01", "1-02"]


def test_other_days_are_not_in_it(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    day = reported(office, share, admit, clock).last
    before = office.report(day - timedelta(days=400), day - timedelta(days=1), days=True)
    assert (before.buildings, before.desks, before.days, before.kinds) == ((), (), (), [])


def test_a_spreadsheet_has_a_sheet_each_and_a_total_at_the_end(
    office: HeadOffice, share: PlainShare, admit: Admit, clock: FakeClock
) -> None:
    found = reported(office, share, admit, clock)
    totals, desks, days = sheets(found, Words("en", {}))
    assert [one[0] for one in (totals, desks, days)] == ["Totals", "Desks", "Days"]
    assert list(totals[1]) == ["Building", "Visitors checked in", "Things lent"]
    assert list(totals[2]) == [["Tower 1", 3, 1], ["Tower 2", 0, 1], ["All buildings", 3, 2]]
    assert list(desks[2])[1] == ["Tower 1", "D2", 1, 0]
    assert list(days[2])[-1] == ["All buildings", None, None, 3, 2]


def test_a_month_of_many_desks_is_one_row_each(office: HeadOffice, admit: Admit) -> None:
    for site in range(1, 21):
        admit(site, 1)
    day = date(2026, 11, 1).toordinal()
    rows = [
        {"party": f"{site}-01", "day": day + n, "kind": kind, "count": 1}
        for site in range(1, 21)
        for n in range(30)
        for kind in (IN, LENT, "visit.edited")
    ]
    with office.store.write() as session:
        session.execute(DAILY.insert(), rows)
    found = office.report(date(2026, 11, 1), date(2026, 11, 30))
    assert len(found.rows(By.BUILDING)) == 20 and found.all.counts == {IN: 600, LENT: 600}
    assert found.rows(By.DAY) == ()
