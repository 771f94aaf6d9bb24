"""For whom a piece may be: tenants proposed with the reason, in a field to type in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import WHY_TENANT_NAMES, Proposal
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.panel_parts import dots
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def suggest_tenants(ctx: AppContext, owner: QWidget, picker: Picker, batch: int) -> None:
    """Let a field propose tenants for a piece of this batch by what is typed: unit, company, person, mailbox."""
    queries = ctx.services.get(MailQueries)
    picker.query.connect(
        lambda text: ctx.read(
            lambda actor: queries.proposals(actor, batch, text),
            owner=owner,
            done=lambda found: picker.offer(text, suggestions(found)),
            key="tenants",
        )
    )


def suggestions(found: Sequence[Proposal]) -> list[Suggestion]:
    """Tenants to choose, each with its unit and why."""
    return [Suggestion(one, one.name, reason(one)) for one in found]


def reason(one: Proposal) -> str:
    """The unit, and why this tenant."""
    gone = tr(N_("moved out", "mail tab")) if one.moved_out else ""
    return dots(one.unit, tr(WHY_TENANT_NAMES[one.why]), gone)
