"""What the blackout kit says of whom to call: the departments, and every company's phone for the night."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.directory.reading import departments, tenants
from desk_app.services.directory.records import Tenant, TenantStatus
from desk_app.services.directory.tables import TenantRow
from desk_app.services.journal.work import Read
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import Column, Document, Heading, Size, Table
from desk_app.services.printing.parts import named

CALL_LIST = "directory.call_list"
DOCUMENTS = (DocumentKind(CALL_LIST, N_("Call list"), (Size.A4,), DESK),)


def directory_kit(read: Read, paper: Paper) -> Iterator[Document]:
    """The call list: phones that are there to be called stand whole."""
    say = paper.words.text
    title = say(N_("Call list"))
    night = dict(read.session.execute(select(TenantRow.id, TenantRow.after_hours_phone)).all())
    here = [one for one in tenants(read.session) if one.status is not TenantStatus.MOVED_OUT]
    yield Document(
        CALL_LIST,
        title,
        Size.A4,
        (
            paper.letterhead(paper.desk.desk_code),
            Heading(title, note=paper.moment(read.now)),
            Table(
                (Column(say(N_("Department", "blackout paper")), 2), Column(say(N_("Phone")), 1)),
                tuple((named(paper.words, one.name, one.english_name), one.phone)
                      for one in departments(read.session)),
            ),
            Heading(say(N_("Companies, after hours", "blackout paper")), minor=True),
            Table(
                (
                    Column(say(N_("Company", "blackout paper")), 2.4),
                    Column(say(N_("Units", "directory")), 1.2),
                    Column(say(N_("Phone")), 1.2),
                ),
                tuple((_called(one, paper), ", ".join(one.units), night.get(one.id, "")) for one in here),
                empty=say(N_("No companies.", "blackout paper")),
            ),
        ),
    )  # fmt: skip


def _called(one: Tenant, paper: Paper) -> str:
    return named(paper.words, one.called, one.english_name)
