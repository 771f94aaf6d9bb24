"""What was typed, cleaned and checked: every problem at its field, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desk_app.services.core.text.clean import clean_line, compact_code
from desk_app.services.core.text.names import parse_person_name
from desk_app.services.core.text.papers import Paper, parse_paper
from desk_app.services.core.text.plates import parse_plate
from desk_app.services.core.typed import Problems
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


def checked_arrival(typed: Arrival, asked: Asked, today: date) -> Arrival:
    """The arrival as it is kept. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    arrival = replace(
        typed,
        name=problems.checked("name", parse_person_name, typed.name),
        phone=problems.phone(
            "phone", typed.phone, N_("Type the visitor's phone number.") if asked.phone else None
        ),
        company=problems.line("company", typed.company, SHORT),
        host=_host(problems, typed.host),
        plate=problems.if_typed("plate", parse_plate, typed.plate),
        badge=problems.line("badge", typed.badge, 20),
        belongings=problems.line("belongings", typed.belongings, LONG),
        remark=problems.lines("remark", typed.remark, LONG),
        permit=_permit(problems, typed),
    )
    _party(problems, typed.party_size)
    arrival = _document(problems, arrival, today, needed=arrival.purpose.value in asked.purposes_with_id)
    problems.found.update(permit_problem(arrival.purpose, arrival.permit, today))
    if arrival.purpose is Purpose.CONTRACTOR and not arrival.company:
        problems.say("company", N_("Type the company that sends the contractor."))
    problems.done()
    return arrival


def checked_expectation(typed: Expectation, today: date) -> Expectation:
    """The announced visit as it is kept. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    expectation = replace(
        typed,
        name=problems.checked("name", parse_person_name, typed.name),
        phone=problems.phone("phone", typed.phone),
        company=problems.line("company", typed.company, SHORT),
        host=_host(problems, typed.host),
        plate=problems.if_typed("plate", parse_plate, typed.plate),
        remark=problems.lines("remark", typed.remark, LONG),
    )
    _party(problems, typed.party_size)
    if typed.day < today:
        problems.say("day", N_("The day has passed. Choose today or a later day."))
    if typed.time_from and typed.time_until and typed.time_until <= typed.time_from:
        problems.say("time_until", N_("“Until” must be later than “from”."))
    problems.done()
    return expectation


def _host(problems: Problems, typed: Host) -> Host:
    host = replace(
        typed,
        tenant=problems.line("host", typed.tenant, SHORT),
        unit=problems.line("host", typed.unit, 20),
        floor=problems.line("host", typed.floor, 20),
        person=problems.line("host_person", typed.person, SHORT),
    )
    if not (host.tenant_id or host.tenant or host.unit or host.person):
        problems.say("host", N_("Whom does the visitor come to see? Type a company, a unit or a name."))
    return host


def _permit(problems: Problems, typed: Arrival) -> Permit:
    """A contractor's permit; for any other purpose nobody asked, and nothing is kept."""
    if typed.purpose is not Purpose.CONTRACTOR:
        return Permit()
    return Permit(
        problems.line("permit_number", typed.permit.number, SHORT),
        typed.permit.until,
        problems.line("escort", typed.permit.escort, SHORT),
    )


def _party(problems: Problems, size: int) -> None:
    if not 1 <= size <= MOST_IN_PARTY:
        problems.say("party_size", N_("A party has 1 to {most} people."), most=MOST_IN_PARTY)


def _document(problems: Problems, arrival: Arrival, today: date, *, needed: bool) -> Arrival:
    """The document, if the purpose needs one; what was typed without need is dropped, not kept."""
    if not needed:
        return replace(arrival, id_kind=IdKind.NONE, id_number="")
    if arrival.id_kind is IdKind.NONE or not arrival.id_number.strip():
        problems.say("id_number", N_("This purpose needs an ID document: choose its kind, type its number."))
        return arrival
    return replace(
        arrival,
        id_number=problems.checked(
            "id_number", lambda typed: _number(arrival.id_kind, typed, today), arrival.id_number
        ),
    )


def _number(kind: IdKind, typed: str, today: date) -> str:
    return (
        compact_code(clean_line(typed, 40))
        if kind is IdKind.OTHER
        else parse_paper(Paper(kind.value), typed, today)
    )
