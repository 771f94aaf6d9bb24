"""The last step of the first start: the recovery code goes onto paper, or is put off."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desk_app.services.core.words import N_
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.recovery_sheet import SheetBox, about_the_code
from desk_app.ui.widgets.parts import button, column, row, said_label


class RecoverySheetPage(Cover):
    """`done` carries whether somebody says that the sheet is in a safe place."""

    done = Signal(bool)

    def __init__(self, sheet: SheetBox) -> None:
        super().__init__(620)
        self.sheet = sheet
        self.safe = button(N_("It is in a safe place"), lambda: self._leave(True), icon="check")
        self.safe.setEnabled(False)
        self.later = button(N_("Later: remind the supervisor"), lambda: self._leave(False), kind="quiet")
        sheet.out.connect(lambda: self.safe.setEnabled(True))
        head = row(Sign("key"), said_label(N_("Recovery code"), "title"), None, spacing=12)
        self.set_content(column(head, about_the_code(), sheet, row(self.later, None, self.safe), spacing=16))

    def _leave(self, safe: bool) -> None:
        self.sheet.forget()
        self.done.emit(safe)
