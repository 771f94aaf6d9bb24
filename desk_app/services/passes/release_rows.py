"""A release or a refusal as a row and as an event. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from desk_app.services.codes.claims import PassClaims
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.text.clean import clean_line
from desk_app.services.journal.work import Work
from desk_app.services.passes.records import Moved, ReleaseDraft
from desk_app.services.passes.standing import Standing
from desk_app.services.passes.tables import RefusalRow, ReleaseRow


@dataclass(frozen=True, slots=True)
class Leave:
    """What is asked for: the code and the gate, the draft, who lets out and who approved it, with the reason.

    `verdict` is what the gate says, `good` what is left of it once the supervisor has set things aside.
    """

    raw: str
    gate: int
    draft: ReleaseDraft
    verdict: Verdict
    good: Verdict
    by: int
    name: str
    approved_by: int = 0
    reason: str = ""


def release_row(work: Work, leave: Leave, claims: PassClaims, stands: Standing, whole: bool) -> ReleaseRow:
    """The release that is asked for, as a row."""
    draft = leave.draft
    return ReleaseRow(
        id=work.new_id(),
        root=stands.root,
        pass_id=claims.pass_id,
        desk=work.desk.desk_number,
        place=_place(work, stands.root),
        gate=leave.gate,
        at=work.now,
        by=leave.by,
        by_name=leave.name,
        trip=stands.now.trips_used + 1,
        closes=whole or draft.closes is True,
        whole=whole,
        plate=clean_line(draft.plate, 40),
        carrier=clean_line(draft.carrier, 80),
        remark=clean_line(draft.remark),
        approved_by=leave.approved_by,
        override=leave.reason,
        verdict=leave.verdict.code.value,
        proven=leave.verdict.proven,
        seen=" ".join(str(one.id) for one in stands.now.releases),
        request=draft.request,
    )


def _place(work: Work, root: int) -> int:
    """The next place of this desk in the row of this pass's releases."""
    taken = select(func.count()).where(ReleaseRow.desk == work.desk.desk_number, ReleaseRow.root == root)
    return work.session.scalars(taken).one() + 1


def entity(row: RefusalRow) -> int:
    """What the events about a refusal are filed under."""
    return row.exit_pass or row.root or row.id


def pairs(moved: tuple[Moved, ...]) -> list[list[int]]:
    """Lines and quantities as an event says them."""
    return [[one.position, one.quantity] for one in moved]


def facts(row: ReleaseRow, moved: tuple[Moved, ...]) -> dict[str, object]:
    """What a release's event says, without anything personal."""
    return {
        "release": row.id,
        "root": row.root,
        "pass": row.pass_id,
        "gate": row.gate,
        "trip": row.trip,
        "closes": row.closes,
        "whole": row.whole,
        "moved": pairs(moved),
        "verdict": row.verdict,
        "by": row.by,
        "approved_by": row.approved_by,
        "slip": row.slip,
    }


def personal(row: ReleaseRow) -> dict[str, object] | None:
    """What it says about people and vehicles: kept apart, so that it can expire."""
    texts = {"plate": row.plate, "carrier": row.carrier, "remark": row.remark, "reason": row.override}
    return {name: text for name, text in texts.items() if text} or None


def refusal_facts(row: RefusalRow) -> dict[str, object]:
    """What a refusal's event says."""
    return {
        "refusal": row.id,
        "scan": row.scan,
        "root": row.root,
        "gate": row.gate,
        "reason": str(row.reason),
        "verdict": row.verdict,
    }
