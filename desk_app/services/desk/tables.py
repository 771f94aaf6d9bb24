"""The one row that says which desk this is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base


class DeskRow(Base):
    """This desk."""

    __tablename__ = "desk"

    only: Mapped[int] = mapped_column(primary_key=True, default=1)
    building: Mapped[str] = mapped_column(Text)
    site_code: Mapped[str] = mapped_column(Text)
    site_number: Mapped[int]
    desk_code: Mapped[str] = mapped_column(Text)
    desk_number: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    zone: Mapped[str] = mapped_column(Text)
    instance: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime]
