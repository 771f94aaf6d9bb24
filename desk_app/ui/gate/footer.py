"""Under every verdict: how old other PCs' records are, and whether this PC's clock is to be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from desk_app.services.codes.ledger import Level
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.words import N_, Message
from desk_app.services.trust.heard import HeardDesk
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.parts import Label

_TONES: dict[Level, Tone] = {Level.AMBER: "warning", Level.RED: "danger"}


class Footer(Label):
    """The whole of it in a line or two; without a verdict how old the other desks' records are, if there are any.

    Doubt stands large in the verdict.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-fresh")
        self.setWordWrap(True)
        self._judged = False
        self._others: tuple[HeardDesk, ...] = ()
        self._old_after = timedelta.max, timedelta.max

    def show_verdict(self, verdict: Verdict | None, now: datetime) -> None:
        """What this verdict rests on; what is not known to be judged (no pass at all) says nothing."""
        fresh = verdict.freshness if verdict is not None else None
        self._judged = verdict is not None
        if verdict is None or fresh is None:
            self._show_age(now)
            return
        self.setText(" ".join(_said(verdict, now)))
        restyle(self, tone="warning" if verdict.clock_suspect else _TONES.get(fresh.level))

    def show_others(
        self, others: tuple[HeardDesk, ...], old_after: tuple[timedelta, timedelta], now: datetime
    ) -> None:
        """Who else there is, and from when on their records are amber and red; a verdict that stands goes first."""
        self._others, self._old_after = others, old_after
        if not self._judged:
            self._show_age(now)

    def _show_age(self, now: datetime) -> None:
        if self._judged or not self._others:
            self.setText("")
            return
        amber, red = self._old_after
        silent = [one.code for one in self._others if one.heard_at is None]
        heard = min((one.heard_at for one in self._others if one.heard_at is not None), default=None)
        age = red if silent or heard is None else now - heard
        if silent or heard is None:
            self.setText(tr(N_("Nothing came from these desks yet: {desks}."), desks=", ".join(silent)))
        else:
            self.setText(
                tr(N_("Records of the other desks as of {when}."), when=format_moment(heard, now=now))
            )
        restyle(self, tone="danger" if age >= red else "warning" if age >= amber else None)


def doubts(verdict: Verdict) -> list[str]:
    """What must be seen from afar: a clock that is wrong, records that are old. In a few words each."""
    said = []
    if verdict.clock_behind:
        minutes = verdict.clock_behind // timedelta(minutes=1)
        said.append(
            tr(
                N_("⚠ Clock suspect: {hours} h {minutes} min behind"),
                hours=minutes // 60,
                minutes=minutes % 60,
            )
        )
    elif verdict.issued_later:
        said.append(tr(N_("⚠ Clock suspect: pass dated {issued}"), issued=verdict.issued_later))
    fresh = verdict.freshness
    if fresh is not None and not fresh.alone and fresh.level in _OLD:
        note = _OLD[fresh.level]
        said.append(tr(note))
    return said


def grave(verdict: Verdict) -> bool:
    """Whether the records are too old to go by."""
    return verdict.freshness is not None and verdict.freshness.level is Level.RED


_OLD: dict[Level, Message] = {
    Level.AMBER: N_("⚠ Records more than a day old"),
    Level.RED: N_("⚠ Records too old"),
}


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
