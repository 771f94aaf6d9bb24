"""The mail desk's section of the report, against a recount by hand."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Period, Span
from desk_app.services.journal.work import Read
from desk_app.services.mail.records import MAIL_KIND_NAMES, MailKind, Postage, ReturnReason
from desk_app.services.mail.report import mail_report
from desk_app.services.mail.tables import (
    AttemptRow,
    BatchRow,
    OrdinaryRow,
    OutgoingRow,
    PieceRow,
    ReconciliationRow,
)
from tests.fakes import FakeClock
from tests.services.mail.sorting_desk import Counter
from tests.services.report.recount import (
    BERLIN,
    SPANS,
    Recount,
    count,
    course,
    listed,
    section,
    values,
    whole_scans,
)

TODAY = date(2026, 11, 23)
TABLES = ("mail_batches", "mail_ordinary", "mail_pieces", "mail_attempts", "outgoing_mail")
HERE = ("unmatched", "stored", "undeliverable", "return_asked")
ORDINARY = ("letter", "printed")


class MailRecount(Recount):
    """The rows of the mail desk."""

    def figures(self) -> dict[str, int]:
        return self._arrived() | self._left() | self._here() | self._sent()

    def _arrived(self) -> dict[str, int]:
        batches = [one for one in self.rows(BatchRow) if self.fell(one.day)]
        letters = [one for one in self.rows(OrdinaryRow) if self.fell(one.day)]
        pieces = [one for one in self.rows(PieceRow) if self.fell(one.day)]
        boxed = (one for one in letters if one.delivered_at is not None and one.keep_until is None)
        return {
            "batches": len(batches),
            "batches_late": count(one for one in batches if self._late(one)),
            "differences": count(one for one in batches if one.difference),
            "ordinary": sum(one.quantity for one in letters),
            "in_mailboxes": sum(one.quantity for one in boxed),
            "special": count(one for one in pieces if one.kind not in ORDINARY),
            "damaged": count(one for one in pieces if one.damaged),
            "closed": count(one for one in pieces if one.state == "closed"),
        }

    def _late(self, batch: BatchRow) -> bool:
        letters = (one for one in self.rows(OrdinaryRow) if one.batch == batch.id and one.keep_until is None)
        steps = [batch.sorted_at, *(one.delivered_at for one in letters)]
        return any((one or self.now) > batch.target_at for one in steps)

    def _left(self) -> dict[str, int]:
        pieces = self.rows(PieceRow)
        handed = [one for one in pieces if one.state == "handed_over" and self.fell(one.handed_at)]
        gone = [one.state for one in pieces if self.fell(one.sent_on_at)]
        return {
            "handed_over": len(handed),
            "proxy": count(one for one in handed if one.proxy),
            "attempts": count(one for one in self.rows(AttemptRow) if self.fell(one.at)),
            "returns_approved": count(one for one in pieces if self.fell(one.approved_at)),
            "returned": gone.count("returned"),
            "redirected": gone.count("redirected"),
        }

    def _here(self) -> dict[str, int]:
        here = [one for one in self.rows(PieceRow) if one.state in HERE and self.until(one.day)]
        states = [one.state for one in here]
        by = min(self.today, self.period.last)
        batches = [one for one in self.rows(BatchRow) if one.sorted_at is None and self.until(one.arrived_at)]
        return {
            "batches_open": len(batches),
            "waiting": states.count("stored"),
            "unmatched": states.count("unmatched"),
            "undeliverable": states.count("undeliverable"),
            "returns_asked": states.count("return_asked"),
            "overdue": count(one for one in here if one.hold_until < by and one.state != "return_asked"),
        }

    def _sent(self) -> dict[str, int]:
        rows = self.rows(OutgoingRow)
        sent = [one for one in rows if self.fell(one.day)]
        good = [one for one in sent if not one.void]
        back = {one.corrects for one in rows}
        left = (one for one in good if one.corrects is None and one.gone_at is None and one.id not in back)
        found = {
            "void": count(one for one in sent if one.void),
            "taken_back": count(one for one in sent if one.corrects is not None),
            "left_here": count(left),
            "weeks": len(self._weeks(rows)),
        }
        for way in Postage:
            paid = [one for one in good if one.paid == way]
            found[f"sent_{way}"] = sum(1 if one.corrects is None else -1 for one in paid)
            found[f"postage_{way}"] = sum(one.postage for one in paid)
        return found

    def _weeks(self, rows: list[OutgoingRow]) -> set[tuple[date, str]]:
        done = {(one.monday, one.carrier) for one in self.rows(ReconciliationRow)}
        monday = {one: one.day - timedelta(days=one.day.weekday()) for one in rows}
        since = self.period.first - timedelta(days=31)
        until = min(self.period.last, self.today - timedelta(days=1))
        return {
            (monday[one], one.carrier)
            for one in rows
            if not one.void and one.paid != Postage.RECIPIENT
            and monday[one] + timedelta(days=6) >= since and monday[one] + timedelta(days=6) <= until
        } - done  # fmt: skip


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_equals_a_recount(demo: Services, span: Span, day: date) -> None:
    by_hand = MailRecount(demo, span, day)
    found = section(demo, "mail", span, day)
    assert values(found) == by_hand.figures()
    pieces = by_hand.rows(PieceRow)
    handed = (one.handed_at for one in pieces if one.state == "handed_over" and by_hand.fell(one.handed_at))
    assert course(found, "hours").points == by_hand.hours(handed)
    kinds = Tally(MAIL_KIND_NAMES[MailKind(one.kind)] for one in pieces if by_hand.fell(one.day))
    for one in by_hand.rows(OrdinaryRow):
        if by_hand.fell(one.day):
            kinds[MAIL_KIND_NAMES[MailKind(one.kind)]] += one.quantity
    assert course(found, "kinds").points == kinds
    sent = [one for one in by_hand.rows(OutgoingRow) if by_hand.fell(one.day) and not one.void]
    carriers = Tally(one.carrier for one in sent if one.corrects is None)
    assert course(found, "carriers").points == carriers
    if span is not Span.DAY:
        days = [one.day for one in pieces if by_hand.fell(one.day)]
        told = course(found, "time")
        assert (told.axis, told.points) == by_hand.over_time(days)
        assert course(found, "sent_time").points == by_hand.over_time(one.day for one in sent)[1]
        assert found.listings == ()


@pytest.mark.parametrize("day", [one for span, one in SPANS if span is Span.DAY])
def test_the_lists_of_a_day_are_as_long_as_its_figures(demo: Services, day: date) -> None:
    found = section(demo, "mail", Span.DAY, day)
    figures = values(found)
    keys = ("batches_late", "overdue", "returns_asked", "weeks")
    assert listed(found) == [figures[key] for key in keys]


def test_a_day_without_records_and_one_before_every_record(counter: Counter) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            assert set(values(section(counter.desk, "mail", span, day)).values()) == {0}


def test_what_happens_at_the_desk(counter: Counter) -> None:
    batch = counter.arrive(letter=3, registered=1)
    counter.sort(batch, MailKind.LETTER, counter.cloud, quantity=2)
    first, other, third = counter.piece(), counter.piece(), counter.piece()
    counter.hand_over(first, name="王芳", proxy=True)
    counter.pieces.attempt(counter.clerk, other.id, "无人应答")
    counter.pieces.ask_return(counter.clerk, third.id, ReturnReason.UNKNOWN, "")
    slip, kept = counter.post("10"), counter.post("20", paid=Postage.ACCOUNT)
    counter.posts.void(counter.clerk, slip.id, "写错")
    counter.posts.gone(counter.clerk, [kept.id])
    counter.clock.advance(hours=3)
    found = values(section(counter.desk, "mail", Span.DAY, TODAY))
    said = {key: n for key, n in found.items() if n}
    assert said == {
        "batches": 4, "batches_late": 4, "batches_open": 4, "ordinary": 2, "special": 3, "handed_over": 1,
        "proxy": 1, "attempts": 1, "waiting": 1, "returns_asked": 1, "sent_account": 1, "postage_account": 2000,
        "void": 1,
    }  # fmt: skip


def test_an_item_taken_back_another_day_counts_with_a_minus_there(counter: Counter) -> None:
    sent = counter.post("12.50")
    counter.clock.advance(days=1)
    counter.posts.void(counter.clerk, sent.id, "退回")
    days = [values(section(counter.desk, "mail", Span.DAY, TODAY + timedelta(days=n))) for n in (0, 1)]
    assert [(one["sent_cash"], one["postage_cash"], one["taken_back"]) for one in days] == [
        (1, 1250, 0),
        (-1, -1250, 1),
    ]
    assert days[0]["left_here"] == 0
    month = values(section(counter.desk, "mail", Span.MONTH, TODAY))
    assert (month["sent_cash"], month["postage_cash"]) == (0, 0)


def test_a_week_counts_once_it_is_over_and_until_it_is_reconciled(counter: Counter) -> None:
    counter.post("12.50")

    def weeks() -> int | None:
        today = counter.clock.now().astimezone(counter.clock.zone).date()
        return values(section(counter.desk, "mail", Span.DAY, today))["weeks"]

    assert weeks() == 0
    counter.clock.advance(days=7)
    assert weeks() == 1
    counter.posts.reconcile(counter.clerk, TODAY, "顺丰", "12.50", "")
    assert weeks() == 0


def test_the_longer_day_of_a_clock_change_has_all_its_hours(counter: Counter, clock: FakeClock) -> None:
    clock.zone = BERLIN
    pieces = [counter.piece() for _ in range(4)]
    # 0:30, 2:30 in summer time, 2:30 in winter time and 23:30, then 0:30 of the next day.
    for at, piece in zip((22.5, 24.5, 25.5, 46.5), pieces, strict=True):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        counter.hand_over(piece)
    clock.set(datetime(2027, 10, 31, 23, 30, tzinfo=UTC))
    counter.piece()
    found = section(counter.desk, "mail", Span.DAY, date(2027, 10, 31))
    assert values(found)["handed_over"] == 4
    assert course(found, "hours").points == {"00": 1, "02": 2, "23": 1}
    assert values(section(counter.desk, "mail", Span.DAY, date(2027, 11, 1)))["handed_over"] == 0


def test_what_is_entered_once_the_day_is_closed_is_late(counter: Counter) -> None:
    counter.piece()
    closed = counter.clock.now() + timedelta(hours=1)
    counter.clock.advance(hours=2)
    counter.piece()
    counter.post()
    bench = counter.desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, counter.boss, counter.clock.now())
        assert mail_report(read, Period(TODAY, TODAY)).late == 0
        assert mail_report(read, Period(TODAY, TODAY, closed_at=closed)).late == 3


def test_no_table_is_read_whole_for_a_day(counter: Counter) -> None:
    assert whole_scans(counter.desk, "mail", TODAY, TABLES) == []
