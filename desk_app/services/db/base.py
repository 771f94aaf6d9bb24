"""The base of every table, and the column types they share."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from sqlalchemy import BigInteger, Date, Integer, MetaData, Text, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from desk_app.services.core.clocks import from_ms, to_ms


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as integer milliseconds since 1970 UTC: sorts, compares and indexes as a number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Datetime → milliseconds."""
        return None if value is None else to_ms(value)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """Milliseconds → datetime."""
        return None if value is None else from_ms(value)


REFERS = "picture"
TO_PICTURE = {REFERS: True}
"""`info` of a column that holds the digest of a picture: a picture goes when no column holds its digest any more."""

EntityId = Annotated[int, mapped_column(Integer, primary_key=True, autoincrement=False)]
"""A 63-bit id from `Stamps.new_id()`; in SQLite it is the row id itself and costs no index."""


class Base(DeclarativeBase):
    """Every table of the product."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment, date: Date}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class Marked:
    """For tables whose rows keep the mark of the form that made them: each has a unique index on marks not empty."""

    request: Mapped[str] = mapped_column(Text, default="")


class Asked(Marked):
    """Marked, and with a digest of all that was asked for: the same mark with anything else is something else."""

    asked: Mapped[str] = mapped_column(Text, default="")
    """`journal.marks.Mark.asked`."""


MOST_ID = (1 << 63) - 1
R = TypeVar("R", bound=Base)


def by_id(session: Session, table: type[R], wanted: int) -> R | None:
    """The row of an id; None also for a number that no row can have, at which the database itself would fail."""
    return session.get(table, wanted) if 0 <= wanted <= MOST_ID else None


_AT_ONCE = 500


def named(
    session: Session,
    ids: Collection[int],
    *columns: tuple[InstrumentedAttribute[int], InstrumentedAttribute[str]],
) -> dict[int, str]:
    """What records are called: by pairs of an id's column and a name's. What is none of them is left out."""
    found: dict[int, str] = {}
    wanted = [one for one in ids if 0 <= one <= MOST_ID]
    for start in range(0, len(wanted), _AT_ONCE):
        for key, name in columns:
            some = key.in_(wanted[start : start + _AT_ONCE])
            found.update((row[0], row[1]) for row in session.execute(select(key, name).where(some)))
    return found
