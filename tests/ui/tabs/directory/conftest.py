"""The directory's page in a window of its own, on a small building."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import ContactDraft, GoodsKind, SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.directory.page import DirectoryPage
from tests.desk_fixtures import People
from tests.fakes import Asked
from tests.services.blobs.test_pictures import picture
from tests.ui.tabs.conftest import Stage


@dataclass
class Desk:
    """The page, and what is around it."""

    page: DirectoryPage
    ctx: AppContext
    asked: Asked
    window: QWidget

    @property
    def names(self) -> list[str]:
        """The names in the list, from top to bottom."""
        return [tenant.name for tenant in self.page.table.rows_model.rows]


def fill(desk: Services, boss: Actor) -> None:
    """Three tenants: one with people, one moving out, one in a basement."""
    directory, people = desk.get(Directory), desk.get(TenantPeople)
    yunfan = directory.add_tenant(
        boss,
        TenantDraft("云帆科技有限公司", "云帆", "Yunfan Technology", "A12", "13800001205", "货梯须提前预约"),
        "1205、1206",
    ).result
    people.add_contact(boss, yunfan, ContactDraft("陈静", "行政主管", "13900001205"))
    people.add_contact(boss, yunfan, ContactDraft("吴亮", "机房值班", "13900001206", after_hours=True))
    kinds = (GoodsKind.FURNITURE, GoodsKind.COMPUTERS)
    people.add_signatory(
        boss, yunfan, SignatoryDraft("陈静", "13900001205", date(2027, 6, 30), kinds), picture()
    )
    people.add_signatory(boss, yunfan, SignatoryDraft("郑文博", "", None))
    moving = directory.add_tenant(boss, TenantDraft("远航国际物流", "远航", "Voyage Logistics"), "801").result
    directory.announce_move_out(boss, moving, date(2026, 11, 30))
    directory.add_tenant(boss, TenantDraft("𠮷田䶮记商行", "䶮记"), "B101")


@pytest.fixture
def shown(stage: Callable[[Actor], Stage], desk: Services, people: People) -> Callable[..., Desk]:
    """Show the page to somebody, on a full building unless told otherwise."""

    def show(actor: Actor | None = None, *, empty: bool = False) -> Desk:
        if not empty and not desk.get(DirectoryQueries).tenants(people.supervisor):
            fill(desk, people.supervisor)
        made = stage(actor or people.supervisor)
        page = DirectoryPage(made.ctx)
        made.show(page)
        return Desk(page, made.ctx, made.asked, made.window)

    return show
