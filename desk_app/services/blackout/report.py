"""What was entered afterwards, for the report: both times, and the forms nobody has accounted for."""

from __future__ import annotations

from sqlalchemy import func, select

from desk_app.services.blackout.queries import named
from desk_app.services.blackout.records import FormState
from desk_app.services.blackout.tables import KitFormRow, KitRow
from desk_app.services.core.figures import Figure, Heading, Listing, Period, Section, Tone
from desk_app.services.core.words import N_
from desk_app.services.journal.back_entry import entries
from desk_app.services.journal.work import Read

_HEADINGS = (
    Heading(N_("Happened", "report"), "moment", 34),
    Heading(N_("Entered", "report"), "moment", 34),
    Heading(N_("Number"), width=58),
    Heading(N_("Form", "report"), width=30),
)


def back_entry_report(read: Read, period: Period) -> Section:
    """What happened in the period and was typed in later, and the paper forms of kits."""
    begin, end = period.moments(read.bench.clock.zone)
    found = named(read, entries(read, happened=(begin, end)))
    listing = Listing.first_of(
        N_("Entered afterwards", "report"),
        _HEADINGS,
        [(one.happened_at, one.entered_at, ", ".join(one.names), one.form) for one in found],
    )
    wanted = select(KitFormRow.state, func.count()).join(KitRow, KitRow.id == KitFormRow.kit)
    wanted = wanted.where(KitRow.made_at < end, KitRow.saved.is_(False)).group_by(KitFormRow.state)
    forms = dict(read.session.execute(wanted).all())
    figures = (
        Figure("entered", N_("Entered afterwards", "report"), len(found), tone=Tone.NOTE),
        Figure("open_forms", N_("Forms of blackout kits neither entered nor given up", "report"),
               forms.get(FormState.OPEN.value, 0), now=True),
    )  # fmt: skip
    return Section("blackout", N_("Blackout kit"), figures, (), (listing,) if found else ())
