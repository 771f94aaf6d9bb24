"""The forms of the side panel for what is no tenant: a floor, a unit, a department."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desk_app.services.core.words import N_
from desk_app.services.directory.records import Department
from desk_app.ui.tabs.directory.dialogs import FormBody


class FloorForm(FormBody):
    """A new floor."""

    def __init__(self) -> None:
        super().__init__()
        hint = N_("Such as B1, 12 or M")
        self.form.add("floor", N_("Floor", "directory"), QLineEdit(), required=True, hint=hint)


class UnitForm(FormBody):
    """A new unit, on the floor `floor` if that is known."""

    def __init__(self, floor: str = "") -> None:
        super().__init__()
        add = self.form.add
        add("number", N_("Unit number"), QLineEdit(), required=True, hint=N_("Such as 1205"))
        hint = N_("Only if the number does not tell it")
        add("floor", N_("Floor", "directory"), QLineEdit(), initial=floor, hint=hint)


class DepartmentForm(FormBody):
    """What a department is called and how it is reached."""

    def __init__(self, department: Department) -> None:
        super().__init__()
        add = self.form.add
        add("name", N_("Chinese name"), QLineEdit(), required=True, initial=department.name)
        add("english_name", N_("English name"), QLineEdit(), required=True, initial=department.english_name)
        hint = N_("A telephone number, or an extension of 3 to 6 digits")
        add("phone", N_("Phone", "directory"), QLineEdit(), initial=department.phone, hint=hint)
