"""The days that were closed; private to this folder."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import TO_PICTURE, Base, EntityId


class ClosingRow(Base):
    """A day, closed and signed; never changed."""

    __tablename__ = "day_closings"
    __table_args__ = (Index("uq_day_closings_day", "day", unique=True),)

    id: Mapped[EntityId]
    day: Mapped[date]
    closed_at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)
    """Who signed, as the paper says it."""
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    """Digest of the picture; "" when the paper was signed by hand."""
    words: Mapped[str] = mapped_column(Text, default="")
    figures: Mapped[str] = mapped_column(Text)
    """What was signed: `kept.to_text`."""
    digest: Mapped[str] = mapped_column(Text)
    """`kept.digest_of`: of building, day, signer, moment and `figures`; it stands on the paper."""
