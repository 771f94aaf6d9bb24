"""What somebody at the counter asks for, what a scan is, what the audit log calls it; and that guards see nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desk_app.services.core.errors import NotPermitted
from desk_app.services.core.feature import Named
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, load_words
from desk_app.services.directory.service import Directory
from desk_app.services.finder.queries import Finder
from desk_app.services.journal.work import Read
from desk_app.services.mail.matters import mail_matters, mail_named_by, outgoing_people, piece_people
from desk_app.services.mail.records import OUTGOING_KIND, PIECE_KIND, MailKind, Piece, View
from tests.services.mail.sorting_desk import TODAY, Counter
from tests.services.statements import asked, plans

K = MailKind


@pytest.fixture
def piece(counter: Counter) -> Piece:
    return counter.piece(K.EXPRESS, recipient="刘思源", barcode="SF1234567890", place="B-07")


SAID = [
    "1205",
    "刘思源",
    "lsy",
    "SF1234567890",
    "sf12345",
    "B-07",
    "云帆",
    "yfkj",
    "Yunfan",
    "{number}",
    "{code}",
]


def test_what_waits_is_found_by_whatever_is_said(counter: Counter, piece: Piece) -> None:
    counter.piece(tenant=counter.star, recipient="李四海", place="C-01")
    texts = [said.format(number=piece.number, code=piece.code) for said in SAID]
    for said in texts:
        assert counter.ask.waiting_for(counter.clerk, said) == [piece], said
    counter.hand_over(piece)
    assert [counter.ask.waiting_for(counter.clerk, said) for said in texts] == [[]] * len(texts)


def test_what_is_unmatched_or_blind_is_found_too(counter: Counter) -> None:
    lost = counter.piece(tenant=None, recipient="欧阳雨涵")
    blind = counter.piece(recipient="欧阳雨涵")
    for _ in range(2):
        blind = counter.pieces.attempt(counter.clerk, blind.id, "").result
    assert counter.ask.waiting_for(counter.clerk, "oyyh") == [lost, blind]
    assert counter.ask.waiting_for(counter.clerk, " ") == []


def test_a_scan_names_the_piece(counter: Counter, piece: Piece) -> None:
    code = piece.code
    for said in (code, f"{code[:4]} {code[4:]}", "sf-1234567890"):
        assert counter.ask.what_is(counter.clerk, said) == piece
    again = counter.piece(K.EXPRESS, barcode="SF1234567890")
    assert counter.ask.what_is(counter.clerk, "SF1234567890") == again, "the newest with this barcode"
    for said in ("", "SF0", "12345678"):
        assert counter.ask.what_is(counter.clerk, said) is None


def test_numbers_for_the_audit_log(counter: Counter, piece: Piece) -> None:
    out, batch = counter.post(), counter.ask.batch(counter.clerk, piece.batch)
    known = {one.id: one.number for one in (piece, out, batch)}
    assert counter.ask.numbers(counter.boss, [*known, 4711]) == known
    assert counter.ask.sorted_of(counter.clerk, batch.id) == [piece]


# Search


def test_the_search_finds_mail_and_guards_never_do(counter: Counter, piece: Piece) -> None:
    finder = counter.desk.get(Finder)
    for said in SAID:
        text = said.format(number=piece.number, code=piece.code)
        if said not in ("yfkj", "Yunfan"):  # these are the tenant's, whose card shows its mail
            found = [(hit.kind, hit.id) for hit in finder.find(counter.clerk, text)]
            assert (PIECE_KIND, piece.id) in found, said
        assert {hit.kind for hit in finder.find(counter.people.guard, text)} <= {"tenant", "unit"}


def test_outgoing_mail_is_found_until_it_is_void(counter: Counter) -> None:
    out = counter.post(sender="刘思源", barcode="SF777", phone="13812345678")
    finder = counter.desk.get(Finder)
    for said in ("lsy", "SF777", "5678", out.number):
        assert (OUTGOING_KIND, out.id) in [(hit.kind, hit.id) for hit in finder.find(counter.clerk, said)]
        assert [hit for hit in finder.find(counter.people.guard, said) if hit.kind == OUTGOING_KIND] == []
    counter.posts.void(counter.clerk, out.id, "打错")
    assert finder.find(counter.clerk, "SF777") == []


def test_no_question_and_no_verb_is_a_guard_s(counter: Counter, piece: Piece) -> None:
    for ask in (counter.ask.card, counter.ask.waiting_for, counter.ask.counts, counter.pieces.move):
        with pytest.raises(NotPermitted):
            ask(counter.people.guard, piece.id)


# The person's card


@contextmanager
def reading(counter: Counter) -> Iterator[Read]:
    bench = counter.desk.bench
    with bench.database.read() as session:
        yield Read(bench, session, counter.clerk, bench.clock.now())


def matters(counter: Counter, tenant: int) -> list[Matter]:
    with reading(counter) as read:
        return list(mail_matters(read, Party(tenant)))


def test_special_mail_is_expected_and_a_leaving_tenant_owes_to_take_it(
    counter: Counter, piece: Piece
) -> None:
    counter.piece(K.LETTER, None)
    (one,) = matters(counter, counter.cloud)
    assert (one.kind, one.record, one.part, one.step, one.owed) == (
        PIECE_KIND,
        piece.id,
        Part.EXPECTS,
        "hand_over",
        False,
    )
    assert matters(counter, counter.star) == []
    chinese = load_words(CHINESE, resources() / "i18n")
    said = chinese.text(one.text, **one.values)
    assert said == f"快递 {piece.number} 待领，存放于 B-07：刘思源。"
    assert piece.number in load_words(ENGLISH, resources() / "i18n").text(one.text, **one.values)
    counter.desk.get(Directory).announce_move_out(counter.boss, counter.cloud, TODAY)
    assert [one.owed for one in matters(counter, counter.cloud)] == [True]


def test_undeliverable_mail_is_noted(counter: Counter, piece: Piece) -> None:
    for _ in range(2):
        counter.pieces.attempt(counter.clerk, piece.id, "")
    (one,) = matters(counter, counter.cloud)
    assert (one.part, one.owed) == (Part.NOTED, False)
    counter.hand_over(piece)
    assert matters(counter, counter.cloud) == []


def test_whom_a_piece_is_about_and_what_a_label_names(counter: Counter, piece: Piece) -> None:
    out = counter.post(sender="刘思源", phone="13812345678")
    company = "深圳云帆科技有限公司"
    with reading(counter) as read:
        assert piece_people(read, [piece.id])[piece.id] == [
            Person("刘思源", "", company, "1205", counter.cloud)
        ]
        sender = Person("刘思源", "13812345678", company, "", counter.cloud)
        assert outgoing_people(read, [out.id])[out.id] == [sender]
        assert piece_people(read, [4711]) == {} == outgoing_people(read, [4711])
        assert mail_named_by(read, piece.code) == Named(PIECE_KIND, piece.id)
        assert mail_named_by(read, "40010000") is None


# Speed

SMALL = ("mail_months", "mail_reconciliations", "ix_mail_batches_open")
"""What stays small, or is the index of what is still open."""


def test_no_table_that_grows_is_read_whole(counter: Counter, piece: Piece) -> None:
    ask, by = counter.ask, counter.clerk
    batch = counter.arrive(express=2, letter=2)
    questions = {
        **{view: lambda view=view: ask.pieces(by, view, TODAY) for view in View},
        "counts": lambda: ask.counts(by, TODAY),
        "batches": lambda: ask.batches(by, TODAY),
        "open": lambda: ask.open_batches(by),
        "waiting": lambda: ask.waiting_for(by, "云帆"),
        "round": lambda: ask.round_sheet(by, TODAY),
        "kept": lambda: ask.kept_apart(by),
        "week": lambda: ask.week(by, TODAY),
        "money": lambda: ask.money_list(by, TODAY),
        "scan": lambda: ask.what_is(by, piece.code),
        "matters": lambda: matters(counter, counter.cloud),
        "proposals": lambda: ask.proposals(by, batch.id, "刘思源"),
        "ordinary": lambda: ask.ordinary(by, TODAY),
        "hand over": lambda: counter.hand_over(piece, request="h1"),
        "post": lambda: counter.post(barcode="SF9", request="o1"),
        "sort": lambda: counter.sort(batch, K.EXPRESS, counter.cloud, barcode="SF8", request="p1"),
    }
    for name, question in questions.items():
        with asked(counter.desk) as said:
            question()
        lines = [line for found in plans(counter.desk, said).values() for line in found]
        whole = [one for one in lines if one.startswith("SCAN ") and "mail" in one and not _is_small(one)]
        assert lines and whole == [], name


def _is_small(line: str) -> bool:
    return line.split()[1] in SMALL or line.split()[-1] in SMALL
