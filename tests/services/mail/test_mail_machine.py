"""Mail under random verbs on two programs of one desk, held against a model that is counted by hand.

The counts of every batch always reconcile with what was sorted out of it; the postage always reconciles with the drawer
and the weekly sums; every step that is not allowed is refused and changes nothing: the model says beforehand which.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.service import Drawer
from desk_app.services.journal.tables import EventRow
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import (
    BatchDraft,
    HandOverDraft,
    MailKind,
    OutgoingDraft,
    Piece,
    PieceDraft,
    PieceState,
    Postage,
    ReturnReason,
)
from desk_app.services.mail.tables import (
    AttemptRow,
    BatchCountRow,
    BatchRow,
    OrdinaryRow,
    OutgoingRow,
    PieceRow,
    ReconciliationRow,
)
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.mail.mail_model import BatchModel, Model, OutModel, PieceModel
from tests.services.mail.sorting_desk import SIGNATURE
from tests.services.mail.sorting_desk import Counter as SortingDesk

K, S, P, R = MailKind, PieceState, Postage, ReturnReason
KINDS = (K.LETTER, K.PRINTED, K.REGISTERED, K.EXPRESS)
CARRIERS = ("顺丰", "京东")
AMOUNTS = {"": 0, "5": 500, "12.50": 1250, "十元": None}
ADDRESS = "深圳市南山区科苑路 8 号"
TABLES: tuple[Any, ...] = (
    BatchRow, BatchCountRow, OrdinaryRow, PieceRow, AttemptRow, OutgoingRow, ReconciliationRow,
)  # fmt: skip
HANDED, HERE = (S.HANDED_OVER,), (S.UNMATCHED, S.STORED, S.UNDELIVERABLE, S.RETURN_ASKED)
STORED_OR_BLIND, OPEN = (S.STORED, S.UNDELIVERABLE), (S.UNMATCHED, S.STORED, S.UNDELIVERABLE)
places = st.integers(0, 60)
"""Which one of those so far, counted around from the newest."""
programs = st.integers(0, 1)
words = st.sampled_from(["", "说明一下", "说明一下"])


class Mailing(RuleBasedStateMachine):
    """One desk, two programs on its database."""

    founded: tuple[Path, FakeSecrets, tuple[int, int, int]]
    came: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self._temp = tempfile.TemporaryDirectory()
        folder = DataFolder(Path(self._temp.name) / "data")
        shutil.copytree(self.founded[0], folder.root)
        self.clock = FakeClock()
        secrets = FakeSecrets()
        secrets.__dict__.update(_kept=dict(self.founded[1].__dict__["_kept"]))
        self.desks = [assembly.open_services(folder, clock=self.clock, secrets=secrets) for _ in range(2)]
        receptionist, guard, supervisor = self.founded[2]
        self.clerk = Actor(receptionist, "林小雨", Role.RECEPTIONIST)
        self.boss = Actor(supervisor, "周敏", Role.SUPERVISOR)
        people = People(self.clerk, Actor(guard, "赵刚", Role.GUARD), self.boss)
        desk = SortingDesk(self.desks[0], people, self.clock)
        self.tenants = (desk.cloud, desk.star)
        self.model = Model()
        self.a_bag_of_special_mail(0, 3, 0)

    def teardown(self) -> None:
        with self.desks[0].bench.database.read() as session:
            assert list(verify(session)) == []
        for desk in self.desks:
            desk.bench.database.close()
        self._temp.cleanup()

    # Batches

    @rule(
        counts=st.lists(st.integers(0, 3), min_size=4, max_size=4),
        huge=st.sampled_from([0] * 6 + [100_000]),
        on=programs,
    )
    def arrive(self, counts: list[int], huge: int, on: int) -> None:
        said = {kind: n + huge for kind, n in zip(KINDS, counts, strict=True)}
        expected = InvalidInput if huge or not any(counts) else None
        draft = BatchDraft("邮局", said)
        batch = self.attempt("arrive", on, expected, lambda one: one.get(Arrivals).arrive(self.clerk, draft))
        if batch is not None:
            announced = Counter({kind: n for kind, n in said.items() if n})
            self.model.batches.append(BatchModel(batch.id, announced))

    @precondition(lambda self: self.model.batches)
    @rule(place=places, kind=st.sampled_from(KINDS), whose=st.integers(-1, 1), n=st.sampled_from([1, 1, 1, 3, 0]),
          code=st.sampled_from(["", "", "SF1", "SF2"]), on=programs)  # fmt: skip
    def sort(self, place: int, kind: K, whose: int, n: int, code: str, on: int) -> None:
        batch, tenant = self.batch(place), None if whose < 0 else self.tenants[whose]
        counted = tenant is not None and not kind.special
        expected: type[UserError] | None = None
        if batch.finished:
            expected = IllegalStep
        elif n < 1 or (n > 1 and not counted) or (code in batch.barcodes(self.model) and not counted):
            expected = InvalidInput
        draft = PieceDraft(batch.id, kind, tenant, quantity=n, barcode=code)
        got = self.attempt("sort", on, expected, lambda one: one.get(Arrivals).sort(self.clerk, draft))
        if isinstance(got, Piece):
            assert not counted
            state = S.UNMATCHED if tenant is None else S.STORED
            self.model.pieces.append(PieceModel(got.id, batch.id, kind, state, tenant, code))
        elif got is not None:
            batch.ordinary[tenant or 0, kind] += n
            assert got == batch.ordinary[tenant or 0, kind]

    @rule(whose=st.integers(-1, 1), n=st.integers(1, 4), on=programs)
    def a_bag_of_special_mail(self, whose: int, n: int, on: int) -> None:
        self.arrive([0, 0, n, 0], 0, on)
        for _ in range(n):
            self.sort(0, K.REGISTERED, whose, 1, "", on)

    @precondition(lambda self: self.model.batches)
    @rule(
        place=places,
        kind=st.sampled_from(KINDS[:2]),
        whose=st.integers(0, 1),
        n=st.integers(0, 3),
        on=programs,
    )
    def unsort(self, place: int, kind: K, whose: int, n: int, on: int) -> None:
        batch, tenant = self.batch(place), self.tenants[whose]
        fits = 0 < n <= batch.ordinary[tenant, kind]
        expected = IllegalStep if batch.finished else None if fits else InvalidInput
        self.attempt(
            "unsort",
            on,
            expected,
            lambda one: one.get(Arrivals).unsort(self.clerk, batch.id, kind, tenant, n),
        )
        if expected is None:
            batch.ordinary[tenant, kind] -= n

    @precondition(lambda self: self.model.batches)
    @rule(place=places, why=words, on=programs)
    def finish(self, place: int, why: str, on: int) -> None:
        batch = self.batch(place)
        differs = +batch.sorted(self.model) != +batch.announced
        expected = IllegalStep if batch.finished else InvalidInput if differs and not why else None
        done = self.attempt(
            "finish", on, expected, lambda one: one.get(Arrivals).finish(self.clerk, batch.id, why)
        )
        if done is not None:
            batch.finished = True
            assert bool(done.difference) == differs

    # Pieces

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, whose=st.integers(-1, 1), on=programs)
    def match(self, place: int, whose: int, on: int) -> None:
        tenant = 4711 if whose < 0 else self.tenants[whose]
        piece = self.piece(place, S.UNMATCHED)
        expected = self.fits(piece, (S.UNMATCHED,)) or (InvalidInput if whose < 0 else None)
        if self.do("match", on, expected, lambda one: one.match(self.clerk, piece.id, tenant, "", "")):
            piece.tenant, piece.state = tenant, S.STORED

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, where=st.sampled_from(["A-01", "B-02", ""]), on=programs)
    def move(self, place: int, where: str, on: int) -> None:
        piece = self.piece(place, S.STORED)
        expected = self.fits(piece, HERE) or (None if where else InvalidInput)
        self.do("move", on, expected, lambda one: one.move(self.clerk, piece.id, where))

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, kind=st.sampled_from(KINDS), whose=st.integers(-1, 1), on=programs)
    def correct(self, place: int, kind: K, whose: int, on: int) -> None:
        piece, tenant = self.piece(place, S.STORED), None if whose < 0 else self.tenants[whose]
        batch = next(one for one in self.model.batches if one.id == piece.batch)
        expected = self.fits(piece, HERE)
        if expected is None and batch.finished and kind is not piece.kind:
            expected = InvalidInput
        draft = PieceDraft(piece.batch, kind, tenant, barcode=piece.barcode)
        if self.do("correct", on, expected, lambda one: one.correct(self.clerk, piece.id, draft)):
            piece.kind, piece.tenant = kind, tenant
            if piece.state is not S.RETURN_ASKED:
                piece.rest()

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, on=programs)
    def fail_to_deliver(self, place: int, on: int) -> None:
        piece = self.piece(place, S.STORED)
        expected = self.fits(piece, (S.STORED,))
        if self.do("attempt", on, expected, lambda one: one.attempt(self.clerk, piece.id, "")):
            piece.attempts += 1
            piece.rest()

    @precondition(lambda self: self.model.pieces)
    @rule(
        first=places, second=places, signs=st.sampled_from(["screen", "paper", "paper", "not"]), on=programs
    )
    def hand_over(self, first: int, second: int, signs: str, on: int) -> None:
        chosen = list(
            {one.id: one for one in (self.piece(first, S.STORED), self.piece(second, S.STORED))}.values()
        )
        signature = SIGNATURE if signs == "screen" else None
        draft = HandOverDraft(
            tuple(one.id for one in chosen), "张伟明", signature=signature, on_paper=signs == "paper"
        )
        expected = next((wrong for one in chosen if (wrong := self.fits(one, STORED_OR_BLIND))), None)
        unsigned = signs == "not" and any(one.kind.special for one in chosen)
        if expected is None and (unsigned or len({one.tenant for one in chosen}) > 1):
            expected = InvalidInput
        if self.do("hand_over", on, expected, lambda one: one.hand_over(self.clerk, draft)):
            for one in chosen:
                one.state, one.handed_at = S.HANDED_OVER, self.now

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, on=programs)
    def undo_hand_over(self, place: int, on: int) -> None:
        piece = self.piece(place, S.HANDED_OVER)
        late = piece.handed_at is None or self.now - piece.handed_at > timedelta(minutes=10)
        expected = self.fits(piece, HANDED) or (IllegalStep if late else None)
        if self.do("undo", on, expected, lambda one: one.undo_hand_over(self.clerk, piece.id)):
            piece.rest()

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, reason=st.sampled_from(list(R)), where=st.sampled_from(["", ADDRESS]), on=programs)
    def ask_return(self, place: int, reason: R, where: str, on: int) -> None:
        piece = self.piece(place, S.UNDELIVERABLE)
        expected = self.fits(piece, OPEN) or (InvalidInput if reason is R.MOVED_KNOWN and not where else None)
        if self.do("ask", on, expected, lambda one: one.ask_return(self.clerk, piece.id, reason, where)):
            piece.goes = S.REDIRECTED if reason is R.MOVED_KNOWN else S.RETURNED
            piece.state = S.RETURN_ASKED if piece.kind.special else piece.goes

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, yes=st.booleans(), why=words, on=programs)
    def decide(self, place: int, yes: bool, why: str, on: int) -> None:
        piece = self.piece(place, S.RETURN_ASKED)
        expected = self.fits(piece, (S.RETURN_ASKED,)) or (None if why else InvalidInput)
        name = "approve_return" if yes else "refuse_return"
        if self.do(name, on, expected, lambda one: getattr(one, name)(self.boss, piece.id, why)):
            if yes:
                piece.state = piece.goes
            else:
                piece.rest()

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, on=programs)
    def sent_on(self, place: int, on: int) -> None:
        piece = self.piece(place, S.RETURNED)
        expected = self.fits(piece, (S.RETURNED, S.REDIRECTED)) or (IllegalStep if piece.left else None)
        if self.do("sent_on", on, expected, lambda one: one.sent_on(self.clerk, piece.id)):
            piece.left = True

    @precondition(lambda self: self.model.pieces)
    @rule(place=places, why=words, on=programs)
    def close(self, place: int, why: str, on: int) -> None:
        piece = self.piece(place, S.CLOSED)
        expected = self.fits(piece, OPEN) or (None if why else InvalidInput)
        if self.do("close", on, expected, lambda one: one.close(self.boss, piece.id, why)):
            piece.state = S.CLOSED

    # Money

    @rule(
        amount=st.sampled_from(list(AMOUNTS)),
        paid=st.sampled_from(list(P)),
        at=st.integers(0, 1),
        on=programs,
    )
    def post(self, amount: str, paid: P, at: int, on: int) -> None:
        fen = AMOUNTS[amount]
        expected = InvalidInput if fen is None or bool(fen) is (paid is P.RECIPIENT) else None
        draft = OutgoingDraft(
            K.EXPRESS, CARRIERS[at], self.tenants[0], destination="上海", postage=amount, paid=paid
        )
        out = self.attempt("post", on, expected, lambda one: one.get(OutgoingMail).post(self.clerk, draft))
        if out is not None:
            self.model.out.append(OutModel(out.id, CARRIERS[at], paid, fen or 0, self.today))

    @precondition(lambda self: self.model.out)
    @rule(place=places, why=words, on=programs)
    def void(self, place: int, why: str, on: int) -> None:
        out = self.model.out[-1 - place % len(self.model.out)]
        expected = InvalidInput if not why else IllegalStep if out.over else None
        back = self.attempt(
            "void", on, expected, lambda one: one.get(OutgoingMail).void(self.clerk, out.id, why)
        )
        if back is None:
            return
        out.over = True
        if out.day == self.today and not out.gone:
            out.void = True
            assert (back.id, back.void) == (out.id, True)
        else:
            assert (back.corrects, back.postage) == (out.id, -out.fen)
            back_again = OutModel(
                back.id, out.carrier, out.paid, -out.fen, self.today, over=True, corrects=True
            )
            self.model.out.append(back_again)

    @precondition(lambda self: self.model.out)
    @rule(place=places, on=programs)
    def gone(self, place: int, on: int) -> None:
        out = self.model.out[-1 - place % len(self.model.out)]
        n = self.attempt("gone", on, None, lambda one: one.get(OutgoingMail).gone(self.clerk, [out.id]))
        assert n == (not (out.gone or out.void or out.corrects))
        out.gone = out.gone or bool(n)

    @rule(
        ago=st.integers(0, 3), at=st.integers(0, 1), more=st.sampled_from([0, 0, 100]), why=words, on=programs
    )
    def reconcile(self, ago: int, at: int, more: int, why: str, on: int) -> None:
        monday = self.today - timedelta(days=self.today.weekday() + 7 * ago)
        registered = self.model.week(monday)[CARRIERS[at]]
        stated = max(0, registered) + more
        expected = IllegalStep if ago == 0 else InvalidInput if stated != registered and not why else None
        done = self.attempt(
            "reconcile", on, expected,
            lambda one: one.get(OutgoingMail).reconcile(self.clerk, monday, CARRIERS[at], f"{stated / 100:.2f}", why),
        )  # fmt: skip
        if done is not None:
            assert (done.registered, done.difference) == (registered, stated - registered)

    @rule(yuan=st.integers(1, 20), on=programs)
    def change_into_the_drawer(self, yuan: int, on: int) -> None:
        self.desks[on].get(Drawer).put_in(self.clerk, str(yuan), "备用金")
        self.model.put_in += yuan * 100

    @rule(minutes=st.sampled_from([1, 1, 5, 11, 600, 60 * 24 * 3]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    # How it is judged

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.clock.zone).date()

    def batch(self, place: int) -> BatchModel:
        """Any of the batches, the newest first; by even places one that is open, if there is one."""
        some = [one for one in self.model.batches if not one.finished] if place % 2 == 0 else []
        some = some or self.model.batches
        return some[-1 - place // 2 % len(some)]

    def piece(self, place: int, state: PieceState) -> PieceModel:
        """Any of the pieces; by even places one in this state, if there is one."""
        some = [one for one in self.model.pieces if one.state is state] if place % 2 == 0 else []
        some = some or self.model.pieces
        return some[-1 - place // 2 % len(some)]

    def fits(self, piece: PieceModel, states: tuple[PieceState, ...]) -> type[UserError] | None:
        return None if piece.state in states else IllegalStep

    def do(self, name: str, on: int, expected: type[UserError] | None, verb: Callable[[Pieces], Any]) -> bool:
        return self.attempt(name, on, expected, lambda one: verb(one.get(Pieces))) is not None

    def attempt(
        self, name: str, on: int, expected: type[UserError] | None, verb: Callable[[Any], Any]
    ) -> Any:
        """The result, or None when the verb raised what it had to raise, having changed nothing."""
        before = self.everything() if expected is not None else None
        try:
            result = verb(self.desks[on]).result
        except UserError as error:
            assert expected is not None and type(error) is expected, f"{name}: {error!r}, not {expected}"
            assert self.everything() == before, f"{name} raised and changed something"
            self.came[f"{name} {expected.__name__}"] += 1
            return None
        assert expected is None, f"{name} went through"
        self.came[name] += 1
        return result

    def everything(self) -> list[object]:
        with self.desks[0].bench.database.read() as session:
            rows = [tuple(row) for one in TABLES for row in session.execute(select(*one.__table__.c))]
            return [*rows, session.execute(select(func.count()).select_from(EventRow)).scalar_one()]

    @invariant()
    def counts_of_batches_reconcile(self) -> None:
        with self.desks[0].bench.database.read() as session:
            sorted_ = {(row.batch, K(row.kind)): row.sorted for row in session.scalars(select(BatchCountRow))}
            ordinary: Counter[tuple[int, K]] = Counter()
            for row in session.scalars(select(OrdinaryRow)):
                ordinary[row.batch, K(row.kind)] += row.quantity
            for piece in session.scalars(select(PieceRow)):
                ordinary[piece.batch, K(piece.kind)] += 1
            done = session.execute(select(BatchRow.id, BatchRow.sorted_at, BatchRow.difference)).all()
        assert +Counter(sorted_) == +ordinary, "what is said to be sorted is what lies there"
        for batch in self.model.batches:
            kept = {kind: n for (one, kind), n in sorted_.items() if one == batch.id and n}
            assert kept == +batch.sorted(self.model)
        for one, sorted_at, difference in done:
            model = next(batch for batch in self.model.batches if batch.id == one)
            assert (sorted_at is not None) == model.finished
            assert not model.finished or difference or +model.sorted(self.model) == +model.announced

    @invariant()
    def pieces_stand_as_the_model_says(self) -> None:
        with self.desks[1].bench.database.read() as session:
            rows = session.execute(
                select(PieceRow.id, PieceRow.state, PieceRow.tenant, PieceRow.attempts, PieceRow.kind,
                       PieceRow.signature, PieceRow.on_paper)
            ).all()  # fmt: skip
        model = {one.id: one for one in self.model.pieces}
        assert {row[0]: tuple(row[1:5]) for row in rows} == {
            one.id: (one.state, one.tenant, one.attempts, one.kind) for one in model.values()
        }
        for row in rows:
            if row.state == S.HANDED_OVER and K(row.kind).special:
                assert row.signature or row.on_paper, "special mail left without a signature"

    @invariant()
    def money_reconciles(self) -> None:
        assert self.desks[1].get(DrawerQueries).state(self.clerk).cash == self.model.cash()
        ask = self.desks[0].get(MailQueries)
        for day in {one.day for one in self.model.out}:
            week = {line.carrier: line for line in ask.week(self.clerk, day)}
            sums = self.model.week(day - timedelta(days=day.weekday()))
            assert all(week[carrier].registered == sums[carrier] for carrier in week)
            for line in week.values():
                if line.reconciliation is not None:
                    assert line.reconciliation.registered == line.registered, (
                        "a week changed after it was over"
                    )
            cash = sum(one.postage for one in ask.money_list(self.clerk, day) if one.paid is P.CASH)
            assert cash == sum(one.fen for one in self.model.out if one.counts(P.CASH) and one.day == day)


@pytest.fixture
def machine(founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]]) -> type[Mailing]:
    Mailing.founded, Mailing.came = founded_folder, Counter()
    return Mailing


def run(machine: type[Mailing], examples: int, steps: int, part: int = 0) -> None:
    """Each `part` has examples of its own, the same in every run. Nothing is shrunk: that takes longer than reading."""
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        seed(20261123 + part)(machine),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_mail_under_random_verbs(machine: type[Mailing]) -> None:
    run(machine, examples=9, steps=34)
    assert len(machine.came) >= 30, "some steps were never taken, or never refused"


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(1, 5))
def test_mail_under_random_verbs_at_length(machine: type[Mailing], part: int) -> None:
    run(machine, examples=20, steps=60, part=part)
    print(dict(machine.came))
    assert len(machine.came) >= 38, "some steps were never taken, or never refused"
