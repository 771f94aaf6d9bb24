"""What the gate asks of the services about goods: plain calls, made on a worker; no widget here.

A verb that finds the verdict changed (somebody else was faster, the clock went on) is no error: the guard is shown the
verdict of now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desk_app.services.catalogue import Services
from desk_app.services.core.changes import Changes
from desk_app.services.core.people import Actor
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import Refusal, RefusalReason, Released, ReleaseDraft, TakenBack
from desk_app.services.passes.releases import NotReleased, NotTakenBack, Releases
from desk_app.ui.gate.judging import Came, GateDesk, Reading
from desk_app.ui.gate.tally import Way


class GoodsDesk:
    """The gate's errands about goods."""

    def __init__(self, services: Services, gate: GateDesk) -> None:
        self._gate = gate
        self._releases, self._goods = services.get(Releases), services.get(ReleaseQueries)

    def release(self, actor: Actor, reading: Reading, draft: ReleaseDraft) -> Changes[Reading]:
        """They leave."""
        gate, raw = self._gate.number, reading.raw
        return self._out(actor, reading, lambda: self._releases.release(actor, raw, gate, draft))

    def override(
        self, supervisor: Actor, reading: Reading, draft: ReleaseDraft, reason: str, guard: int
    ) -> Changes[Reading]:
        """They leave because the supervisor says so."""
        gate, raw = self._gate.number, reading.raw
        return self._out(
            supervisor,
            replace(reading, approved_by=supervisor.name, why=reason),
            lambda: self._releases.override(supervisor, raw, gate, draft, reason, guard),
        )

    def refuse(self, actor: Actor, reading: Reading, reason: RefusalReason, words: str) -> Changes[Reading]:
        """They stay."""
        scan, raw = reading.attempt.scan_id, reading.raw
        changes = self._releases.refuse(actor, scan, raw, self._gate.number, reason, words)
        return Changes(replace(reading, came=changes.result), changes.touched)

    def take_back(self, actor: Actor, reading: Reading, draft: ReleaseDraft) -> Changes[Reading]:
        """They come in again."""
        gate, counts = self._gate.number, draft.quantities
        try:
            changes = self._releases.take_back(actor, reading.raw, gate, counts, request=draft.request)
        except NotTakenBack as strange:
            return self._anew(actor, reading, strange)
        taken = changes.result
        return Changes(replace(reading, came=taken, goods=taken.after), changes.touched)

    def undo(self, actor: Actor, reading: Reading) -> Changes[Reading]:
        """A refusal or a return was a slip. Raises IllegalStep after a minute."""
        came = reading.came
        before = replace(reading, came=None)
        if isinstance(came, Refusal):
            changes = self._releases.undo_refusal(actor, came.id)
            return Changes(before, changes.touched)
        assert isinstance(came, TakenBack)  # only these offer the step
        back = self._releases.undo_take_back(actor, came.returned.id)
        return Changes(replace(before, goods=back.result), back.touched)

    def _out(self, actor: Actor, reading: Reading, verb: Callable[[], Changes[Released]]) -> Changes[Reading]:
        try:
            changes = verb()
        except NotReleased as late:
            return self._anew(actor, reading, late)
        came: Came = changes.result
        return Changes(replace(reading, came=came, goods=changes.result.after), changes.touched)

    def _anew(self, actor: Actor, reading: Reading, late: NotReleased | NotTakenBack) -> Changes[Reading]:
        """The verdict of now, and the goods as they stand now: looked at, whichever way they were going."""
        attempt = replace(reading.attempt, verdict=late.verdict)
        claims = late.verdict.claims
        goods = self._goods.at_gate(actor, claims) if claims is not None else None
        return Changes(replace(reading, attempt=attempt, goods=goods, way=Way.LOOK), {})
