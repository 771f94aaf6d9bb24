"""A new desk takes in, row by row, what it was given along. A row that makes no sense is left out and counted."""

from __future__ import annotations

import logging
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from desk_app.services.joining.snapshot import DESKS
from desk_app.services.journal.work import Work
from desk_app.services.sync import frame, master_rows
from desk_app.services.sync.capture import quoted, shape_of
from desk_app.services.sync.master import keep_picture, keep_said, line_of
from desk_app.services.sync.rows import driver

_log = logging.getLogger("joining")


class TakingIn:
    """Within one transaction of a desk that was just founded."""

    def __init__(self, work: Work) -> None:
        self.work, self.rows, self.left = work, 0, 0
        self._tables = {one.table: one for one in master_rows.master_tables(work.bench)}

    def row(self, raw: Mapping[str, Any]) -> None:
        """A row of master data: head office's word where there is one, else as the desk that made the file has it."""
        said = raw.get("s")
        try:
            line = line_of(self._tables, {**raw, "c": raw.get("c") if said is None else said})
            if line is None or line.said is None:
                return
            with self.work.attempt():
                session = self.work.session
                is_new = master_rows.row_here(session, line.table, line.key) is None
                master_rows.write_row(session, line.table, line.key, line.said, is_new=is_new)
                self.work.record(line.table.event, master_rows.entity_of(line.key), {"n": 0})
                if said is not None:
                    keep_said(session, line)
        except (frame.Refused, IntegrityError):
            self.left += 1
            _log.warning("a row of a join file was left out: %s", raw.get("t"))
        else:
            self.rows += 1

    def pictures(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Pictures that rows name."""
        for line in lines:
            self.left += not keep_picture(self.work.session, self.work.bench, line)

    def desk(self, raw: Mapping[str, Any]) -> None:
        """Another desk, or a key of one."""
        table, said = str(raw.get("t")), raw.get("c")
        connection = driver(self.work.session)
        shape = shape_of(connection, table) if table in DESKS else None
        if shape is None or not isinstance(said, dict) or said.get("desk") == self.work.desk.desk_number:
            return
        known = {name: _value(said[name]) for name in shape.columns if name in said}
        columns, marks = ", ".join(map(quoted, known)), ", ".join("?" * len(known))
        text = f"INSERT OR IGNORE INTO {quoted(table)} ({columns}) VALUES ({marks})"  # noqa: S608 - fixed SQL: the schema's names
        connection.execute(text, tuple(known.values()))


def _value(said: object) -> object:
    return b64decode(said["b64"]) if isinstance(said, dict) else said
