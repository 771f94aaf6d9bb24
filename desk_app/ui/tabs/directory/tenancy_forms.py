"""The forms of the side panel that end, renew or begin something: moves, and how long a signature counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.directory.records import Signatory, Unit
from desk_app.services.directory.rules import split_units
from desk_app.ui.tabs.directory.dialogs import FormBody, day_of
from desk_app.ui.widgets.date_time import DayField


class MoveOutForm(FormBody):
    """When a tenant moves out, and when it gave notice."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._day = DayField(now)
        self.form.add("on", N_("Day of the move-out"), self._day, required=True)
        self._notice = DayField(now, past=True)
        hint = N_("The day on the letter, or on which it came. The term for goods counts from it.")
        today = self._notice.today.isoformat()
        self.form.add("notice_on", N_("Notice given on"), self._notice, initial=today, hint=hint)

    def day(self) -> date:
        """The day. Raises InvalidInput."""
        day = day_of(self._day, "on")
        if day is None:
            raise InvalidInput({"on": UserError(N_("Type the day of the move-out."))})
        return day

    def notice_day(self) -> date | None:
        """When notice was given, None for today. Raises InvalidInput for what is no day."""
        return day_of(self._notice, "notice_on")


class ClearedForm(FormBody):
    """What finance's clearance rests on."""

    def __init__(self) -> None:
        super().__init__()
        hint = N_("Finance's document number, or who said so there. May stay empty.")
        self.form.add("reference", N_("Reference", "finance"), QLineEdit(), hint=hint)


class MovedOutForm(FormBody):
    """Where the mail of a tenant goes that has left."""

    def __init__(self, forwarding: str) -> None:
        super().__init__()
        hint = N_("Empty: mail goes back to the sender")
        self.form.add("forwarding", N_("Forwarding address"), QLineEdit(), initial=forwarding, hint=hint)


class MoveInForm(FormBody):
    """The units of a tenant that comes back."""

    def __init__(self) -> None:
        super().__init__()
        hint = N_("Vacant units, such as 1205、1206")
        self.form.add("units", N_("Units", "directory"), QLineEdit(), required=True, hint=hint)


class RenewForm(FormBody):
    """The new last day of a signature; a year on is offered."""

    def __init__(self, signatory: Signatory, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._day = DayField(now)
        day = a_year_on(max(self._day.today, signatory.expires or date.min))
        hint = N_("Last day on which the signature counts; empty for as long as the tenant stays")
        self.form.add(
            "expires", N_("Valid until", "directory"), self._day, initial=day.isoformat(), hint=hint
        )

    def day(self) -> date | None:
        """The day, None for no end. Raises InvalidInput for what is no day."""
        return day_of(self._day, "expires")


def a_year_on(day: date) -> date:
    """The same day a year later; the last of February for a leap day."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def units_named(typed: str, units: Sequence[Unit]) -> list[int]:
    """The ids of units listed as people do. Raises InvalidInput for one that is not on record."""
    ids = {unit.number: unit.id for unit in units}
    try:
        numbers = split_units(typed)
    except UserError as problem:
        raise InvalidInput({"units": problem}) from problem
    unknown = [number for number in numbers if number not in ids]
    if unknown:
        message = N_("Unit {unit} is not on record. Add it under “Units and floors” first.")
        raise InvalidInput({"units": UserError(message, unit=unknown[0])})
    return [ids[number] for number in numbers]
