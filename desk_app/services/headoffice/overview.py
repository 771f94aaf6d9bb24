"""Everything that head office's window shows, in one look.

Numbers and names of desks alone, and what a proposal says: the window asks again every minute.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desk_app.services.headoffice import master
from desk_app.services.headoffice.incidents import Incident
from desk_app.services.headoffice.master import DeskProposal
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.reports import DeskStanding, Status


@dataclass(frozen=True, slots=True)
class Building:
    """A building of which a desk was ever admitted."""

    site: int
    name: str
    automatic: bool
    """Whether what its desks propose is accepted by itself."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How head office stands."""

    status: Status = field(default_factory=lambda: Status((), (), (), 0, 0))
    incidents: tuple[Incident, ...] = ()
    """The open ones before the settled ones, the newest first."""
    proposals: tuple[DeskProposal, ...] = ()
    buildings: tuple[Building, ...] = ()


def overview(office: HeadOffice) -> Overview:
    """All of it."""
    with office.store.read() as session:
        proposals = tuple(master.proposals(session))
        automatic = {site: master.is_automatic(session, site) for site in master.sites(session)}
    found = sorted(office.incidents(), key=lambda one: one.settled_at is not None)
    status = office.status()
    # Of a building that was renamed the newest desk knows the name.
    names = {one.desk.party.site: one.desk.building for one in sorted(status.desks, key=_admitted)}
    buildings = tuple(Building(site, names[site], said) for site, said in automatic.items() if site in names)
    return Overview(status, tuple(found), proposals, buildings)


def _admitted(one: DeskStanding) -> int:
    return max((pc.since for pc in one.desk.keys), default=0)
