"""What can happen in the duty log, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

DUTY_LOG = Topic("duty_log")
INCIDENTS = Topic("incidents")

WRITTEN = EventKind("duty.written", DUTY_LOG)
CORRECTED = EventKind("duty.corrected", DUTY_LOG)
FORGOTTEN = EventKind("duty.forgotten", DUTY_LOG)
BEGUN = EventKind("incident.begun", INCIDENTS)
STEPPED = EventKind("incident.stepped", INCIDENTS)
STEP_CORRECTED = EventKind("incident.step_corrected", INCIDENTS)
WAIVED = EventKind("incident.step_waived", INCIDENTS)
CLOSED = EventKind("incident.closed", INCIDENTS)
REOPENED = EventKind("incident.reopened", INCIDENTS)
INCIDENT_FORGOTTEN = EventKind("incident.forgotten", INCIDENTS)
KIND_SAVED = EventKind("incident_kind.saved", INCIDENTS)

EVENTS = (
    WRITTEN, CORRECTED, FORGOTTEN, BEGUN, STEPPED, STEP_CORRECTED, WAIVED, CLOSED, REOPENED, INCIDENT_FORGOTTEN,
    KIND_SAVED,
)  # fmt: skip
