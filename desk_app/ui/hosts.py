"""Whom somebody comes to see or calls: suggestions from the directory, the same on every tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Host as Found
from desk_app.services.visitors.records import Host
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext

MOST = 8


def suggest_hosts(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Offer tenants and their people, by unit, name or pinyin; a suggestion stands for a visitors' `Host`."""
    queries = ctx.services.get(DirectoryQueries)

    def find(text: str) -> None:
        if not text.strip():
            picker.offer(text, [])  # those for an earlier text are not for none
            return
        ctx.read(
            lambda actor: queries.find_host(actor, text, MOST),
            owner=owner,
            done=lambda found: picker.offer(text, [_suggestion(one) for one in found]),
            key="hosts",
        )

    picker.query.connect(find)


def _suggestion(one: Found) -> Suggestion:
    unit = one.units[0] if one.units else ""
    floor = one.floors[0] if one.floors else ""
    text = f"{one.contact_name} · {one.name}" if one.contact_name else one.name
    return Suggestion(Host(one.tenant, one.name, unit, floor, one.contact_name), text, " ".join(one.units))
