"""Which rows are this desk's own, where other desks' records lie beside them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement


def given_out_by(column: Any, desk: int) -> ColumnElement[bool]:
    """Whether an id was given out by the desk of this number (`core.sharing.desk_of_id`, in SQL)."""
    found: ColumnElement[bool] = column.op(">>")(8).op("&")(0x3FFF) == desk
    return found
