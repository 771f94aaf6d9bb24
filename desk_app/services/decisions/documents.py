"""The decisions of a day on A4, and as rows of a spreadsheet: who, at whose desk, what, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.decisions.records import Decision
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.listing import Fact, Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Document, Size

LIST = "decisions.list"
DOCUMENTS = (DocumentKind(LIST, N_("Decisions of a day"), (Size.A4,), SUPERVISORS),)


def _columns(actions: Mapping[str, Message]) -> tuple[Listed[Decision], ...]:
    def what(one: Decision, sheet: Sheet) -> str:
        return sheet.say(actions.get(one.action, plain(one.action)))

    return (
        Listed[Decision](
            N_("Time", "decisions"), 18, lambda one, sheet: sheet.paper.day_time(one.at),
            facts=(Fact(N_("Time", "decisions"), lambda one, sheet: sheet.clock(one.at)),),
        ),
        Listed[Decision](N_("What", "decisions"), 40, what),
        Listed[Decision](N_("Number"), 34, lambda one, sheet: one.number),
        Listed[Decision](
            N_("Decided by", "decisions"), 30, _who,
            facts=(
                Fact(N_("Decided by", "decisions"), lambda one, sheet: one.by_name),
                Fact(N_("At whose desk", "decisions"), lambda one, sheet: one.beside_name),
            ),
        ),
        Listed[Decision](N_("Reason"), 54, lambda one, sheet: one.reason),
    )  # fmt: skip


def _who(one: Decision, sheet: Sheet) -> str:
    return "\n".join(part for part in (one.by_name, one.beside_name and f"({one.beside_name})") if part)


def decided_list(
    decisions: Sequence[Decision],
    paper: Paper,
    actions: Mapping[str, Message],
    *,
    title: str,
    printed: datetime,
) -> Document:
    """The decisions, in the order given. `actions`: what each action of the audit log is called."""
    sheet = Sheet(paper, printed)
    nothing = sheet.say(N_("Nothing was decided.", "decisions"))
    return list_paper(LIST, title, sheet, table(decisions, _columns(actions), sheet, nothing))


def decided_sheet(
    decisions: Sequence[Decision], paper: Paper, actions: Mapping[str, Message], *, now: datetime
) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(decisions, _columns(actions), Sheet(paper, now))
