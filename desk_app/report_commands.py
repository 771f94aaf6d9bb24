"""`desk-app report day|month|year`: the report as PDF and XLSX in a folder, without a window.

JSON keys are a promise, as in `commands`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.cli import OK
from desk_app.key_commands import open_keys
from desk_app.services.core.figures import Figure, Section, Span
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import N_, plain

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.catalogue import Services
    from desk_app.services.printing.desk_paper import Paper
    from desk_app.services.report.records import Closing, Report


def report_command(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Make the report and save it. Raises InvalidInput for a day to come, StorageTrouble for a folder that fails."""
    from desk_app.services.assembly import open_services
    from desk_app.services.report.files import require_folder

    out = Path(asked.out)
    require_folder(out)
    services = open_services(folder, secrets=open_keys(asked, folder, told.words))
    try:
        return _report(services, asked, out, told)
    finally:
        services.bench.database.close()


def _report(services: Services, asked: argparse.Namespace, out: Path, told: Told) -> int:
    from desk_app.services.letterhead.options import house_of
    from desk_app.services.printing.desk_paper import Paper
    from desk_app.services.report.files import file_stem, write_files
    from desk_app.services.report.queries import ReportQueries
    from desk_app.services.report.wording import closing_said, disagreement_said

    bench = services.bench
    today = bench.clock.now().astimezone(bench.clock.zone).date()
    day: date = asked.date or today
    report = services.get(ReportQueries).report(SYSTEM, Span(asked.span), day)
    paper = Paper(told.words, bench.desk, bench.clock.zone, house_of(bench.settings))
    both = not (asked.pdf or asked.xlsx)
    stem = file_stem(report, bench.desk)
    made: dict[str, bytes] = {}
    if asked.pdf or both:
        made[f"{stem}.pdf"] = _pdf(report, paper)
    if asked.xlsx or both:
        made[f"{stem}.xlsx"] = _book(report, paper)
    paths = write_files(out, made)
    said = [disagreement_said(one, report, paper) for one in report.disagreements]
    told.answer({**_facts(report), "ok": True, "files": paths, "disagreements": said})
    for path in paths:
        told.line(N_("Saved: {path}"), path=path)
    if report.closing is not None:
        told.line(plain(closing_said(report.closing, paper)))
    if report.changed:
        told.line(
            N_("Figures that are others now than when they were signed: {n}", "report paper"),
            n=report.changed,
        )
    if report.late:
        told.line(N_("Entered after it was closed: {n}", "report paper"), n=report.late)
    for one in said:
        told.line(N_("The records do not agree: {what}"), what=one)
    return OK


def _pdf(report: Report, paper: Paper) -> bytes:
    from desk_app.services.printing.render import render
    from desk_app.services.report.documents import report_paper

    return render(report_paper(report, paper))


def _book(report: Report, paper: Paper) -> bytes:
    from desk_app.services.report.sheets import report_book

    return report_book(report, paper)


def _facts(report: Report) -> Mapping[str, object]:
    period = report.period
    return {
        "span": period.span.value,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "made_at": report.made_at.isoformat(),
        "closed_at": None if period.closed_at is None else period.closed_at.isoformat(),
        "closing": None if report.closing is None else _closing(report.closing),
        "entered_late": report.late,
        "figures_changed": report.changed,
        "sections": {section.feature: _section(report, section) for section in report.sections},
    }


def _closing(closing: Closing) -> Mapping[str, object]:
    return {"by": closing.name, "on_paper": closing.signature is None, "digest": closing.digest}


def _section(report: Report, section: Section) -> Mapping[str, object]:
    return {
        "figures": {
            one.key: {**_figure(one), "signed": was.value if report.closing else None}
            for one, (was, _) in zip(section.figures, report.figures_of(section), strict=True)
        },
        "courses": {one.key: {str(point): n for point, n in one.points.items()} for one in section.courses},
        "entered_late": section.late,
    }


def _figure(figure: Figure) -> Mapping[str, object]:
    return {
        "value": figure.value,
        "unit": figure.unit.value,
        "of": figure.of,
        "target": figure.target,
        "now": figure.now,
    }
