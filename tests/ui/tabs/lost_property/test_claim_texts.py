"""Claims, matches and lost reports in Chinese, whole and at every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from desk_app.services.core.people import Actor
from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.lost_property.records import ValueClass
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.lost_property.matches_view import MatchesView
from desk_app.ui.tabs.lost_property.report_dialogs import CloseReportDialog, CorrectReportDialog
from desk_app.ui.tabs.lost_property.reports import ALL, ReportsPlace
from desk_app.ui.tabs.lost_property.secrets_dialog import SecretsDialog
from tests.desk_fixtures import People
from tests.services.lost_property.found_desk import SECRET, FoundDesk
from tests.ui.tabs.conftest import Stage, settle
from tests.ui.tabs.lost_property.claim_fixtures import begin, speak
from tests.ui.tabs.visitors.test_texts_and_sizes import chinese, untranslated


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speaker.use(Words(ENGLISH))


@pytest.fixture
def window(stage: Callable[[Actor], Stage], people: People) -> Stage:
    """The supervisor's window."""
    return stage(people.supervisor)


def test_every_step_of_a_claim(window: Stage, counter: FoundDesk) -> None:
    window.window.show()
    counter.report()
    dialog, _ = begin(window, counter.keep(secret="", value=ValueClass.MIDDLE))
    chinese()
    assert not untranslated(window.window)
    speak(dialog, "黑")
    assert not untranslated(dialog)
    speak(dialog, "黑色的长柄雨伞")
    dialog.compare.ask_why()
    assert not untranslated(dialog)
    dialog.compare.yes.click()
    dialog.identity.sure.click()
    settle()
    assert dialog.identity.unsigned.isVisible() and not untranslated(dialog)


def test_reports_with_their_matches(window: Stage, counter: FoundDesk) -> None:
    item, report = counter.keep(), counter.report()
    place = ReportsPlace(window.ctx, window.window)
    window.show(place)
    place.form.fields.what.setText("黑色雨伞")
    place.form.look()
    chinese()
    assert not untranslated(place)
    place.show_report(report.id)
    settle()
    assert not untranslated(place)
    counter.lost.tell_match(counter.clerk, report.id, item.id)
    place.load()
    settle()
    assert not untranslated(place)
    counter.lost.close(counter.clerk, report.id, "在家里找到了")
    place.chips.choose(ALL)
    place.load()
    settle()
    assert not untranslated(place)


def test_matches_and_dialogs(window: Stage, counter: FoundDesk) -> None:
    window.window.show()
    item, report = counter.keep(), counter.report()
    view = MatchesView(window.ctx, window.window, item=item, parent=window.window)
    chinese()
    assert view.pairs and not untranslated(view)
    secrets = SecretsDialog(window.ctx, item, window.window)
    for dialog in (
        secrets,
        CloseReportDialog(window.ctx, report, window.window),
        CorrectReportDialog(window.ctx, report, "", window.window),
    ):
        dialog.open()
        settle()
        assert not untranslated(dialog), dialog
    secrets.why.setText("盘点保险柜")
    secrets.show_secrets()
    assert untranslated(secrets) == {SECRET}
