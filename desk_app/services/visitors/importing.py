"""A tenant's list of expected visitors, from a spreadsheet: read, checked line by line, written whole or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.sheets.table import Column, Row, Table, read_date
from desk_app.services.visitors.records import PURPOSE_NAMES, Expectation, Host, Purpose
from desk_app.services.visitors.typed import checked_expectation

COLUMNS: Sequence[Column] = (
    Column(
        "name", N_("Name"), ("姓名", "访客姓名", "访客", "name", "visitor"), required=True, example="张伟明"
    ),
    Column(
        "phone", N_("Phone"), ("电话", "手机", "手机号", "联系电话", "phone", "mobile"), example="13812345678"
    ),
    Column(
        "company", N_("From company"), ("来访单位", "公司", "单位", "company"), example="华岳贸易有限公司"
    ),
    Column("day", N_("Day"), ("日期", "来访日期", "到访日期", "date", "day"), example="2026-12-01"),
    Column(
        "time_from",
        N_("From", "time"),
        ("时间", "开始", "开始时间", "起", "到访时间", "from", "time", "start"),
        example="09:30",
    ),
    Column(
        "time_until",
        N_("Until", "time"),
        ("结束", "结束时间", "止", "离开时间", "until", "to", "end"),
        example="11:00",
    ),
    Column("host", N_("Host"), ("被访单位", "被访公司", "租户", "host", "tenant"), example="云帆科技"),
    Column(
        "person", N_("Person visited"), ("被访人", "联系人", "接待人", "person", "contact"), example="陈丽"
    ),
    Column("unit", N_("Unit"), ("单元", "房号", "房间", "unit", "room"), example="1205"),
    Column("purpose", N_("Purpose"), ("事由", "来访事由", "purpose"), example="会客"),
    Column("party_size", N_("Party size"), ("人数", "party", "people"), example="2"),
    Column("plate", N_("Plate"), ("车牌", "车牌号", "plate", "car"), example="粤B12345"),
    Column("remark", N_("Remark"), ("备注", "remark", "note"), example=""),
)
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?")
_PURPOSES = {
    "会客": Purpose.MEETING, "会议": Purpose.MEETING, "面试": Purpose.INTERVIEW, "送货": Purpose.DELIVERY,
    "看房": Purpose.VIEWING, "施工": Purpose.CONTRACTOR, "公务": Purpose.OFFICIAL, "其他": Purpose.OTHER,
    **{purpose.value: purpose for purpose in PURPOSE_NAMES},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong in a line; `column` is a key of COLUMNS."""

    line: int
    column: str
    error: DeskError
    name: str = ""
    """Whoever the line is about, as typed."""


@dataclass(frozen=True, slots=True)
class PlannedList:
    """What an import would announce. It can be carried out only without problems."""

    lines: tuple[tuple[int, Expectation], ...]
    problems: tuple[LineProblem, ...]
    ignored: tuple[str, ...] = ()
    """Titles of columns that mean nothing here."""

    @property
    def ready(self) -> bool:
        """Whether there is something to announce and nothing to mend."""
        return bool(self.lines) and not self.problems


def plan_list(table: Table, today: date, host: Host = Host()) -> PlannedList:  # noqa: B008 - a frozen empty host
    """Check every line. `host` and today stand in for what the list does not say."""
    lines: list[tuple[int, Expectation]] = []
    problems: list[LineProblem] = []
    seen: set[tuple[str, str, date]] = set()
    for row in table.rows:
        typed, wrong = _read(row, today, host)
        try:
            one = checked_expectation(typed, today)
        except InvalidInput as invalid:
            wrong = {**invalid.problems, **wrong}
        if wrong:
            problems += [
                LineProblem(row.line, _COLUMN_OF.get(key, key), error, row["name"])
                for key, error in wrong.items()
            ]
            continue
        key = (one.name, one.phone, one.day)
        if key in seen:
            twice = UserError(N_("{name} stands in the list twice for this day."), name=one.name)
            problems.append(LineProblem(row.line, "name", twice))
        seen.add(key)
        lines.append((row.line, one))
    return PlannedList(tuple(lines), tuple(problems), table.ignored)


_COLUMN_OF = {"host_person": "person"}


def _read(row: Row, today: date, host: Host) -> tuple[Expectation, dict[str, DeskError]]:
    """A row as typed, and the cells that mean nothing; those read as if they were empty."""
    problems: dict[str, DeskError] = {}
    day = read_date(row["day"]) if row["day"] else today
    if day is None:
        problems["day"] = UserError(N_("Write the day as 2026-12-01."))
    size = row["party_size"] or "1"
    if not size.isdecimal():
        problems["party_size"] = UserError(N_("Write the number of people in digits."))
    purpose = _PURPOSES.get(row["purpose"].strip().lower(), Purpose.MEETING if not row["purpose"] else None)
    if purpose is None:
        problems["purpose"] = UserError(
            N_("This purpose is not known. Use one of those of the check-in form.")
        )
    times = {key: _time(row[key], key, problems) for key in ("time_from", "time_until")}
    named = Host(tenant=row["host"], unit=row["unit"], person=row["person"])
    elsewhere = Host(host.tenant_id, host.tenant, host.unit, host.floor, row["person"])
    typed = Expectation(
        name=row["name"],
        day=day or today,
        host=named if row["host"] or row["unit"] else elsewhere,
        phone=row["phone"],
        company=row["company"],
        purpose=purpose or Purpose.MEETING,
        party_size=int(size) if size.isdecimal() else 1,
        plate=row["plate"],
        remark=row["remark"],
        **times,
    )
    return typed, problems


def _time(text: str, key: str, problems: dict[str, DeskError]) -> time | None:
    if not text:
        return None
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found:
            return time(int(found[1]), int(found[2]))
    except ValueError:
        pass
    problems[key] = UserError(N_("Write the time as 09:30."))
    return None
