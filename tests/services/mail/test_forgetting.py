"""After the time of keeping nobody's name is left in the file: who sent, signed, collected; postage and counts stay."""

from __future__ import annotations

import random

import pytest

from desk_app.services.core.paths import DataFolder
from desk_app.services.demo.scribble import signature
from desk_app.services.finder.queries import Finder
from desk_app.services.mail.options import KEEP_YEARS
from desk_app.services.mail.records import BatchDraft, MailKind, PieceState, Postage, ReturnReason
from desk_app.services.retention import forgetting
from desk_app.services.settings.service import SettingsService
from tests.services.forgetting_help import YEARS, faults, forget, in_file, pictures
from tests.services.mail.sorting_desk import Counter

SECRETS = (
    "欧阳收件", "代领张三", "邮差赵六", "值班保安孙七", "无人应门留条", "退信说明钱八", "寄件周九", "13911112222",
    "RA550000123CN", "少一封因王五", "备注给吴十", "不签名的郑某", "目的地某村",
)  # fmt: skip


def live_through(counter: Counter) -> tuple[int, int]:
    """Mail in and out with everything that is said about people; the piece that was collected, and one sent."""
    draft = BatchDraft(
        "邮局",
        {MailKind.REGISTERED: 4},
        carrier_person="邮差赵六",
        signature=signature(random.Random(7)),
        taken_by_guard="值班保安孙七",
        taken_at=counter.clock.now(),
    )
    batch = counter.arrivals.arrive(counter.clerk, draft).result
    piece = counter.sort(batch, tenant=counter.cloud, recipient="欧阳收件", barcode="RA550000123CN")
    back = counter.sort(batch, tenant=counter.star, recipient="欧阳收件", remark="备注给吴十")
    closed = counter.sort(batch, tenant=counter.cloud, recipient="欧阳收件")
    counter.arrivals.finish(counter.clerk, batch.id, "少一封因王五")
    counter.pieces.attempt(counter.clerk, piece.id, "无人应门留条")
    counter.hand_over(piece, name="代领张三", proxy=True)
    counter.pieces.ask_return(counter.clerk, back.id, ReturnReason.UNCLEAR, "退信说明钱八")
    counter.pieces.approve_return(counter.boss, back.id, "同意")
    counter.pieces.sent_on(counter.clerk, back.id)
    counter.pieces.close(counter.boss, closed.id, "不签名的郑某")
    sent = counter.post(
        sender="寄件周九", phone="13911112222", destination="目的地某村", paid=Postage.ACCOUNT
    )
    return piece.id, sent.id


def test_nothing_of_anybody_is_left_in_the_file(counter: Counter, folder: DataFolder) -> None:
    desk = counter.desk
    piece, sent = live_through(counter)
    counter.posts.gone(counter.clerk, [sent])
    day = counter.ask.card(counter.clerk, piece).piece.day
    money = counter.ask.money_list(counter.clerk, day)
    batches = counter.ask.batches(counter.clerk, day)
    assert in_file(desk, folder, SECRETS) == set(SECRETS)
    assert len(desk.get(Finder).find(counter.clerk, "欧阳收件")) >= 1
    assert pictures(desk) == 2
    counter.clock.advance(seconds=YEARS)
    assert forget(desk)["mail.keep_years"] == 5
    assert in_file(desk, folder, SECRETS) == set()
    assert faults(desk) == []
    assert pictures(desk) == 0
    assert desk.get(Finder).find(counter.clerk, "欧阳收件") == []
    assert desk.get(Finder).find(counter.clerk, "周九") == []
    assert counter.ask.money_list(counter.clerk, day) == money
    (after,) = counter.ask.batches(counter.clerk, day)
    assert (after.counts, after.sorted_counts) == (batches[0].counts, batches[0].sorted_counts)
    card = counter.ask.card(counter.clerk, piece)
    assert (card.piece.recipient, card.piece.handed_to, card.signature) == ("", "", None)
    assert (card.piece.state, card.piece.tenant) == (PieceState.HANDED_OVER, counter.cloud)
    assert [one.words for one in card.attempts] == [""]
    (posted,) = counter.ask.outgoing(counter.clerk, day)
    assert (posted.id, posted.sender, posted.postage) == (sent, "", 1250)
    assert "mail.keep_years" not in forget(desk)


def test_what_still_waits_is_kept(counter: Counter) -> None:
    waiting = counter.piece(recipient="欧阳收件")
    counter.clock.advance(seconds=YEARS)
    assert "mail.keep_years" not in forget(counter.desk)  # its batch is open, and it was not collected
    assert counter.now(waiting).recipient == "欧阳收件"


def test_only_what_has_left_is_forgotten(counter: Counter) -> None:
    back, gone = counter.piece(recipient="欧阳收件"), counter.piece(recipient="欧阳收件")
    for piece in (back, gone):
        counter.pieces.ask_return(counter.clerk, piece.id, ReturnReason.UNCLEAR, "")
        counter.pieces.approve_return(counter.boss, piece.id, "同意")
    counter.pieces.sent_on(counter.clerk, gone.id)
    here, sent, void, undone = (counter.post(sender="寄件周九", paid=Postage.ACCOUNT) for _ in range(4))
    counter.posts.gone(counter.clerk, [sent.id])
    counter.posts.void(counter.clerk, void.id, "打错")
    counter.clock.advance(days=1)
    reversal = counter.posts.void(counter.clerk, undone.id, "不寄了").result
    counter.clock.advance(seconds=YEARS)
    assert "mail.keep_years" in forget(counter.desk)
    assert counter.now(back).recipient == "欧阳收件" and counter.now(gone).recipient == ""
    assert counter.ask.posted(counter.clerk, here.id).sender == "寄件周九"
    for one in (sent, void, undone, reversal):
        assert counter.ask.posted(counter.clerk, one.id).sender == ""


def test_it_is_looked_for_once_a_day(counter: Counter) -> None:
    piece = counter.piece(recipient="欧阳收件")
    counter.hand_over(piece)
    assert "mail.keep_years" not in forget(counter.desk)
    counter.clock.advance(seconds=YEARS)
    assert "mail.keep_years" in forget(counter.desk)
    assert "mail.keep_years" not in forget(counter.desk)
    late = counter.piece(recipient="欧阳收件")
    counter.hand_over(late)
    counter.clock.advance(days=700)
    assert "mail.keep_years" not in forget(counter.desk)
    counter.clock.advance(days=40)
    assert "mail.keep_years" in forget(counter.desk)
    assert counter.now(late).recipient == ""


def test_a_shorter_time_of_keeping_counts_after_a_day_and_not_at_a_word(counter: Counter) -> None:
    piece = counter.piece(recipient="欧阳收件")
    counter.hand_over(piece)
    counter.clock.advance(days=400)
    assert "mail.keep_years" not in forget(counter.desk)
    counter.desk.get(SettingsService).change(counter.boss, KEEP_YEARS, 1)
    assert "mail.keep_years" not in forget(counter.desk)
    counter.clock.advance(days=1)
    assert "mail.keep_years" in forget(counter.desk)


def test_it_is_done_in_portions(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "PORTION", 2)
    for _ in range(5):
        sent = counter.post(sender="寄件周九", paid=Postage.ACCOUNT)
        counter.posts.gone(counter.clerk, [sent.id])
    counter.clock.advance(seconds=YEARS)
    assert forget(counter.desk)["mail.keep_years"] == 5
    assert faults(counter.desk) == []
