"""What was typed, cleaned and checked: every problem at its field, in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.text.clean import clean_line, clean_lines, compact_code
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.papers import Paper, parse_paper
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.core.text.plates import parse_plate
from desk_app.services.core.words import N_
from desk_app.services.visitors.records import Arrival, Expectation, Host, IdKind, Permit, Purpose
from desk_app.services.visitors.rules import permit_problem

LONG, SHORT = 500, 60
MOST_IN_PARTY = 500


@dataclass(frozen=True)
class Asked:
    """What the building's settings ask for."""

    phone: bool
    purposes_with_id: tuple[str, ...]


class _Problems:
    """Collects what is wrong, field by field."""

    def __init__(self) -> None:
        self.found: dict[str, UserError] = {}

    def take(self, field: str, check: Callable[[str], str], typed: str) -> str:
        """The checked value, or the typed one with its problem noted."""
        try:
            return check(typed)
        except UserError as problem:
            self.found.setdefault(field, problem)
            return typed

    def text(self, field: str, typed: str, most: int = SHORT) -> str:
        """Free text, cleaned."""
        return self.take(field, lambda one: clean_line(one, most), typed)

    def done(self) -> None:
        """Raise InvalidInput if anything was found."""
        if self.found:
            raise InvalidInput(self.found)


def checked_arrival(typed: Arrival, asked: Asked, today: date) -> Arrival:
    """The arrival as it is kept. Raises InvalidInput naming every field to mend."""
    problems = _Problems()
    arrival = replace(
        typed,
        name=problems.take("name", parse_person_name, typed.name),
        phone=_phone(problems, typed.phone, needed=asked.phone),
        company=problems.text("company", typed.company),
        host=_host(problems, typed.host),
        plate=problems.take("plate", parse_plate, typed.plate) if typed.plate.strip() else "",
        badge=problems.text("badge", typed.badge, 20),
        belongings=problems.text("belongings", typed.belongings, LONG),
        remark=problems.take("remark", lambda one: clean_lines(one, LONG), typed.remark),
        permit=_permit(problems, typed),
    )
    _party(problems, typed.party_size)
    arrival = _document(problems, arrival, today, needed=arrival.purpose.value in asked.purposes_with_id)
    problems.found.update(permit_problem(arrival.purpose, arrival.permit, today))
    if arrival.purpose is Purpose.CONTRACTOR and not arrival.company:
        problems.found["company"] = UserError(N_("Type the company that sends the contractor."))
    problems.done()
    return arrival


def checked_expectation(typed: Expectation, today: date) -> Expectation:
    """The announced visit as it is kept. Raises InvalidInput naming every field to mend."""
    problems = _Problems()
    expectation = replace(
        typed,
        name=problems.take("name", parse_person_name, typed.name),
        phone=_phone(problems, typed.phone, needed=False),
        company=problems.text("company", typed.company),
        host=_host(problems, typed.host),
        plate=problems.take("plate", parse_plate, typed.plate) if typed.plate.strip() else "",
        remark=problems.take("remark", lambda one: clean_lines(one, LONG), typed.remark),
    )
    _party(problems, typed.party_size)
    if typed.day < today:
        problems.found["day"] = UserError(N_("The day has passed. Choose today or a later day."))
    if typed.time_from and typed.time_until and typed.time_until <= typed.time_from:
        problems.found["time_until"] = UserError(N_("“Until” must be later than “from”."))
    problems.done()
    return expectation


def _phone(problems: _Problems, typed: str, *, needed: bool) -> str:
    if typed.strip():
        return problems.take("phone", lambda one: str(parse_phone(one)), typed)
    if needed:
        problems.found["phone"] = UserError(N_("Type the visitor's phone number."))
    return ""


def _host(problems: _Problems, typed: Host) -> Host:
    host = replace(
        typed,
        tenant=problems.text("host", typed.tenant),
        unit=problems.text("host", typed.unit, 20),
        floor=problems.text("host", typed.floor, 20),
        person=problems.text("host_person", typed.person),
    )
    if not (host.tenant_id or host.tenant or host.unit or host.person):
        problems.found.setdefault(
            "host", UserError(N_("Whom does the visitor come to see? Type a company, a unit or a name."))
        )
    return host


def _permit(problems: _Problems, typed: Arrival) -> Permit:
    """A contractor's permit; for any other purpose nobody asked, and nothing is kept."""
    if typed.purpose is not Purpose.CONTRACTOR:
        return Permit()
    return Permit(
        problems.text("permit_number", typed.permit.number),
        typed.permit.until,
        problems.text("escort", typed.permit.escort),
    )


def _party(problems: _Problems, size: int) -> None:
    if not 1 <= size <= MOST_IN_PARTY:
        problems.found["party_size"] = UserError(N_("A party has 1 to {most} people."), most=MOST_IN_PARTY)


def _document(problems: _Problems, arrival: Arrival, today: date, *, needed: bool) -> Arrival:
    """The document, if the purpose needs one; what was typed without need is dropped, not kept."""
    if not needed:
        return replace(arrival, id_kind=IdKind.NONE, id_number="")
    if arrival.id_kind is IdKind.NONE or not arrival.id_number.strip():
        problems.found["id_number"] = UserError(
            N_("This purpose needs an ID document: choose its kind, type its number.")
        )
        return arrival
    return replace(
        arrival,
        id_number=problems.take(
            "id_number", lambda typed: _number(arrival.id_kind, typed, today), arrival.id_number
        ),
    )


def _number(kind: IdKind, typed: str, today: date) -> str:
    return (
        compact_code(clean_line(typed, 40))
        if kind is IdKind.OTHER
        else parse_paper(Paper(kind.value), typed, today)
    )
