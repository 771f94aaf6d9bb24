"""The report on paper, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Section, Span
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import CHINESE, ENGLISH, N_
from desk_app.services.printing.model import Chart, Columns, Document
from desk_app.services.printing.render import render
from desk_app.services.report.documents import report_paper
from desk_app.services.report.queries import ReportQueries
from desk_app.services.report.records import Report
from tests.services.demo.conftest import NOW
from tests.services.printing.paper import fonts_of, text_of, words_of
from tests.services.report import paper_samples as samples

LANGUAGES = [CHINESE, ENGLISH]


def made(desk: Services, report: Report, language: str = CHINESE) -> Document:
    return report_paper(report, samples.paper(desk.bench.desk, language))


def said(desk: Services, report: Report, language: str = CHINESE) -> str:
    return "".join(text_of(render(made(desk, report, language))).split())


def test_figures_targets_lists_and_lines_to_sign(desk: Services) -> None:
    text = said(desk, samples.report())
    for wanted in (
        "日报2026-11-22", "截至2026-11-2309:30", "1,234", "61750%", "¥50.00", "▲3", "90.1%95.0%▲未达标",
        "100.0%95.0%达标", "—100.0%", "61分钟", "补录2条", "……另有5条", '=HYPERLINK("http://x","y")',
        "2026-11-2309:30", "¥12.50", "前台交班人", "前台接班人", "主管",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_nobody_signs_an_empty_sheet(desk: Services) -> None:
    section = samples.drawer()
    for n in range(28, 44):
        long = replace(section, figures=section.figures * n)
        _, words = words_of(render(made(desk, samples.report(long), ENGLISH)))
        last = [word.text for word in words if word.page == words[-1].page]
        assert "Supervisor" in last and "agree" in last, n


def test_what_is_amiss_stands_first(desk: Services) -> None:
    text = said(desk, samples.report())
    first = text[: text.index("本期发生")]
    assert "超期未领邮件邮件分拣3" in first and "到场及时率邮件分拣90.1%（目标95.0%）" in first
    assert "满意率" not in first
    assert "没有逾期事项" in said(desk, samples.report(samples.drawer()))


def test_disagreements_are_said_plainly_before_anybody_signs(desk: Services) -> None:
    report = samples.report(samples.mail(), samples.drawer(4_000))
    text = said(desk, report)
    assert "账目不符" in text and "“现金邮资”：邮件分拣记为¥50.00，钱箱记为¥40.00。" in text
    english = " ".join(text_of(render(made(desk, report, ENGLISH))).split())
    assert "“Postage in cash”: Mail says ¥50.00, Drawer says ¥40.00." in english
    assert "账目不符1项" in text and "请先查明原因再签字" in text
    assert "请先查明原因" not in said(desk, samples.report())


@pytest.mark.parametrize(
    ("span", "title", "others"),
    [
        (Span.DAY, "日报2026-11-22", "交班人"),
        (Span.MONTH, "月报2026-11", "制表"),
        (Span.YEAR, "年报2026", "制表"),
    ],
)
def test_a_day_a_month_a_year(desk: Services, span: Span, title: str, others: str) -> None:
    text = said(desk, samples.report(span=span))
    assert title in text and others in text
    assert ("统计期未结束" in text) is (span is not Span.DAY)


def test_a_closed_day_says_what_came_later(desk: Services) -> None:
    text = said(desk, samples.report(closed=True))
    assert "周敏于2026-11-2307:30日结签字，指标校验码" in text and "日结后补录：2条" in text
    early = samples.report(made=samples.MADE - timedelta(days=1))
    assert "统计期未结束" in said(desk, early)


def bars(document: Document) -> dict[str, Chart]:
    found: list[Chart] = []
    for block in document.blocks:
        inner = [one for part in block.parts for one in part] if isinstance(block, Columns) else [block]
        found += [one for one in inner if isinstance(one, Chart)]
    return {one.title: one for one in found}


def test_charts_have_every_place_and_leave_out_what_is_empty(desk: Services) -> None:
    drawn = bars(made(desk, samples.report(span=Span.MONTH), ENGLISH))
    assert list(drawn) == [
        "Sent mail over time", "Mail handed over by hour", "Visits over time", "Mail by kind",
    ]  # fmt: skip
    days, hours, months, names = drawn.values()
    assert [bar.label for bar in days.bars] == [str(day) for day in range(1, 31)]
    assert [bar.label for bar in hours.bars] == [f"{hour:02}" for hour in range(5, 21)]
    assert [bar.value for bar in months.bars] == [0] * 10 + [70, 3]
    assert len(names.bars) == 10 and names.lying
    assert (names.bars[0].label, names.bars[1].label) == ("Repairs", samples.FORMULA)
    assert (names.bars[-1].label, names.bars[-1].value) == ("13 others", 13)


def test_a_name_with_braces_is_data(desk: Services) -> None:
    course = samples.courses()[3]
    braced = replace(course, points={"{0} {who} {": 3})
    section = Section("mail", N_("Mail"), (), (braced,))
    assert "{0}{who}{" in said(desk, samples.report(section))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("span", Span)
def test_the_demo_prints_within_its_margins(demo: Services, language: str, span: Span) -> None:
    day = NOW.astimezone(demo.bench.clock.zone).date()
    report = demo.get(ReportQueries).report(SYSTEM, span, day)
    pdf = render(made(demo, report, language))
    sizes, words = words_of(pdf)
    assert len(sizes) <= 12
    assert max(word.right for word in words) <= sizes[0][0] - 45 and min(word.left for word in words) >= 45
    assert {one["emb"] for one in fonts_of(pdf)} == {"yes"}
    assert not any("{" in word.text for word in words)


def test_a_desk_without_records_prints_too(desk: Services) -> None:
    for span in Span:
        report = desk.get(ReportQueries).report(SYSTEM, span, samples.DAY)
        assert "没有逾期事项" in said(desk, report)
