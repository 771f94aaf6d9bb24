"""Tables of staff; private to this folder but for `StaffRow.role`, which every verb reads again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class StaffRow(Base):
    """A person who works the desk. Closed accounts stay: their name stands on records."""

    __tablename__ = "staff"

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    pin: Mapped[str] = mapped_column(Text)
    """argon2id of the peppered PIN."""
    must_change: Mapped[bool] = mapped_column(default=False)
    """The supervisor gave this PIN; its owner chooses a new one at the next sign-in."""
    created: Mapped[datetime]


class SignInTrouble(Base):
    """Wrong PINs in a row, per person; 0 stands for the whole desk."""

    __tablename__ = "sign_in_troubles"

    staff: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    wrong: Mapped[int]
