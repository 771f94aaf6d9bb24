"""What the blackout kit says of who is in the building: the roll-call's list, in its three classes, by floor."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.journal.work import Read
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Document
from desk_app.services.roll_call.documents import roll_call_list
from desk_app.services.roll_call.queries import RollCallQueries


def roll_call_kit(read: Read, paper: Paper) -> Iterator[Document]:
    """Everybody who is or may be inside."""
    sheet = RollCallQueries(read.bench).now(read.by)
    yield roll_call_list(sheet, paper.words, paper.desk, paper.zone)
