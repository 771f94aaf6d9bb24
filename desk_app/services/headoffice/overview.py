"""Everything that head office's window shows, in one look.

Numbers and names of desks alone, and what a proposal says: the window asks again every minute.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desk_app.services.headoffice import master
from desk_app.services.headoffice.incidents import Incident
from desk_app.services.headoffice.master import DeskProposal
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.reports import Status


@dataclass(frozen=True, slots=True)
class Overview:
    """How head office stands."""

    status: Status = field(default_factory=lambda: Status((), (), (), 0, 0))
    incidents: tuple[Incident, ...] = ()
    """The open ones before the settled ones, the newest first."""
    proposals: tuple[DeskProposal, ...] = ()


def overview(office: HeadOffice) -> Overview:
    """All of it."""
    with office.store.read() as session:
        proposals = tuple(master.proposals(session))
    found = sorted(office.incidents(), key=lambda one: one.settled_at is not None)
    return Overview(office.status(), tuple(found), proposals)
