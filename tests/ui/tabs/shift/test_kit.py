"""The blackout kit's page: printed, looked at, saved, and every form accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.services.blackout.options import FOLDER
from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder, resources
from desk_app.services.core.words import LANGUAGES, load_words
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.shift.kit_papers import print_kit
from desk_app.ui.widgets.row_view import RowTable
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.shift.kit_window import KitWindow, kit_window


@pytest.fixture
def at(
    desk: Services, folder: DataFolder, people: People, clock: FakeClock, qtbot: QtBot
) -> Iterator[KitWindow]:
    """The supervisor's window."""
    with kit_window(desk, folder, clock, people.supervisor, qtbot) as made:
        yield made


def test_a_new_kit_is_printed_and_earlier_forms_are_not_forgotten(at: KitWindow) -> None:
    page = at.kit
    assert not page.table.isVisible() and page.empty.isVisible()
    page.print.click()
    settle()
    (paper,) = at.tray.printed
    assert paper.title.endswith("K-0001") and paper.counterparts
    assert page.table.isVisible() and not page.old.isVisible()
    n = len(page.table.rows_model.rows)
    at.clock.advance(hours=2)
    print_kit(at.ctx, page, handover=3)
    settle()
    page.load()
    assert len(at.tray.printed) == 2 and len(page.table.rows_model.rows) == 2 * n
    assert page.old.isVisible() and "K-0002" in page.printed.text()


def test_a_form_is_given_up_with_words(at: KitWindow) -> None:
    page = at.kit
    page.print.click()
    settle()
    first = page.table.rows_model.rows[0]
    page.table.select(first.id)
    at.asked.answers.append("写坏了")
    page.void.click()
    settle()
    found = at.ctx.services.get(BlackoutQueries).form(at.ctx.actor, first.number)
    assert found is not None and found.words == "写坏了"
    assert first.id not in {one.id for one in page.table.rows_model.rows}


def test_looking_gives_out_no_numbers_twice(at: KitWindow) -> None:
    page = at.kit
    page.preview.click()
    page.preview.click()
    assert len({paper.number for paper in at.tray.previewed}) == 1 and len(at.tray.previewed) == 2
    page.load()
    assert all(form.saved for form in page.table.rows_model.rows), "what was only looked at is on no paper"
    assert "saved, not printed" in texts(page.table) and not page.old.isVisible()


def test_without_a_printer_the_page_says_that_the_kit_waits(
    at: KitWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(make: object, *, stuck: Callable[[Exception], bool], **_: object) -> None:
        assert not stuck(RuntimeError()), "the print desk tells it too"

    monkeypatch.setattr(at.tray, "print", refuse)
    at.kit.print.click()
    settle()
    assert at.kit.waits.isVisible()
    assert "10" in at.kit.forms.text()


def texts(table: RowTable) -> set[str]:
    model = table.rows_model
    return {str(model.index(0, column).data()) for column in range(model.columnCount())}


def test_it_is_saved_where_the_supervisor_says(at: KitWindow, folder: DataFolder, tmp_path: Path) -> None:
    page, stick = at.kit, tmp_path / "stick"
    stick.mkdir()
    page.save.click()
    assert [file.name for file in folder.blackout.iterdir()] == ["blackout-kit-YF-A1.pdf"]
    at.asked.answers.append(stick)
    page.choose()
    assert at.ctx.local.get(FOLDER) == str(stick) and len(list(stick.iterdir())) == 1
    assert str(stick) in page.also.text() and str(folder.blackout) in page.saved.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages(language: str, at: KitWindow) -> None:
    before = speaker.words
    speaker.use(load_words(language, resources() / "i18n"))
    try:
        page = at.kit
        page.print.click()
        at.clock.advance(hours=2)
        page.print.click()
        page.save.click()
        settle()
        at.shot(f"kit_{language}")
        assert page.old.isVisible()
    finally:
        speaker.use(before)
