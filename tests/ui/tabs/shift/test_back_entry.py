"""Back-entry in the window: one form after the other, and nothing is ever saved for a past time unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.blackout.records import Form, FormState
from desk_app.services.blackout.service import Blackout
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder, resources
from desk_app.services.core.words import LANGUAGES, load_words
from desk_app.services.visitors.records import CheckedIn, Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.visitors.actions import print_pass
from desk_app.ui.tabs.visitors.page import VisitorsPage
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.blackout.stories import ARRIVAL
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.shift.kit_window import KitWindow, kit_window


@pytest.fixture
def at(
    desk: Services, folder: DataFolder, people: People, clock: FakeClock, qtbot: QtBot
) -> Iterator[KitWindow]:
    """The receptionist's window at 15:12; a kit was printed at 9:00."""
    desk.get(Blackout).make_kit(people.receptionist)
    clock.advance(hours=6, minutes=12)
    with kit_window(desk, folder, clock, people.receptionist, qtbot) as made:
        yield made


def form_of(at: KitWindow, kind: str) -> Form:
    forms = at.ctx.services.get(BlackoutQueries).open_forms(at.ctx.actor)
    return next(form for form in forms if form.kind == kind)


def state_of(at: KitWindow, form: Form) -> FormState:
    found = at.ctx.services.get(BlackoutQueries).form(at.ctx.actor, form.number)
    assert found is not None
    return found.state


def begin(at: KitWindow, form: Form | None, when: str = "1405", kind: str = "visit") -> None:
    entry = at.entry
    if form is not None:
        at.frame.scan(form.number)
    entry.when.time.setText(when)
    entry.choices[kind].click()
    settle()


def check_in(at: KitWindow) -> int:
    """As the form of the tab does it: with whoever the window says acts."""
    verb, told = at.ctx.services.get(Visitors).check_in, []
    at.ctx.do(lambda by: verb(by, ARRIVAL), owner=at.window, done=told.append)  # type: ignore[arg-type]
    settle()
    return told[0].visit.id  # type: ignore[attr-defined, no-any-return]


def test_a_scanned_form_opens_its_tab_and_is_settled_by_what_is_saved(at: KitWindow) -> None:
    form = form_of(at, "visit")
    begin(at, form)
    assert at.tab == "visitors"
    bar = at.frame.back_entry
    assert bar.isVisible() and "14:05" in _text(bar) and f"{form.number[:4]} {form.number[4:]}" in _text(bar)
    assert state_of(at, form) is FormState.OPEN
    visit = check_in(at)
    assert state_of(at, form) is FormState.USED and "is entered" in _text(bar)
    assert at.ctx.actor.happened_at is None, "nothing more is saved for 14:05 unseen"
    happened = at.clock.now() - timedelta(hours=1, minutes=7)
    page = at.frame.place.page  # type: ignore[union-attr]
    assert isinstance(page, VisitorsPage)
    page.show_record("visit", visit)
    settle()
    assert page.panel is not None and page.panel.visit.arrived_at == happened
    assert page.late.isVisible() and "14:05" in page.late.text() and "15:12" in page.late.text()
    # the next form: the time stays to be typed over, the number is asked for
    bar.action.click()
    assert at.tab == "shift" and at.entry.number.text() == "" and at.ctx.session.back_entry is not None
    bar.end.click()
    assert not bar.isVisible() and at.ctx.actor.happened_at is None


def test_the_form_says_what_may_be_entered(at: KitWindow) -> None:
    entry, form = at.entry, form_of(at, "key")
    at.frame.scan(form.number)
    assert at.tab == "shift" and entry.number.text() == f"{form.number[:4]} {form.number[4:]}"
    assert [kind for kind, choice in entry.choices.items() if choice.isEnabled()] == ["key"]
    assert "K-0001" in entry.told.text()
    at.ctx.services.get(Blackout).void_form(at.ctx.actor, form.number, "写坏了")
    at.frame.scan(form.number)
    assert not any(choice.isEnabled() for choice in entry.choices.values())
    entry.number.setText("80019999")
    entry.number.textEdited.emit("80019999")
    entry.when.time.setText("1405")
    entry.choices["visit"].click()
    assert entry.problem.isVisible() and at.ctx.session.back_entry is None


@pytest.mark.parametrize("when", ["", "2300", "99"])
def test_no_time_that_cannot_be(when: str, at: KitWindow) -> None:
    begin(at, None, when)
    assert at.tab == "shift" and at.entry.problem.isVisible()
    assert at.ctx.session.back_entry is None


def test_without_a_form_it_is_entered_too_and_listed(at: KitWindow) -> None:
    begin(at, None)
    assert "without a form" in _text(at.frame.back_entry)
    check_in(at)
    assert at.ctx.actor.happened_at is not None and "without a form" in _text(at.frame.back_entry)
    entry = at.entry
    settle()
    assert [one.names for one in entry.table.rows_model.rows] == [("YF-A1-261123-001",)]


def test_the_number_is_emptied_when_it_is_over(at: KitWindow) -> None:
    begin(at, form_of(at, "visit"))
    at.frame.back_entry.end.click()
    assert at.entry.number.text() == "" and at.entry.told.text() == ""
    assert all(choice.isEnabled() for choice in at.entry.choices.values())


def test_nobody_gets_a_pass_who_is_not_here(at: KitWindow) -> None:
    begin(at, None)
    place = at.frame.place
    assert place is not None
    page = place.page
    assert isinstance(page, VisitorsPage)
    verbs = at.ctx.services.get(Visitors)
    told: list[Visit] = []

    def done(saved: CheckedIn) -> None:
        told.append(saved.visit)
        print_pass(at.ctx, page, saved.visit)

    at.ctx.do(lambda by: verbs.check_in(by, ARRIVAL), owner=page, done=done)
    settle()
    assert told and not at.tray.printed
    print_pass(at.ctx, page, told[0])
    settle()
    assert len(at.tray.printed) == 1, "asked for, it is printed"


def test_it_ends_at_lock_and_sign_out_and_after_ten_minutes(at: KitWindow) -> None:
    session, me = at.ctx.session, at.ctx.actor
    begin(at, None)
    session.lock()
    assert session.back_entry is None and not at.frame.back_entry.isVisible()
    session.sign_in(me)
    assert at.ctx.actor.happened_at is None
    begin(at, None)
    session.sign_out()
    assert session.back_entry is None
    session.sign_in(me)
    begin(at, None)
    at.clock.advance(minutes=9, seconds=59)
    session.look()
    assert session.back_entry is not None
    session.touch()
    at.clock.advance(minutes=10)
    session.look()
    assert session.back_entry is None and session.open, "the mode ends, the session goes on"


def test_what_cannot_be_entered_afterwards_says_so(at: KitWindow, people: People) -> None:
    begin(at, None)
    verb = at.ctx.services.get(Visitors).cancel
    at.ctx.do(lambda by: verb(by, 1), owner=at.window)
    assert any("cannot be entered afterwards" in text for text in at.asked.texts)
    assert at.ctx.session.back_entry is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages(language: str, at: KitWindow) -> None:
    before = speaker.words
    speaker.use(load_words(language, resources() / "i18n"))
    try:
        form = form_of(at, "visit")
        at.frame.scan(form.number)
        at.entry.when.time.setText("1405")
        at.shot(f"back_entry_{language}")
        begin(at, form)
        at.shot(f"back_entry_bar_{language}")
        check_in(at)
        at.shot(f"back_entry_saved_{language}")
        entry = at.entry
        settle()
        assert entry.table.rows_model.rows
        at.shot(f"back_entry_list_{language}")
    finally:
        speaker.use(before)


def _text(bar: object) -> str:
    from desk_app.ui.back_entry_bar import BackEntryBar

    assert isinstance(bar, BackEntryBar)
    return " ".join(label.text() for label in bar.findChildren(QLabel))
