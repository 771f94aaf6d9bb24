"""What fails for one desk or one building fails for it alone: told as an incident, and the others go on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from desk_app.services.core.errors import EnvironmentTrouble
from desk_app.services.headoffice.incidents import Trouble, raise_incident

NO_FAULT_OF_ONE = (OperationalError, EnvironmentTrouble)
"""The database, the disk or the share is in the way of everybody."""
_log = logging.getLogger("headoffice")


def alone(session: Session, of: object, step: str, now: datetime, work: Callable[[], int]) -> int:
    """Do a piece of a transaction, all of it or nothing; what it came to, 0 where it failed.

    `of`: the desk or the number of the building; `step`: which piece. Raises NO_FAULT_OF_ONE.
    """
    place = session.begin_nested()
    try:
        count = work()
        place.commit()
    except NO_FAULT_OF_ONE:
        raise
    except Exception as error:
        if place.is_active:
            place.rollback()
        note_failure(session, of, step, now, error)
        return 0
    return count


def note_failure(session: Session, of: object, step: str, now: datetime, error: Exception) -> None:
    """Log it and put it on the list, once a day: its kind alone, for its words may hold what a desk wrote."""
    _log.warning("%s of %s failed: %s", step, of, type(error).__name__)
    detail = {"step": step, "error": type(error).__name__, "day": f"{now:%Y-%m-%d}"}
    raise_incident(session, Trouble.FAILED, str(of), detail, now)
