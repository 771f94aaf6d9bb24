"""Both languages, hostile text, every size of window, the lists to print and save, and the tab's place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog

from desk_app.services.core.matters import Matter
from desk_app.services.core.people import Actor
from desk_app.services.core.words import ENGLISH, N_, Words
from desk_app.services.loans.records import View
from desk_app.ui.i18n import speaker
from desk_app.ui.tab_spec import CodePage, tabs
from desk_app.ui.tabs.loans import TAB, actions
from desk_app.ui.tabs.loans.drawer_forms import CountDialog, HandOverDialog
from desk_app.ui.tabs.loans.history import HistoryDialog
from desk_app.ui.tabs.loans.signing import SignDialog
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby, suspend
from tests.ui.tabs.visitors.test_texts_and_sizes import chinese, untranslated

HOSTILE = "<b>王</b>&amp;<img src=x>"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speaker.use(Words(ENGLISH))


@pytest.fixture
def busy(lobby_of: Callable[[Actor], Lobby], people: People) -> Lobby:
    """Late, suspended, phoned, extended: everything that has a text."""
    lobby = lobby_of(people.supervisor)
    lobby.counter.lend(lobby.counter.umbrellas[0], lobby.counter.chairs[0])
    suspend(lobby.counter, "13812345678")
    lobby.clock.advance(days=2)
    lobby.load()
    return lobby


def test_page_form_and_panels_speak_chinese(busy: Lobby) -> None:
    busy.form.take_item(busy.counter.chairs[1])
    busy.who()
    busy.judge()
    chinese()
    assert not untranslated(busy.page)
    busy.open(busy.only())
    assert not untranslated(busy.page)
    busy.page.show_record("loan_item", busy.counter.umbrellas[1].id)
    settle()
    assert not untranslated(busy.page)


def test_dialogs_speak_chinese(busy: Lobby) -> None:
    chinese()
    loan = busy.only()
    line = loan.lines[1]
    openers: tuple[Callable[[], object], ...] = (
        busy.page.stock,
        busy.page.drawer,
        lambda: actions.take_back_with_remarks(busy.ctx, busy.page, line),
        lambda: actions.report_lost(busy.ctx, busy.page, line),
        lambda: actions.extend(busy.ctx, busy.page, line),
        lambda: actions.note_call(busy.ctx, busy.page, loan),
        lambda: actions.correct(busy.ctx, busy.page, loan),
        lambda: HistoryDialog(busy.ctx, busy.page, loan).open(),
        lambda: SignDialog(busy.page, "伞 001").open(),
        lambda: CountDialog(busy.ctx, busy.page, lambda _: None).open(),
        lambda: HandOverDialog(busy.ctx, busy.page, lambda _: None).open(),
    )
    for opener in openers:
        opener()
        settle()
        (dialog,) = [one for one in busy.stage.window.findChildren(QDialog) if one.isVisible()]
        assert not untranslated(dialog), dialog
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_names_are_shown_literally(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0], company=HOSTILE, remark=HOSTILE)
    panel = lobby.open(loan)
    texts = {label.text() for label in panel.findChildren(type(lobby.page.day_label))}
    assert any(HOSTILE in text for text in texts)


@pytest.mark.parametrize("width", [860, 1000, 1290, 1844])
def test_the_page_fits_every_window(busy: Lobby, width: int) -> None:
    busy.stage.window.resize(width, 600)
    settle()
    assert busy.page.width() == width
    assert busy.form.width() <= busy.page.side_frame.width()
    busy.open(busy.only())
    assert busy.panel.width() <= busy.page.side_frame.width()


def test_the_list_of_each_chip_is_printed_and_saved(busy: Lobby, tmp_path: Path) -> None:
    for place, view in enumerate(View):
        busy.page.chips.choose(view)
        settle()
        busy.page.print_list()
        path = tmp_path / f"{view}.xlsx"
        busy.asked.will_answer(path)
        busy.page.save_list()
        assert len(busy.previewed) == place + 1 and path.exists()


def test_the_chips_count_and_filter(busy: Lobby) -> None:
    assert "1" in busy.page.chips._buttons[View.OVERDUE].text()
    busy.page.chips.choose(View.LOST)
    settle()
    assert busy.page.lists.currentWidget() is busy.page.empty


def test_a_page_left_open_over_midnight_goes_on(busy: Lobby) -> None:
    busy.clock.advance(days=1)
    busy.load()
    assert busy.page.day == busy.page.today()


def test_the_tab_takes_its_codes_and_its_step(busy: Lobby) -> None:
    assert TAB in tabs() and isinstance(busy.page, CodePage)
    line = busy.only().lines[0]
    matter = Matter("loans", "loan", busy.only().id, N_("{item} is out"), step="take_back", target=line.id)
    TAB.steps["take_back"].run(busy.ctx, busy.page, matter)
    assert [one.id for one in busy.only().out] == [busy.only().lines[1].id]
    TAB.steps["take_back"].run(busy.ctx, busy.page, matter)
    assert busy.asked.texts == ["“伞 001” was taken back already. Nothing was changed."]


def test_escape_leads_back_to_the_form(busy: Lobby) -> None:
    busy.open(busy.only())
    busy.page.leave_panel()
    assert busy.page.panel is None and busy.form.isVisible()


def test_a_role_without_the_desk_has_no_such_tab(people: People) -> None:
    assert people.guard.role not in TAB.roles and people.receptionist.role in TAB.roles
