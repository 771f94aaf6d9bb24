"""Public keys and the desks they belong to; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class KnownDeskRow(Base):
    """Another desk of the building whose passes and records count here."""

    __tablename__ = "known_desks"

    desk: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its number, as in pass ids."""
    code: Mapped[str] = mapped_column(Text)
    admitted_at: Mapped[datetime]
    card_at: Mapped[datetime]
    """When the newest of its key cards that was admitted was made, by its own clock: an older one is refused."""
    heard_at: Mapped[datetime | None]
    """When the newest of its records that are here was made, by its own clock."""
    active: Mapped[bool] = mapped_column(default=True)


class PassKeyRow(Base):
    """A public key, this desk's own ones included: old passes outlive a rotation."""

    __tablename__ = "pass_keys"

    id: Mapped[EntityId]
    purpose: Mapped[str] = mapped_column(Text, default="pass")
    """A value of `Purpose`: what it may sign."""
    public: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    desk: Mapped[int]
    desk_code: Mapped[str] = mapped_column(Text, default="")
    site: Mapped[int]
    valid_from: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    vouch: Mapped[bytes | None] = mapped_column(LargeBinary)
    """By the sync key before it: this desk's word, on its key card, that a renewal was its own."""
    reason: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[int] = mapped_column(BigInteger, default=0)
