"""The kinds of paper a feature prints, and what this PC is told about each: where it comes out, its size, how many.

A feature declares its kinds in its `documents.py` and names them in FEATURE.documents. Light: no PDF library, no Qt.
To tell this PC one more thing about a kind, add a Setting here and a column in the print settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desk_app.services.core.people import EVERYONE, Role
from desk_app.services.core.settings import Scope, Setting
from desk_app.services.core.words import N_, Message
from desk_app.services.printing.model import Size

MOST_COPIES = 9

_SIZE_NAMES: dict[Size, Message] = {
    Size.A4: N_("A4"),
    Size.A4_LANDSCAPE: N_("A4 landscape"),
    Size.A5: N_("A5"),
    Size.A5_LANDSCAPE: N_("A5 landscape"),
    Size.A6: N_("A6 badge"),
    Size.RECEIPT_80: N_("80 mm slip"),
    Size.LABEL_60_40: N_("Label 60 × 40 mm"),
    Size.LABEL_40_30: N_("Label 40 × 30 mm"),
    Size.LABELS_A4: N_("A4 sheet of 24 labels"),
}


def size_name(size: Size) -> Message:
    """What people call a paper size."""
    return _SIZE_NAMES[size]


class Way(StrEnum):
    """How a paper leaves the program."""

    DEFAULT = "default"
    """The printer the operating system has as its default."""
    PRINTER = "printer"
    ASK = "ask"
    FOLDER = "folder"
    """Saved as PDF in a folder."""


@dataclass(frozen=True)
class Where:
    """A way, with the printer's name or the folder's path."""

    way: Way = Way.DEFAULT
    name: str = ""

    @property
    def printer(self) -> str | None:
        """The printer's name; None lets the operating system choose."""
        return self.name if self.way is Way.PRINTER else None

    def __str__(self) -> str:
        """As it is kept."""
        return f"{self.way}:{self.name}" if self.name else str(self.way)

    @staticmethod
    def read(kept: str) -> Where:
        """From what was kept; rubbish in a hand-edited file means the default printer."""
        way, _, name = kept.partition(":")
        if way not in tuple(Way) or (way in (Way.PRINTER, Way.FOLDER) and not name):
            return Where()
        return Where(Way(way), name)


@dataclass(frozen=True)
class DocumentKind:
    """One kind of paper: its id is `Document.kind`, `sizes` are those it can be laid out for, the usual one first.

    `roles`: who may see one that waits for the printer; the same who may see the record it was printed from.
    """

    id: str
    title: Message
    sizes: tuple[Size, ...]
    roles: frozenset[Role] = EVERYONE

    @property
    def where(self) -> Setting[str]:
        """Where it comes out, as `Where` writes it."""
        return Setting(
            f"print.{self.id}.where",
            str(Way.DEFAULT.value),
            N_("Printed on"),
            N_("A printer of this PC, or a folder for PDF files."),
            Scope.LOCAL,
        )

    @property
    def size(self) -> Setting[str]:
        """The paper size, by the name of the `Size`."""
        return Setting(
            f"print.{self.id}.size",
            self.sizes[0].name,
            N_("Paper", "print"),
            N_("The paper that lies in the printer."),
            Scope.LOCAL,
            choices={size.name: _SIZE_NAMES[size] for size in self.sizes},
        )

    @property
    def copies(self) -> Setting[int]:
        """How many come out each time."""
        return Setting(
            f"print.{self.id}.copies",
            1,
            N_("Copies", "print"),
            N_("How many are printed each time."),
            Scope.LOCAL,
            least=1,
            most=MOST_COPIES,
        )
