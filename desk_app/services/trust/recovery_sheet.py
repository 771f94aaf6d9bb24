"""The sheet with the recovery code: what it is, its digits, the same to scan. Printed at once and kept nowhere."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.core.recovery_code import grouped
from desk_app.services.core.words import N_
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import (
    Align,
    Block,
    Code,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Letterhead,
    Rule,
    SignatureLines,
    Size,
    Space,
    Text,
    TextSize,
)

KIND = "recovery.sheet"
_ACROSS = 4


def recovery_sheet(code: str, made: datetime, paper: Paper) -> Document:
    """The sheet of a code that was made just now, on A4."""
    say, desk = paper.words.text, paper.desk
    title = say(N_("Recovery code"))
    blocks: tuple[Block, ...] = (
        Letterhead(desk.building, f"{desk.site_code}-{desk.desk_code}"),
        Heading(title, paper.moment(made)),
        Text(
            say(
                N_(
                    "The records of this desk are encrypted on the PC and in its backups. Should the PC, its disk or "
                    "its user account be replaced, this code is the only thing that opens them again."
                )
            )
        ),
        Fields(
            (
                Field(say(N_("Building")), desk.building),
                Field(say(N_("Desk", "safe")), f"{desk.site_code}-{desk.desk_code} · {desk.desk_number}"),
                Field(say(N_("Made", "safe")), paper.moment(made)),
            )
        ),
        Rule(),
        *_digits(code),
        Code(code, caption=say(N_("The same digits, for a scanner"))),
        Rule(),
        *(Text(f"· {say(line)}") for line in _RULES),
        Space(10),
        SignatureLines((say(N_("Locked away by")), say(N_("Where", "safe")), say(N_("Date")))),
    )
    return Document(KIND, title, Size.A4, blocks)


_RULES = (
    N_("Keep it in a safe, together with other keys; never beside the PC, never in a picture on a phone."),
    N_("Whoever has this sheet and a copy of the data or of a backup can read everything."),
    N_(
        "When the keys are missing the program asks for the code: type the digits, or scan them. Print a new sheet "
        "afterwards."
    ),
    N_("A newer sheet of the same desk makes this one worthless: destroy it then."),
    N_(
        "To open a backup on another PC: copy it into an empty data folder as desk.db, and recovery.sealed from "
        "beside the backups; start the program there and type the code."
    ),
)


def _digits(code: str) -> list[Block]:
    cells = [
        (
            Text(str(place + 1), TextSize.SMALL, align=Align.CENTRE, muted=True),
            Text(group, TextSize.HUGE, bold=True, align=Align.CENTRE),
        )
        for place, group in enumerate(grouped(code))
    ]
    return [Columns(tuple(cells[at : at + _ACROSS])) for at in range(0, len(cells), _ACROSS)]
