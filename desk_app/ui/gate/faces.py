"""What the guard is told: for every reading one large word, the reason, the next step, whom to phone, which buttons.

Pure. A verdict speaks for itself; here is only what a visit adds to it: left when and where, back from a break, a badge
to take back. To say something else for a case, change `face_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk_app.services.codes.answers import Answer, Code, Phone, Tone
from desk_app.services.core.errors import DeskError
from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.queries import VisitCard
from desk_app.services.visitors.records import Visit, VisitState
from desk_app.ui.gate.judging import BY, Done, Reading
from desk_app.ui.gate.steps import Step

Say = Callable[[datetime], str]
"""A moment on the building's clock."""


@dataclass(frozen=True)
class Face:
    """All that the window says. `enter` is the step of the Enter key, None: Enter does nothing."""

    tone: Tone
    word: Message
    reason: Message
    next_step: Message
    phone: Phone = Phone.NOBODY
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    steps: tuple[Step, ...] = ()
    enter: Step | None = None
    brief: bool = False
    """The next step says it all: beside goods, which need the room, the reason is left out."""
    done: bool = False
    """It happened, nothing is left to press; else a good face asks to compare first."""


_PLACES: dict[str, Message] = {
    "gate": N_("at the gate"),
    "desk": N_("at the front desk"),
    "correction": N_("put right by the front desk"),
}
_MAY_LEAVE = frozenset({VisitState.ON_SITE, VisitState.ON_BREAK, VisitState.PROBABLY_LEFT})


def face_of(reading: Reading, moment: Say) -> Face:
    """What is said for a reading of a visitor's pass, or of none; goods have `goods_faces`."""
    card, verdict = reading.card, reading.attempt.verdict
    plain = plain_face(verdict.answer, verdict.values)
    if card is None:
        return replace(plain, next_step=_NO_RECORD) if verdict.releases else plain
    if reading.done is not Done.JUDGED:
        return _DONE[reading.done](plain, reading, card, moment)
    if verdict.needs_supervisor:
        return _to_confirm(plain, card.visit)
    if verdict.releases:
        return _may_leave(plain, card.visit)
    return _refused(plain, verdict.code, card.visit, moment)


def trouble_face(error: DeskError) -> Face:
    """The scan, or what was to be done about it, could not be put on record."""
    return Face(
        Tone.BAD,
        N_("Not recorded", "gate"),
        error.message,
        N_("Nothing leaves yet. Scan once more; if it happens again, phone the front desk."),
        Phone.FRONT_DESK,
        error.values,
    )


_NO_RECORD = N_("The pass is genuine, but this PC has no record of the visit. Tell the front desk who left.")
_OLD_RECORDS = N_(
    "This PC has not heard from the others for too long: the supervisor must confirm here with her PIN."
)


def plain_face(answer: Answer, values: Mapping[str, object]) -> Face:
    """The verdict as it speaks for itself."""
    return Face(answer.tone, answer.word, answer.reason, answer.next_step, answer.phone, values)


def _to_confirm(plain: Face, visit: Visit) -> Face:
    """Records too old: the supervisor confirms at the gate who leaves; nobody is kept in by a network."""
    return replace(
        plain,
        tone=Tone.AGAIN,
        word=N_("Supervisor", "gate"),
        next_step=_OLD_RECORDS,
        phone=Phone.SUPERVISOR,
        steps=(Step.OVERRIDE,) if visit.state in _MAY_LEAVE else (),
    )


def _leaving(visit: Visit) -> tuple[Step, ...]:
    return (Step.LEAVES, Step.WITHOUT_BADGE) if visit.badge else (Step.LEAVES,)


def _may_leave(plain: Face, visit: Visit) -> Face:
    steps = _leaving(visit)
    if visit.state is VisitState.ON_SITE:
        steps = (*steps, Step.STEPS_OUT)
    ready = replace(plain, steps=steps, enter=Step.LEAVES)
    if not visit.badge:
        return ready
    next_step = N_("Take back badge {badge}, then confirm.")
    return replace(ready, next_step=next_step, values={**plain.values, "badge": visit.badge})


def _refused(plain: Face, code: Code, visit: Visit, moment: Say) -> Face:
    if code in (Code.USED_HERE, Code.USED_ELSEWHERE) and visit.left_at is not None:
        values = {"at": moment(visit.left_at), "where": _PLACES.get(visit.left_by, _PLACES["desk"])}
        told = replace(plain, reason=N_("The visitor left at {at}, {where}."), values=values)
        # Scanned twice by a slip of the hand: the check-out of the first scan can still be taken back.
        return replace(told, steps=(Step.UNDO,)) if visit.left_by == BY else told
    if code is Code.REVOKED:
        return replace(plain, reason=N_("The visit was refused or cancelled."), values={})
    if code is Code.EXPIRED and visit.state in _MAY_LEAVE:
        # Nobody is kept in because of a date: the desk is asked, and the guard can close the visit.
        return replace(plain, next_step=_OVERDUE, steps=_leaving(visit))
    return plain


_OVERDUE = N_("Ask the visitor, and phone the front desk. If all is well, check the visitor out here.")


def _left(plain: Face, reading: Reading, card: VisitCard, moment: Say) -> Face:
    left = card.visit.left_at
    reason = N_("Checked out at {time} by the word of {supervisor}: {why}.")
    return replace(
        plain,
        done=True,
        tone=Tone.GOOD,
        word=N_("Checked out", "gate"),
        reason=reason if reading.approved_by else N_("Checked out at {time}."),
        next_step=_KEPT if card.visit.badge_returned is False else N_("The visitor may go."),
        phone=Phone.NOBODY,
        values={
            "time": moment(left) if left else "",
            "badge": card.visit.badge,
            "supervisor": reading.approved_by,
            "why": reading.why,
        },
        steps=(Step.UNDO, Step.STEPS_OUT),
    )


_KEPT = N_("The visitor may go. Badge {badge} is noted as not returned.")


def _back(plain: Face, reading: Reading, card: VisitCard, moment: Say) -> Face:
    out = next((one.out_at for one in reversed(card.breaks)), None)
    return replace(
        plain,
        tone=Tone.GOOD,
        done=True,
        word=N_("Back again"),
        reason=N_("Stepped out at {time}, on site again now."),
        next_step=N_("The visitor may go in."),
        values={"time": moment(out) if out else ""},
        steps=(*_leaving(card.visit), Step.STEPS_OUT),
    )


def _stepped_out(plain: Face, reading: Reading, card: VisitCard, moment: Say) -> Face:
    return replace(
        plain,
        tone=Tone.GOOD,
        done=True,
        word=N_("Stepped out"),
        reason=N_("On a break; the visit goes on."),
        next_step=N_("The visitor keeps the pass. Scan it when the visitor comes back."),
        values={},
        steps=(Step.UNDO, Step.BACK),
    )


def _undone(plain: Face, reading: Reading, card: VisitCard, moment: Say) -> Face:
    return replace(
        plain,
        tone=Tone.AGAIN,
        word=N_("Still on site", "gate"),
        reason=N_("The check-out was taken back."),
        next_step=N_("Confirm when the visitor leaves."),
        values={},
        steps=(*_leaving(card.visit), Step.STEPS_OUT),
        enter=Step.LEAVES,
    )


def _stayed(plain: Face, reading: Reading, card: VisitCard, moment: Say) -> Face:
    return replace(
        _undone(plain, reading, card, moment), reason=N_("The visitor did not step out after all.")
    )


_DONE: dict[Done, Callable[[Face, Reading, VisitCard, Say], Face]] = {
    Done.LEFT: _left,
    Done.BACK: _back,
    Done.STEPPED_OUT: _stepped_out,
    Done.UNDONE: _undone,
    Done.STAYED: _stayed,
}
