"""`desk-app headoffice report`: what was done, added up for people, every event for programs, a file to keep."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk_app.cli import OK
from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, Message

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.services.headoffice.totals import By, Report, Sums


def tell_report(office: HeadOffice, span: str, day: date, by: str, out: Path | None, told: Told) -> int:
    """What was done by building, by desk or by day; with `out` as a spreadsheet."""
    from desk_app.services.headoffice.totals import By

    look = By(by)
    first, last = (day, day) if span == "day" else _month(day)
    in_book = out is not None and out.suffix == ".xlsx"
    found = office.report(first, last, days=look is By.DAY or in_book)
    if out is not None:
        _save(out, found, look, told)
    if told.as_json:
        told.answer(_plain(found, office, out))
        return OK
    told.line(N_("What was done from {first} to {last}:"), first=first, last=last)
    if not found.kinds:
        told.line(N_("Nothing was recorded then"))
    elif out is None:
        {By.BUILDING: _say_buildings, By.DESK: _say_desks, By.DAY: _say_days}[look](found, told)
    return OK


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _say_buildings(found: Report, told: Told) -> None:
    """A block for each building; where it has several desks, one for each of them below it."""
    for one in found.buildings:
        told.line(N_("{building} ({site})"), building=one.building, site=one.site)
        _say_counts(one, N_("  {event}: {count}"), told)
        of = found.desks_of(one.site)
        for desk in of if len(of) > 1 else ():
            told.line(N_("  Desk {code} ({party})"), code=desk.code, party=desk.party)
            _say_counts(desk, N_("    {event}: {count}"), told)
    _say_all(found, told)


def _say_desks(found: Report, told: Told) -> None:
    for one in found.desks:
        told.line(N_("{building}, {code} ({party})"), building=one.building, code=one.code, party=one.party)
        _say_counts(one, N_("  {event}: {count}"), told)
    _say_all(found, told)


def _say_days(found: Report, told: Told) -> None:
    from desk_app.services.headoffice.deeds import DEEDS

    for one in found.days:
        for kind, count in one.counts.items():
            told.line(
                N_("{day}  {party}  {building}  {code}  {event}  {count}"),
                day=one.day, party=one.party, building=one.building, code=one.code,
                event=told.words.text(DEEDS[kind]), count=count,
            )  # fmt: skip


def _say_all(found: Report, told: Told) -> None:
    told.line(N_("All buildings"))
    _say_counts(found.all, N_("  {event}: {count}"), told)


def _say_counts(one: Sums, line: Message, told: Told) -> None:
    from desk_app.services.headoffice.deeds import DEEDS

    for kind, count in one.counts.items():
        told.line(line, event=told.words.text(DEEDS[kind]), count=count)


def _save(out: Path, found: Report, by: By, told: Told) -> None:
    from desk_app.services.headoffice.totals import sheet, sheets
    from desk_app.services.sheets.writing import write_csv, write_xlsx_book

    if out.suffix == ".xlsx":
        write_xlsx_book(out, sheets(found, told.words))
    elif out.suffix == ".csv":
        _, headers, rows = sheet(found, by, told.words)
        write_csv(out, headers, [["" if cell is None else str(cell) for cell in row] for row in rows])
    else:
        raise UserError(N_("The file's name ends in .xlsx or .csv."))
    told.line(N_("Saved: {path}"), path=out)


def _plain(found: Report, office: HeadOffice, out: Path | None) -> dict[str, Any]:
    """For programs: the sums, and every event by its kind, also the steps that people have no word for."""
    lines = office.counts(found.first, found.last)
    return {
        "ok": True,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "file": out,
        "all": found.all.counts,
        "buildings": [
            {"site": one.site, "building": one.building, "counts": one.counts} for one in found.buildings
        ],
        "desks": [
            {"party": str(one.party), "code": one.code, "building": one.building, "counts": one.counts}
            for one in found.desks
        ],
        "lines": [
            {"party": str(one.party), "day": one.day.isoformat(), "event": one.kind, "count": one.count}
            for one in lines
        ],
    }
