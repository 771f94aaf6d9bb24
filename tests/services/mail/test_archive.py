"""What is read of a month for its archive equals a naive recount of the tables (operating manual, Mail sorting 7)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.mail.archive import masked
from desk_app.services.mail.archive_paper import archive_paper
from desk_app.services.mail.archive_tables import tables_of
from desk_app.services.mail.records import MailKind, MoneyLine, PieceState, Postage
from desk_app.services.printing.render import render
from desk_app.services.sheets.cells import Money
from tests.services.loans.paper_samples import paper
from tests.services.mail.archive_room import DECEMBER, NOVEMBER, PHONE, Room, days, november
from tests.services.mail.sorting_desk import TODAY, Counter
from tests.services.printing.paper import text_of

K, P, S = MailKind, Postage, PieceState


@pytest.fixture
def room(counter: Counter) -> Room:
    return november(counter)


def test_the_month_is_what_a_recount_of_the_tables_gives(room: Room) -> None:
    month = room.month()
    span = "day >= :a AND day < :b"
    assert [one.number for one in month.batches] == [
        number
        for (number,) in room.rows(f"SELECT number FROM mail_batches WHERE {span} ORDER BY id", **_SPAN)
    ]
    sorted_ = f"SELECT SUM(sorted) FROM mail_batch_counts JOIN mail_batches b ON b.id = batch WHERE b.{span}"
    assert sum(one.sorted for one in month.batches) == room.rows(sorted_, **_SPAN)[0][0] == 29
    counted = room.tally(f"SELECT tenant, kind, quantity FROM mail_ordinary WHERE {span}")
    for key, n in room.tally(f"SELECT tenant, kind, 1 FROM mail_pieces WHERE {span}").items():
        counted[key] = counted.get(key, 0) + n
    assert {(one.tenant, kind.value): n for one in month.tenants for kind, n in one.counts.items()} == counted
    assert (
        len(month.pieces) == room.rows(f"SELECT COUNT(*) FROM mail_pieces WHERE {span}", **_SPAN)[0][0] == 5
    )
    money = f"SELECT SUM(postage) FROM outgoing_mail WHERE void = 0 AND {span}"
    assert sum(one.postage for one in month.money) == room.rows(money, **_SPAN)[0][0] == 1_250
    assert len(month.outgoing) == room.rows(f"SELECT COUNT(*) FROM outgoing_mail WHERE {span}", **_SPAN)[0][0]


_SPAN = {"a": "2026-11-01", "b": "2026-12-01"}


def test_pieces_of_before_that_were_settled_now_are_told_once(room: Room) -> None:
    late, old = room.month().earlier
    assert (late.piece.handed_to, late.on_paper, late.piece.signed) == ("李明", True, True)
    assert (old.piece.state, old.piece.closed_why) == (S.CLOSED, "找不到了，客户 138****5678 已知")
    assert old.closed_at is not None and old.closed_by == room.counter.boss.staff_id
    october = room.month(date(2026, 10, 1))
    assert {one.piece.id for one in october.pieces} == {late.piece.id, old.piece.id} and not october.earlier


def test_a_count_belongs_to_the_month_in_which_a_piece_found_its_tenant(room: Room) -> None:
    counter, before = room.counter, room.month().tenants
    (lost,) = (one.piece for one in room.month().pieces if one.piece.tenant is None)
    counter.pieces.match(counter.clerk, lost.id, counter.star, "", "")
    assert room.month().tenants == before
    (december,) = room.month(DECEMBER).tenants
    assert (december.tenant, december.counts) == (counter.star, {K.LETTER: 1})


def test_returns_have_reason_and_approval_and_letters_that_left_are_there(room: Room) -> None:
    month = room.month()
    back, asked = month.returns
    assert (back.piece.state, back.piece.approved_by) == (S.RETURNED, room.counter.boss.staff_id)
    assert (
        back.approved_at == back.piece.sent_on_at is not None and back.asked_by == room.counter.clerk.staff_id
    )
    assert (asked.piece.state, asked.approved_at) == (S.RETURN_ASKED, None)
    (letters,) = month.sent_back
    assert (letters.company, letters.kind, letters.quantity) == ("旧梦影业有限公司", K.PRINTED, 5)


def test_the_money_reconciles_and_every_week_is_there(room: Room) -> None:
    month = room.month()
    assert month.money == (
        MoneyLine("京东", P.ACCOUNT, 0, 0),
        MoneyLine("顺丰", P.CASH, 1, 1_250),
        MoneyLine("顺丰", P.RECIPIENT, 1, 0),
    )
    (week,) = month.weeks
    jd, sf = week.lines
    assert week.monday == TODAY and jd.reconciliation is None and sf.reconciliation is not None
    assert sf.reconciliation.difference == 250 and PHONE not in sf.reconciliation.explanation
    assert room.month(DECEMBER).weeks == (), "a week is told where it has a day with items"


def test_a_month_without_mail_and_a_day_that_begins_none(room: Room) -> None:
    empty = room.month(date(2026, 9, 1))
    assert not (empty.batches or empty.pieces or empty.earlier or empty.outgoing or empty.weeks)
    with pytest.raises(InvalidInput):
        room.month(date(2026, 11, 2))


def test_a_month_begins_at_midnight_of_the_building(counter: Counter) -> None:
    """7:00 on New Year's Day is the year before in Greenwich."""
    room, piece = Room(counter), counter.piece(place="Z-1")
    counter.clock.set(datetime(2026, 12, 31, 23, 0, tzinfo=UTC))
    counter.hand_over(piece)
    assert [one.piece.id for one in room.month(date(2027, 1, 1)).earlier] == [piece.id]
    assert not room.month(DECEMBER).earlier


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("电话13812345678。", "电话138****5678。"),
        ("+86 138-1234-5678", "+861****5678"),
        ("单号 SF13812345678901", "单号 SF13812345678901"),
        ("XA13812345678", "XA13812345678"),
        ("", ""),
    ],
)
def test_numbers_within_words_are_masked(words: str, shown: str) -> None:
    assert masked(words) == shown


# As a paper


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_paper_has_every_figure_and_numbered_pages(room: Room, language: str) -> None:
    month, on_paper = room.month(), paper(language)
    pdf = render(archive_paper(month, on_paper, room.names, printed=room.now))
    text = "".join(text_of(pdf).split())
    for one in month.batches:
        assert one.number in text
    for kept in (*month.pieces, *month.earlier):
        assert kept.piece.number in text
    assert all(one.item.number in text for one in month.outgoing)
    assert "¥12.50" in text and "¥2.50" in text and "138****5678" in text and PHONE not in text
    pages = text_of(pdf).split("\f")[:-1]
    said = "第{n}页，共{of}页" if language == CHINESE else "Page{n}of{of}"
    for n, page in enumerate(pages, 1):
        assert said.format(n=n, of=len(pages)) in "".join(page.split())
    assert ("此为预览" if language == CHINESE else "Thisisapreview") in text


def test_a_month_of_nothing_is_a_paper_too(room: Room) -> None:
    pdf = render(archive_paper(room.month(date(2026, 9, 1)), paper(), room.names, printed=room.now))
    assert "".join(text_of(pdf).split()).count("无。") == 8


def test_sums_of_the_tables_are_sums_of_their_rows(room: Room) -> None:
    tables = {one.key: one for one in tables_of(room.month(), paper(), room.names)}
    *lines, total = tables["money"].rows
    assert total[-1] == Money(sum(cell.fen for *_, cell in lines if isinstance(cell, Money)))
    figures = dict(tables["summary"].rows)
    assert figures["已分拣件数"] == sum(row[6] for row in tables["batches"].rows) == 29  # type: ignore[misc]
    assert figures["本月邮资"] == total[-1]
    assert sum(row[3] for row in tables["tenants"].rows) == 29  # type: ignore[misc]
    assert all(len(row) == len(table.heads) for table in tables.values() for row in table.rows)


def test_what_cannot_be_closed_is_said_before_anything_is_written(room: Room) -> None:
    room.ask.require_closable(room.counter.boss, NOVEMBER)
    with pytest.raises(IllegalStep):
        room.ask.require_closable(room.counter.boss, DECEMBER)
    counter = room.counter
    counter.arrive(letter=1)
    days(counter, 31)
    with pytest.raises(IllegalStep):
        room.ask.require_closable(room.counter.boss, DECEMBER)
