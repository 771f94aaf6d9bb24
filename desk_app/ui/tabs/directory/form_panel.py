"""A side panel that shows a record, or a form that changes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_, Message
from desk_app.ui.tabs.directory.dialogs import FormBody
from desk_app.ui.widgets.parts import button
from desk_app.ui.widgets.side_panel import SidePanel


class FormPanel(SidePanel):
    """Forms with Cancel and Save at the foot, problems beside the fields, Ctrl+Enter to save."""

    @property
    def editing(self) -> bool:
        """Whether a form is open: a reload must not take it away."""
        return not self.isHidden() and isinstance(self.body, FormBody)

    @property
    def dirty(self) -> bool:
        """Whether a form is open in which something was typed."""
        return self.editing and isinstance(self.body, FormBody) and self.body.form.dirty

    def show_form(self, title: Message, body: FormBody, save: Callable[[], None]) -> None:
        """Open a form; `save` may raise InvalidInput."""

        def try_to_save() -> None:
            try:
                save()
            except InvalidInput as problem:
                body.form.show_problems(problem)

        self.show_body(title, body)
        confirm = button(
            N_("Save", "directory"), try_to_save, kind="primary", icon="check", tip=N_("Save (Ctrl+Enter)")
        )
        self.fill_foot(button(N_("Cancel"), self.close_panel), confirm)
        body.form.submitted.connect(try_to_save)
        body.start()

    def leave_form(self) -> None:
        """What was typed is saved: the form holds nothing that could be lost."""
        if isinstance(self.body, FormBody):
            self.body.form.reset(self.body.form.draft())

    def fill_foot(self, *buttons: QPushButton) -> None:
        """Other buttons, at the right."""
        while self.foot.count():
            item = self.foot.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.foot.addStretch(1)
        for made in buttons:
            self.foot.addWidget(made)
