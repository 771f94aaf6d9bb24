"""What the guard is told about goods: the word, the reason, what to do next, whom to phone, which steps.

Pure. A verdict speaks for itself; here is what goods add: a release that was made, a refusal on record, goods that are
to come back. A release is final, and its face says what to do when it was wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from desk_app.services.codes.answers import Code, Phone, Tone
from desk_app.services.core.words import N_
from desk_app.services.passes.gate_rules import OVERRIDABLE
from desk_app.services.passes.records import (
    REFUSAL_NAMES,
    AtGate,
    Refusal,
    RefusalReason,
    Released,
    TakenBack,
)
from desk_app.ui.gate.faces import Face, Say, plain_face
from desk_app.ui.gate.judging import Done, Reading
from desk_app.ui.gate.plate_row import Real
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.tally import Way

SayDay = Callable[[date], str]

_RUN_OUT = frozenset({Code.USED_HERE, Code.USED_ELSEWHERE, Code.EXPIRED})
_STAYS = (Step.REFUSE, Step.SLIP)
_READ_ANEW = frozenset({Code.NOTHING, Code.READ_AGAIN, Code.SEVERAL})
"""Nothing to refuse: the pass is scanned again."""


def goods_face(reading: Reading, moment: Say, day: SayDay, today: date) -> Face:
    """What is said for a reading that is no visitor's; `today` is the building's day."""
    verdict, came, goods = reading.attempt.verdict, reading.came, reading.goods
    if isinstance(came, Released):
        return _released(came, reading, moment)
    if isinstance(came, Refusal):
        return _refused(came)
    if isinstance(came, TakenBack):
        return _taken_back(came, moment)
    plain = plain_face(verdict.answer, verdict.values)
    if goods is None:
        steps = () if verdict.code in _READ_ANEW else _STAYS
        return replace(plain, steps=steps)
    if reading.way is Way.BACK and verdict.code not in _RUN_OUT:
        return replace(_coming_back(plain, goods, day, today), reason=_BACK_ONLY)
    if verdict.releases:
        return _may_leave(plain, goods, verdict.needs_supervisor, verdict.proven)
    return _may_not(plain, reading, goods, day, today)


def with_other_plate(face: Face, goods: AtGate, real: Real) -> Face:
    """Another plate than on the pass stands there: both ways are said, whichever the guard then takes."""
    if Step.RELEASE not in face.steps or not real.other_plate(goods):
        return face
    return replace(
        face,
        tone=Tone.AGAIN,
        word=N_("Other plate", "gate"),
        next_step=N_(
            "The pass says {on_pass}, at the gate is {at_gate}. "
            "Release it with the real plate on record, or refuse (F2, 4)."
        ),
        values={**face.values, "on_pass": goods.plate, "at_gate": real.plate},
        brief=True,
    )


def way_of(reading: Reading) -> Way:
    """Which way the goods of a pass just scanned go: out, back where nothing more may leave, or nowhere."""
    goods, verdict = reading.goods, reading.attempt.verdict
    if goods is None:
        return Way.LOOK
    if verdict.releases:
        return Way.OUT
    if verdict.code in _RUN_OUT and goods.out:
        return Way.BACK
    return Way.OUT if verdict.code in OVERRIDABLE else Way.LOOK


def _may_leave(plain: Face, goods: AtGate, supervisor: bool, proven: bool) -> Face:
    back = (Step.TAKE_BACK,) if goods.out else ()
    if supervisor:
        return replace(
            plain,
            tone=Tone.AGAIN,
            word=N_("Supervisor", "gate"),
            next_step=N_(
                "Nothing leaves yet. Compare, then have the supervisor confirm it here with her PIN."
            ),
            phone=Phone.SUPERVISOR,
            steps=(Step.OVERRIDE, Step.TRIP, *back, Step.REFUSE),
        )
    ready = replace(plain, steps=(Step.RELEASE, Step.TRIP, *back, Step.REFUSE), enter=Step.RELEASE)
    if not goods.complete:
        return replace(ready, next_step=_WHOLE_ONLY)
    return replace(ready, next_step=_COMPARE, brief=True) if proven else ready


_COMPARE = N_("Genuine. Compare every line, the plate and the carrier, then confirm.")
_WHOLE_ONLY = N_("This PC never met the pass: compare with the paper. It leaves as a whole, or not at all.")
_BACK_ONLY = N_("Count what really comes back. Nothing leaves by this.")


def _may_not(plain: Face, reading: Reading, goods: AtGate, day: SayDay, today: date) -> Face:
    code = reading.attempt.verdict.code
    override = (Step.OVERRIDE,) if code in OVERRIDABLE else ()
    if not goods.out:
        return replace(plain, steps=(*override, *_STAYS))
    if code in _RUN_OUT and reading.way is not Way.LOOK:
        face = _coming_back(plain, goods, day, today)
        return replace(face, steps=(Step.TAKE_BACK, *override, Step.REFUSE))
    return replace(plain, steps=(Step.TAKE_BACK, *override, *_STAYS))


def _coming_back(plain: Face, goods: AtGate, day: SayDay, today: date) -> Face:
    values: dict[str, object] = {**plain.values, "n": goods.out, "due": day(goods.due) if goods.due else ""}
    late = goods.due is not None and goods.due < today
    if goods.due is None:
        next_step = N_("{n} pieces are outside. Count what comes back, then take it back.")
    elif late:
        values["days"] = (today - goods.due).days
        next_step = N_(
            "{n} pieces are outside, {days} days overdue (due {due}). Count what comes back, then take it back."
        )
    else:
        next_step = N_("{n} pieces are outside, due {due}. Count what comes back, then take it back.")
    return replace(
        plain,
        tone=Tone.AGAIN,
        word=N_("Return only", "gate"),
        next_step=next_step,
        phone=Phone.FRONT_DESK if late else Phone.NOBODY,
        values=values,
        steps=(Step.TAKE_BACK, Step.REFUSE),
    )


def _released(came: Released, reading: Reading, moment: Say) -> Face:
    left = sum(line.left for line in came.after.lines)
    part = came.slip is not None or (not came.release.closes and left > 0)
    values = {
        "time": moment(came.release.at),
        "n": sum(one.quantity for one in came.release.moved),
        "left": left,
        "supervisor": reading.approved_by,
        "why": reading.why,
    }
    word, reason = _OUT[part, bool(reading.approved_by)]
    return Face(
        Tone.GOOD,
        word,
        reason,
        _FINAL,
        Phone.NOBODY,
        values,
        (Step.PRINT,) if came.slip is not None else (),
        done=True,
    )


_OUT = {
    (False, False): (N_("Released", "gate"), N_("Left at {time}.")),
    (True, False): (N_("Part released", "gate"), N_("Left at {time}; {left} pieces stay valid on the pass.")),
    (False, True): (
        N_("Released by supervisor", "gate"),
        N_("Left at {time} by the word of {supervisor}: {why}."),
    ),
    (True, True): (
        N_("Part released", "gate"),
        N_("Left at {time} by the word of {supervisor}: {why}. {left} pieces stay valid on the pass."),
    ),
}
"""What is said by whether a part left, and whether the supervisor let it out."""
_FINAL = N_("On record for good. If it was wrong: stop the goods and phone the supervisor at once.")


def _refused(came: Refusal) -> Face:
    other = came.reason is RefusalReason.OTHER
    values = {"reason": came.words if other else REFUSAL_NAMES[came.reason], "number": came.number}
    return Face(
        Tone.BAD,
        N_("Refused", "gate"),
        N_("{reason}. On record as {number}."),
        N_("The goods stay. Send them to the front desk with the refusal slip (F6)."),
        Phone.FRONT_DESK,
        values,
        (Step.PRINT, Step.UNDO),
    )


def _taken_back(came: TakenBack, moment: Say) -> Face:
    out = came.after.out
    values = {
        "time": moment(came.returned.at),
        "n": sum(one.quantity for one in came.returned.moved),
        "out": out,
    }
    return Face(
        Tone.GOOD,
        N_("Taken back", "gate"),
        N_("{n} pieces came back at {time}."),
        N_("{out} pieces are still outside.") if out else N_("Everything is back."),
        Phone.NOBODY,
        values,
        (Step.PRINT, Step.UNDO),
        done=True,
    )


def done_at(reading: Reading) -> datetime | None:
    """When what can still be undone was done."""
    came = reading.came
    if isinstance(came, Refusal):
        return came.at
    if isinstance(came, TakenBack):
        return came.returned.at
    if reading.card is None:
        return None
    if reading.done is Done.STEPPED_OUT:
        return next((one.out_at for one in reversed(reading.card.breaks)), None)
    return reading.card.visit.left_at
