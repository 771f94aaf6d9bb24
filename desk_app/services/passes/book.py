"""What the gate's verdict learns about exit passes: the feature's `PassBook`. For one transaction: it remembers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims, PassKind, counted_by, number_said
from desk_app.services.codes.ledger import PassRecord, Revocation, Use
from desk_app.services.codes.pass_code import parse, split
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.core.words import N_, Message
from desk_app.services.gate.places import gates
from desk_app.services.journal.work import Bench, SettingValues
from desk_app.services.passes.met import keep_superseded
from desk_app.services.passes.records import KIND
from desk_app.services.passes.standing import standing
from desk_app.services.passes.stories import digest_of
from desk_app.services.passes.tables import CodeRow, PassRow, ReleaseRow, RevocationRow, ToldPassRow

_NUMBERED: tuple[Message, ...] = (
    N_("a PC that is no gate"),
    N_("gate 1"),
    N_("gate 2"),
    N_("gate 3"),
    N_("gate 4"),
    N_("gate 5"),
    N_("gate 6"),
    N_("gate 7"),
    N_("gate 8"),
)
_SOMEBODY = N_("a guard")
_THE_DESK = N_("the front desk")


def gate_label(settings: SettingValues, gate: int) -> str:
    """What a gate is called inside a sentence: the building's name for it, else its number."""
    named = {one.number: one.name for one in gates(settings)}
    return named.get(gate) or _NUMBERED[gate]


class PassLedger:
    """What this PC knows about exit passes and their balance slips."""

    def __init__(self, bench: Bench, session: Session) -> None:
        self._bench = bench
        self._session = session
        self._codes: dict[int, CodeRow | None] = {}
        self._told: dict[int, int] = {}

    def root_of(self, pass_id: int) -> int:
        """The signed id of the pass as issued: a balance slip's is that of its pass."""
        self._look_up((pass_id,))
        code = self._codes[pass_id]
        return code.root if code is not None else self._told.get(pass_id, pass_id)

    def _look_up(self, pass_ids: Collection[int]) -> None:
        """The codes met here, and what other desks told of those that were not."""
        new = [one for one in pass_ids if one not in self._codes]
        if not new:
            return
        self._codes |= dict.fromkeys(new)
        met = self._session.scalars(select(CodeRow).where(CodeRow.pass_id.in_(new)))
        self._codes |= {row.pass_id: row for row in met}
        unmet = [one for one in new if self._codes[one] is None]
        if unmet:
            told = select(ToldPassRow.pass_id, ToldPassRow.root).where(ToldPassRow.pass_id.in_(unmet))
            self._told |= {one.pass_id: one.root for one in self._session.execute(told)}

    def claims(self, pass_id: int) -> PassClaims | None:
        """The pass as it was signed; None for one that this PC never met."""
        self._look_up((pass_id,))
        code = self._codes[pass_id]
        frame = read_scan(code.code).frame if code is not None else None
        return parse(split(frame), frame) if frame is not None else None

    def code(self, pass_id: int) -> str | None:
        """Its digits, given out or met here."""
        self._look_up((pass_id,))
        found = self._codes[pass_id]
        return found.code if found is not None else None

    def is_another(self, pass_id: int, code: str) -> bool:
        """Whether another desk has a different code of this number."""
        wanted = select(ToldPassRow.code).where(ToldPassRow.pass_id == pass_id)
        return any(told != digest_of(code) for told in self._session.scalars(wanted))

    def spent(self, claims: PassClaims) -> Use | None:
        """The last release, when nothing may leave any more: one of the pass itself before one on its old paper."""
        if claims.kind is PassKind.VISITOR:
            return None
        stands = standing(self._session, claims, self._bench.desk.desk_number)
        if not stands.spent:
            return None
        uses = self.uses(stands.root) or [replace(self._use(row), before=True) for row in stands.before]
        return max(uses, key=lambda use: (use.closes, use.here, use.at))

    def learn(self, claims: PassClaims) -> None:
        """The passes whose place it took are void."""
        keep_superseded(self._session, claims)

    def revocation(self, pass_id: int) -> Revocation | None:
        """Taken back here, or elsewhere as far as it was told."""
        row = self._session.get(RevocationRow, self.root_of(pass_id))
        if row is None:
            return None
        instead = number_said(row.replaced_by) if row.replaced_by is not None else ""
        return Revocation(row.at, row.by_name or _THE_DESK, instead)

    def uses(self, pass_id: int) -> Sequence[Use]:
        """Its releases, oldest first; of a balance slip those of its pass."""
        of = ReleaseRow.root == self.root_of(pass_id)
        rows = self._session.scalars(select(ReleaseRow).where(of).order_by(ReleaseRow.at, ReleaseRow.id))
        return [self._use(row) for row in rows]

    def _use(self, row: ReleaseRow) -> Use:
        here = row.desk == self._bench.desk.desk_number
        label = gate_label(self._bench.settings, row.gate)
        return Use(row.at, label, row.by_name or _SOMEBODY, here, row.closes)

    def last_counter(self, desk: int, most: int) -> int:
        """The highest count of a code of a desk: proven here, or told by another desk and no more than `most`."""
        first, last = counted_by(desk)
        proven = select(func.max(CodeRow.pass_id)).where(CodeRow.pass_id.between(first, last))
        told = select(func.max(ToldPassRow.pass_id)).where(
            ToldPassRow.pass_id.between(first, min(last, first + most))
        )
        return max(self._session.scalars(one).one() or first for one in (proven, told)) - first

    def records_of(self, pass_ids: Collection[int]) -> Mapping[int, PassRecord]:
        """The passes on record, called by their number and whose they are."""
        self._look_up(pass_ids)
        roots = {one: self.root_of(one) for one in pass_ids}
        wanted = select(PassRow.pass_id, PassRow.id, PassRow.number, PassRow.holder)
        rows = self._session.execute(wanted.where(PassRow.pass_id.in_(set(roots.values()))))
        found = {row.pass_id: PassRecord(KIND, row.id, f"{row.number} {row.holder}") for row in rows}
        return {one: found[root] for one, root in roots.items() if root in found}
