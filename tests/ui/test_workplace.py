"""Where a scanned pass goes: to the tab that shows its record, whichever feature gave it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import Message
from desk_app.services.visitors.records import Arrival, Host, Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.context import AppContext
from desk_app.ui.scan_desk import ScanDesk
from desk_app.ui.tab_spec import TabSpec
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.workplace import Workplace
from tests.desk_fixtures import People
from tests.services.passes.gate_help import foreign, issue


class Plain(QWidget):
    """A page that remembers what the window asked of it."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self.seen: list[Any] = []

    def load(self) -> None: ...

    def show_record(self, kind: str, record: int) -> None:
        self.seen.append((kind, record))


class Ticking(Plain):
    """A page that takes passes while it is in sight."""

    def show_code(self, digits: str) -> None:
        self.seen.append(digits)


class Piling(Plain):
    """A page that works off a pile, when it is told to."""

    pile = False

    def take_scan(self, raw: str) -> bool:
        if self.pile:
            self.seen.append(raw)
        return self.pile

    take_barcode = take_scan


VISITS = TabSpec("visits", Message("V"), "visitors", 10, EVERYONE, Plain, kinds=frozenset({"visit"}))
PASSES = TabSpec("passes", Message("P"), "pass", 15, EVERYONE, Piling, kinds=frozenset({"exit_pass"}))
ROLL = TabSpec("roll", Message("R"), "megaphone", 30, EVERYONE, Ticking, codes=frozenset({7}))


@pytest.fixture
def place(ctx: AppContext, window: QWidget) -> Iterator[Workplace]:
    place = Workplace(ctx, ctx.actor, (VISITS, PASSES, ROLL))
    place.setParent(window)
    place.begin()
    yield place


@pytest.fixture
def scans(window: QWidget) -> ScanDesk:
    return ScanDesk(Notice(QWidget(window), window))


@pytest.fixture
def visit(desk: Services, people: People) -> Visit:
    arrival = Arrival(name="张伟明", phone="13812345678", host=Host(tenant="云帆科技", person="陈丽"))
    return desk.get(Visitors).check_in(people.receptionist, arrival).result.visit


def seen(place: Workplace, tab: str) -> list[Any]:
    page = place.open(tab)
    assert isinstance(page, Plain)
    return page.seen


def toast(place: Workplace) -> str:
    return place._ctx.toasts.toast.text.text()


def test_a_pass_opens_where_its_record_is(
    place: Workplace, scans: ScanDesk, desk: Services, visit: Visit
) -> None:
    goods = issue(desk)
    for code in (goods.code, goods.short):
        place.open("visits")
        scans.read(code, place)
        assert place.page is place.open("passes")
        assert seen(place, "passes").pop() == ("exit_pass", goods.id)
    for code in (visit.pass_code, visit.short_code):
        place.open("passes")
        scans.read(code, place)
        assert seen(place, "visits").pop() == ("visit", visit.id)


def test_a_page_in_sight_that_takes_passes_comes_first(
    place: Workplace, scans: ScanDesk, visit: Visit
) -> None:
    place.open("roll")
    scans.read(visit.pass_code, place)
    assert seen(place, "roll") == [visit.pass_code]
    place.open("passes")
    scans.read(visit.pass_code, place)
    assert seen(place, "visits") == [("visit", visit.id)] and len(seen(place, "roll")) == 1


def test_an_unknown_pass_is_said_once_and_opens_nothing(
    place: Workplace, scans: ScanDesk, desk: Services
) -> None:
    before = place.page
    scans.read(foreign(desk).code, place)
    assert place.page is before and toast(place) == "No record on this PC has this pass."
    assert not scans._notice.isVisibleTo(scans._notice.parentWidget())


def test_a_role_without_the_tab_is_told(
    ctx: AppContext, window: QWidget, scans: ScanDesk, desk: Services
) -> None:
    place = Workplace(ctx, ctx.actor, (VISITS, replace(PASSES, roles=frozenset())))
    place.setParent(window)
    place.begin()
    scans.read(issue(desk).code, place)
    assert toast(place) == "Your role does not work with this pass at the front desk."


def test_a_page_at_its_pile_takes_every_reading(place: Workplace, scans: ScanDesk, visit: Visit) -> None:
    page = place.open("passes")
    assert isinstance(page, Piling)
    page.pile = True
    for raw in ("6901234567892", visit.pass_code, "123"):
        scans.read(raw, place)
    assert page.seen == ["6901234567892", visit.pass_code, "123"]
    page.pile = False
    scans.read(visit.pass_code, place)
    assert seen(place, "visits") == [("visit", visit.id)]


def test_a_carriers_barcode_goes_to_a_page_that_works_with_them(place: Workplace) -> None:
    assert not place.take_barcode("SF1234567890"), "no page is in sight"
    page = place.open("passes")
    assert isinstance(page, Piling)
    assert not place.take_barcode("SF1234567890"), "at the list it was typing"
    page.pile = True
    assert place.take_barcode("SF1234567890")
    assert page.seen == ["SF1234567890"]
    place.open("visits")
    assert not place.take_barcode("SF1234567890")
