"""What of lost property is counted when a shift is handed over: things on the shelves, and those in the safe."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.core.counting import Countable
from desk_app.services.core.words import N_
from desk_app.services.journal.periods import parts
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.options import SAFE
from desk_app.services.lost_property.records import ValueClass
from desk_app.services.lost_property.rules import HERE
from desk_app.services.lost_property.tables import FoundRow


def counted(read: Read) -> Iterator[Countable]:
    """Two lines: a bag of several things is one, as its label says."""
    high = FoundRow.value == ValueClass.HIGH.value
    here = FoundRow.state.in_([one.value for one in HERE])
    n = parts(read, {"safe": high, "shelves": ~high}, here)
    yield Countable(
        "lost_property:safe",
        N_("Found things of high value", "to count"),
        n["safe"],
        where=read.setting(SAFE),
    )
    yield Countable("lost_property:shelves", N_("Found things on the shelves", "to count"), n["shelves"])
