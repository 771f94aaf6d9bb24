"""The real program with somebody looking over the shoulder: prints, as JSON, what stands on the screen when it changes.

    python -m tests.stories.watched --data FOLDER gate

Nothing is driven from in here: keys come from outside, as from a keyboard and a scanner.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget

from desk_app.cli import main
from desk_app.ui.gate.window import GateWindow
from desk_app.ui.main_window import MainWindow
from desk_app.ui.pages.sign_in import SignInPage
from desk_app.ui.tabs.keys.page import KeysPage
from desk_app.ui.tabs.loans.page import LoansPage
from desk_app.ui.tabs.mail.page import MailPage
from desk_app.ui.tabs.passes.page import PassesPage
from desk_app.ui.tabs.supervisor.conflicts_page import ConflictsPage
from tests.stories.key_watch import tell_keys
from tests.stories.mail_watch import tell_mail
from tests.stories.stopwatch import stopwatch

LOOK_MS = 40


def look() -> dict[str, Any]:
    """What somebody sees."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    window = next((one for one in shown if isinstance(one, MainWindow)), None)
    if window is None:
        return {}
    told = {"active": QApplication.focusWindow() is not None, **_keyboard()}
    for kind, teller in TELLERS.items():
        for page in window.findChildren(kind):
            if page.isVisible():
                told |= teller(page)
    return told


def _keyboard() -> dict[str, Any]:
    """Where the keyboard is, and what stands there."""
    focus = QApplication.focusWidget()
    if focus is None:
        return {"at": "", "text": ""}
    text = focus.text() if isinstance(focus, QLineEdit) and focus.echoMode() == focus.EchoMode.Normal else ""
    said = focus.text() if isinstance(focus, QCheckBox) else ""
    told = {"at": focus.accessibleName() or _label_of(focus) or said or type(focus).__name__, "text": text}
    return told | ({"ticked": focus.isChecked()} if isinstance(focus, QCheckBox) else {})


def _label_of(widget: QWidget) -> str:
    labels = widget.window().findChildren(QLabel)
    return next((one.text() for one in labels if one.buddy() is widget), "")


def _sign_in(page: SignInPage) -> dict[str, Any]:
    chosen = page.names.checkedButton()
    return {"person": chosen.text().split("\n")[0] if chosen else "", "problem": page.problem.text()}


def _gate(page: GateWindow) -> dict[str, Any]:
    return {
        "word": page.verdict.word.text,
        "reason": page.verdict.reason.text(),
        "next": page.verdict.next_step.text(),
        "steps": [step.name for step in page.buttons.offered if page.buttons.buttons[step].isEnabled()],
        "armed": page.arming.ready,
        "more": page._flow.unseen,
        "goods": page.goods.lines.texts(),
        "scans": [f"{word} {came}".strip() for _, word, came in page.side.lines.lines],
    }


def _passes(page: PassesPage) -> dict[str, Any]:
    editor = page.editor.isVisible()
    told: dict[str, Any] = {"writing": editor, "view": page.chips.current}
    if editor:
        told["lines"] = [f"{one.quantity} {one.unit} {one.name}" for one in page.editor.lines.lines()]
        told["tenant"] = page.editor.who.tenant is not None
        told["button"] = page.editor.save.text()
    else:
        told["passes"] = [[one.number, one.state.value] for one in page.table.rows_model.rows]
        told["pile"] = [page.pile.home, page.pile.odd, page.pile.said.text()]
    return told


def _loans(page: LoansPage) -> dict[str, Any]:
    rain = page.rain.rain
    if rain is None or not rain.isVisible():
        return {"raining": False, "view": page.chips.current}
    return {
        "raining": True,
        "step": rain.step.word.text,
        "digits": rain.step.field.text(),
        "told": [rain.told.word.text, rain.told.detail.text()],
        "left": [one.figure.text() for one in rain.stock.figures.values()],
        "run": rain.last.said.text(),
        "ms": stopwatch(rain).milliseconds,
    }


def _conflicts(page: ConflictsPage) -> dict[str, Any]:
    return {
        "open": [[one.conflict.title, one.kind.text()] for one in page.cards.values()],
        "settled": len(page.lines),
    }


TELLERS: dict[type[Any], Any] = {
    SignInPage: _sign_in,
    GateWindow: _gate,
    KeysPage: tell_keys,
    LoansPage: _loans,
    MailPage: tell_mail,
    PassesPage: _passes,
    ConflictsPage: _conflicts,
}


def run(arguments: list[str]) -> int:
    """The program, watched."""
    app = QApplication(sys.argv[:1])
    last: list[dict[str, Any]] = [{}]

    def say() -> None:
        if (now := look()) != last[0]:
            last[0] = now
            print(json.dumps(now, ensure_ascii=False), flush=True)

    timer = QTimer(app)
    timer.timeout.connect(say)
    timer.start(LOOK_MS)
    try:
        return main(arguments)
    finally:
        timer.stop()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
