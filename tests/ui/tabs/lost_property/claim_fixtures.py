"""Claims and lost reports in front of a desk: what every test of them presses and looks at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desk_app.services.lost_property.records import FoundItem
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.lost_property.claim import ClaimDialog
from tests.desk_fixtures import PIN
from tests.services.lost_property.found_desk import CONTENTS, ID_NUMBER, PHONE, SECRET, WORDS
from tests.ui.tabs.conftest import Stage, settle

SECRET_WORDS = (SECRET, CONTENTS, "小熊贴纸", "QX7", "1234元", "医保卡", "ZB9")
"""What nobody may read before a claimant's words are on record."""
W = TypeVar("W", bound=QWidget)


def opened(root: QWidget, kind: type[W]) -> W:
    """The dialog of this kind that is open."""
    settle()
    (found,) = [one for one in root.findChildren(kind) if one.isVisible()]
    return found


def begin(stage: Stage, item: FoundItem, report: int | None = None) -> tuple[ClaimDialog, list[FoundItem]]:
    """A claim of this item, and what it ended with."""
    ended: list[FoundItem] = []
    dialog = ClaimDialog(stage.ctx, item, stage.window, report=report)
    dialog.begin(ended.append)
    settle()
    return dialog, ended


def speak(dialog: ClaimDialog, words: str = WORDS) -> None:
    """The claimant's words go on record, by keyboard."""
    dialog.words.field.setPlainText(words)
    QTest.keyClick(dialog.words.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def identify(dialog: ClaimDialog) -> None:
    """Who it is, from a document."""
    step = dialog.identity
    step.name.setText("张伟明")
    step.phone.setText(PHONE)
    step.kind.choose("id_card")
    step.number.setText(ID_NUMBER)


def sign(dialog: ClaimDialog) -> None:
    """A stroke of the pen."""
    pad, left = dialog.identity.pad, Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=QPoint(30, 40))
    for x in range(40, 200, 20):
        QTest.mouseMove(pad, QPoint(x, 40 + x % 30))
    QTest.mouseRelease(pad, left, pos=QPoint(200, 60))
    settle()


def approve(dialog: ClaimDialog) -> None:
    """The supervisor's PIN."""
    asked = opened(dialog, ApprovalDialog)
    asked.pin.setText(PIN)
    asked.reason.setText("失主已核实")
    asked._decide("give")
    settle()


def texts(root: QWidget) -> Iterator[str]:
    """Everything that the widgets of a window say, seen or not, to eyes and to screen readers."""
    for one in (root, *root.findChildren(QWidget)):
        yield from (
            one.toolTip(),
            one.accessibleName(),
            one.accessibleDescription(),
            one.windowTitle(),
            one.whatsThis(),
        )
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            yield one.text()
        if isinstance(one, QPlainTextEdit):
            yield one.toPlainText()
        if hasattr(one, "rows_model"):
            yield from _cells(one.rows_model)


def _cells(model: object) -> Iterator[str]:
    for row in range(model.rowCount()):  # type: ignore[attr-defined]
        for place in range(model.columnCount()):  # type: ignore[attr-defined]
            index = model.index(row, place)  # type: ignore[attr-defined]
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                yield str(model.data(index, role) or "")  # type: ignore[attr-defined]


def leaks() -> list[str]:
    """The secret words that stand in any widget there is now."""
    said = "\n".join(text for window in QApplication.topLevelWidgets() for text in texts(window))
    return [one for one in SECRET_WORDS if one in said]
