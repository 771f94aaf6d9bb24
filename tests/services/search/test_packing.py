"""What is packed comes out again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.search.folding import NEXT_FIELD, NEXT_VALUE
from desk_app.services.search.packing import harmless, pack, unpack

texts = st.text(max_size=12).map(harmless)
long_texts = st.builds(lambda t, n: t * n, texts, st.integers(1, 30))


@given(st.lists(st.lists(texts | long_texts, max_size=3), min_size=4, max_size=4), long_texts, st.data())
def test_there_and_back(groups: list[list[str]], shown: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(shown)))
    groups[0].append(shown[start : start + data.draw(st.integers(0, 100))])
    values = tuple(map(tuple, groups))
    assert unpack(pack(values, shown), shown) == NEXT_FIELD.join(map(NEXT_VALUE.join, groups))


def test_what_is_shown_is_not_kept_twice() -> None:
    packed = pack((("张伟明", "华润科技有限公司"), (), ("1205",), ()), "张伟明华润科技有限公司 · 1205")
    assert "华润" not in packed
    assert len(packed.encode()) < 15
