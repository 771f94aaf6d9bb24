"""Searching everything."""

from __future__ import annotations

from desk_app.services.core.people import EVERYONE, role_bits
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.search.index import find
from desk_app.services.search.records import Hit

_MOST = 30


class Finder(Queries):
    """One question over all features."""

    area = "finder"

    @query(allow=EVERYONE)
    def find(self, read: Read, text: str) -> list[Hit]:
        """The newest records that match every word of `text`, as far as this role may see them."""
        return find(read.session.connection(), text, role=role_bits(read.by.role), limit=_MOST)
