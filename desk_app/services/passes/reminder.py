"""The reminder: goods that should have been back are asked for, on paper for the holder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desk_app.services.core.words import N_
from desk_app.services.passes.documents import REMINDER
from desk_app.services.passes.papers import PassPaper, said, wide_table
from desk_app.services.passes.records import ExitPass
from desk_app.services.printing.model import (
    Document,
    Field,
    Fields,
    Heading,
    SignatureLines,
    Size,
    Text,
    TextSize,
)


def reminder(one: ExitPass, paper: PassPaper, *, today: date, size: Size = Size.A5) -> Document:
    """What of a pass is still outside, since when it is due, and what the holder is asked to do."""
    say = paper.words.text
    outside = tuple(replace(line, quantity=line.out) for line in one.lines if line.returnable and line.out)
    late = (today - one.due).days if one.due else 0
    facts = said(
        Field(say(N_("Exit pass")), one.number, strong=True),
        Field(say(N_("Unit", "pass holder")), one.unit),
        Field(say(N_("Back by", "pass paper")), one.due.isoformat() if one.due else "", strong=True),
        Field(say(N_("Days late", "pass paper")), str(late) if late > 0 else ""),
    )
    blocks = (
        paper.letterhead(one.number),
        Heading(say(N_("Reminder of goods to return")), note=today.isoformat()),
        Text(one.holder, TextSize.LARGE, bold=True, max_lines=3),
        Fields(facts),
        Text(say(N_("These goods left the building to come back, and are still outside:"))),
        wide_table(outside, paper),
        Text(
            say(N_("Please bring them back through a gate with the pass, or tell the front desk until when."))
        ),
        SignatureLines((say(N_("Building's stamp", "pass paper")), say(N_("Received by", "pass paper")))),
    )
    return Document(
        REMINDER, say(N_("Reminder of goods to return")), size, blocks, number=one.number, subject=one.holder
    )
