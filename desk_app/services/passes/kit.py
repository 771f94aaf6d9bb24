"""What the blackout kit says of exit passes: which may still be used, what has to come back."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.passes.lists import pass_list
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import View
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Document


def pass_kit(read: Read, paper: Paper) -> Iterator[Document]:
    """The gate works from these two lists."""
    ask = PassQueries(read.bench)
    for view, title in (
        (View.VALID, N_("Exit passes that may still be used", "blackout paper")),
        (View.OUT, N_("Goods outside that have to come back", "blackout paper")),
    ):
        passes = ask.passes(read.by, read.today, view)
        yield pass_list(passes, paper, view, title=paper.words.text(title), printed=read.now)
