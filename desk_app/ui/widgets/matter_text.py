"""A matter in words, and the note that somebody is given nothing more for now: for every page that shows people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from desk_app.services.core.matters import Matter
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_day, format_moment, tr
from desk_app.ui.widgets.parts import Label

BARRED = N_("Suspended", "card")


def said(matter: Matter, now: datetime) -> str:
    """A matter in the language in use, with its days and moments as people write them."""
    return filled(matter.text, matter.values, now)


def filled(text: Message, values: Mapping[str, object], now: datetime) -> str:
    """A sentence with its values: days and moments as people write them."""

    def shown(value: object) -> object:
        if isinstance(value, datetime):
            return format_moment(value, now=now)
        return format_day(value, year=value.year != now.year) if isinstance(value, date) else value

    return tr(text, **{name: shown(value) for name, value in values.items()})


def barred_note(matter: Matter | None, now: datetime) -> list[Label]:
    """The line that says so, for a panel; none where nothing bars them."""
    if matter is None:
        return []
    note = Label(said(matter, now))
    note.setWordWrap(True)
    note.set_tone("danger")
    return [note]
