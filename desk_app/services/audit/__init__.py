"""Who did, tried or looked at what: one entry per verb, each chained to the one before by its digest.

Entries hold no personal data. `chain.verify()` names the entry or event that was edited, removed or reordered;
`queries` is the supervisor's view of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk_app.services.core.feature import Feature

    FEATURE: Feature


def __getattr__(name: str) -> Any:
    """`FEATURE`, made when asked for: every verb stands on `chain`, and the questions stand on verbs' foundation."""
    if name != "FEATURE":
        raise AttributeError(name)
    from desk_app.services.audit.queries import AuditQueries
    from desk_app.services.audit.service import AuditCopies
    from desk_app.services.core.feature import Feature
    from desk_app.services.core.words import N_

    return globals().setdefault(
        "FEATURE",
        Feature(
            id="audit", title=N_("Audit log"), services=(AuditCopies,), queries=(AuditQueries,), order=12
        ),
    )
