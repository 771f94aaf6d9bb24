"""What can happen to an exit pass, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

EXIT_PASSES = Topic("exit_passes")
TEMPLATES = Topic("pass_templates")

ISSUED = EventKind("exit_pass.issued", EXIT_PASSES)
PRINTED = EventKind("exit_pass.printed", EXIT_PASSES)
REVOKED = EventKind("exit_pass.revoked", EXIT_PASSES)
REPLACED = EventKind("exit_pass.replaced", EXIT_PASSES)
PAPER_BACK = EventKind("exit_pass.paper_back", EXIT_PASSES)
PAPER_BACK_UNDONE = EventKind("exit_pass.paper_back_undone", EXIT_PASSES)
CALLED = EventKind("exit_pass.called", EXIT_PASSES)
RELEASED = EventKind("exit_pass.released", EXIT_PASSES)
REFUSED = EventKind("exit_pass.refused", EXIT_PASSES)
REFUSAL_UNDONE = EventKind("exit_pass.refusal_undone", EXIT_PASSES)
TAKEN_BACK = EventKind("exit_pass.taken_back", EXIT_PASSES)
TAKE_BACK_UNDONE = EventKind("exit_pass.take_back_undone", EXIT_PASSES)
FORGOTTEN = EventKind("exit_pass.forgotten", EXIT_PASSES)
RECEIVED = EventKind("exit_pass.records_received", EXIT_PASSES)
TEMPLATE_SAVED = EventKind("pass_template.saved", TEMPLATES)
TEMPLATE_DROPPED = EventKind("pass_template.dropped", TEMPLATES)

EVENTS = (
    ISSUED,
    PRINTED,
    REVOKED,
    REPLACED,
    PAPER_BACK,
    PAPER_BACK_UNDONE,
    CALLED,
    RELEASED,
    REFUSED,
    REFUSAL_UNDONE,
    TAKEN_BACK,
    TAKE_BACK_UNDONE,
    RECEIVED,
    FORGOTTEN,
    TEMPLATE_SAVED,
    TEMPLATE_DROPPED,
)
