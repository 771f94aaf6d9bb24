"""The report on paper: what is amiss first, then a section a feature, and lines to sign.

How figures are said is in `wording.py`, the charts' bars are in `bars.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from desk_app.services.core.figures import Figure, Listing, Section, Span, Tone, Unit
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Banner,
    Block,
    Column,
    Columns,
    Document,
    Heading,
    Image,
    Rule,
    SignatureLines,
    Size,
    Space,
    Table,
    Text,
    TextSize,
)
from desk_app.services.report.bars import charts
from desk_app.services.report.records import Report
from desk_app.services.report.wording import (
    amiss,
    amount,
    cell_said,
    closing_said,
    disagreement_said,
    is_over,
    label_said,
    share,
    title_said,
    verdict,
)

REPORT = "report.paper"
DOCUMENTS = (DocumentKind(REPORT, N_("Report of a day, a month or a year"), (Size.A4,), DESK),)
Shown = tuple[Figure, Figure | None]
"""A figure, and what it is now where a closed day's is another."""
_MARK = "▲ "
"""Before a figure that ought to be 0, and a target that was missed."""
_SIGNERS: dict[Span, tuple[Message, ...]] = {
    Span.DAY: (
        N_("Front desk, handing over", "report paper"),
        N_("Front desk, taking over", "report paper"),
        N_("Supervisor", "report paper"),
    ),
    Span.MONTH: (N_("Drawn up by", "report paper"), N_("Supervisor", "report paper")),
    Span.YEAR: (N_("Drawn up by", "report paper"), N_("Supervisor", "report paper")),
}


def report_paper(report: Report, paper: Paper) -> Document:
    """A report to print and sign, on A4."""
    say = paper.words.text
    title = title_said(report, paper)
    made = say(N_("As of {moment}", "report paper"), moment=paper.moment(report.made_at))
    return Document(
        REPORT,
        title,
        Size.A4,
        (
            paper.letterhead(paper.desk.desk_code),
            Heading(title, note=made),
            *_standing(report, paper),
            *_disagreements(report, paper),
            *_amiss(report, paper),
            *(block for section in report.sections for block in _section(section, report, paper)),
            Rule(),
            _to_sign(report, paper),
        ),
        subject=title,
    )


def _to_sign(report: Report, paper: Paper) -> Columns:
    """In one piece with what is signed: nobody signs an empty sheet."""
    say = paper.words.text
    signed = say(
        N_("{title}: needs a look {n}, records that do not agree {differ}.", "report paper"),
        title=title_said(report, paper),
        n=len(amiss(report)),
        differ=len(report.disagreements),
    )
    return Columns(((Text(signed, bold=True), Space(3), *_signature(report, paper)),))


def _signature(report: Report, paper: Paper) -> tuple[Block, ...]:
    """The picture of a closed day's signature; lines to sign on where there is none."""
    closing = report.closing
    if closing is None or closing.signature is None:
        return (SignatureLines(tuple(paper.words.text(one) for one in _SIGNERS[report.period.span])),)
    return Image(closing.signature, 60, 20), Text(closing_said(closing, paper), TextSize.SMALL)


def _standing(report: Report, paper: Paper) -> Iterator[Block]:
    """Whether it is the last word."""
    say, closing = paper.words.text, report.closing
    if closing is None and not is_over(report, paper):
        yield Text(say(N_("Not over yet: what comes later is not in it.", "report paper")), bold=True)
    if closing is not None:
        yield Text(closing_said(closing, paper), bold=True)
    if closing is not None and closing.words:
        yield Text(closing.words)
    if report.as_signed:
        yield Text(say(N_("As it was signed. Lists are on the paper of that day alone.", "report paper")))
    if report.changed:
        text = N_("Figures that are others now than when they were signed: {n}", "report paper")
        yield Text(say(text, n=report.changed), bold=True)
    if report.late:
        yield Text(say(N_("Entered after it was closed: {n}", "report paper"), n=report.late), bold=True)


def _disagreements(report: Report, paper: Paper) -> Iterator[Block]:
    """Said in plain words, on top: nobody signs figures that contradict each other without having read it."""
    if not report.disagreements:
        return
    say = paper.words.text
    yield Banner(say(N_("The records do not agree", "report paper")), large=False)
    for one in report.disagreements:
        yield Text(disagreement_said(one, report, paper))
    yield Text(say(N_("Find out why before you sign, and tell the supervisor.", "report paper")), muted=True)
    yield Space(2)


def _amiss(report: Report, paper: Paper) -> Iterator[Block]:
    say = paper.words.text
    columns = (
        Column(say(N_("What needs a look", "report paper")), 100),
        Column(say(N_("Where", "report paper")), 40),
        Column("", 36, Align.RIGHT),
    )
    rows = tuple(
        (say(figure.label), say(section.title), _with_target(figure, paper))
        for section, figure in amiss(report)
    )
    none = say(N_("Nothing: no target was missed, nothing is overdue.", "report paper"))
    yield Table(columns, rows, empty=none, size=TextSize.SMALL)


def _with_target(figure: Figure, paper: Paper) -> str:
    said = amount(figure.value, figure.unit, paper)
    if figure.target is None:
        return said
    target = amount(figure.target, figure.unit, paper)
    return paper.words.text(N_("{n} (target {target})", "report paper"), n=said, target=target)


def _section(section: Section, report: Report, paper: Paper) -> Iterator[Block]:
    say = paper.words.text
    late = say(N_("Entered later: {n}", "report paper"), n=section.late) if section.late else ""
    yield Heading(say(section.title), note=late, minor=True)
    figures = report.figures_of(section)
    happened = [pair for pair in figures if not pair[0].now and pair[0].target is None]
    stands = [pair for pair in figures if pair[0].now and pair[0].target is None]
    if happened:
        yield _pairs(N_("In this time", "report paper"), happened, paper)
    if stands:
        yield _pairs(N_("How it stands", "report paper"), stands, paper)
    yield from _targets([pair for pair in figures if pair[0].target is not None], paper)
    yield from charts(section.courses, report.period, paper)
    for listing in section.listings:
        yield from _listing(listing, paper)


def _pairs(title: Message, figures: Sequence[Shown], paper: Paper) -> Table:
    """Two columns of figures, read down the first, then down the second."""
    say = paper.words.text
    half = -(-len(figures) // 2)
    rows = [
        tuple(cell for one in pair for cell in _cells(one, paper))
        for pair in zip_longest(figures[:half], figures[half:])
    ]
    columns = (
        Column(say(title), 58), Column("", 17, Align.RIGHT), Column("", 13, Align.RIGHT),
        Column("", 58), Column("", 17, Align.RIGHT), Column("", 13, Align.RIGHT),
    )  # fmt: skip
    return Table(columns, tuple(rows), size=TextSize.SMALL)


def _cells(shown: Shown | None, paper: Paper) -> tuple[str, str, str]:
    if shown is None:
        return "", "", ""
    figure, now = shown
    part = share(figure)
    bad = _MARK if figure.tone is Tone.BAD and figure.value else ""
    percent = f"{(part + 5) // 10} %" if part else ""
    return label_said(figure, now, paper), bad + amount(figure.value, figure.unit, paper), percent


def _targets(figures: Sequence[Shown], paper: Paper) -> Iterator[Table]:
    if not figures:
        return
    say = paper.words.text
    columns = (
        Column(say(N_("Target", "report paper")), 88),
        Column(say(N_("Is", "report paper")), 28, Align.RIGHT),
        Column(say(N_("Must be", "report paper")), 28, Align.RIGHT),
        Column("", 32),
    )
    rows = tuple(
        (
            label_said(one, now, paper),
            amount(one.value, one.unit, paper),
            amount(one.target, one.unit, paper),
            (_MARK if one.missed else "") + (say(said) if (said := verdict(one)) is not None else ""),
        )
        for one, now in figures
    )
    yield Table(columns, rows, size=TextSize.SMALL)


def _listing(listing: Listing, paper: Paper) -> Iterator[Block]:
    """Left out where there is nothing to list."""
    say = paper.words.text
    if not listing.rows:
        return
    columns = tuple(
        Column(say(one.label), one.width, Align.RIGHT if isinstance(one.kind, Unit) else Align.LEFT)
        for one in listing.headings
    )
    rows = tuple(
        tuple(
            cell_said(cell, heading.kind, paper) for cell, heading in zip(row, listing.headings, strict=True)
        )
        for row in listing.rows
    )
    yield Text(say(listing.title), TextSize.SMALL, bold=True)
    yield Table(columns, rows, max_lines=2, size=TextSize.SMALL)
    if listing.more:
        yield Text(say(N_("… and {n} more", "report paper"), n=listing.more), TextSize.SMALL, muted=True)
