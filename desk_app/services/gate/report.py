"""What the gate's log has to tell of a period: how often something was scanned, and what the answer was.

What left, came back and was refused is told by the exit passes.
"""

from __future__ import annotations

from collections import Counter

from desk_app.services.codes.answers import ANSWERS, Code
from desk_app.services.codes.answers import Tone as Answered
from desk_app.services.core.figures import Axis, Course, Figure, Period, Section, Tone
from desk_app.services.core.words import N_
from desk_app.services.gate.tables import ScanRow
from desk_app.services.journal.periods import by_hour, by_moment, counted_by, parts, written
from desk_app.services.journal.work import Read


def gate_report(read: Read, period: Period) -> Section:
    """Codes scanned, what the gate said to them, and whether the clock was in doubt."""
    here = written(read, ScanRow.id, ScanRow.at, period)

    def answered(tone: Answered) -> list[str]:
        return [code.value for code, answer in ANSWERS.items() if answer.tone is tone]

    of = {
        "scans": ScanRow.id != 0,
        "good": ScanRow.verdict.in_(answered(Answered.GOOD)),
        "bad": ScanRow.verdict.in_(answered(Answered.BAD)),
        "again": ScanRow.verdict.in_(answered(Answered.AGAIN)),
        "by_number": (ScanRow.verdict == Code.RELEASE.value) & ScanRow.proven.is_(False),
        "forged": ScanRow.verdict.in_(
            [Code.NOT_GENUINE.value, Code.KEY_PURPOSE.value, Code.OTHER_DESK.value]
        ),
        "suspect": ScanRow.suspect.is_(True),
    }
    n = parts(read, of, here)
    figures = (
        Figure("scans", N_("Codes scanned at the gate", "report"), n["scans"]),
        Figure("good", N_("Might leave", "report"), n["good"], of=n["scans"]),
        Figure("bad", N_("Stopped", "report"), n["bad"], tone=Tone.NOTE, of=n["scans"]),
        Figure("again", N_("Not read, or no pass", "report"), n["again"], of=n["scans"]),
        Figure("by_number", N_("Typed by number, not proven", "report"), n["by_number"], tone=Tone.NOTE),
        Figure("forged", N_("Passes that are not genuine", "report"), n["forged"], tone=Tone.BAD),
        Figure("suspect", N_("Scans while the clock was in doubt", "report"), n["suspect"], tone=Tone.BAD),
    )
    return Section("gate", N_("Gate"), figures, _courses(read, period))


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    here = written(read, ScanRow.id, ScanRow.at, period)
    courses = [Course("hours", N_("Scans by hour", "report"), Axis.HOURS, by_hour(read, ScanRow.at, here))]
    if not period.one_day:
        axis, points = by_moment(read, ScanRow.at, period, here)
        courses.append(Course("time", N_("Scans over time", "report"), axis, points))
    words: Counter[str] = Counter()
    for verdict, n in counted_by(read, ScanRow.verdict, here).items():
        words[ANSWERS[Code(verdict)].word] += n
    said = Course.named("answers", N_("What the gate said", "report"), words.items())
    return (*courses, said)
