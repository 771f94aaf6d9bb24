"""A proposal of a desk in words: which column of a row changes, from what to what.

Columns that have no word (`change_words`) are told by their own names. What is a number of another row is only
said to change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.words import N_
from desk_app.services.headoffice.change_words import COLUMNS, ROWS, YES_NO, in_words, setting_label
from desk_app.ui.i18n import format_moment, tr

if TYPE_CHECKING:
    from desk_app.services.core.master import MasterTable
    from desk_app.services.headoffice.master import DeskProposal

_FIRST_MS = 1_000_000_000_000
"""Greater whole numbers are moments: numbers of rows stand in columns that are known."""
_SHORT, _LONG = 60, 400


def said_change(one: DeskProposal) -> str:
    """For a column of a list."""
    if one.now is None:
        return tr(N_("taken away", "proposal"))
    if one.was is None:
        return tr(N_("new", "proposal"))
    return "; ".join(_said(one.table, *each, most=_SHORT) for each in one.changed)


def whole_change(one: DeskProposal) -> str:
    """Every column by itself; of a new row all that it says."""
    if one.now is None:
        return tr(N_("The desk does not want this row any more."))
    if one.was is None:
        told = ((name, now) for name, _, now in one.changed if name != "id" and name not in ROWS)
        said = [tr(N_("{column}: {now}", "proposal"), column=_column(name), now=_value(one.table, name, now, _LONG))
                for name, now in told if now not in (None, "")]  # fmt: skip
    else:
        said = [_said(one.table, *each, most=_LONG) for each in one.changed]
    return " · ".join(said)


def setting_name(key: str) -> str:
    """What a setting is called; its key where this program does not know it."""
    label = setting_label(key)
    return key if label is None else tr(label)


def said_name(one: DeskProposal) -> str:
    """By which people know the row."""
    return setting_name(one.name) if one.table.table == "settings" else one.name


def _said(table: MasterTable, name: str, was: Any, now: Any, *, most: int) -> str:
    column = _column(name)
    if name in ROWS:
        return tr(N_("{column} changed", "proposal"), column=column)
    return tr(
        N_("{column}: {was} → {now}", "proposal"),
        column=column,
        was=_value(table, name, was, most),
        now=_value(table, name, now, most),
    )


def _column(name: str) -> str:
    return tr(COLUMNS[name]) if name in COLUMNS else name


def _value(table: MasterTable, name: str, value: Any, most: int) -> str:
    if value is None or value == "":
        return "–"
    if name in YES_NO and value in (0, 1):
        return tr(N_("yes", "column")) if value else tr(N_("no", "column"))
    if isinstance(value, int) and value > _FIRST_MS:
        return format_moment(from_ms(value))
    said = in_words(table, name, str(value), tr)
    return said if len(said) <= most else f"{said[:most]}…"
