"""Tables of the directory; private to this folder. Rows are closed, never deleted: records keep pointing at them.

Names, numbers and labels are unique by rule, not by constraint: two desks may add the same one while they are cut off
from each other, and both rows must be able to arrive.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import TO_PICTURE, Base, EntityId


class FloorRow(Base):
    """A floor of the building."""

    __tablename__ = "floors"

    id: Mapped[EntityId]
    label: Mapped[str] = mapped_column(Text, index=True)
    position: Mapped[int]
    """From the lowest basement up."""
    active: Mapped[bool] = mapped_column(default=True)


class TenantRow(Base):
    """A company in the building, or one that was."""

    __tablename__ = "tenants"

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text, index=True)
    """The name without what people vary: what people take for one company has one key."""
    short_name: Mapped[str] = mapped_column(Text, default="")
    english_name: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(Text)
    mailbox: Mapped[str] = mapped_column(Text, default="")
    after_hours_phone: Mapped[str] = mapped_column(Text, default="")
    forwarding: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    cleared: Mapped[bool] = mapped_column(default=False)
    """Finance has no claim left."""
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[str | None] = mapped_column(Text)
    """Who noted it; empty beside a clearance that is older than this column."""
    cleared_reference: Mapped[str | None] = mapped_column(Text)
    """Finance's document or name, as the supervisor typed it."""
    moved_in: Mapped[date | None]
    moving_out: Mapped[date | None]
    notice_on: Mapped[date | None]
    """The day on which the move-out was announced; an earlier day for one that was moved."""
    moved_out: Mapped[date | None]
    created: Mapped[datetime]


class UnitRow(Base):
    """A unit: vacant, or one tenant's."""

    __tablename__ = "units"

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text, index=True)
    floor: Mapped[int] = mapped_column(ForeignKey("floors.id"))
    tenant: Mapped[int | None] = mapped_column(ForeignKey("tenants.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)


class ContactRow(Base):
    """A person at a tenant whom the desk may reach."""

    __tablename__ = "tenant_contacts"

    id: Mapped[EntityId]
    tenant: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    job: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    after_hours: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class SignatoryRow(Base):
    """A person whose signature releases a tenant's goods."""

    __tablename__ = "signatories"

    id: Mapped[EntityId]
    tenant: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text, default="")
    expires: Mapped[date | None]
    """Last good day; none for as long as the tenant stays."""
    kinds: Mapped[str] = mapped_column(Text, default="")
    """Kinds of goods, separated by spaces; empty for all."""
    specimen: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    """Digest of the specimen's picture, or empty."""
    active: Mapped[bool] = mapped_column(default=True)


class DepartmentRow(Base):
    """What the building says about a department; names and trades it leaves alone come from the program."""

    __tablename__ = "departments"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    english_name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
