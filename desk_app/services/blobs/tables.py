"""The table of pictures; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base


class BlobRow(Base):
    """One picture. Never changed: other content has another digest."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    media: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created: Mapped[datetime]
