"""What the blackout kit says of keys: the boards hook by hook, who has which; and the paper form of a borrowing."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.keys.documents import board_map
from desk_app.services.keys.lists import handout_list
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import View
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Document

PAPER_FORMS = (
    PaperForm(
        "key",
        N_("Key out or back", "paper form"),
        (
            N_("Out or back?", "paper form"),
            N_("Key, hook", "paper form"),
            N_("Colleague, department", "paper form"),
            N_("Purpose", "paper form"),
            N_("Expected back", "paper form"),
            N_("Checked on return", "paper form"),
            N_("Colleague's signature", "paper form"),
        ),
        "keys",
    ),
)


def key_kit(read: Read, paper: Paper) -> Iterator[Document]:
    """Who has which key, and where the others hang."""
    out = KeyQueries(read.bench).handouts(read.by, View.OUT, read.today)
    title = paper.words.text(N_("Keys that are out", "blackout paper"))
    yield handout_list(out, paper, View.OUT, title=title, printed=read.now)
    boards = KeyRegisterQueries(read.bench).boards(read.by)
    if boards:
        yield board_map(boards, paper, read.now)
