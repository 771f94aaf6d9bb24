"""What the supervisor does with floors, units and departments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.records import Unit
from desk_app.services.directory.service import Directory
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.directory.place_forms import DepartmentForm, FloorForm, UnitForm

R = TypeVar("R")


class PlaceActions:
    """Verbs on behalf of whoever is signed in; problems with input go to the form that is open."""

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        self._ctx = ctx
        self._owner = owner
        self._directory = ctx.services.get(Directory)

    def add_floor(self, body: FloorForm, done: Callable[[int], None]) -> None:
        """Add a floor; `done` gets its id, also of one that was there."""
        label = body.text("floor")
        self._do(body, lambda by: self._directory.add_floor(by, label), done)

    def add_unit(self, body: UnitForm, done: Callable[[int], None]) -> None:
        """Add a unit; `done` gets its id."""
        number, floor = body.text("number"), body.text("floor")
        self._do(body, lambda by: self._directory.add_unit(by, number, floor), done)

    def withdraw_unit(self, unit: Unit, done: Callable[[], None]) -> None:
        """Ask, then take a vacant unit out of use; a slip can be taken back."""
        question = tr(N_("Withdraw unit {unit}?"), unit=unit.number)
        detail = tr(N_("It can no longer be let; records keep its number. Do this when units are joined."))
        if self._ctx.ask.confirm(self._owner, question, tr(N_("Withdraw", "directory")), detail, danger=True):
            self._do(
                None, lambda by: self._directory.withdraw_unit(by, unit.id), lambda _: self._gone(unit, done)
            )

    def save_department(self, body: DepartmentForm, code: str, done: Callable[[], None]) -> None:
        """Correct a department."""
        name, english, phone = body.text("name"), body.text("english_name"), body.text("phone")
        self._do(
            body,
            lambda by: self._directory.correct_department(by, code, name, english, phone),
            lambda _: done(),
        )

    def _gone(self, unit: Unit, done: Callable[[], None]) -> None:
        def back() -> None:
            self._do(None, lambda by: self._directory.add_unit(by, unit.number, unit.floor.label))

        self._ctx.toasts.show(N_("Unit {unit} was withdrawn"), undo=back, unit=plain(unit.number))
        done()

    def _do(
        self,
        body: FloorForm | UnitForm | DepartmentForm | None,
        verb: Callable[[Actor], Changes[R]],
        done: Callable[[R], None] | None = None,
    ) -> None:
        def failed(error: Exception) -> bool:
            return body is not None and isinstance(error, InvalidInput) and body.form.show_problems(error)

        self._ctx.do(verb, owner=self._owner, done=done, failed=failed)
