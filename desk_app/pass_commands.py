"""`desk-app pass …`: what the gate would say to a code, and this desk's key card. Nothing here releases or admits.

JSON keys are a promise, as in `commands`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.cli import FAULT, OK
from desk_app.key_commands import open_keys
from desk_app.record_commands import records
from desk_app.services.core.errors import StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_, Message, Words

if TYPE_CHECKING:
    from desk_app.commands import Told
    from desk_app.services.catalogue import Services
    from desk_app.services.codes.answers import Phone
    from desk_app.services.codes.claims import PassClaims
    from desk_app.services.codes.verdict import Verdict

_MOST_TYPED = 20_000
"""Characters read from standard input; more is no code."""


def pass_command(asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Carry out `pass verify`, `pass keycard` or `pass records`."""
    from desk_app.services.assembly import open_services

    services = open_services(folder, secrets=open_keys(asked, folder, told.words))
    try:
        if asked.verb == "keycard":
            return _keycard(services, Path(asked.file), told)
        if asked.verb == "records":
            return records(services, asked, told)
        return _verify(services, asked, folder, told)
    finally:
        services.bench.database.close()


def _keycard(services: Services, path: Path, told: Told) -> int:
    """Save this desk's key card; a file that is there already stays."""
    from desk_app.services.trust.queries import TrustQueries
    from desk_app.services.trust.records import ENDING

    queries = services.get(TrustQueries)
    raw, fingerprint = queries.export(SYSTEM), queries.key_age(SYSTEM).fingerprint
    path = path if path.suffix else path.with_suffix(f".{ENDING}")
    try:
        with path.open("xb") as file:
            file.write(raw)
    except FileExistsError:
        raise UserError(N_("There is a file {path} already. Nothing was written."), path=path) from None
    except OSError as trouble:
        raise StorageTrouble(
            N_("The file cannot be written: {reason}."), reason=reason_of(trouble)
        ) from trouble
    told.answer({"ok": True, "file": path, "fingerprint": fingerprint})
    told.line(N_("Key card saved: {path}"), path=path)
    told.line(N_("Fingerprint, to be read out over the phone: {digits}"), digits=fingerprint)
    return OK


def _verify(services: Services, asked: argparse.Namespace, folder: DataFolder, told: Told) -> int:
    """Say what the gate would say. OK only for what may leave without anybody else's word."""
    from desk_app.services.gate.options import GATE_NUMBER
    from desk_app.services.gate.queries import GateQueries

    raw = sys.stdin.read(_MOST_TYPED) if asked.digits == ["-"] else " ".join(asked.digits)
    gate = LocalSettings(folder.local_settings).get(GATE_NUMBER) if asked.gate is None else asked.gate
    zone = services.bench.clock.zone
    at: datetime | None = asked.at
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    verdict = services.get(GateQueries).verify(SYSTEM, raw, gate, at)
    free = verdict.releases and not verdict.needs_supervisor
    told.answer({"ok": free, **_facts(verdict, services, told.words), "gate": gate, "at": _iso(at)})
    _say(verdict, services, told)
    return OK if free else FAULT


def _say(verdict: Verdict, services: Services, told: Told) -> None:
    answer = verdict.answer
    told.line(answer.word)
    told.line(answer.reason, **verdict.values)
    told.line(answer.next_step)
    who, number = _phone(verdict, services)
    if number:
        told.line(N_("{who}: {number}"), who=who, number=number)
    elif who:
        told.line(who)
    for note, values in verdict.clock_notes:
        told.line(note, **values)
    if verdict.freshness is not None:
        told.line(verdict.freshness.note)
    for quantity, text in _goods(verdict.claims):
        told.line(N_("  {n} × {name}"), n=quantity, name=text)
    if verdict.claims is not None and verdict.claims.pieces:
        told.line(N_("Pieces in all: {n}"), n=verdict.claims.pieces)


def _facts(verdict: Verdict, services: Services, words: Words) -> Mapping[str, object]:
    answer, (who, number) = verdict.answer, _phone(verdict, services)
    whom = _whom(verdict).value
    return {
        "verdict": verdict.code.value,
        "word": words.text(answer.word),
        "reason": words.text(answer.reason, **verdict.values),
        "next_step": words.text(answer.next_step),
        "phone": {"whom": whom, "said": words.text(who) if who else "", "number": number},
        "releases": verdict.releases,
        "needs_supervisor": verdict.needs_supervisor,
        "proven": verdict.proven,
        "met": verdict.met,
        "uses": len(verdict.uses),
        "pass": _pass(verdict.claims),
        "freshness": _freshness(verdict, words),
        "clock": {
            "suspect": verdict.clock_suspect,
            "behind_seconds": int(verdict.clock_behind.total_seconds()),
            "notes": [words.text(note, **values) for note, values in verdict.clock_notes],
        },
    }


def _pass(claims: PassClaims | None) -> Mapping[str, object] | None:
    """What the pass claims; None when nothing was proven or found."""
    from desk_app.services.codes.claims import GATES, number_said

    if claims is None:
        return None
    gates = [gate for gate in range(1, GATES + 1) if claims.gates >> (gate - 1) & 1]
    return {
        "id": claims.pass_id,
        "number": number_said(claims.pass_id),
        "kind": claims.kind.name.lower(),
        "desk": claims.desk,
        "issued": _iso(claims.issued_at),
        "valid_from": _iso(claims.not_before),
        "valid_until": _iso(claims.expires_at),
        "gates": None if claims.any_gate else gates,
        "trips": claims.trips,
        "pieces": claims.pieces,
        "goods": [{"quantity": quantity, "name": name} for quantity, name in _goods(claims)],
        "plate": claims.fields.plate,
        "carrier": claims.fields.carrier,
    }


def _goods(claims: PassClaims | None) -> list[tuple[int, str]]:
    return [] if claims is None else [(line.quantity, line.text) for line in claims.fields.lines]


def _freshness(verdict: Verdict, words: Words) -> Mapping[str, object] | None:
    fresh = verdict.freshness
    if fresh is None:
        return None
    return {
        "level": fresh.level.value,
        "alone": fresh.alone,
        "note": words.text(fresh.note),
        "revocations_at": _iso(fresh.revocations_at),
        "gates_at": _iso(fresh.gates_at),
    }


def _whom(verdict: Verdict) -> Phone:
    from desk_app.services.codes.answers import Phone

    return Phone.SUPERVISOR if verdict.needs_supervisor else verdict.answer.phone


def _phone(verdict: Verdict, services: Services) -> tuple[Message | None, str]:
    """Whom to phone, and the number in the settings, if there is one."""
    from desk_app.services.codes.answers import PHONE_NAMES, Phone
    from desk_app.services.gate.options import FRONT_DESK_PHONE, SUPERVISOR_PHONE

    phone = _whom(verdict)
    numbers = {Phone.FRONT_DESK: FRONT_DESK_PHONE, Phone.SUPERVISOR: SUPERVISOR_PHONE}
    if phone is Phone.NOBODY:
        return None, ""
    return PHONE_NAMES[phone], services.bench.settings.get(numbers[phone])


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
