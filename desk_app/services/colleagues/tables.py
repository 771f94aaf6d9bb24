"""Tables of the colleagues; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class ColleagueRow(Base):
    """Somebody of the property staff without an account; deactivated, never deleted."""

    __tablename__ = "colleagues"

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text)
    trade: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    left_at: Mapped[datetime | None]
