"""Questions of the desk about exit passes; those of the gate are in `gate_reading`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, or_, select

from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.core.findings import Finding
from desk_app.services.core.matters import Matter, Party, barring
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.db.base import named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.passes import rules
from desk_app.services.passes.asking import findings_on, known_for, open_matters
from desk_app.services.passes.mapping import (
    kinds_of,
    lines_of,
    to_draft,
    to_pass,
    to_passes,
    to_refusal,
    to_releases,
    to_returns,
    traffic,
)
from desk_app.services.passes.options import PAPER_DAYS
from desk_app.services.passes.paper import row_of
from desk_app.services.passes.records import (
    ExitKind,
    ExitPass,
    LineDraft,
    PassCard,
    PassCounts,
    PassDraft,
    PassState,
    Refusal,
    Template,
    View,
)
from desk_app.services.passes.tables import PassRow, RefusalRow, ReleaseRow, RevocationRow, TemplateRow
from desk_app.services.staff.queries import StaffQueries

S = PassState
_VISIT = "visit"
"""The kind of record that says who came."""
_MOST = 2000
_OPEN = [state.value for state in sorted(rules.OPEN)]
OUTSIDE = PassRow.out > literal_column("0")
"""The condition of the index, with its 0 as it stands there: a bound value would not find it."""
_RELEASED = exists().where(ReleaseRow.root == PassRow.pass_id)


class PassQueries(Queries):
    """What was issued, what may leave, what is out, whose paper is missing."""

    area = "passes"

    @query(allow=DESK)
    def passes(self, read: Read, day: date, view: View) -> list[ExitPass]:
        """The list of a view, at most 2,000. The views but DAY are as of now, whatever the day."""
        return to_passes(read.session, self._rows(read, day, view), read.now)

    def _rows(self, read: Read, day: date, view: View) -> list[PassRow]:
        found = (
            select(PassRow)
            .where(self._conditions(read, day)[view])
            .order_by(*_order(view), PassRow.id.desc())
            .limit(_MOST)
        )
        return list(read.session.scalars(found))

    def _of_day(self, day: date) -> ColumnElement[bool]:
        """Issued on the day, or valid on it. Each alternative fits an index."""
        zone = self.bench.clock.zone
        start = datetime.combine(day, time(), zone)
        end = start + timedelta(days=1)
        longest = start + timedelta(days=rules.MOST_DAYS + 1)
        valid = and_(
            PassRow.state.in_([*_OPEN, S.USED.value]),
            PassRow.valid_until.between(start + timedelta(milliseconds=1), longest),
            PassRow.valid_from < end,
        )
        return or_(PassRow.day == day, valid)

    def _conditions(self, read: Read, day: date) -> dict[View, ColumnElement[bool]]:
        """Which passes each view shows now; DAY is of the day."""
        now = read.now
        lately = now - timedelta(days=rules.UNUSED_DAYS)
        paper = now - timedelta(days=read.setting(PAPER_DAYS))
        waiting = exists().where(ReleaseRow.root == PassRow.pass_id, ReleaseRow.at > paper)
        unreleased = and_(PassRow.state == S.ISSUED, ~_RELEASED)
        return {
            View.DAY: self._of_day(day),
            View.VALID: and_(PassRow.state.in_(_OPEN), PassRow.valid_until > now),
            View.OUT: OUTSIDE,
            View.OVERDUE: and_(OUTSIDE, PassRow.due < read.today),
            # One whose paper came home is no mere leftover: it stands under NEVER_SCANNED alone.
            View.UNUSED: and_(
                unreleased,
                PassRow.valid_until <= now,
                PassRow.valid_until > lately,
                PassRow.paper_back_at.is_(None),
            ),
            View.PAPER_MISSING: and_(PassRow.paper_back_at.is_(None), PassRow.state == S.USED, ~waiting),
            View.NEVER_SCANNED: and_(unreleased, PassRow.paper_back_at.is_not(None)),
            View.REVOKED: and_(
                PassRow.state.in_([S.REVOKED.value, S.REPLACED.value]),
                exists().where(RevocationRow.root == PassRow.pass_id, RevocationRow.at > lately),
            ),
        }

    @query(allow=DESK)
    def counts(self, read: Read, day: date) -> PassCounts:
        """The numbers above the list."""
        counted = [
            select(func.count()).select_from(PassRow).where(wanted).scalar_subquery().label(view.value)
            for view, wanted in self._conditions(read, day).items()
        ]
        return PassCounts(**read.session.execute(select(*counted)).one()._asdict())

    @query(allow=DESK)
    def card(self, read: Read, exit_pass: int) -> PassCard:
        """Everything about one pass. Raises NotFound."""
        row = _row(read, exit_pass)
        moved = traffic(read.session, [row.pass_id])
        names = StaffQueries(self.bench).names(read.by)
        refusals = read.session.scalars(
            select(RefusalRow).where(RefusalRow.root == row.pass_id).order_by(RefusalRow.at)
        )
        return PassCard(
            to_pass(read.session, row, read.now, moved),
            to_releases(read.session, moved, row.pass_id, read.desk.desk_number),
            to_returns(moved, row.pass_id),
            tuple(to_refusal(one) for one in refusals),
            issued_by=names.get(row.issued_by, ""),
            approved_by=names.get(row.approved_by, ""),
            revoked_by=names.get(row.revoked_by, ""),
            replaces=_number(read, row.replaces),
            replaced_by=_number(read, row.replaced_by),
            barred=_barred(read, row),
        )

    @query(allow=DESK)
    def by_code(self, read: Read, raw: str) -> ExitPass | None:
        """The pass that a scan or a typed short number names, its own or a balance slip's; None for anything else."""
        row = row_of(read, raw)
        return to_pass(read.session, row, read.now) if row is not None else None

    @query(allow=DESK)
    def findings(self, read: Read, draft: PassDraft) -> tuple[Finding, ...]:
        """What speaks against a draft that is still being typed: what `issue` would say once the fields are right."""
        try:
            known = known_for(read, self.bench, draft)
        except InvalidInput:
            return ()
        return findings_on(read, self.bench, draft, known)

    @query(allow=DESK)
    def matters(self, read: Read, party: Party) -> list[Matter]:
        """What is open with a tenant, a visit or a phone in every feature, what is owed first."""
        return open_matters(read, self.bench, party)

    @query(allow=DESK)
    def draft_of(self, read: Read, exit_pass: int) -> PassDraft:
        """What fills the form for a copy of an earlier pass: signatures and dates are asked anew. Raises NotFound."""
        row = _row(read, exit_pass)
        return to_draft(row, lines_of(read.session, [row.id])[row.id])

    @query(allow=DESK)
    def recent(self, read: Read, tenant: int | None, limit: int = 8) -> list[ExitPass]:
        """The newest passes of a tenant, or of everybody: what a copy begins with."""
        wanted = select(PassRow).order_by(PassRow.id.desc()).limit(limit)
        if tenant is not None:
            wanted = wanted.where(PassRow.tenant == tenant)
        return to_passes(read.session, read.session.scalars(wanted).all(), read.now)

    @query(allow=DESK)
    def templates(self, read: Read, tenant: int | None) -> list[Template]:
        """The lists on offer: the tenant's own before everybody's, what is used most first, then by name."""
        wanted = select(TemplateRow).where(
            TemplateRow.active, or_(TemplateRow.tenant.is_(None), TemplateRow.tenant == tenant)
        )
        rows = read.session.scalars(
            wanted.order_by(TemplateRow.tenant.is_(None), TemplateRow.used.desc(), TemplateRow.name)
        )
        return [_template(row) for row in rows]

    @query(allow=DESK)
    def refusals(self, read: Read, day: date) -> list[Refusal]:
        """What the guards did not let leave on a day, newest first."""
        start = datetime.combine(day, time(), self.bench.clock.zone)
        within = and_(RefusalRow.at >= start, RefusalRow.at < start + timedelta(days=1))
        rows = read.session.scalars(select(RefusalRow).where(within).order_by(RefusalRow.at.desc()))
        return [to_refusal(row) for row in rows]

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """Of those of `ids` that are exit passes, refusals or templates: what the audit log calls them."""
        return named(
            read.session,
            ids,
            (PassRow.id, PassRow.number),
            (RefusalRow.id, RefusalRow.number),
            (TemplateRow.id, TemplateRow.name),
        )


def _order(view: View) -> list[ColumnElement[Any]]:
    """What comes first in a view; whatever is alike, the newest."""
    if view in (View.OUT, View.OVERDUE):
        return [PassRow.due.asc()]
    if view is View.UNUSED:
        return [PassRow.called_at.is_not(None), PassRow.valid_until.desc()]
    return [PassRow.issued_at.desc()]


def _row(read: Read, exit_pass: int) -> PassRow:
    row = read.session.get(PassRow, exit_pass)
    if row is None:
        raise NotFound(N_("This exit pass is not on record."))
    return row


def _number(read: Read, exit_pass: int | None) -> str:
    row = read.session.get(PassRow, exit_pass) if exit_pass is not None else None
    return row.number if row is not None else ""


def _template(row: TemplateRow) -> Template:
    lines: Iterable[LineDraft] = (LineDraft(*one) for one in json.loads(row.lines))
    return Template(
        row.id, row.name, ExitKind(row.kind), row.tenant, kinds_of(row.goods), tuple(lines), row.used
    )


def _barred(read: Read, row: PassRow) -> Matter | None:
    """By the phone of whoever carries the goods, and of the visit on which they came."""
    ask = read.bench.people.get(_VISIT)
    visits = ask(read, [row.visit]) if ask is not None and row.visit is not None else {}
    phones = [row.carrier_phone, *(one.phone for people in visits.values() for one in people)]
    return next((found for phone in phones if (found := barring(read, phone)) is not None), None)
