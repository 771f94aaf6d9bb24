"""What goes out, its money, weeks and months (operating manual, Mail sorting 6 and 7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.mail.records import (
    MailKind,
    MoneyLine,
    Outgoing,
    OutgoingDraft,
    PieceState,
    Postage,
    Reconciliation,
)
from tests.services.mail.sorting_desk import TODAY, Counter, Refused
from tests.services.mail.test_pieces import draft_of

K, P = MailKind, Postage
DIGEST = "0f" * 32


def days(counter: Counter, n: int) -> date:
    counter.clock.advance(minutes=n * 24 * 60)
    return TODAY + timedelta(days=n)


def reconcile(counter: Counter, stated: str, why: str = "", monday: date = TODAY) -> Reconciliation:
    return counter.posts.reconcile(counter.clerk, monday, "顺丰", stated, why).result


def test_cash_goes_into_the_drawer_and_an_account_does_not(counter: Counter) -> None:
    one = counter.post("12.5", sender="张伟明", phone="138 1234 5678", barcode="sf-9", request="o1")
    assert (one.postage, one.paid, one.company, one.barcode) == (1250, P.CASH, "深圳云帆科技有限公司", "SF9")
    assert counter.post("12.5", sender="张伟明", phone="138 1234 5678", barcode="sf-9", request="o1") == one
    counter.post("8", paid=P.ACCOUNT)
    counter.post("", paid=P.RECIPIENT, tenant=None, sender="李晓明")
    assert counter.cash == 1250
    assert counter.ask.money_list(counter.clerk, TODAY) == [
        MoneyLine("顺丰", P.ACCOUNT, 1, 800), MoneyLine("顺丰", P.CASH, 1, 1250), MoneyLine("顺丰", P.RECIPIENT, 1, 0),
    ]  # fmt: skip
    assert len(counter.ask.outgoing(counter.clerk, TODAY)) == 3


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"carrier": "", "destination": " "}, {"carrier", "destination"}),
        ({"kind": K.LETTER}, {"kind"}),
        ({"kind": K.NEWSPAPER}, {"kind"}),
        ({"postage": ""}, {"postage"}),
        ({"postage": "十元"}, {"postage"}),
        ({"postage": "-3"}, {"postage"}),
        ({"postage": "5", "paid": P.RECIPIENT}, {"postage"}),
        ({"tenant": None, "sender": "张先生"}, {"sender"}),
        ({"tenant": None, "sender": "李晓明", "paid": P.ACCOUNT}, {"tenant"}),
        ({"tenant": 4711}, {"tenant"}),
        ({"phone": "下午再打"}, {"phone"}),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_field(
    counter: Counter, changes: dict[str, object], fields: set[str]
) -> None:
    with Refused(counter, InvalidInput) as refused:
        counter.post(**changes)  # type: ignore[arg-type]
    assert set(refused.fields) == fields and counter.cash == 0


def test_a_barcode_goes_out_once(counter: Counter) -> None:
    first = counter.post(barcode="SF1")
    with Refused(counter, InvalidInput) as refused:
        counter.post(barcode="sf 1")
    assert refused.values["number"] == first.number
    counter.posts.void(counter.clerk, first.id, "打错")
    counter.post(barcode="SF1")


def test_a_barcode_taken_back_later_goes_out_anew(counter: Counter) -> None:
    first = counter.post(barcode="W1")
    days(counter, 1)
    counter.posts.void(counter.clerk, first.id, "邮资打错")
    again = counter.post(barcode="W1")
    with Refused(counter, InvalidInput) as refused:
        counter.post(barcode="W1")
    assert refused.values["number"] == again.number


def test_the_first_statement_of_a_week_of_a_closed_month_is_refused(counter: Counter) -> None:
    counter.post()
    days(counter, 8)
    counter.posts.close_month(counter.boss, date(2026, 11, 1), DIGEST)
    with Refused(counter):
        reconcile(counter, "12.50")
    days(counter, 14)
    straddling = date(2026, 11, 30)
    assert reconcile(counter, "0", monday=straddling).stated == 0


def test_a_slip_of_today_is_void_and_its_money_goes_back(counter: Counter) -> None:
    one = counter.post("12")
    with Refused(counter, InvalidInput):
        counter.posts.void(counter.clerk, one.id, "")
    void = counter.posts.void(counter.clerk, one.id, "客户不寄了").result
    assert void.void and void.id == one.id and counter.cash == 0
    assert counter.ask.money_list(counter.clerk, TODAY) == []
    with Refused(counter):
        counter.posts.void(counter.clerk, one.id, "再来一次")
    with Refused(counter, NotFound):
        counter.posts.void(counter.clerk, 4711, "没有")


@pytest.mark.parametrize("gone", [True, False])
def test_later_a_new_entry_takes_it_back(counter: Counter, gone: bool) -> None:
    one = counter.post("12")
    today = TODAY
    if gone:
        assert counter.posts.gone(counter.clerk, [one.id, one.id]).result == 1
    else:
        today = days(counter, 1)
    back = counter.posts.void(counter.clerk, one.id, "邮资打错").result
    assert (back.postage, back.corrects, back.day, back.void) == (-1200, one.id, today, False)
    assert counter.cash == 0
    first = counter.ask.outgoing(counter.clerk, TODAY)[-1]
    assert (first.postage, first.void) == (1200, False), "the entry itself stands"
    for entry in (one, back):
        with Refused(counter):
            counter.posts.void(counter.clerk, entry.id, "再来一次")
    (line,) = counter.ask.week(counter.clerk, TODAY)
    assert (line.pieces, line.registered) == (0, 0)


def test_an_entry_is_found_again_on_its_day(counter: Counter) -> None:
    one = counter.post("12")
    assert counter.ask.posted(counter.clerk, one.id) == one
    with Refused(counter, NotFound):
        counter.ask.posted(counter.clerk, 4711)


def test_the_carrier_takes_what_is_here(counter: Counter) -> None:
    one, two, slip = counter.post(), counter.post(), counter.post()
    counter.posts.void(counter.clerk, slip.id, "打错")
    assert counter.posts.gone(counter.clerk, [one.id, two.id, slip.id]).result == 2
    assert counter.posts.gone(counter.clerk, [one.id]).result == 0
    with Refused(counter, NotFound):
        counter.posts.gone(counter.clerk, [4711])


def test_what_no_carrier_took_is_reminded_of_on_later_days(counter: Counter) -> None:
    left, gone, back, slip = (counter.post() for _ in range(4))
    counter.posts.gone(counter.clerk, [gone.id])
    counter.posts.void(counter.clerk, slip.id, "打错")
    assert counter.ask.left_behind(counter.clerk) == []
    days(counter, 1)
    counter.posts.void(counter.clerk, back.id, "不寄了")
    assert counter.ask.left_behind(counter.clerk) == [left]
    days(counter, 31)
    assert counter.ask.left_behind(counter.clerk) == []


def test_a_past_week_is_held_against_the_statement(counter: Counter) -> None:
    counter.post("12"), counter.post("8", paid=P.ACCOUNT), counter.post("", paid=P.RECIPIENT)
    counter.post("20", carrier="京东")
    with Refused(counter):
        reconcile(counter, "20")
    days(counter, 7)
    for stated, fields in (("", "stated"), ("abc", "stated"), ("21", "explanation")):
        with Refused(counter, InvalidInput) as refused:
            reconcile(counter, stated)
        assert refused.fields == (fields,)
    agreed = reconcile(counter, "20")
    assert (agreed.registered, agreed.difference, agreed.explanation) == (2000, 0, "")
    differs = reconcile(counter, "25.5", "漏登一件", TODAY + timedelta(days=3))
    assert (differs.id, differs.monday, differs.difference) == (agreed.id, TODAY, 550)
    lines = {line.carrier: line for line in counter.ask.week(counter.clerk, TODAY)}
    assert lines["顺丰"].reconciliation == differs and lines["京东"].reconciliation is None
    assert lines["京东"].registered == 2000


def close(counter: Counter, first: date, digest: str = DIGEST) -> object:
    return counter.posts.close_month(counter.boss, first, digest).result


def test_a_month_is_closed_with_its_paper_once_it_is_over_and_sorted(counter: Counter) -> None:
    november = TODAY.replace(day=1)
    batch = counter.arrive(letter=1)
    with Refused(counter) as refused:
        close(counter, november)
    assert "not over" in refused.said
    days(counter, 10)
    for first, digest in ((TODAY, DIGEST), (november, "x" * 64), (november, "")):
        with Refused(counter, InvalidInput):
            close(counter, first, digest)
    with Refused(counter) as refused:
        close(counter, november)
    assert "{number}" in refused.said
    counter.arrivals.finish(counter.clerk, batch.id, "空信袋")
    month = close(counter, november)
    assert close(counter, november) == month, "the same paper twice"
    with Refused(counter):
        close(counter, november, "1f" * 32)
    december, closed = counter.ask.months(counter.clerk)
    assert closed == month and december.closed_at is None and december.first == date(2026, 12, 1)


def test_a_closed_month_is_read_only_and_corrections_are_new_entries(counter: Counter) -> None:
    counter.clock.advance(minutes=7 * 24 * 60)
    monday = TODAY + timedelta(days=7)
    batch = counter.arrive(registered=1)
    piece = counter.sort(batch, tenant=counter.cloud)
    counter.arrivals.finish(counter.clerk, batch.id, "")
    out = counter.post("12")
    days(counter, 7)
    reconcile(counter, "12", monday=monday)
    close(counter, date(2026, 11, 1))
    with Refused(counter) as refused:
        counter.pieces.correct(counter.clerk, piece.id, draft_of(piece, recipient="李四"))
    assert refused.values == {"month": "2026-11"}
    with Refused(counter):
        reconcile(counter, "13", "再算一次", monday)
    back = counter.posts.void(counter.clerk, out.id, "邮资打错").result
    assert (back.corrects, back.day.month, back.postage) == (out.id, 12, -1200)
    (handed,) = counter.hand_over(piece)
    assert handed.state is PieceState.HANDED_OVER, "what still lies here is handed over all the same"


def test_no_mail_no_months(counter: Counter) -> None:
    assert counter.ask.months(counter.clerk) == [] == counter.ask.week(counter.clerk, TODAY)
    draft = OutgoingDraft(K.PARCEL, "邮局", sender="李晓明", destination="北京", postage="5")
    assert isinstance(counter.posts.post(counter.clerk, draft).result, Outgoing)
    assert [one.first for one in counter.ask.months(counter.clerk)] == [date(2026, 11, 1)]
