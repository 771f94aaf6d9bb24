"""The index finds what a naive matcher finds, newest first, for every sort of query."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from desk_app.services.core.text.pinyin import spellings
from desk_app.services.search import Field, SearchEntry, create, find, put
from tests.services.search import naive
from tests.services.search.people import EVERYONE, GUARD, HOUR, invented

ENTRIES = invented()
GUARDS = [e for e in ENTRIES if e.audience & GUARD]


@pytest.fixture(scope="module")
def filled() -> Iterator[Connection]:
    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2)
    with engine.begin() as connection:
        create(connection)
        put(connection, ENTRIES)
        yield connection
    engine.dispose()


def values(entry: SearchEntry) -> tuple[str, ...]:
    return (*entry.names, *entry.phones, *entry.numbers, *entry.words)


@st.composite
def typed(draw: st.DrawFn) -> str:
    """Some part of some value or spelling of some record, whole or damaged, once or twice."""
    entry = draw(st.sampled_from(ENTRIES))
    words = []
    for _ in range(draw(st.integers(1, 2))):
        said = tuple(s for name in entry.names for s in spellings(name))
        text = draw(st.sampled_from([v for v in (*values(entry), *said, *said) if v]))
        start = draw(st.just(0) | st.integers(0, len(text) - 1))
        words.append(text[start : start + draw(st.integers(1, len(text)))])
    text = str(draw(st.sampled_from((" ", "　", "  ")))).join(words)
    return draw(st.sampled_from((text, text.upper(), text.title())))


@settings(max_examples=80, deadline=None)
@given(text=typed())
def test_as_the_naive_matcher(filled: Connection, text: str) -> None:
    found = [hit.id for hit in find(filled, text, role=EVERYONE, fold=False)]
    assert found == naive.newest(ENTRIES, text, 20)


@settings(max_examples=50, deadline=None)
@given(text=typed(), kinds=st.none() | st.sets(st.sampled_from(("visit", "mail", "key", "none"))))
def test_for_a_role_and_some_kinds(filled: Connection, text: str, kinds: set[str] | None) -> None:
    found = [hit.id for hit in find(filled, text, role=GUARD, kinds=kinds, fold=False)]
    allowed = [e for e in GUARDS if kinds is None or e.kind in kinds]
    assert found == naive.newest(allowed, text, 20)


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=8) | st.text(alphabet="张王zwg1205 -", max_size=8))
def test_any_text_as_the_naive_matcher(filled: Connection, text: str) -> None:
    found = [hit.id for hit in find(filled, text, role=EVERYONE, fold=False)]
    assert found == naive.newest(ENTRIES, text, 20)


ONE = SearchEntry(
    "visit", HOUR, "张伟明", "华润科技有限公司 · 1205", EVERYONE,
    ("张伟明", "华润科技有限公司", "John O'Neil"), ("13812345678",),
    ("ZX-A1-261122-001", "1205", "12F-05", "京A12345"), ("Meeting 会议",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("张", Field.NAME), ("伟明", Field.NAME), ("张伟明", Field.NAME), ("润科", Field.NAME), ("司", Field.NAME),
        ("z", Field.NAME), ("zw", Field.NAME), ("ZWM", Field.NAME), ("zhangw", Field.NAME), ("zhang wei", Field.NAME),
        ("zhangweiming", Field.NAME), ("hrkj", Field.NAME), ("huarunkejiyouxian", Field.NAME), ("JOH", Field.NAME),
        ("oneil", Field.NAME), ("o'neil", Field.NAME), ("neil", Field.NAME), ("john o", Field.NAME),
        ("138", Field.PHONE), ("1381234", Field.PHONE), ("5678", Field.PHONE), ("2345", Field.PHONE),
        ("34567", Field.PHONE), ("138 1234 5678", Field.PHONE), ("+86 138", Field.PHONE), ("１３８１", Field.PHONE),
        ("1205", Field.NUMBER), ("12F-05", Field.NUMBER), ("12f05", Field.NUMBER), ("12f", Field.NUMBER),
        ("京A12345", Field.NUMBER), ("京a1", Field.NUMBER), ("a12345", Field.NUMBER), ("京A·12345", Field.NUMBER),
        ("ZX-A1-261122-001", Field.NUMBER), ("zxa1261122001", Field.NUMBER), ("261122-001", Field.NUMBER),
        ("001", Field.NUMBER), ("22001", Field.NUMBER), ("zx-a1", Field.NUMBER), ("meet", Field.WORD),
        ("会议", Field.WORD), ("张 1205", Field.NAME), ("1205 张", Field.NUMBER), ("zw 5678", Field.NAME),
        ("张\u200b", Field.NAME), ("“张伟”", Field.NAME),
    ],
)  # fmt: skip
def test_one_record(index: Connection, text: str, field: Field) -> None:
    put(index, [ONE])
    assert [(h.kind, h.id, h.title, h.subtitle, h.field) for h in find(index, text, role=EVERYONE)] == [
        ("visit", HOUR, ONE.title, ONE.subtitle, field)
    ]


@pytest.mark.parametrize(
    "text", ["伟张", "eeting", "381", "张 1206", "weiming", "zm", "5679", "zxa12612", "公司有", "x"]
)
def test_not_this_record(index: Connection, text: str) -> None:
    put(index, [ONE])
    assert find(index, text, role=EVERYONE) == []


def test_a_first_word_that_is_only_found_joined(index: Connection) -> None:
    put(index, [ONE])
    assert [h.field for h in find(index, "zhangwei ming", role=EVERYONE)] == [Field.NAME]
