"""Rows → what leaves this folder."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.services.blackout.records import Form, FormState, Kit
from desk_app.services.blackout.tables import KitFormRow, KitRow


def to_form(row: KitFormRow, kit: KitRow, *, saved: bool = False) -> Form:
    """One form."""
    return Form(
        row.id,
        row.number,
        row.kind,
        kit.number,
        FormState(row.state),
        kit.made_at,
        row.settled_at,
        row.by,
        row.words,
        saved,
    )


def to_kit(row: KitRow, forms: Iterable[KitFormRow]) -> Kit:
    """One kit with its forms."""
    made = tuple(to_form(form, row) for form in forms)
    return Kit(row.id, row.number, row.made_at, row.by, made, row.handover, row.saved)
