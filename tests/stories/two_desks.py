"""Two desks of one building, each on a PC and with keys of its own, that believe each other by card."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk_app.services import assembly
from desk_app.services.catalogue import Services, document_kinds
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.secrets import FileStore
from desk_app.services.core.settings import LocalSettings
from desk_app.services.desk.identity import Founding
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.services.gate.options import LANGUAGE as GATE_LANGUAGE
from desk_app.services.passes.records import ExitKind, LineDraft, PassDraft
from desk_app.services.passes.service import ExitPasses
from desk_app.services.printing.kinds import Way, Where
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.trust.keyfile import read_card
from desk_app.services.trust.service import Trust
from tests.services.blobs.test_pictures import picture
from tests.stories.seats import PIN, run

RECEPTIONIST, GUARD = ("Lin Xiaoyu", "Receptionist"), ("Zhao Gang", "Guard")
SUPERVISOR = ("Zhou Min", "Supervisor")
"""Name and what she is, as the sign-in page says it."""


@dataclass(frozen=True)
class Desk:
    """One PC: a data folder, and a folder where its papers come out. It is gate of its own number."""

    data: Path
    papers: Path
    tenant: int

    def open(self) -> Services:
        """Its services, while no window has them."""
        return assembly.open_services(DataFolder(self.data))

    def issue(self) -> str:
        """A pass for five monitors, good at any gate; returns its code."""
        services = self.open()
        try:
            draft = PassDraft(
                kind=ExitKind.GOODS, tenant=self.tenant, lines=(LineDraft("Monitor", 5, "pcs"),), carrier="Li",
                sealed=True, acknowledged=True,
            )  # fmt: skip
            return services.get(ExitPasses).issue(by(services), draft).result.pass_code
        finally:
            services.bench.database.close()


def by(services: Services) -> Actor:
    """The supervisor of a desk."""
    people = services.get(StaffQueries).who_can_sign_in()
    return next(Actor(one.id, one.name, one.role) for one in people if one.role is Role.SUPERVISOR)


def found(root: Path, number: int, site: int | None = None) -> tuple[Desk, int]:
    """A desk with a tenant in 1205, a receptionist, a guard and a supervisor; returns it and its building's number."""
    folder, papers = DataFolder(root / f"desk{number}"), root / f"papers{number}"
    papers.mkdir()
    services = assembly.found(
        folder,
        Founding("Harbour Tower", "HT", f"A{number}", number, site_number=site),
        assembly.FirstSupervisor(SUPERVISOR[0], PIN),
        secrets=FileStore(folder.secrets),
    )
    services.get(Staff).add(SYSTEM, RECEPTIONIST[0], Role.RECEPTIONIST, PIN)
    services.get(Staff).add(SYSTEM, GUARD[0], Role.GUARD, PIN)
    boss = by(services)
    tenant = services.get(Directory).add_tenant(boss, TenantDraft("Cloudsail", "Cloudsail"), "1205").result
    services.get(TenantPeople).add_signatory(boss, tenant, SignatoryDraft("Chen Li"), picture())
    building = services.bench.desk.site_number
    services.bench.database.close()
    local = LocalSettings(folder.local_settings)
    local.put(GATE_NUMBER, number)
    local.put(GATE_LANGUAGE, "en")
    for kind in document_kinds():
        local.put(kind.where, str(Where(Way.FOLDER, str(papers))))
    return Desk(folder.root, papers, tenant), building


def admit(here: Desk, other: Desk, card: Path) -> None:
    """`here` takes the key card that `other` saved: the supervisor carried it herself."""
    run(other.data, "pass", "keycard", str(card))
    services = here.open()
    try:
        services.get(Trust).admit(by(services), read_card(card.read_bytes()), None)
    finally:
        services.bench.database.close()


def exchange(here: Desk, other: Desk, stick: Path) -> int:
    """Each takes the other's records from a stick; returns the conflicts that `here` found."""
    for name, maker in (("here", here), ("other", other)):
        run(maker.data, "pass", "records", "save", str(stick / f"{name}.gaterecords"))
    run(other.data, "pass", "records", "take", str(stick / "here.gaterecords"))
    return int(run(here.data, "pass", "records", "take", str(stick / "other.gaterecords"))["conflicts"])


def building(root: Path) -> tuple[Desk, Desk]:
    """Both desks, believing each other and up to date with each other's records."""
    one, site = found(root, 1)
    two, _ = found(root, 2, site)
    admit(one, two, root / "two.deskkey")
    admit(two, one, root / "one.deskkey")
    exchange(one, two, root)
    return one, two
