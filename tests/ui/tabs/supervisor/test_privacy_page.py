"""The supervisor's page of personal data: a copy, an erasure, who looked; nothing of it outlives the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QDialog

from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.catalogue import Services
from desk_app.services.core.looking import Why
from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.privacy.queries import PrivacyQueries
from desk_app.services.privacy.records import Asked as WhoAsks
from desk_app.services.sync.service import Exchange
from desk_app.ui.tabs.supervisor.privacy_look_up import GroundsDialog, LookUpDialog
from desk_app.ui.tabs.supervisor.privacy_page import LOOKS, PrivacyPage
from desk_app.ui.widgets.second_person import SecondPersonDialog
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock
from tests.services.printing.paper import text_of
from tests.services.privacy.conftest import NAME, OTHER_PHONE, PHONE, Office
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office as HeadOffice
from tests.ui.tabs.conftest import Stage, settle

D = TypeVar("D", bound=QDialog)


class Bureau:
    """The page with a few records of one person, and one of a namesake."""

    def __init__(self, stage: Stage, office: Office) -> None:
        self.stage, self.office = stage, office
        office.come()
        office.come()
        office.come(stay=True)
        office.come(phone=OTHER_PHONE)
        self.page = PrivacyPage(stage.ctx)
        stage.show(self.page)

    def dialog(self, kind: type[D]) -> D:
        settle()
        (found,) = [one for one in self.stage.window.findChildren(kind) if one.isVisible()]
        return found

    def look_up(self, phone: str = PHONE, name: str = NAME) -> None:
        self.page.look_up.click()
        dialog = self.dialog(LookUpDialog)
        dialog.phone.setText(phone)
        dialog.name.setText(name)
        dialog.submit()
        settle()

    def confirm(self, pin: str = PIN) -> None:
        """On what grounds, and the second person's word."""
        grounds = self.dialog(GroundsDialog)
        grounds.asked.choose(WhoAsks.SELF)
        grounds.why.choose(Why.PERSON)
        grounds.submit()
        second = self.dialog(SecondPersonDialog)
        second.who.choose(self.office.people.receptionist.staff_id)
        second.pin.setText(pin)
        second.submit()
        settle()


@pytest.fixture
def bureau(stage: Callable[[Actor], Stage], desk: Services, people: People, clock: FakeClock) -> Bureau:
    return Bureau(stage(people.supervisor), Office(desk, people, clock))


def texts(table: object) -> list[str]:
    model = table.model()  # type: ignore[attr-defined]
    return [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def test_what_is_theirs_is_ticked_and_a_namesake_is_not(bureau: Bureau) -> None:
    bureau.look_up()
    person = bureau.page.person
    assert person.isVisible()
    assert [row.certain for row in person._records] == [True, True, True, False]
    assert len(person._ticked) == 3
    namesake = person._records[-1]
    person.tick(namesake)
    assert namesake.key in person._ticked
    person.tick(namesake)
    assert namesake.key not in person._ticked


def test_a_copy_is_saved_as_pdf_and_spreadsheet(bureau: Bureau, tmp_path: Path) -> None:
    bureau.look_up()
    path = tmp_path / "copy.pdf"
    bureau.stage.asked.will_answer(path)
    bureau.page.person.copy.click()
    bureau.confirm()
    said = text_of(path.read_bytes())
    assert NAME in said and PHONE in said and OTHER_PHONE not in said and "钱伟明" not in said
    cells = [cell for line in load_workbook(path.with_suffix(".xlsx")).active.values for cell in line]
    assert NAME in cells and OTHER_PHONE not in cells
    assert [one.stat().st_mode & 0o777 for one in (path, path.with_suffix(".xlsx"))] == [0o600, 0o600]
    (request,) = bureau.office.desk.get(PrivacyQueries).requests(bureau.office.head)
    assert request.records == 3


@pytest.mark.parametrize("where", [None, "gone/copy.pdf"])
def test_a_copy_that_was_not_written_leaves_nothing_on_record(
    where: str | None, bureau: Bureau, tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    if where:
        expected_logs("could not be saved")
    bureau.look_up()
    bureau.stage.asked.will_answer(where and tmp_path / where)
    bureau.page.person.copy.click()
    bureau.confirm()
    assert not bureau.office.desk.get(PrivacyQueries).requests(bureau.office.head)


def test_rows_are_told_apart_and_open_in_their_tab(bureau: Bureau) -> None:
    bureau.look_up()
    person = bureau.page.person
    shown = texts(person.table)
    assert not any(NAME in cell or PHONE in cell for cell in shown)
    first = person._records[0]
    assert first.number in shown
    person.table.activated_row.emit(first)
    assert ("open", f"{first.kind} {first.record}") in bureau.stage.asked.questions


def test_an_erasure_tells_what_stays_and_prints_a_receipt_that_names_nobody(bureau: Bureau) -> None:
    bureau.look_up()
    bureau.page.person.erase.click()
    bureau.confirm()
    (receipt,) = bureau.stage.ctx.printing.previewed  # type: ignore[attr-defined]
    assert NAME not in repr(receipt) and PHONE not in repr(receipt)
    assert len(bureau.office.look_up(phone=PHONE)) == 1, "the visit that is open"
    assert bureau.page.lists.isVisible()
    assert not bureau.page.person._records


def test_a_wrong_pin_of_the_second_person_does_nothing(bureau: Bureau) -> None:
    bureau.look_up()
    bureau.page.person.erase.click()
    bureau.confirm(pin="000000")
    assert bureau.dialog(SecondPersonDialog).form.problem_of("pin")
    assert len(bureau.office.look_up(phone=PHONE)) == 3


def test_nothing_of_a_person_outlives_the_screen(bureau: Bureau) -> None:
    bureau.look_up()
    assert OTHER_PHONE in " ".join(texts(bureau.page.person.table))
    bureau.page.hide()
    assert not texts(bureau.page.person.table)
    assert not bureau.page.person._identity.phone


def test_who_looked_is_listed_with_the_reason(bureau: Bureau, people: People) -> None:
    bureau.look_up()
    bureau.page.person.leave()
    bureau.page.chips.choose(LOOKS)
    settle()
    said = texts(bureau.page.looks)
    assert people.supervisor.name in said and "The person asks for it" in said
    assert NAME not in " ".join(said)
    entries = bureau.office.desk.get(AuditQueries).entries(people.supervisor, AuditFilter())
    assert not any(PHONE in one.detail or NAME in one.detail for one in entries)


def test_the_notice_tells_how_long(bureau: Bureau) -> None:
    bureau.page.notice.click()
    (paper,) = bureau.stage.ctx.printing.previewed  # type: ignore[attr-defined]
    assert "6" in repr(paper)
    assert "stays on this desk's own computer" in repr(paper)


def test_a_desk_that_exchanges_says_what_it_cannot_find(bureau: Bureau) -> None:
    bureau.look_up()
    assert not bureau.page.person.elsewhere.isVisible()
    bureau.page.person.leave()
    head_office = HeadOffice(MemoryShare())
    bureau.office.desk.get(Exchange).connect(SYSTEM, head_office.card(), head_office.digits)
    bureau.look_up()
    assert bureau.page.person.elsewhere.isVisible()


def test_the_notice_of_a_desk_that_exchanges_says_where_it_goes(bureau: Bureau) -> None:
    head_office = HeadOffice(MemoryShare())
    bureau.office.desk.get(Exchange).connect(SYSTEM, head_office.card(), head_office.digits)
    bureau.page.notice.click()
    (paper,) = bureau.stage.ctx.printing.previewed  # type: ignore[attr-defined]
    assert "at the head office of the property company" in repr(paper)
    assert "own computer" not in repr(paper)
