"""The report as a spreadsheet: opened again, texts are texts, money is money, days are days."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Span
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.report.queries import ReportQueries
from desk_app.services.report.records import Report
from desk_app.services.report.sheets import report_book
from tests.services.demo.conftest import NOW
from tests.services.report import paper_samples as samples


def opened(desk: Services, report: Report, language: str = ENGLISH) -> Workbook:
    return openpyxl.load_workbook(BytesIO(report_book(report, samples.paper(desk.bench.desk, language))))


def rows(book: Workbook, name: str) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in book[name].iter_rows()]


def cell_of(book: Workbook, name: str, text: str, column: int) -> Cell:
    """The cell of this column in the row in which a text stands."""
    row = next(row for row in book[name].iter_rows() if text in [cell.value for cell in row])
    found = row[column]
    assert isinstance(found, Cell)
    return found


def test_three_sheets_in_either_language(desk: Services) -> None:
    assert opened(desk, samples.report()).sheetnames == ["Figures", "Courses", "Listings"]
    assert opened(desk, samples.report(), CHINESE).sheetnames == ["指标", "分布", "清单"]


def test_each_figure_in_its_unit(desk: Services) -> None:
    book = opened(desk, samples.report())
    money = cell_of(book, "Figures", "Postage in cash", 2)
    assert money.value == 50 and "¥" in money.number_format
    share = cell_of(book, "Figures", "On site in time", 2)
    assert share.value == 0.901 and share.number_format == "0.0%"
    told = {row[1]: row for row in rows(book, "Figures")}
    assert told["Mail handed over"][2:5] == (617, 1234, 0.5)
    assert told["On site in time"][5:7] == (0.95, "missed")
    assert told["Call-back rate"][2] is None and told["Call-back rate"][6] is None
    assert told["Minutes the longest took (minutes)"][2] == 61
    assert told["Mail held too long"][7] == "How it stands"
    assert told["First day"][2] == datetime(2026, 11, 22) and told["Made at"][2] == datetime(
        2026, 11, 23, 9, 30
    )


def test_disagreements_are_in_it(desk: Services) -> None:
    book = opened(desk, samples.report(samples.mail(), samples.drawer(1)))
    assert "Drawer says ¥0.01" in str(cell_of(book, "Figures", "The records do not agree", 2).value)


def test_courses_have_days_and_months(desk: Services) -> None:
    book = opened(desk, samples.report())
    points = {(row[1], row[2]): row[3] for row in rows(book, "Courses")[1:]}
    assert points["Mail handed over by hour", "09:00"] == 40
    assert points["Sent mail over time", datetime(2026, 11, 22)] == 7
    assert points["Visits over time", datetime(2026, 12, 1)] == 3
    assert cell_of(book, "Courses", "Visits over time", 2).number_format == "yyyy-mm"
    assert points["Mail by kind", "Repairs"] == 9


def test_lists_with_cells_of_every_kind(desk: Services) -> None:
    book = opened(desk, samples.report())
    listed = rows(book, "Listings")
    assert listed[0][:2] == ("Mail", "Mail held too long")
    assert listed[2] == (
        "YF-A1-261122-001", samples.FORMULA, datetime(2026, 11, 23, 9, 30), datetime(2026, 11, 22), 12.5,
    )  # fmt: skip
    assert listed[3] == ("YF-A1-261122-002", "Repairs", None, None, None)
    assert listed[4][0] == "… and 5 more"
    assert cell_of(book, "Listings", "YF-A1-261122-001", 3).number_format == "yyyy-mm-dd"


def test_nothing_is_a_formula_or_a_link(desk: Services) -> None:
    raw = report_book(samples.report(), samples.paper(desk.bench.desk))
    with zipfile.ZipFile(BytesIO(raw)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts.values())
    assert not any("externalLink" in name or "vba" in name for name in parts)
    kinds = {
        cell.data_type
        for sheet in opened(desk, samples.report())
        for row in sheet.iter_rows()
        for cell in row
    }
    assert kinds <= {"s", "n", "d"}


@pytest.mark.parametrize("span", Span)
def test_the_demo_has_every_figure(demo: Services, span: Span) -> None:
    day = NOW.astimezone(demo.bench.clock.zone).date()
    report = demo.get(ReportQueries).report(SYSTEM, span, day)
    book = opened(demo, report)
    figures = sum(len(section.figures) for section in report.sections)
    kept = [row for row in rows(book, "Figures")[1:] if row[7]]
    assert len(kept) == figures
    points = sum(len(course.points) for section in report.sections for course in section.courses)
    assert len(rows(book, "Courses")) == points + 1
    assert date(2026, 11, 25) in report.period.days()
