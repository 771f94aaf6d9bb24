"""A proposal of a desk in words: which column of a row changes, from what to what.

Columns that are not named here are told by their own names. What is a number of another row is only said to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_moment, tr

if TYPE_CHECKING:
    from desk_app.services.headoffice.master import DeskProposal

COLUMNS: Mapping[str, Message] = {
    "active": N_("in use", "column"),
    "after_hours": N_("after hours", "column"),
    "after_hours_phone": N_("phone after hours", "column"),
    "approvals": N_("approvals", "column"),
    "category": N_("category", "column"),
    "cleared": N_("cleared", "column"),
    "cleared_reference": N_("reference of the clearance", "column"),
    "code": N_("code", "column"),
    "deactivated_why": N_("why it is out of use", "column"),
    "department": N_("department", "column"),
    "deposit": N_("deposit in fen", "column"),
    "damage_fee": N_("fee for damage in fen", "column"),
    "lost_fee": N_("fee for loss in fen", "column"),
    "days": N_("days", "column"),
    "english_name": N_("English name", "column"),
    "expires": N_("valid until", "column"),
    "fen": N_("price in fen", "column"),
    "forwarding": N_("forwarding address", "column"),
    "hook": N_("hook", "column"),
    "id_mask": N_("document", "column"),
    "instruction": N_("instruction", "column"),
    "job": N_("position", "column"),
    "kinds": N_("what for", "column"),
    "label": N_("label", "column"),
    "mailbox": N_("mailbox", "column"),
    "moved_in": N_("moved in", "column"),
    "moved_out": N_("moved out", "column"),
    "moving_out": N_("moving out", "column"),
    "name": N_("name", "column"),
    "note": N_("note", "column"),
    "number": N_("number", "column"),
    "phone": N_("phone", "column"),
    "owner_phone": N_("owner's phone", "column"),
    "place": N_("place", "column"),
    "position": N_("order", "column"),
    "reason": N_("reason", "column"),
    "role": N_("role", "column"),
    "short_name": N_("short name", "column"),
    "status": N_("state", "column"),
    "tag": N_("tag", "column"),
    "target_minutes": N_("minutes it may take", "column"),
    "trade": N_("trade", "column"),
    "owner": N_("owner", "column"),
    "ring": N_("key ring", "column"),
    "copy_number": N_("copy number", "column"),
    "counted": N_("counted", "column"),
    "advice": N_("advice", "column"),
    "goods": N_("goods", "column"),
    "kind": N_("kind", "column"),
    "curfew_minute": N_("curfew", "column"),
    "until": N_("until", "column"),
    "value": N_("value", "column"),
    "tenant": N_("tenant", "column"),
    "floor": N_("floor", "column"),
    "unit": N_("unit", "column"),
    "specimen": N_("specimen signature", "column"),
}
_YES_NO = frozenset({"active", "cleared", "after_hours"})
_ROWS = frozenset({"tenant", "floor", "unit", "ring", "key", "owner", "department", "specimen"})
_FIRST_MS = 1_000_000_000_000
"""Greater whole numbers are moments: numbers of rows stand in columns that are known."""
_SHORT, _LONG = 60, 400


def said_change(one: DeskProposal) -> str:
    """For a column of a list."""
    if one.now is None:
        return tr(N_("taken away", "proposal"))
    if one.was is None:
        return tr(N_("new", "proposal"))
    return "; ".join(_said(*each, most=_SHORT) for each in one.changed)


def whole_change(one: DeskProposal) -> str:
    """Every column by itself; of a new row all that it says."""
    if one.now is None:
        return tr(N_("The desk does not want this row any more."))
    if one.was is None:
        told = ((name, now) for name, _, now in one.changed if name != "id" and name not in _ROWS)
        said = [tr(N_("{column}: {now}", "proposal"), column=_column(name), now=_value(name, now, _LONG))
                for name, now in told if now not in (None, "")]  # fmt: skip
    else:
        said = [_said(*each, most=_LONG) for each in one.changed]
    return " · ".join(said)


def setting_name(key: str) -> str:
    """What a setting is called; its key where this program does not know it."""
    from desk_app.services.catalogue import features

    found = (one.label for feature in features() for one in feature.settings if one.key == key)
    label = next(found, None)
    return key if label is None else tr(label)


def said_name(one: DeskProposal) -> str:
    """By which people know the row."""
    return setting_name(one.name) if one.table.table == "settings" else one.name


def _said(name: str, was: Any, now: Any, *, most: int) -> str:
    column = _column(name)
    if name in _ROWS:
        return tr(N_("{column} changed", "proposal"), column=column)
    return tr(
        N_("{column}: {was} → {now}", "proposal"),
        column=column,
        was=_value(name, was, most),
        now=_value(name, now, most),
    )


def _column(name: str) -> str:
    return tr(COLUMNS[name]) if name in COLUMNS else name


def _value(name: str, value: Any, most: int) -> str:
    if value is None or value == "":
        return "–"
    if name in _YES_NO and value in (0, 1):
        return tr(N_("yes", "column")) if value else tr(N_("no", "column"))
    if isinstance(value, int) and value > _FIRST_MS:
        return format_moment(from_ms(value))
    said = str(value)
    return said if len(said) <= most else f"{said[:most]}…"
