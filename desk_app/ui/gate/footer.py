"""Under every verdict: how old other PCs' records are, and whether this PC's clock is to be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from desk_app.services.codes.ledger import Level
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.words import N_
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.parts import Label

_TONES: dict[Level, Tone] = {Level.AMBER: "warning", Level.RED: "danger"}


class Footer(Label):
    """One line or two; empty before the first verdict."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-fresh")
        self.setWordWrap(True)

    def show_verdict(self, verdict: Verdict | None, now: datetime) -> None:
        """What this verdict rests on; what is not known to be judged (no pass at all) says nothing."""
        fresh = verdict.freshness if verdict is not None else None
        if verdict is None or fresh is None:
            self.setText("")
            return
        self.setText(" ".join(_said(verdict, now)))
        restyle(self, tone="warning" if verdict.clock_suspect else _TONES.get(fresh.level))


def _said(verdict: Verdict, now: datetime) -> Iterator[str]:
    fresh = verdict.freshness
    assert fresh is not None
    for note, values in verdict.clock_notes:
        yield tr(note, **values)
    yield tr(fresh.note)
    if fresh.alone:
        return
    if fresh.revocations_at is not None:
        yield tr(N_("Revocations as of {when}."), when=format_moment(fresh.revocations_at, now=now))
    if fresh.gates_at is not None:
        yield tr(N_("Other gates as of {when}."), when=format_moment(fresh.gates_at, now=now))
