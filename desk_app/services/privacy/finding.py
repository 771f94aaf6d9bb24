"""Asking every feature about one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desk_app.services.core.personal import Identity, PersonalRecord
from desk_app.services.core.text.clean import clean_line, compact_code
from desk_app.services.core.text.phones import internal_phone_line
from desk_app.services.core.typed import Problems
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read, Work

_LONGEST = 60
VISIT = "visit"
"""The kind under which whatever hangs on a visit is found."""


def checked_identity(typed: Identity) -> Identity:
    """As it is looked for. Raises InvalidInput for nothing at all, or a phone that is none."""
    problems = Problems()
    found = Identity(
        problems.if_typed("phone", internal_phone_line, typed.phone),
        problems.checked("name", lambda text: clean_line(text, _LONGEST), typed.name),
        problems.checked("document", lambda text: compact_code(clean_line(text, _LONGEST)), typed.document),
    )
    if not (found.phone or found.name or found.document):
        problems.say("phone", N_("Type a phone, a name or a document number.", "personal"))
    problems.done()
    return found


def records_of(read: Read | Work, identity: Identity) -> list[PersonalRecord]:
    """Every record about this person: those that are theirs for sure first, then by day, the newest first.

    A visit that is theirs makes sure of what hangs on it: that is why every feature is asked twice.
    """
    first = list(_ask(read, identity))
    visits = tuple(sorted({one.record for one in first if one.certain and one.kind == VISIT}))
    found = list(_ask(read, replace(identity, visits=visits))) if visits else first
    parts: dict[tuple[str, int, str], PersonalRecord] = {}
    for one in found:
        before = parts.setdefault((*one.key, str(one.what)), one)
        if one.certain and not before.certain:
            parts[(*one.key, str(one.what))] = one
    return sorted(parts.values(), key=lambda one: (not one.certain, -one.day.toordinal()))


def _ask(read: Read | Work, identity: Identity) -> Iterator[PersonalRecord]:
    for feature in read.bench.features:
        if feature.personal is not None:
            yield from feature.personal(read, identity)
