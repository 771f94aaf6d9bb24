"""Ways around a rule that were open once: each stays shut, and opens nothing for whoever is honest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select

from desk_app.services.blobs.tables import BlobRow
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, NotPermitted
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.journal.tables import EventRow
from desk_app.services.loans.records import (
    CategoryDraft,
    ItemsDraft,
    LineDraft,
    ReturnDraft,
    Suspension,
    SuspensionDraft,
)
from desk_app.services.loans.standard import PONCHO, TROLLEY, UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.loans.tables import CategoryRow
from tests.services.blobs.test_pictures import picture
from tests.services.loans.lending_desk import OTHER, PHONE, Counter, Refused

BARRED = "13700000000"
TOO_LARGE = 1 << 70


@pytest.fixture
def barred(counter: Counter) -> Suspension:
    draft = SuspensionDraft(BARRED, "赵不还", "多次不还")
    return counter.desk.get(Suspensions).suspend(counter.people.supervisor, draft).result


# Suspended


@pytest.mark.parametrize(
    "typed", [BARRED, "13700000000转8", "+86 137-0000-0000 转 12", "137 0000 0000 ext 3"]
)
def test_an_extension_after_a_mobile_hides_nobody(counter: Counter, barred: Suspension, typed: str) -> None:
    (found,) = counter.unsettled(counter.draft(counter.umbrellas[0], phone=typed))
    assert found.weight is Weight.APPROVAL and found.field == "phone"
    assert [
        one.weight for one in counter.ask.findings(counter.people.receptionist, counter.draft(phone=typed))
    ] == [Weight.APPROVAL]
    asked = counter.desk.get(StockQueries).suspended(counter.people.receptionist, typed)
    assert asked is not None and asked.id == barred.id


def test_neither_is_what_they_have_hidden_by_one(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0], phone=f"{PHONE}转8")
    assert loan.phone == PHONE
    (found,) = counter.unsettled(counter.draft(counter.umbrellas[1], phone=f"{PHONE}转9"))
    assert found.record == loan.id, "one umbrella for one person"


def test_behind_a_switchboard_an_extension_is_somebody_else(counter: Counter) -> None:
    draft = SuspensionDraft("021-62345678转801", "赵不还", "多次不还")
    counter.desk.get(Suspensions).suspend(counter.people.supervisor, draft)
    counter.lend(counter.umbrellas[0], phone="021-62345678转802")
    assert counter.unsettled(counter.draft(counter.umbrellas[1], phone="021-62345678-801"))


def test_a_suspended_name_with_another_phone_is_asked_about_once(
    counter: Counter, barred: Suspension
) -> None:
    draft = counter.draft(counter.umbrellas[0], borrower="赵不还", phone=OTHER)
    (found,) = counter.unsettled(draft)
    assert (found.weight, found.record, found.values["phone"]) == (Weight.WARNING, barred.id, "137****0000")
    assert [
        one for one in counter.ask.findings(counter.people.receptionist, draft) if one.record == barred.id
    ]
    assert (
        counter.lend(counter.umbrellas[0], borrower="赵不还", phone=OTHER, acknowledged=True).approved_by == 0
    )
    counter.lend(
        counter.umbrellas[1], borrower="赵不还", phone="13911112222", rain=True
    )  # a queue is not stopped
    counter.lend(counter.umbrellas[2], borrower="赵不", phone="13911112223")


def test_a_loan_is_not_corrected_into_a_suspended_hand(counter: Counter, barred: Suspension) -> None:
    loan = counter.lend(counter.umbrellas[0])
    draft = counter.draft(borrower="赵不还", phone=BARRED)
    clerk, boss = counter.people.receptionist, counter.people.supervisor
    with Refused(counter, Unsettled):
        counter.verbs.correct(clerk, loan.id, draft)
    with Refused(counter, Unsettled):
        counter.verbs.correct(clerk, loan.id, replace(draft, waiver="我说可以"))
    allowed = counter.verbs.correct(boss, loan.id, replace(draft, waiver="号码录错，已说明")).result
    assert (allowed.phone, allowed.suspended, allowed.approved_by) == (BARRED, True, boss.staff_id)
    assert allowed.waiver == "号码录错，已说明"


def test_correcting_what_is_back_or_what_is_no_phone_needs_nobody(
    counter: Counter, barred: Suspension
) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.umbrellas[0])
    counter.verbs.correct(clerk, loan.id, counter.draft(borrower="李娜", phone=OTHER))
    counter.take_back(loan)
    draft = counter.draft(borrower="赵不还", phone=BARRED)
    assert counter.verbs.correct(clerk, loan.id, draft).result.phone == BARRED, "the record is put right"


# Money for what was lost


def lost_umbrella(counter: Counter) -> tuple[int, int]:
    """Its line and loan: ¥30 were paid."""
    loan = counter.lend(counter.umbrellas[0])
    counter.verbs.report_lost(counter.people.receptionist, loan.lines[0].id, "丢在地铁", "", "30")
    return loan.lines[0].id, loan.id


def test_the_fee_for_what_is_found_goes_back(counter: Counter) -> None:
    line, loan = lost_umbrella(counter)
    clerk = counter.people.receptionist
    with pytest.raises(InvalidInput):
        counter.verbs.find_again(clerk, counter.umbrellas[0].id, "找到了", "30.01")
    counter.verbs.find_again(clerk, counter.umbrellas[0].id, "找到了", "30")
    (shown,) = counter.ask.card(clerk, loan).loan.lines
    assert (shown.fee, shown.given_back, shown.refundable) == (3000, 3000, 0)
    assert counter.book() == (0, 0) and counter.drawer.totals.refunds == 3000
    with Refused(counter, InvalidInput):
        counter.verbs.refund(counter.people.supervisor, line, "0.01", "再退一点")


def test_money_for_something_lost_and_retired_goes_back_later(counter: Counter) -> None:
    line, _ = lost_umbrella(counter)
    boss = counter.people.supervisor
    counter.desk.get(Stock).retire(boss, counter.umbrellas[0].id, "不见了")
    for amount, reason, at in (("", "理由", "amount"), ("10", "", "reason"), ("30.01", "理由", "amount")):
        with pytest.raises(InvalidInput) as caught:
            counter.verbs.refund(boss, line, amount, reason)
        assert list(caught.value.problems) == [at]
    for _ in range(2):
        counter.verbs.refund(boss, line, "20", "保险已赔", "mark")
    assert counter.book() == (1000, 0), "pressed twice, given back once"
    with Refused(counter, InvalidInput):
        counter.verbs.refund(boss, line, "10", "保险已赔", "mark")
    counter.verbs.refund(boss, line, "10", "保险已赔")
    assert counter.book() == (0, 0)
    with pytest.raises(NotPermitted):
        counter.verbs.refund(counter.people.receptionist, line, "1", "理由")


def test_a_return_is_not_undone_once_its_money_went_back(counter: Counter) -> None:
    loan = counter.lend(counter.chairs[0])
    line = counter.take_back(loan, keep="50", keep_reason="刮花扶手").line
    counter.verbs.refund(counter.people.supervisor, line.id, "20", "只是灰尘")
    with Refused(counter):
        counter.verbs.undo_take_back(counter.people.receptionist, line.id)
    assert counter.book() == (3000, 0)


# Pressed twice


def test_a_return_or_scan_with_other_words_is_another_one(counter: Counter) -> None:
    loan = counter.lend(counter.chairs[0])
    draft = ReturnDraft(keep="50", keep_reason="刮花扶手", request="m")
    clerk, line = counter.people.receptionist, loan.lines[0].id
    first = counter.verbs.take_back(clerk, line, draft).result
    assert counter.verbs.take_back(clerk, line, draft).result == first
    for other in (
        replace(draft, keep="60"),
        replace(draft, keep_reason="别的"),
        replace(draft, fee="1", remark="清洁费"),
    ):
        with Refused(counter, InvalidInput):
            counter.verbs.take_back(clerk, line, other)
    with Refused(counter, InvalidInput):
        counter.scan_back(counter.chairs[0].tag, "m")
    assert counter.book() == (5000, 0)


def test_a_call_pressed_twice_is_one_call(counter: Counter) -> None:
    loan, clerk = counter.lend(counter.umbrellas[0]), counter.people.receptionist
    for _ in range(2):
        counter.verbs.note_call(clerk, loan.id, True, "明天还", "m")
    with Refused(counter, InvalidInput):
        counter.verbs.note_call(clerk, loan.id, False, "明天还", "m")
    counter.verbs.note_call(clerk, loan.id, True, "明天还")
    assert len(counter.ask.card(clerk, loan.id).calls) == 2


def test_counted_stock_on_a_mark_is_what_was_asked_for(counter: Counter) -> None:
    stock, clerk = counter.desk.get(Stock), counter.people.receptionist
    for _ in range(2):
        stock.restock(clerk, PONCHO, 50, "到货", "m")
    with Refused(counter, InvalidInput):
        stock.restock(clerk, PONCHO, 50, "另一批", "m")
    for _ in range(2):
        assert stock.adjust(clerk, PONCHO, 48, "盘点", "n").result.on_hand == 48


# The clock


def test_a_clock_set_back_opens_no_window_again(counter: Counter) -> None:
    lent = counter.lend(counter.umbrellas[0])
    back = counter.lend(counter.chairs[0], phone=OTHER)
    counter.take_back(back)
    clerk, now = counter.people.receptionist, counter.clock.now()
    for ago in (timedelta(minutes=1), timedelta(days=400)):
        counter.clock.set(now - ago)
        for step in (
            lambda: counter.verbs.undo_lend(clerk, lent.id),
            lambda: counter.verbs.undo_take_back(clerk, back.lines[0].id),
        ):
            with Refused(counter) as refused:
                step()
            assert "clock" in refused.said
    counter.clock.set(now)
    counter.verbs.undo_lend(clerk, lent.id)


# Categories out of use


def switch_off(counter: Counter, category: int) -> None:
    """As saving it does; whether something is lent then is not asked."""
    kind = next(
        one
        for one in counter.desk.get(StockQueries).categories(counter.people.receptionist)
        if one.id == category
    )
    draft = CategoryDraft(
        kind.name, kind.english_name, kind.icon, kind.counted, kind.days, kind.due_time, active=False
    )
    counter.desk.get(Stock).save_category(counter.people.supervisor, category, draft)


def test_nothing_of_a_category_out_of_use_leaves_the_desk(counter: Counter) -> None:
    stock, clerk = counter.desk.get(Stock), counter.people.receptionist
    stock.restock(clerk, PONCHO, 5, "", "")
    switch_off(counter, TROLLEY)
    switch_off(counter, PONCHO)
    assert list(counter.problems(counter.draft(counter.trolleys[0]))) == ["lines.0.item"]
    for step in (
        lambda: stock.hand_out(clerk, PONCHO, 1, None, "", ""),
        lambda: stock.restock(clerk, PONCHO, 1, "", ""),
    ):
        with Refused(counter, InvalidInput):
            step()
    assert stock.adjust(clerk, PONCHO, 0, "停用清零", "").result.on_hand == 0
    shown = {one.category.id for one in counter.desk.get(StockQueries).stock(clerk)}
    assert not shown & {TROLLEY, PONCHO}


def test_what_is_still_lent_of_one_stands_in_the_stock(counter: Counter) -> None:
    clerk = counter.people.receptionist
    switch_off(counter, TROLLEY)
    with counter.desk.bench.database.write() as session:
        session.get_one(CategoryRow, TROLLEY).active = True
    counter.lend(counter.trolleys[0])
    with counter.desk.bench.database.write() as session:
        session.get_one(CategoryRow, TROLLEY).active = False
    found = [one for one in counter.desk.get(StockQueries).stock(clerk) if one.category.id == TROLLEY]
    assert [one.lent for one in found] == [1]


# Kept and told


def pictures(counter: Counter) -> int:
    with counter.desk.bench.database.read() as session:
        return session.execute(select(func.count()).select_from(BlobRow)).scalar_one()


def test_signed_three_times_leaves_one_picture_and_undone_none(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.umbrellas[0], signature=picture("PNG", size=(40, 20)))
    for width in (50, 60, 60):
        counter.verbs.sign(clerk, loan.id, picture("PNG", size=(width, 20)))
        assert pictures(counter) == 1 and counter.ask.card(clerk, loan.id).signature is not None
    undone = counter.verbs.undo_lend(clerk, loan.id).result
    assert pictures(counter) == 0 and not undone.signed


def test_moments_in_the_journal_are_utc_however_they_are_typed(counter: Counter) -> None:
    here = timezone(timedelta(hours=8))
    due = (counter.clock.now() + timedelta(days=2)).astimezone(here)
    loan = counter.lend(LineDraft(counter.umbrellas[0].id, due=due), counter.chairs[0])
    counter.verbs.extend(counter.people.receptionist, loan.lines[0].id, due + timedelta(days=1), "")
    with counter.desk.bench.database.read() as session:
        said = [row.payload for row in session.scalars(select(EventRow).where(EventRow.entity == loan.id))]
    text = str(said)
    assert "+08:00" not in text and due.astimezone(UTC).isoformat() in text


def test_no_repr_tells_who_it_is(counter: Counter, barred: Suspension) -> None:
    draft = counter.draft(counter.umbrellas[0], borrower="李娜", remark="穿红衣", waiver="王总同意")
    loan = counter.lend(counter.umbrellas[0], borrower="李娜", remark="穿红衣")
    clerk = counter.people.receptionist
    counter.verbs.note_call(clerk, loan.id, True, "李娜接的")
    back = counter.take_back(loan, returned_by="孙芳", remark="孙芳代还")
    told = (
        draft,
        back,
        barred,
        counter.ask.card(clerk, loan.id),
        counter.ask.borrowers(clerk, "李娜"),
        counter.desk.get(StockQueries).item(clerk, counter.umbrellas[0].id),
        ReturnDraft(keep_reason="孙芳说的", returned_by="孙芳"),
        SuspensionDraft(BARRED, "赵不还", "多次不还"),
    )
    for one in told:
        assert not any(
            word in repr(one)
            for word in ("李娜", "孙芳", "赵不还", "多次不还", "红衣", "王总", PHONE, BARRED)
        ), type(one)


# Rubbish


def test_an_id_that_no_row_can_have_is_not_found(counter: Counter) -> None:
    clerk, boss, verbs = counter.people.receptionist, counter.people.supervisor, counter.verbs
    stock, asked = counter.desk.get(Stock), counter.desk.get(StockQueries)
    for one in (TOO_LARGE, 1 << 63, -(1 << 70)):
        for step in (
            lambda one=one: verbs.take_back(clerk, one, ReturnDraft()),
            lambda one=one: verbs.undo_lend(clerk, one),
            lambda one=one: verbs.find_again(clerk, one, "找到", ""),
            lambda one=one: verbs.refund(boss, one, "1", "理由"),
            lambda one=one: counter.ask.card(clerk, one),
            lambda one=one: asked.item(clerk, one),
            lambda one=one: stock.restock(clerk, one, 1, "", ""),
            lambda one=one: stock.hand_out(clerk, PONCHO, 1, one, "", ""),
            lambda one=one: stock.save_category(boss, one, CategoryDraft("新类别")),
            lambda one=one: counter.desk.get(Suspensions).lift(boss, one, "已还清"),
            lambda one=one: counter.desk.get(DrawerQueries).shift(clerk, one),
        ):
            with pytest.raises(NotFound):
                step()
        assert list(counter.problems(counter.draft(LineDraft(one)))) == ["lines.0.item"]
        assert list(counter.problems(counter.draft(counter.umbrellas[0], visit=one))) == ["visit"]
        assert list(counter.problems(counter.draft(counter.umbrellas[0], tenant=one))) == ["company"]


@pytest.mark.parametrize(
    "due",
    [
        datetime(2026, 12, 1, 18),
        datetime.max.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-8))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=8))),
    ],
)
def test_what_is_no_moment_is_told_at_its_field(counter: Counter, due: datetime) -> None:
    assert list(counter.problems(counter.draft(LineDraft(counter.umbrellas[0].id, due=due)))) == [
        "lines.0.due"
    ]
    loan = counter.lend(counter.umbrellas[0])
    with pytest.raises(InvalidInput) as caught:
        counter.verbs.extend(counter.people.receptionist, loan.lines[0].id, due, "")
    assert list(caught.value.problems) == ["due"]


def test_items_are_looked_for_as_people_type_them(counter: Counter) -> None:
    stock, clerk = counter.desk.get(Stock), counter.people.receptionist
    draft = ItemsDraft(UMBRELLA, 12, "长柄 B", first=100)
    items = stock.add_items(clerk, draft).result
    stock.correct_item(clerk, items[5].id, "大伞－红_1%", "K-9", "")

    def found(text: str) -> set[str]:
        return {one.name for one in counter.desk.get(StockQueries).items(clerk, UMBRELLA, text)}

    assert found("长柄b 10") == {f"长柄 B {n}" for n in (100, 101, 102, 103, 104, 106, 107, 108, 109)}
    assert found("ｋ９") == found("红1") == {"大伞－红_1%"}
    assert found(items[0].tag[:4] + " " + items[0].tag[4:]) == {"长柄 B 100"}
    assert found("没有") == set() and len(found("")) == 15
    with pytest.raises(IllegalStep):
        counter.scan_back(items[0].tag)
