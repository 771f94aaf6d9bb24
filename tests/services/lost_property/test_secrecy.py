"""What is secret stays so: in the database's file, the journal, the search, what a guard may ask, and every record."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from desk_app.services.core.errors import NotPermitted
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import role_bits
from desk_app.services.lost_property.records import Category, Outcome, ValueClass, View
from desk_app.services.lost_property.tables import FoundRow
from desk_app.services.search.index import find
from tests.services.lost_property.found_desk import CONTENTS, SECRET, WORDS, FoundDesk

TRUE_WORDS = "内侧贴有小熊贴纸QX7，还有现金1234元和医保卡ZB9"
"""A true claimant says what is secret: their words are as secret as that."""
WHY_NOT = "说对了贴纸QX7，但拿不出医保卡ZB9"


@pytest.fixture
def purse(counter: FoundDesk) -> int:
    """A purse that was claimed in the right words and refused, corrected, told of, noticed and shelved."""
    item = counter.purse()
    counter.tell_all(item)
    counter.claim(item, TRUE_WORDS)
    counter.verbs.refuse_claim(counter.clerk, item.id, WHY_NOT)
    counter.verbs.secrets(counter.boss, item.id, "盘点保险柜")
    counter.verbs.notice(counter.clerk, [item.id], item.day)
    counter.verbs.correct(
        counter.boss,
        item.id,
        counter.draft(what="棕色钱包", category=Category.MONEY, value=ValueClass.HIGH),
        "补录特征",
    )
    return item.id


def files(folder: DataFolder) -> bytes:
    return b"".join(path.read_bytes() for path in folder.root.rglob("*") if path.is_file())


def pieces() -> list[bytes]:
    texts = (SECRET, CONTENTS, "QX7", "ZB9", "小熊贴纸", "医保卡")
    return [text.encode(form) for text in texts for form in ("utf-8", "utf-16-le")]


def test_nothing_secret_is_readable_in_any_file(counter: FoundDesk, purse: int, folder: DataFolder) -> None:
    counter.desk.bench.database.close()
    content = files(folder)
    assert "棕色钱包".encode() in content, "the file is looked at as it is"
    assert [one for one in pieces() if one in content] == []


def test_a_returned_and_a_disposed_item_keep_their_secrets(counter: FoundDesk, folder: DataFolder) -> None:
    back, gone = counter.purse(), counter.purse()
    counter.claim(back, TRUE_WORDS)
    counter.verbs.give_back(counter.boss, back.id, counter.claim_draft(words=TRUE_WORDS), "已核实")
    counter.verbs.dispose(counter.boss, gone.id, Outcome.POLICE, "A-17", "")
    counter.desk.bench.database.close()
    content = files(folder)
    assert [one for one in pieces() if one in content] == []


def test_no_record_that_leaves_says_it(counter: FoundDesk, purse: int) -> None:
    ask, clerk = counter.ask, counter.clerk
    counter.report()
    day = counter.card(counter.keep()).item.day
    said = [ask.card(clerk, purse), ask.matches_of_item(clerk, purse), ask.good_matches(clerk)]
    said += [ask.items(clerk, view, day) for view in View]
    said += [ask.public(clerk, ""), ask.public(clerk, "钱包"), ask.counts(clerk, day)]
    text = "".join(repr(_deep(one)) for one in said)
    assert "棕色钱包" in text
    assert all(one not in text for one in (SECRET, CONTENTS, "QX7", "ZB9", TRUE_WORDS, WHY_NOT))


def _deep(thing: object) -> object:
    """Every field of a record, also those that a repr leaves out."""
    if isinstance(thing, (list, tuple)):
        return [_deep(one) for one in thing]
    fields = getattr(thing, "__dataclass_fields__", None)
    return {name: _deep(getattr(thing, name)) for name in fields} if fields else thing


def test_the_search_knows_what_is_public_and_the_desk_alone(counter: FoundDesk, purse: int) -> None:
    def hits(text: str, who: str = "clerk") -> list[int]:
        role = counter.people.guard.role if who == "guard" else counter.clerk.role
        with counter.desk.bench.database.read() as session:
            return [one.id for one in find(session.connection(), text, role=role_bits(role))]

    item, report = counter.keep(), counter.report()
    assert hits("钱包") == [purse]
    assert item.id in hits("长柄") and item.id in hits(item.code) and report.id in hits("李娜")
    for secret in ("小熊贴纸", "QX7", "医保卡", "ZB9", "王姐"):
        assert hits(secret) == []
    for text in ("钱包", "长柄", "李娜", item.number):
        assert hits(text, "guard") == []


def test_a_guard_is_told_what_where_when_of_nothing_of_value(counter: FoundDesk, purse: int) -> None:
    item = counter.keep()
    guard = counter.people.guard
    (told,) = counter.ask.public(guard, "")
    assert (told.number, told.what, told.place) == (item.number, item.what, item.place)
    assert counter.ask.public(guard, "umbrella") == [told]
    assert counter.ask.public(guard, "钱包") == [] and counter.ask.public(guard, "手机") == []
    assert counter.ask.public(guard, item.number) == [told]
    assert not hasattr(told, "features") and not hasattr(told, "shelf")
    card = counter.keep(what="张伟明的身份证", category=Category.DOCUMENT, place="北门")
    shown = next(one for one in counter.ask.public(guard, "北门"))
    assert (shown.number, shown.what, shown.category) == (card.number, "", Category.DOCUMENT)
    assert counter.ask.public(guard, "张伟明") == []
    assert counter.ask.public(counter.clerk, "张伟明")[0].what == "张伟明的身份证"
    assert {one.what for one in counter.ask.public(counter.clerk, "")} - {"张伟明的身份证"} == {
        "黑色长柄雨伞",
        "棕色钱包",
    }


def test_a_guard_may_neither_claim_nor_look(counter: FoundDesk, purse: int) -> None:
    guard, item = counter.people.guard, purse
    for ask in (
        lambda: counter.verbs.claim(guard, item, WORDS),
        lambda: counter.verbs.secrets(guard, item, "看看"),
        lambda: counter.ask.card(guard, item),
        lambda: counter.ask.what_is(guard, "1"),
    ):
        with pytest.raises(NotPermitted):
            ask()


def test_a_secret_moved_to_another_item_does_not_open(counter: FoundDesk, purse: int) -> None:
    other = counter.ring(secret="")
    with counter.desk.bench.database.write() as session:
        taken = session.get_one(FoundRow, purse).secret_sealed
        session.execute(update(FoundRow).where(FoundRow.id == other.id).values(secret_sealed=taken))
    got = counter.claim(other)
    assert (got.secret, got.unreadable) == ("", True)
