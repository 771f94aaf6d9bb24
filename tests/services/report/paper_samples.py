"""A report with one of everything, as sections of features would tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from PIL import Image

from desk_app.services.core.clocks import DEFAULT_ZONE
from desk_app.services.core.desk import Desk
from desk_app.services.core.figures import (
    Axis,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    Section,
    Span,
    Tone,
    Unit,
    disagreements,
)
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, N_, load_words
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.report.kept import Signed, digest_of, from_text, to_text
from desk_app.services.report.records import Closing, Report

DAY = date(2026, 11, 22)
MADE = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""9:30 at the building, the next day."""
FORMULA = '=HYPERLINK("http://x","y")'


def paper(desk: Desk, language: str = CHINESE) -> Paper:
    """A desk's paper in a language."""
    return Paper(load_words(language, resources() / "i18n"), desk, DEFAULT_ZONE)


def mail(held: int = 5_000) -> Section:
    """Figures of every unit, targets, courses over everything, a list with a cell of every kind."""
    figures = (
        Figure("batches", N_("Mail batches", "report"), 1_234),
        Figure("handed", N_("Mail handed over", "report"), 617, of=1_234),
        Figure("held", N_("Postage in cash", "report"), held, Unit.FEN, ledger="postage_cash"),
        Figure("late", N_("Mail held too long", "report"), 3, tone=Tone.BAD, now=True),
        Figure("arrival", N_("On site in time", "report"), 901, Unit.PER_MILLE, target=950),
        Figure("satisfied", N_("Satisfaction", "report"), 1000, Unit.PER_MILLE, target=950),
        Figure("unmeasured", N_("Call-back rate", "report"), None, Unit.PER_MILLE, target=1000),
        Figure("waited", N_("Minutes the longest took", "report"), 61, Unit.MINUTES),
    )
    return Section("mail", N_("Mail"), figures, courses(), (listing(),), late=2)


def courses() -> tuple[Course, ...]:
    """Over hours, days, months and names."""
    names = {N_("Repairs"): 9, FORMULA: 5, **{f"承运方{n}": 1 for n in range(20)}}
    return (
        Course("hours", N_("Mail handed over by hour", "report"), Axis.HOURS, {"05": 1, "09": 40, "14": 33}),
        Course("days", N_("Sent mail over time", "report"), Axis.DAYS, {"2026-11-22": 7}),
        Course("months", N_("Visits over time", "report"), Axis.MONTHS, {"2026-11": 70, "2026-12": 3}),
        Course("names", N_("Mail by kind", "report"), Axis.NAMES, names),
        Course("none", N_("Calls by hour", "report"), Axis.HOURS, {}),
    )


def listing() -> Listing:
    """Two rows of it, and five that are only counted."""
    headings = (
        Heading(N_("Number"), width=40),
        Heading(N_("Reason", "report"), width=60),
        Heading(N_("Called at", "report"), "moment"),
        Heading(N_("Week from", "report"), "day"),
        Heading(N_("Postage in cash", "report"), Unit.FEN),
    )
    rows = (
        ("YF-A1-261122-001", FORMULA, MADE, DAY, 1_250),
        ("YF-A1-261122-002", N_("Repairs"), None, None, None),
    )
    return Listing(N_("Mail held too long", "report"), headings, rows, more=5)


def drawer(cash: int = 5_000) -> Section:
    """The other side of the postage."""
    told = Figure("postage", N_("Postage taken in cash", "report"), cash, Unit.FEN, ledger="postage_cash")
    return Section("drawer", N_("Drawer"), (told,))


def report(*sections: Section, span: Span = Span.DAY, closed: bool = False, made: datetime = MADE) -> Report:
    """A report of these sections."""
    told: Sequence[Section] = sections or (mail(), drawer())
    period, differ = Period.of(span, DAY), tuple(disagreements(told))
    if not closed:
        return Report(period, made, tuple(told), differ)
    kept, at = to_text(told, ()), MADE - timedelta(hours=2)
    digest = digest_of(Signed("YF", DAY, 3, "周敏", at), kept)
    closing = Closing(7, DAY, at, 3, "周敏", "", digest, *from_text(kept), signature=png())
    return Report(period.closed(closing.at, closing.id), made, tuple(told), differ, closing)


def png() -> bytes:
    """A signature."""
    target = BytesIO()
    Image.new("RGB", (60, 20), "white").save(target, "PNG")
    return target.getvalue()
