"""What can happen to a kit and its forms, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

KITS = Topic("kits")

MADE = EventKind("kit.made", KITS)
FORM_USED = EventKind("kit.form_used", KITS)
FORM_VOIDED = EventKind("kit.form_voided", KITS)

EVENTS = (MADE, FORM_USED, FORM_VOIDED)
