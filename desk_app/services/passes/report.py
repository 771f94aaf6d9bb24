"""What the exit passes have to tell of a period: issued, released, refused, back, and what is outside.

Lists and courses are in `report_lists.py`.
"""

from __future__ import annotations

from sqlalchemy import and_, func

from desk_app.services.core.figures import Figure, Period, Section, Tone
from desk_app.services.core.words import N_
from desk_app.services.journal.periods import (
    entered_after,
    how_many,
    in_moments,
    on_days,
    parts,
    sums,
    written,
)
from desk_app.services.journal.work import Read
from desk_app.services.passes.records import PassState
from desk_app.services.passes.report_lists import courses, home_missing, listings, outside_then, overdue
from desk_app.services.passes.tables import PassRow, RefusalRow, ReleaseRow, ReturnRow

S = PassState


def pass_report(read: Read, period: Period) -> Section:
    """What the desk issued, what the gates did with it, what is still outside."""
    figures = (*_issued(read, period), *_at_the_gates(read, period), *_stands(read, period))
    late = entered_after(read, period, (PassRow.id, PassRow.number, PassRow.day))
    return Section(
        "passes",
        N_("Exit passes"),
        figures,
        courses(read, period),
        (*listings(read, period, figures), *late.listings) if period.one_day else (),
        late.count,
    )


def _issued(read: Read, period: Period) -> tuple[Figure, ...]:
    states = (S.USED, S.PARTLY, S.REVOKED, S.REPLACED)
    n = parts(
        read,
        {
            "all": PassRow.id != 0,
            "waived": PassRow.waiver != "",
            "copied": PassRow.copies > 1,
            **{one.value: PassRow.state == one.value for one in states},
        },
        on_days(PassRow.day, period),
    )
    whole = n["all"]
    return (
        Figure("issued", N_("Passes issued", "report"), whole),
        Figure("used", N_("Of these used", "report"), n[S.USED], of=whole),
        Figure("partly", N_("Of these used in part", "report"), n[S.PARTLY], of=whole),
        Figure("revoked", N_("Of these revoked", "report"), n[S.REVOKED], tone=Tone.NOTE, of=whole),
        Figure("replaced", N_("Of these replaced", "report"), n[S.REPLACED], tone=Tone.NOTE, of=whole),
        Figure("copied", N_("Exit passes printed again", "report"), n["copied"], tone=Tone.NOTE, of=whole),
        Figure("waived", N_("Issued with the supervisor's approval", "report"), n["waived"], tone=Tone.NOTE),
    )


def _at_the_gates(read: Read, period: Period) -> tuple[Figure, ...]:
    out = parts(
        read,
        {"all": ReleaseRow.id != 0, "override": ReleaseRow.override != ""},
        in_moments(ReleaseRow.at, read, period),
    )
    stood = RefusalRow.undone_at.is_(None)
    refused = parts(read, {"all": stood, "undone": ~stood}, in_moments(RefusalRow.at, read, period))
    back = how_many(read, written(read, ReturnRow.id, ReturnRow.at, period), ReturnRow.undone_at.is_(None))
    return (
        Figure("released", N_("Releases at the gates", "report"), out["all"]),
        Figure("overridden", N_("Released by the supervisor", "report"), out["override"], tone=Tone.BAD),
        Figure("refused", N_("Not let out by the guards", "report"), refused["all"], tone=Tone.BAD),
        Figure("refusals_undone", N_("Refusals taken back", "report"), refused["undone"], tone=Tone.NOTE),
        Figure("returned", N_("Goods brought back", "report"), back),
    )


def _stands(read: Read, period: Period) -> tuple[Figure, ...]:
    late = overdue(read, period)
    n = sums(
        read,
        {
            "passes": func.count(),
            "pieces": func.sum(PassRow.out),
            "late": func.count().filter(late),
        },
        *outside_then(read, period),
    )
    missing = how_many(read, *home_missing(read, period))
    return (
        Figure("expired", N_("Ran out unused", "report"), _ran_out(read, period), tone=Tone.NOTE),
        Figure("outside", N_("Passes with goods outside", "report"), n["passes"], now=True),
        Figure("pieces", N_("Returnable pieces outside", "report"), n["pieces"], now=True),
        Figure("overdue", N_("Goods not back in time", "report"), n["late"], tone=Tone.BAD, now=True),
        Figure(
            "paper_missing", N_("Papers not back at the desk", "report"), missing, tone=Tone.NOTE, now=True
        ),
    )


def _ran_out(read: Read, period: Period) -> int:
    """Ended within the period, at the latest by now: an end at midnight is the end of the day before."""
    begin, end = period.moments(read.bench.clock.zone)
    span = and_(PassRow.valid_until > begin, PassRow.valid_until <= min(end, read.now))
    return how_many(read, PassRow.state == S.ISSUED.value, span)
