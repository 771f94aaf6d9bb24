"""The visitor log's papers as they come out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk_app.services.core.desk import Desk, DeskKind
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, load_words
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Size
from desk_app.services.printing.render import render
from desk_app.services.visitors.documents import visit_list, visitor_pass
from desk_app.services.visitors.records import Host, Permit, Purpose, Visit, VisitState
from tests.services.printing import samples
from tests.services.printing.paper import decoded, raster, text_of, words_of

ZONE = ZoneInfo("Asia/Shanghai")
DESK = Desk("云杉国际中心", "YF", 1, "A1", 1, DeskKind.RECEPTION, "test")
PAPER = Paper(load_words(CHINESE, resources() / "i18n"), DESK, ZONE)
CAME = datetime(2026, 11, 22, 15, 5, tzinfo=ZONE)
HOST = Host(tenant="上海云帆科技股份有限公司", unit="1205", floor="12", person="陈丽")


def visit(number: int = 1, came: datetime = CAME) -> Visit:
    return Visit(
        id=number,
        number=f"YF-A1-261122-{number:03d}",
        state=VisitState.PROBABLY_LEFT,
        name="欧阳𠮷祎",
        phone=f"1370000{number:04d}",
        company="华岳贸易有限公司",
        purpose=Purpose.CONTRACTOR,
        host=HOST,
        day=came.date(),
        arrived_at=came,
        left_at=came + timedelta(hours=1),
        pass_code=samples.DIGITS,
        short_code="2006182745",
        copies=1,
    )


def badge(one: Visit) -> bytes:
    return render(visitor_pass(one, PAPER, size=Size.A6, pass_hours=14))


def test_a_number_a_phone_and_a_time_stay_on_one_line_of_the_list() -> None:
    rows = [visit(number) for number in range(1, 26)]
    sizes, words = words_of(render(visit_list(rows, PAPER, title="访客", printed=CAME)))
    said = [word.text for word in words]
    assert len(sizes) == 1
    for number in range(1, 26):
        assert f"YF-A1-261122-{number:03d}" in said and f"137****{number:04d}" in said
    assert said.count("16:05") == 25 and said.count("可能已离开") == 25
    assert said.count("陈丽") == 25


def test_a_pass_that_ends_on_another_day_says_on_which() -> None:
    overnight = "".join(text_of(badge(visit())).split())
    assert "11-2215:05" in overnight and "11-2305:05" in overnight
    assert PAPER.span(CAME, CAME + timedelta(hours=2)) == "2026-11-22 15:05–17:05"
    assert PAPER.span(CAME, CAME + timedelta(hours=14)) == "11-22 15:05 – 11-23 05:05"


def test_a_badge_with_every_fact_is_one_page_with_its_code() -> None:
    full = replace(
        visit(),
        copies=3,
        party_size=12,
        plate="沪A12345",
        badge="B012",
        belongings="笔记本电脑两台、工具箱一个、梯子一架",
        permit=Permit("P-2026-118", date(2026, 11, 30), "王强"),
        company="Shanghai Ocean Logistics Electrical Engineering Company Limited",
        host=Host(
            tenant="Shanghai Far Ocean Logistics Co., Ltd.", unit="1806", floor="18", person="Alexander"
        ),
    )
    pdf = badge(full)
    assert len(words_of(pdf)[0]) == 1
    assert decoded(raster(pdf, 300)) == [samples.DIGITS]


def test_the_host_and_the_floor_can_be_read_from_afar() -> None:
    _, words = words_of(badge(visit()))
    height = {word.text: word.bottom - word.top for word in words}
    assert height["陈丽"] == height["1205"] > 1.5 * height["被访人"]


def test_a_pass_tells_how_long_data_is_kept() -> None:
    one = visit()
    for size in (Size.A6, Size.RECEIPT_80):
        paper = render(visitor_pass(one, PAPER, size=size, pass_hours=14, kept_months=6))
        assert "最多保存 6 个月" in text_of(paper)
        assert samples.DIGITS in decoded(raster(paper, 300))
    assert "最多保存" not in text_of(badge(one))


def test_one_month_is_said_as_one() -> None:
    paper = replace(PAPER, words=load_words(ENGLISH, resources() / "i18n"))
    said = " ".join(
        text_of(render(visitor_pass(visit(), paper, size=Size.A6, pass_hours=14, kept_months=1))).split()
    )
    assert "one month at most" in said
