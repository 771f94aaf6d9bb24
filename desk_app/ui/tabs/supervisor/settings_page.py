"""Settings: one list derived from what every feature declares, with a search; nothing is listed twice by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from desk_app.services.catalogue import features
from desk_app.services.core.errors import UserError
from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import N_, Message
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.services.letterhead.options import LOGO
from desk_app.services.settings.service import SettingsService
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.preferences import LANGUAGE, SHOWN, THEME
from desk_app.ui.switches import choose_language, choose_theme
from desk_app.ui.tabs.supervisor.editors import editor
from desk_app.ui.tabs.supervisor.gate_choice import GateChoice
from desk_app.ui.tabs.supervisor.logo_field import LogoField
from desk_app.ui.tabs.supervisor.setting_row import SettingRow
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button, column, said_label


class SettingsPage(Part):
    """Change as many as needed, then save: one journal event each."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Settings"),
            N_("For the whole building, or for this PC alone. What is not at its default is marked."),
        )
        self.rows: dict[str, SettingRow] = {}
        self._groups: list[tuple[QWidget, list[SettingRow]]] = []
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(260)
        say(self.search, N_("Find a setting"), "setPlaceholderText")
        say(self.search, N_("Find a setting"), "setAccessibleName")
        self.save_button = button(N_("Save"), self.save, kind="primary", icon="check", key="Ctrl+S")
        self.tools.addWidget(self.search)
        self.tools.addWidget(self.save_button)
        self.body.addWidget(self._build_list(), 1)
        self.search.textChanged.connect(self._filter)
        self._count()

    def _build_list(self) -> QWidget:
        inside = QWidget()
        groups = [self._group(N_("This PC"), SHOWN)]
        groups += [self._group(one.title, one.settings) for one in features() if one.settings]
        inside.setLayout(column(*groups, None, spacing=20, margins=4))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _group(self, title: Message, settings: tuple[Setting[Any], ...]) -> QWidget:
        rows = []
        for setting in settings:
            made = SettingRow(setting, self._field(setting))
            made.changed.connect(self._count)
            self.rows[setting.key] = made
            rows.append(made)
        group = QWidget()
        group.setLayout(column(said_label(title, "heading"), *rows, spacing=8))
        self._groups.append((group, rows))
        return group

    def _field(self, setting: Setting[Any]) -> QWidget:
        bench = self.ctx.services.bench
        if setting is GATE_NUMBER:
            return GateChoice(bench.settings)
        if setting is LOGO:
            return LogoField(self.ctx)
        return editor(setting, bench.clock.now)

    def load(self) -> None:
        """Values as they hold now; what is being changed stays."""
        gate = self.rows[GATE_NUMBER.key].field
        if isinstance(gate, GateChoice):
            gate.rename()
        for one in self.rows.values():
            one.show_value(self._value(one.setting))
        self._count()

    def _value(self, setting: Setting[Any]) -> Any:
        source = self.ctx.local if setting.scope is Scope.LOCAL else self.ctx.services.bench.settings
        return source.get(setting)

    def _count(self) -> None:
        n = sum(one.dirty for one in self.rows.values())
        self.save_button.setEnabled(n > 0)
        say(self.save_button, N_("Save {n} changes") if n > 1 else N_("Save"), n=n)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for group, rows in self._groups:
            for one in rows:
                one.setVisible(all(word in one.words() for word in words))
            group.setVisible(any(not one.isHidden() for one in rows))

    def save(self) -> None:
        """Save what was changed; what is refused stays, with its reason below it."""
        wanted = [(one, one.value()) for one in self.rows.values() if one.dirty]
        for one, value in wanted:
            if one.setting.scope is Scope.LOCAL:
                self._keep_local(one, value)
            else:
                self._keep_shared(one, value)

    def _keep_shared(self, one: SettingRow, value: Any) -> None:
        service = self.ctx.services.get(SettingsService)
        self.ctx.do(
            lambda by: service.change(by, one.setting, value),
            owner=self,
            done=lambda _none: self._kept(one, value),
            failed=one.refused,
        )

    def _keep_local(self, one: SettingRow, value: Any) -> None:
        try:
            if one.setting is THEME:
                choose_theme(value, self.ctx.local)
            elif one.setting is LANGUAGE:
                choose_language(value, self.ctx.local)
            else:
                self.ctx.local.put(one.setting, value)
        except UserError as error:
            one.refused(error)
        else:
            self._kept(one, value)

    def _kept(self, one: SettingRow, value: Any) -> None:
        one.saved(value)
        self._count()
        self.ctx.toasts.show(N_("Saved: {name}"), name=one.setting.label)
