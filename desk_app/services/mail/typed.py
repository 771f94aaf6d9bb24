"""What was typed, cleaned and checked: every problem at its field, in one go. Amounts become fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.money import parse_money, say_money
from desk_app.services.core.settings import split_places
from desk_app.services.core.text.clean import clean_line, clean_lines, compact_code
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.typed import LEAST_WORDS, Problems, checked_words
from desk_app.services.core.words import N_
from desk_app.services.directory.records import Addressee
from desk_app.services.mail.records import (
    OUTGOING_KINDS,
    BatchDraft,
    HandOverDraft,
    MailKind,
    OutgoingDraft,
    PieceDraft,
    Postage,
    ReturnReason,
)

FIRST_YEAR, LAST_YEAR = 2000, 2199
MOST_OF_A_KIND = 20_000
MOST_TAKEN_DAYS = 14
"""A guard does not keep mail longer before it is handed over."""
MOST_AT_ONCE = 1_000
"""So many letters of one bundle are counted in one go."""
MOST_PIECES = 50
"""So many pieces go on one signature."""
MOST_CARRIER, MOST_PERSON, MOST_BARCODE, MOST_PLACE, MOST_CITY = 30, 60, 40, 30, 40
MOST_REMARK, MOST_WORDS = 500, 300
LEAST_ADDRESS = 5
MOST_STATED = 100_000_000
"""¥1,000,000.00: more than any building's week of postage."""


# Arrivals


def carrier_called(typed: str, carriers: str) -> str:
    """A carrier as the setting writes it, whatever its case: its weeks add up under one name."""
    known = {one.casefold(): one for one in split_places(carriers) if one}
    return known.get(typed.casefold(), typed)


def checked_carrier(typed: str, carriers: str) -> str:
    """The carrier of a statement. Raises InvalidInput ("carrier")."""
    problems = Problems()
    carrier = problems.line("carrier", typed, MOST_CARRIER)
    if not carrier:
        problems.say("carrier", N_("Choose the carrier."))
    problems.done()
    return carrier_called(carrier, carriers)


def checked_day(at: str, day: date) -> date:
    """A day that a desk can have: others break the calendar. Raises InvalidInput."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        text = N_("The year {year} cannot be right.")
        raise InvalidInput({at: UserError(text, year=str(day.year))})
    return day


def checked_batch(typed: BatchDraft, carriers: str, now: datetime) -> BatchDraft:
    """An arrival whose counts can be true. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    carrier = problems.line("carrier", typed.carrier, MOST_CARRIER)
    if not carrier:
        problems.say("carrier", N_("Choose the carrier."))
    guard = problems.line("taken_by_guard", typed.taken_by_guard, MOST_PERSON)
    if typed.taken_at is not None and not guard:
        problems.say("taken_by_guard", N_("Type the name of the guard who took it."))
    if typed.taken_at is not None and typed.taken_at > now:
        problems.say("taken_at", N_("This time is still to come."))
    if typed.taken_at is not None and typed.taken_at < now - timedelta(days=MOST_TAKEN_DAYS):
        problems.say("taken_at", N_("This is more than {days} days ago."), days=MOST_TAKEN_DAYS)
    draft = replace(
        typed,
        carrier=carrier_called(carrier, carriers),
        counts=_counts(problems, typed.counts),
        carrier_person=problems.line("carrier_person", typed.carrier_person, MOST_PERSON),
        taken_by_guard=guard,
    )
    problems.done()
    return draft


def _counts(problems: Problems, typed: Mapping[MailKind, int]) -> dict[MailKind, int]:
    counts = {kind: n for kind, n in typed.items() if n}
    if not counts:
        problems.say("counts", N_("Type how many pieces came: at least one."))
    for kind, n in counts.items():
        if not (_whole(n) and 0 < n <= MOST_OF_A_KIND):
            text = N_("A batch holds 1 to {most} pieces of a kind; {n} cannot be right.")
            problems.say(f"counts.{kind.value}", text, most=MOST_OF_A_KIND, n=n)
    return counts


def checked_quantity(n: int) -> int:
    """How many letters are taken back. Raises InvalidInput ("quantity")."""
    if not (_whole(n) and 0 < n <= MOST_OF_A_KIND):
        text = N_("1 to {most} letters are counted at a time.")
        raise InvalidInput({"quantity": UserError(text, most=MOST_AT_ONCE)})
    return n


def _whole(n: object) -> bool:
    """Half a letter is not counted."""
    return isinstance(n, int) and not isinstance(n, bool)


def checked_difference(typed: str, announced: int, found: int) -> str:
    """Why more or fewer pieces were sorted than the carrier said. Raises InvalidInput."""
    problems = Problems()
    said = problems.line("difference", typed, MOST_WORDS)
    if len(said) < LEAST_WORDS:
        text = N_(
            "The carrier said {announced}, sorted are {sorted}, or the kinds differ. Count again, or say why."
        )
        problems.say("difference", text, announced=announced, sorted=found)
    problems.done()
    return said


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks of a piece need from the directory."""

    addressee: Addressee | None = None
    """Of the tenant that was chosen, if it is on record."""
    unit: str | None = None
    """The typed unit as the building writes it; None when there is no such unit."""


def checked_piece(typed: PieceDraft, known: Known) -> PieceDraft:
    """A piece as it is sorted or corrected. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    if typed.tenant is not None and known.addressee is None:
        problems.say("tenant", N_("This tenant is not on record."))
    if known.unit is None:
        problems.say("unit", N_("There is no unit {unit} in this building."), unit=typed.unit.strip())
    _quantity(problems, typed)
    draft = replace(
        typed,
        unit=known.unit or _own_unit(known.addressee),
        recipient=problems.line("recipient", typed.recipient, MOST_PERSON),
        barcode=problems.take("barcode", _barcode, typed.barcode, ""),
        place=problems.line("place", typed.place, MOST_PLACE),
        remark=problems.take("remark", lambda one: clean_lines(one, MOST_REMARK), typed.remark, ""),
    )
    problems.done()
    return draft


def _own_unit(addressee: Addressee | None) -> str:
    units = addressee.tenant.units if addressee is not None else ()
    return units[0] if units else ""


def _quantity(problems: Problems, typed: PieceDraft) -> None:
    counted = not typed.kind.special and typed.tenant is not None
    if not (_whole(typed.quantity) and 0 < typed.quantity <= MOST_AT_ONCE):
        text = N_("1 to {most} letters are counted at a time.")
        problems.say("quantity", text, most=MOST_AT_ONCE)
    elif typed.quantity > 1 and not counted:
        problems.say("quantity", N_("Special and unmatched mail is registered piece by piece."))


def _barcode(typed: str) -> str:
    return clean_line(compact_code(typed), MOST_BARCODE)


# Pieces


def checked_place(typed: str) -> str:
    """Where a piece lies now. Raises InvalidInput."""
    problems = Problems()
    place = problems.line("place", typed, MOST_PLACE)
    if not place:
        problems.say("place", N_("Say where it lies now: that finds it again."))
    problems.done()
    return place


def checked_note(typed: str, at: str = "words") -> str:
    """Free words. Raises InvalidInput."""
    problems = Problems()
    said = problems.line(at, typed, MOST_WORDS)
    problems.done()
    return said


def checked_reason(typed: str) -> str:
    """The supervisor's reason, which must be there. Raises InvalidInput ("reason")."""
    return checked_words("reason", typed, MOST_WORDS, N_("Say why: it stays on record."))


def checked_hand_over(typed: HandOverDraft, *, special: bool) -> HandOverDraft:
    """Who collects, and that they sign for special mail. Raises InvalidInput."""
    problems = Problems()
    if not typed.pieces:
        problems.say("pieces", N_("Choose at least one piece."))
    if len(typed.pieces) > MOST_PIECES:
        text = N_("One signature is for {most} pieces at most. Hand over the others after it.")
        problems.say("pieces", text, most=MOST_PIECES)
    name = problems.checked("name", parse_person_name, typed.name)
    if special and typed.signature is None and not typed.on_paper:
        text = N_("Special mail is handed over against a signature, on the screen or on paper.")
        problems.say("signature", text)
    problems.done()
    return replace(typed, pieces=tuple(dict.fromkeys(typed.pieces)), name=name)


def checked_return(reason: ReturnReason, typed: str, addressee: Addressee | None) -> str:
    """The words of a return. Raises InvalidInput for a reason that the directory contradicts.

    `MOVED_KNOWN` needs an address: the tenant's own, or one in the words.
    """
    problems = Problems()
    said = problems.line("words", typed, MOST_WORDS)
    forwarding = addressee.forwarding if addressee is not None and addressee.moved_out else ""
    if reason is ReturnReason.MOVED_KNOWN and not forwarding and len(said) < LEAST_ADDRESS:
        problems.say("words", N_("Type the new address: none is on record."))
    if reason is ReturnReason.MOVED_UNKNOWN and forwarding:
        text = N_("A new address is on record: {address}. Redirect it instead.")
        problems.say("reason", text, address=forwarding)
    problems.done()
    return said


# Outgoing mail


def checked_outgoing(
    typed: OutgoingDraft, addressee: Addressee | None, carriers: str
) -> tuple[OutgoingDraft, int]:
    """The draft, and its postage in fen. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    if typed.kind not in OUTGOING_KINDS:
        problems.say(
            "kind", N_("Only express, registered and airmail, parcels and money orders are sent here.")
        )
    if typed.tenant is not None and addressee is None:
        problems.say("tenant", N_("This tenant is not on record."))
    carrier = problems.line("carrier", typed.carrier, MOST_CARRIER)
    if not carrier:
        problems.say("carrier", N_("Choose the carrier."))
    destination = problems.line("destination", typed.destination, MOST_CITY)
    if not destination:
        problems.say("destination", N_("Type the city it goes to."))
    draft = replace(
        typed,
        carrier=carrier_called(carrier, carriers),
        sender=_sender(problems, typed),
        phone=problems.phone("phone", typed.phone),
        destination=destination,
        barcode=problems.take("barcode", _barcode, typed.barcode, ""),
    )
    fen = _postage(problems, typed)
    problems.done()
    return draft, fen


def _sender(problems: Problems, typed: OutgoingDraft) -> str:
    if typed.sender.strip() or typed.tenant is None:
        return problems.checked("sender", parse_person_name, typed.sender)
    return ""


def _postage(problems: Problems, typed: OutgoingDraft) -> int:
    fen = problems.take("postage", parse_money, typed.postage, 0)
    if "postage" in problems.found:
        return 0
    if typed.paid is Postage.RECIPIENT and fen:
        problems.say("postage", N_("The recipient pays: leave the postage empty."))
    if typed.paid is not Postage.RECIPIENT and not fen:
        problems.say("postage", N_("Type the postage in yuan."))
    if typed.paid is Postage.ACCOUNT and typed.tenant is None:
        problems.say("tenant", N_("Only a tenant has an account. Choose it, or take cash."))
    return fen


def checked_statement(stated: str, explanation: str, registered: int) -> tuple[int, str]:
    """What a carrier says for a week, in fen, and why that differs. Raises InvalidInput."""
    problems = Problems()
    if not stated.strip():
        problems.say("stated", N_("Type the amount that the carrier states; 0 when it states nothing."))
    fen = problems.take("stated", lambda one: parse_money(one, most=MOST_STATED), stated, 0)
    said = problems.line("explanation", explanation, MOST_WORDS)
    if not problems.found and fen != registered and len(said) < LEAST_WORDS:
        text = N_("The register says {registered}, the carrier {stated}. Say why they differ.")
        problems.say("explanation", text, registered=say_money(registered), stated=say_money(fen))
    problems.done()
    return fen, said if fen != registered else ""
