"""Writing, removing, seeing, ordering; and the bounds."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import sqlcipher3.dbapi2
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from desk_app.services.search import (
    SearchEntry,
    create,
    find,
    put,
    rebuild,
    remove,
    scheme_is_current,
    tidy,
)  # fmt: skip
from tests.services.search.people import EVERYONE, GUARD, HOUR, RECEPTION


def entry(number: int, name: str = "张伟明", **other: object) -> SearchEntry:
    made = SearchEntry("visit", number * HOUR, name, "1205", EVERYONE, (name,), (), ("1205",), ())
    return replace(made, **other)  # type: ignore[arg-type]


def ids(index: Connection, text: str, role: int = EVERYONE, **options: object) -> list[int]:
    return [hit.id // HOUR for hit in find(index, text, role=role, fold=False, **options)]  # type: ignore[arg-type]


def changes(index: Connection) -> int:
    return int(index.exec_driver_sql("SELECT total_changes()").scalar_one())


def test_created_once(index: Connection) -> None:
    assert scheme_is_current(index)
    with pytest.raises(Exception, match="already exists"):
        create(index)


def test_nothing_in_it(index: Connection) -> None:
    assert find(index, "张", role=EVERYONE) == []


def test_replaced(index: Connection) -> None:
    put(index, [entry(1), entry(2)])
    put(index, [entry(1, "李娜", numbers=("1306",))])
    assert ids(index, "张伟明") == [2]
    assert ids(index, "lina") == [1]
    assert ids(index, "1306") == [1]
    assert ids(index, "1205") == [2]


def test_the_last_of_two_with_one_id(index: Connection) -> None:
    put(index, [entry(1, "李娜"), entry(1, "王芳")])
    assert ids(index, "李") == []
    assert ids(index, "王") == [1]


def test_an_unchanged_one_writes_nothing(index: Connection) -> None:
    put(index, [entry(1)])
    before = changes(index)
    put(index, [entry(1)])
    assert changes(index) == before


def test_removed(index: Connection) -> None:
    put(index, [entry(1), entry(2)])
    remove(index, [1 * HOUR, 99])
    remove(index, [99])
    remove(index, [])
    assert ids(index, "张") == [2]
    put(index, [entry(1)])
    assert ids(index, "张") == [2, 1]


def test_rebuilt(index: Connection) -> None:
    put(index, [entry(1), entry(2, audience=GUARD)])
    index.exec_driver_sql("UPDATE search_scheme SET scheme = 0")
    assert not scheme_is_current(index)
    rebuild(index, (entry(n) for n in (3, 4)))
    assert scheme_is_current(index)
    assert ids(index, "张") == [4, 3]


def test_who_may_see(index: Connection) -> None:
    put(index, [entry(1), entry(2, audience=RECEPTION), entry(3, kind="mail", audience=RECEPTION)])
    assert ids(index, "张", GUARD) == [1]
    assert ids(index, "张", RECEPTION) == [3, 2, 1]
    assert ids(index, "张", 8) == []
    assert ids(index, "张", RECEPTION, kinds={"mail"}) == [3]
    assert ids(index, "张", RECEPTION, kinds=set()) == []
    put(index, [entry(1, audience=RECEPTION)])
    assert ids(index, "张", GUARD) == []


def test_what_others_have_does_not_hide_the_one_she_may_see(index: Connection) -> None:
    put(index, [entry(1), *(entry(n, audience=RECEPTION) for n in range(2, 3_000))])
    assert ids(index, "张", GUARD) == [1]
    assert ids(index, "张", GUARD, kinds={"visit"}) == [1]


def test_the_same_looks_are_one_hit(index: Connection) -> None:
    put(index, [*map(entry, range(1, 30)), entry(30, "张三"), entry(31, kind="mail")])
    found = find(index, "张", role=EVERYONE)
    assert [(h.kind, h.id // HOUR, h.older) for h in found] == [
        ("mail", 31, 0),
        ("visit", 30, 0),
        ("visit", 29, 28),
    ]


def test_limit(index: Connection) -> None:
    put(index, map(entry, range(1, 100)))
    assert ids(index, "张", limit=3) == [99, 98, 97]


def test_late_records_find_their_place(index: Connection) -> None:
    put(index, map(entry, range(2, 200, 2)))
    late = list(range(1, 200, 2))
    random.Random(1).shuffle(late)
    for number in late:
        put(index, [entry(number)])
    assert ids(index, "张") == list(range(199, 179, -1))


def test_late_records_without_room_are_found_all_the_same(index: Connection) -> None:
    ten = [replace(entry(5), id=5 * HOUR + 2 * i) for i in range(10)]
    put(index, ten)
    between = [replace(entry(5, "李娜"), id=5 * HOUR + 2 * i + 1) for i in range(9)]
    put(index, between)
    put(index, [replace(entry(5), id=6 * HOUR)])
    assert [h.id for h in find(index, "李", role=EVERYONE, fold=False)] == sorted(
        (e.id for e in between), reverse=True
    )
    assert [h.id for h in find(index, "5", role=EVERYONE)] == []
    assert len(find(index, "1205", role=EVERYONE, fold=False)) == 20


@settings(max_examples=30)
@given(
    numbers=st.lists(st.integers(0, 60), min_size=1, max_size=60, unique=True),
    step=st.sampled_from((1, 1 << 22, HOUR // 30, HOUR)),
    size=st.integers(1, 7),
)
def test_in_any_order_and_any_portions_nothing_is_lost(numbers: list[int], step: int, size: int) -> None:
    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2)
    with engine.begin() as index:
        create(index)
        for begin in range(0, len(numbers), size):
            put(index, [replace(entry(0), id=HOUR + n * step) for n in numbers[begin : begin + size]])
        found = [hit.id for hit in find(index, "张", role=EVERYONE, fold=False, limit=100)]
    engine.dispose()
    assert found == sorted((HOUR + n * step for n in numbers), reverse=True)


def test_older_than_all(index: Connection) -> None:
    put(index, [entry(9)])
    put(index, [entry(3)])
    put(index, [entry(6)])
    assert ids(index, "张") == [9, 6, 3]


def test_the_look_has_an_end(index: Connection) -> None:
    wrong = (entry(n, words=("abcdefghijx",)) for n in range(2, 600))
    put(index, [entry(1, words=("abcdefghijy",)), *wrong])
    assert ids(index, "abcdefghijy") == []
    assert ids(index, "abcdefghijy 1205 abcdefghijy", kinds={"visit"}) == []
    put(index, [entry(600, words=("abcdefghijy",))])
    assert ids(index, "abcdefghijy") == [600]


def test_hostile_values_come_back_as_text(index: Connection) -> None:
    bad = "<b>\x00\x1e\x1f\x1d'; DROP TABLE search_entry; --\ud800"
    put(
        index,
        [entry(1, bad, subtitle=bad, names=(bad, "张" * 10_000), words=(bad, "", "\x1d\x1d", "x" * 10_000))],
    )
    hit = find(index, "drop", role=EVERYONE)[0]
    assert hit.title == hit.subtitle == "<b>'; DROP TABLE search_entry; --"
    assert ids(index, "张" * 50) == [1]


def test_tidy_ends(index: Connection) -> None:
    for n in range(1, 40):
        put(index, [entry(n)])
    remove(index, [n * HOUR for n in range(1, 20)])
    steps = 0
    while tidy(index, 5, start=steps == 0):
        steps += 1
        assert steps < 100
    segments = index.exec_driver_sql("SELECT count(DISTINCT segid) FROM search_terms_idx").scalar_one()
    assert segments == 1
    assert ids(index, "张", limit=50) == list(range(39, 19, -1))
