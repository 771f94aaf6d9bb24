"""How `desk-app headoffice status` answers: a table for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from desk_app.cli import FAULT, OK
from desk_app.services.core.clocks import from_ms
from desk_app.services.core.words import N_, Message

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.headoffice.incidents import Incident
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.services.headoffice.reports import DeskStanding, Status


def tell_status(office: HeadOffice, told: Told) -> int:
    """How every desk stands; FAULT when a person has to look at something."""
    found, proposals = office.status(), len(office.deciding.proposals())
    told.answer(
        {
            "ok": not found.incidents,
            "name": office.config.name,
            "fingerprint": office.fingerprint,
            "events": found.events,
            "desks": [_desk(one) for one in found.desks],
            "incidents": [_incident(one) for one in found.incidents],
            "refused": [
                {"path": one.path, "fault": one.fault.value, "since": one.found_at.isoformat()}
                for one in found.refusals
            ],
            "unknown_lines": found.unknown_lines,
            "proposals": proposals,
        }
    )
    _say_status(office, found, told)
    if proposals:
        told.line(
            N_("Proposals of desks that wait for a decision: {n}. See them: desk-app headoffice proposals"),
            n=proposals,
        )
    return FAULT if found.incidents else OK


def _say_status(office: HeadOffice, found: Status, told: Told) -> None:
    from desk_app.services.sync.fault_words import FAULTS

    zone = office.clock.zone
    told.line(
        N_("{name}. Desks: {desks}. Events: {events}."),
        name=office.config.name,
        desks=len(found.desks),
        events=found.events,
    )
    for one in found.desks:
        heard = "-" if one.heard_at is None else f"{one.heard_at.astimezone(zone):%Y-%m-%d %H:%M}"
        told.line(
            _standing_text(one), party=one.desk.party, code=one.desk.code, building=one.desk.building, heard=heard,
            app=one.desk.app, missing=one.missing, refused=one.refused, waiting=one.waiting,
        )  # fmt: skip
        for pc in one.desk.keys if len(one.desk.keys) > 1 else ():
            told.line(N_("    PC {fingerprint}, since {since}") if pc.counts else N_(
                "    PC {fingerprint}, since {since}, does not count any more"),
                fingerprint=pc.fingerprint, since=f"{from_ms(pc.since).astimezone(zone):%Y-%m-%d %H:%M}",
            )  # fmt: skip
    for incident in found.incidents:
        detail = ", ".join(f"{key} {value}" for key, value in incident.detail.items())
        text = told.words.text(INCIDENTS[incident.kind.value])
        told.line(
            N_("To be looked at, {id}: {party}: {text} ({detail})"),
            id=incident.id,
            party=incident.party,
            text=text,
            detail=detail,
        )
    for refusal in found.refusals:
        why = told.words.text(FAULTS[refusal.fault])
        told.line(N_("Refused: {path}: {fault}"), path=refusal.path, fault=why)
    if found.unknown_lines:
        told.line(N_("Lines that a newer program will understand: {count}"), count=found.unknown_lines)


def _standing_text(one: DeskStanding) -> Message:
    if one.forked:
        return N_("{party}  {code}  {building}  heard {heard}  {app}  STOPPED: two PCs are this desk")
    if not one.desk.counts:
        return N_("{party}  {code}  {building}  heard {heard}  {app}  does not count any more")
    if one.missing or one.refused or one.waiting:
        return N_(
            "{party}  {code}  {building}  heard {heard}  {app}  missing {missing}, refused {refused}, "
            "waiting for a newer program {waiting}"
        )
    return N_("{party}  {code}  {building}  heard {heard}  {app}")


INCIDENTS: Mapping[str, Message] = {
    "fork": N_("Two chains of one epoch: a PC was copied, or its data was restored and went on"),
    "gap": N_("Batches of a closed epoch never came"),
    "audit_cut": N_("Entries of its audit log are not those that were sent before"),
    "event_twice": N_("Two different records have one id"),
    "event_altered": N_("A record was changed past the program"),
    "failed": N_("A step failed for this desk or building; the others went on"),
    "stuck": N_("A batch makes no sense, and those after it wait"),
}


def _desk(one: DeskStanding) -> dict[str, object]:
    return {
        "party": str(one.desk.party),
        "code": one.desk.code,
        "building": one.desk.building,
        "app": one.desk.app,
        "counts": one.desk.counts,
        "pcs": [
            {"fingerprint": pc.fingerprint, "counts": pc.counts, "revoked": pc.revoked is not None}
            for pc in one.desk.keys
        ],
        "heard_at": _iso(one.heard_at),
        "clock_off_seconds": None if one.clock_off is None else round(one.clock_off.total_seconds()),
        "missing": one.missing,
        "refused": one.refused,
        "waiting": one.waiting,
        "forked": one.forked,
    }


def _incident(one: Incident) -> dict[str, object]:
    of = {"id": one.id, "kind": one.kind.value, "party": one.party, "epoch": one.epoch}
    return {**of, "detail": dict(one.detail), "found_at": _iso(one.found_at)}


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
