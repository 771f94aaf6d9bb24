"""When this desk was founded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.desk.tables import DeskRow


def founded_at(session: Session) -> datetime:
    """The first start, by the clock of the time: so old are the desk's first keys at most."""
    return session.scalars(select(DeskRow.created)).one()
