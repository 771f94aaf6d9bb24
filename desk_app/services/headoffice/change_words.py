"""What the columns of master data are called, and a proposal in one line: no personal data but names.

A new column of a master table has its word here. One that has none, or may hold what is known about a person, is only
said to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from desk_app.services.core.clocks import from_ms
from desk_app.services.core.words import N_, Message, Words

if TYPE_CHECKING:
    from desk_app.services.core.master import MasterTable
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
YES_NO = frozenset({"active", "cleared", "after_hours"})
ROWS = frozenset({"tenant", "floor", "unit", "ring", "key", "owner", "department", "specimen"})
"""These are numbers of other rows."""
_PERSONAL = frozenset(
    {
        "phone",
        "after_hours_phone",
        "owner_phone",
        "id_mask",
        "note",
        "reason",
        "forwarding",
        "instruction",
        "advice",
    }
)
_FIRST_MS = 1_000_000_000_000
_LONGEST = 40
_OWN = re.compile("[a-z_]+")


def setting_label(key: str) -> Message | None:
    """What a setting is called; None where this program does not know it."""
    from desk_app.services.catalogue import features

    found = (one.label for feature in features() for one in feature.settings if one.key == key)
    return next(found, None)


def in_words(table: MasterTable, name: str, text: str, say: Callable[[Message], str]) -> str:
    """A value of a column whose values are names of ours, in the reader's words; any other as it is."""
    known = {str(value): message for value, message in table.values.get(name, {}).items()}
    return _OWN.sub(lambda found: say(known[found[0]]) if found[0] in known else found[0], text)


def name_in_line(one: DeskProposal, words: Words) -> str:
    """By which people know the row, without a phone."""
    if one.table.table == "settings":
        label = setting_label(one.name)
        return one.name if label is None else words.text(label)
    either = one.now or one.was or {}
    return " ".join(
        str(either[name]) for name in one.table.names if name not in _PERSONAL and either.get(name)
    )


def change_in_line(one: DeskProposal, words: Words, zone: tzinfo) -> str:
    """Old → new of the columns that differ; of a new row what it says."""
    if one.now is None:
        return words.text(N_("taken away", "proposal"))
    if one.was is not None:
        return "; ".join(_changed(one.table, *each, words, zone) for each in one.changed)
    told = [
        words.text(N_("{column}: {now}", "proposal"), column=words.text(COLUMNS[name]),
                   now=_value(one.table, name, now, words, zone))
        for name, _, now in one.changed
        if name in COLUMNS and name not in ROWS | _PERSONAL | set(one.table.names) and now not in (None, "")
    ]  # fmt: skip
    return "; ".join([words.text(N_("new", "proposal")), *told])


def _changed(table: MasterTable, name: str, was: Any, now: Any, words: Words, zone: tzinfo) -> str:
    column = words.text(COLUMNS[name]) if name in COLUMNS else name
    if name not in COLUMNS or name in ROWS | _PERSONAL:
        return words.text(N_("{column} changed", "proposal"), column=column)
    return words.text(
        N_("{column}: {was} → {now}", "proposal"),
        column=column,
        was=_value(table, name, was, words, zone),
        now=_value(table, name, now, words, zone),
    )


def _value(table: MasterTable, name: str, value: Any, words: Words, zone: tzinfo) -> str:
    if value is None or value == "":
        return "–"
    if name in YES_NO and value in (0, 1):
        return words.text(N_("yes", "column")) if value else words.text(N_("no", "column"))
    if isinstance(value, int) and value > _FIRST_MS:
        return f"{from_ms(value).astimezone(zone):%Y-%m-%d %H:%M}"
    said = in_words(table, name, " ".join(str(value).split()), words.text)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
