"""Both languages, hostile text in every field, and every size of window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from desk_app.services.core.paths import resources
from desk_app.services.core.people import Actor
from desk_app.services.core.words import CHINESE, ENGLISH, Words, load_words
from desk_app.services.visitors.records import Permit, Purpose, VisitState
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.visitors.announce import AnnounceDialog
from desk_app.ui.tabs.visitors.import_list import ImportDialog
from desk_app.ui.tabs.visitors.watch_list import WatchListDialog
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.visitors.conftest import HOST, ID_NUMBER, KNOWN, Log, dialog_of, press, write

LATIN = re.compile(r"[A-Za-z]{2,}")
CODES = re.compile(r"YF-A1-[\d-]+|(?:Ctrl|Alt)\+(?:Shift\+)?\w+|PIN|CSV|Excel|SG-12|HT|V07|A4")


def chinese() -> None:
    speaker.use(load_words(CHINESE, resources() / "i18n"))
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def texts(root: QWidget) -> Iterator[str]:
    """Everything in sight that the program says."""
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QDialog):
            yield widget.windowTitle()
        yield re.sub("<[^>]+>", "", widget.toolTip())
        yield widget.accessibleName()
        yield widget.accessibleDescription()


def untranslated(root: QWidget) -> set[str]:
    return {text for text in texts(root) if LATIN.search(CODES.sub("", text))}


def test_no_english_is_left_in_chinese_and_the_draft_stays(
    log_of: Callable[[Actor], Log], people: People
) -> None:
    log = log_of(people.supervisor)
    until = log.page.today() + timedelta(days=3)
    contractor = KNOWN.__class__(
        "王海", "13812345670", "华安装饰", purpose=Purpose.CONTRACTOR, host=HOST, badge="V07", party_size=2,
        request="c", id_kind=log.form.id_kind._values[1], id_number=ID_NUMBER, permit=Permit("SG-12", until, "赵刚"),
    )  # fmt: skip
    visit = log.come(contractor)
    log.type(name="张伟", phone="138", plate="粤B")
    log.form.purpose.choose(Purpose.DELIVERY)
    draft = log.form.arrival()
    log.submit()
    assert "New visitor" in set(texts(log.page)) and log.form.main.problem_of("phone")
    chinese()
    assert untranslated(log.page) == set() and log.form.arrival() == draft
    assert log.form.main.problem_of("phone"), "the problem is said in Chinese now"
    header = [
        log.page.table.rows_model.headerData(at, log.page.table.horizontalHeader().orientation())
        for at in range(8)
    ]
    assert not LATIN.search(" ".join(header))
    speaker.use(Words(ENGLISH))
    log.open(visit)
    assert "Contractor" in set(texts(log.panel))
    chinese()
    assert untranslated(log.page) == set() and log.panel.visit.id == visit.id
    assert log.form.arrival() == draft


@pytest.mark.parametrize(
    ("tool", "kind"),
    [("登记预约", AnnounceDialog), ("导入名单", ImportDialog), ("关注名单", WatchListDialog)],
)
def test_no_english_is_left_in_the_dialogs(
    log_of: Callable[[Actor], Log], people: People, tool: str, kind: type[QDialog]
) -> None:
    log = log_of(people.supervisor)
    opener = {
        AnnounceDialog: log.page.announce,
        ImportDialog: log.page.import_list,
        WatchListDialog: log.page.watch_list,
    }
    opener[kind]()
    settle()
    dialog = dialog_of(log.page, kind)
    assert untranslated(dialog), tool
    chinese()
    assert untranslated(dialog) == set()
    dialog.reject()


# What people type and paste

HOSTILE = {
    "long": "长" * 10_000,
    "emoji": "👩‍👩‍👧🎉",
    "right to left": "\u202eגנב\u202c",
    "formula": "=cmd|' /C calc'!A0",
    "markup": "<img src=x onerror=1><b>粗</b>",
    "statement": "'; DROP TABLE visits; --",
}
FIELDS = ("name", "phone", "host", "host_person", "company", "badge", "plate", "belongings", "remark")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("field", FIELDS)
def test_a_hostile_field_is_refused_or_kept_as_plain_text(log: Log, field: str, text: str) -> None:
    log.type(name="张伟明", phone="13812345678", host="1205")
    log.type(**{field: text})
    log.submit()
    log.submit() if log.form.name.text() else None
    visits = log.visits()
    if not visits:
        form = log.form.main if field in log.form.main.draft() else log.form.extra
        kept = form.draft()[field]
        assert form.problem_of(field) and (kept[1] if isinstance(kept, tuple) else kept) == text
        assert log.asked.questions == [] and log.check_in.save.isEnabled()
        return
    (visit,) = visits
    shown = {
        "name": visit.name, "phone": visit.phone, "host": visit.host.tenant, "host_person": visit.host.person,
    }.get(field) or getattr(visit, field)  # fmt: skip
    assert shown and visit.state is VisitState.ON_SITE
    log.open(visit)
    labels = log.panel.findChildren(QLabel)
    assert any(shown in one.text() for one in labels)
    assert all(one.textFormat().name == "PlainText" for one in labels if shown in one.text())
    assert "\u202e" not in shown and (shown == text or field != "remark" or "\u202e" in text)


def test_hostile_text_in_a_contractors_fields_and_in_a_correction(log: Log) -> None:
    for field in ("id_number", "permit_number", "permit_until", "escort"):
        for text in HOSTILE.values():
            log.check_in.clear()
            log.form.purpose.choose(Purpose.CONTRACTOR)
            log.type(name="王海", phone="13812345678", host="1205", id_number=ID_NUMBER, permit_number="1")
            log.type(permit_until="2026-12-01", escort="赵刚", company="华安装饰")
            log.type(**{field: text})
            log.submit()
            refused = bool(log.form.main.problem_of(field))
            assert refused or log.form.name.text() == "" or log.asked.questions.pop()[0] == "choose", (
                field,
                text,
            )


def test_suggestions_survive_anything_typed(log: Log) -> None:
    log.come()
    for text in HOSTILE.values():
        for picker in (log.form.name, log.form.phone, log.form.host):
            picker.setText(text)
            picker.query.emit(text)
    assert log.asked.questions == []


# Sizes


def clipped(root: QWidget) -> list[str]:
    """Buttons in sight with less room than they need, and neighbours that lie on each other."""
    buttons = [one for one in root.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    bad = [
        f"{one.text()}: {one.size()} < {one.sizeHint()}"
        for one in buttons
        if one.width() < one.sizeHint().width()
    ]
    bad += [f"{one.text()}: low" for one in buttons if one.height() < one.sizeHint().height()]
    for one in buttons:
        for other in buttons:
            if (
                one is not other
                and one.parent() is other.parent()
                and one.geometry().intersects(other.geometry())
            ):
                bad.append(f"{one.text()} on {other.text()}")
    return bad


def scrolls(widget: QWidget, root: QWidget) -> bool:
    """Whether it lies in an area that scrolls: below the fold is no fault."""
    return any(area.isAncestorOf(widget) for area in root.findChildren(QScrollArea))


def outside(root: QWidget) -> list[str]:
    """Buttons that stick out of the page."""
    found = [one for one in root.findChildren(QAbstractButton) if one.isVisible() and not scrolls(one, root)]
    return [
        one.text() or one.accessibleName()
        for one in found
        if not root.rect().contains(one.rect().translated(one.mapTo(root, one.rect().topLeft())))
    ]


@pytest.mark.parametrize("size", [(864, 400), (1290, 700), (1920, 1000)])
@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_nothing_is_clipped_or_overlaps(
    log_of: Callable[[Actor], Log], people: People, size: tuple[int, int], language: str
) -> None:
    log = log_of(people.supervisor)
    visit = log.come(badge="V07")
    if language == CHINESE:
        chinese()
    log.page.window().resize(*size)
    settle()
    assert log.page.width() == size[0], f"the page needs {log.page.minimumSizeHint()}"
    assert clipped(log.page) == [] and outside(log.page) == []
    log.open(visit)
    assert clipped(log.page) == [] and outside(log.page) == []
    hidden = [log.page.table.isColumnHidden(at) for at in range(8)]
    assert any(hidden) is (size[0] < 1000) or size[0] == 1290
    assert log.page.side_frame.width() == (330 if size[0] < 1000 else 392)


def test_a_problem_below_the_fold_is_brought_into_sight(log: Log) -> None:
    log.page.window().resize(864, 400)
    settle()
    log.type(name="张伟明", phone="13812345678", host="1205", plate="粤B1")
    log.submit()
    settle()
    plate = log.form.extra.field("plate")
    assert plate.hasFocus() and plate.visibleRegion().boundingRect().height() == plate.height()
    write(log.form, "plate", "粤B12345")
    press(log.page, "Clear")
