"""Scores by example: what belongs together is likely, what cannot be is not shown, and the reasons say why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.lost_property import matching
from desk_app.services.lost_property.matching import (
    LEAST,
    LIKELY,
    common_words,
    contrary_words,
    folded_floor,
    likely,
    matches_of,
)
from desk_app.services.lost_property.records import (
    Category,
    FoundItem,
    FoundState,
    LostReport,
    Match,
    ValueClass,
    Why,
)
from desk_app.services.lost_property.words import Sort, words_of

C = Category
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def found(
    what: str, category: Category, features: str = "", place: str = "", floor: str = "", **more: Any
) -> FoundItem:
    usual: dict[str, Any] = {
        "id": 1, "number": "YF-A1-261123-001", "code": "60010018", "state": FoundState.KEPT, "what": what,
        "category": category, "quantity": 1, "features": features, "place": place, "floor": floor, "found_at": NOON,
        "taken_at": NOON, "taken_by": 1, "confirmed_by": 2, "value": ValueClass.LOW, "shelf": "A1",
        "day": date(2026, 11, 23), "keep_until": date(2027, 2, 23),
    }  # fmt: skip
    return FoundItem(**{**usual, **more})


def lost(
    what: str, category: Category, features: str = "", place: str = "", floor: str = "", **more: Any
) -> LostReport:
    usual: dict[str, Any] = {
        "id": 2, "number": "YF-A1-261123-002", "what": what, "category": category, "features": features,
        "place": place, "floor": floor, "lost_from": NOON - 5 * HOUR, "lost_until": None, "name": "李娜",
        "phone": "13812345678", "tenant": None, "reported_at": NOON + HOUR, "reported_by": 1,
    }  # fmt: skip
    return LostReport(**{**usual, **more})


def match(one: FoundItem, other: LostReport) -> Match | None:
    return next(iter(matches_of([one], [other], least=0)), None)


def score(one: FoundItem, other: LostReport) -> int:
    made = match(one, other)
    return -1 if made is None else made.score


UMBRELLA = found("黑色长柄雨伞", C.UMBRELLA, "木柄", "大堂沙发", "1F")
LIKELY_PAIRS = {
    "same language": (UMBRELLA, lost("黑伞", C.UMBRELLA, "", "大堂")),
    "other language": (UMBRELLA, lost("a black umbrella", C.UMBRELLA, "long handle", "in the lobby")),
    "phone": (
        found("iPhone手机", C.PHONE, "蓝色壳", "12楼会议室", "12F"),
        lost("苹果手机", C.PHONE, "blue case", "meeting room", "12"),
    ),
    "without a place": (found("棕色皮钱包", C.MONEY), lost("brown leather wallet", C.MONEY)),
    "another kind": (
        found("黑色双肩包", C.BAG, "联想电脑", "餐厅"),
        lost("联想笔记本电脑", C.COMPUTER, "在黑色双肩包里", "食堂"),
    ),
    "keys": (
        found("钥匙一串", C.KEYS, "3把，红色挂绳", "B1车库"),
        lost("keys", C.KEYS, "red strap", "地下车库"),
    ),
}
UNLIKELY_PAIRS = {
    "another colour": (UMBRELLA, lost("红色雨伞", C.UMBRELLA, "", "大堂")),
    "another card": (
        found("门禁卡", C.DOCUMENT, "", "大堂", "1F"),
        lost("身份证", C.DOCUMENT, "", "大堂", "1F"),
    ),
    "only the kind": (found("保温杯", C.OTHER, "", "大堂"), lost("毛绒玩具", C.OTHER, "", "大堂")),
    "months ago": (found("雨伞", C.UMBRELLA), lost("雨伞", C.UMBRELLA, lost_from=NOON - 90 * DAY)),
}


@pytest.mark.parametrize("pair", LIKELY_PAIRS.values(), ids=LIKELY_PAIRS)
def test_what_belongs_together_is_likely(pair: tuple[FoundItem, LostReport]) -> None:
    assert score(*pair) >= LIKELY


@pytest.mark.parametrize("pair", UNLIKELY_PAIRS.values(), ids=UNLIKELY_PAIRS)
def test_what_differs_is_not_likely(pair: tuple[FoundItem, LostReport]) -> None:
    assert score(*pair) < LIKELY


def test_the_reasons_and_the_words_in_common() -> None:
    made = match(UMBRELLA, lost("black umbrella", C.UMBRELLA, "", "lobby", "1"))
    assert made is not None
    assert set(made.reasons) == set(Why)
    assert set(made.words) == {"黑色", "雨伞"}
    assert made.score == 100
    assert likely([made]) == [made]


def test_nothing_is_found_before_it_is_lost() -> None:
    report = lost("黑色雨伞", C.UMBRELLA, "", "大堂", lost_from=NOON + 3 * HOUR)
    assert match(UMBRELLA, report) is None
    assert match(UMBRELLA, lost("黑色雨伞", C.UMBRELLA, lost_from=NOON + HOUR)) is not None, (
        "clocks of memory differ"
    )


def test_different_things_at_one_place_and_time_are_no_match() -> None:
    assert match(UMBRELLA, lost("手机", C.PHONE, "", "大堂沙发", "1F")) is None


def test_the_nearer_in_time_the_better() -> None:
    def at(days: int) -> int:
        return score(
            found("雨伞", C.UMBRELLA, found_at=NOON), lost("雨伞", C.UMBRELLA, lost_from=NOON - days * DAY)
        )

    assert at(1) > at(10) > at(40)
    open_end = lost("雨伞", C.UMBRELLA, lost_from=None, reported_at=NOON + HOUR)
    assert Why.TIME in match(UMBRELLA, open_end).reasons  # type: ignore[union-attr]


def test_both_ways_are_the_same_and_the_likeliest_comes_first() -> None:
    items = [UMBRELLA, found("红色雨伞", C.UMBRELLA, id=11), found("手机", C.PHONE, id=12)]
    report = lost("黑色雨伞", C.UMBRELLA, "", "大堂")
    ours = matches_of(items, [report])
    assert [one.found for one in ours] == [1, 11] and ours[0].score >= LIKELY > ours[1].score >= LEAST
    assert [m for one in items for m in matches_of([one], [report])] == ours
    scores = [one.score for one in matches_of(items, [report], least=0)]
    assert scores == sorted(scores, reverse=True)


def test_words_come_to_one_form() -> None:
    assert words_of("黑色雨伞").keys() == words_of("Black UMBRELLA").keys()
    assert words_of("ｉＰｈｏｎｅ").keys() == words_of("苹果").keys()
    assert {word.sort for word in words_of("银行卡")} == {Sort.THING}, "no colour silver"
    assert {word.name for word in words_of("SN 8827-XK")} == {"sn", "8827-xk"}
    assert {word.name for word in words_of("毛绒小熊")} == {"毛绒", "绒小", "小熊"}
    assert not words_of("的 a the")


def test_words_in_common_are_the_claimants() -> None:
    assert common_words("里面有小熊贴纸", "内侧贴有小熊贴纸") == ("小熊贴纸",)
    assert common_words("umbrella, red", "黑色雨伞") == ("umbrella",)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_it_and_scores_stay_within_bounds(one: str, other: str) -> None:
    made = match(found(one, C.OTHER, other), lost(other, C.OTHER, one))
    assert made is None or 0 <= made.score <= 100


def test_of_three_hundred_items_against_a_hundred_reports_each_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Splitting a text into words is what costs: it is done for every record, not for every pair."""
    colours, things = ("黑色", "红色", "蓝色", "白色"), ("雨伞", "手机", "钱包", "钥匙", "背包")
    items = [found(colours[n % 4] + things[n % 5], C.OTHER, "有划痕", "大堂", id=n) for n in range(300)]
    reports = [lost(colours[n % 4] + things[n % 5], C.OTHER, "", "大堂", id=n) for n in range(100)]
    read: list[str] = []
    monkeypatch.setattr(matching, "words_of", lambda text: read.append(text) or words_of(text))
    assert matches_of(items, reports)
    assert len(read) == 2 * (300 + 100), "what it is, and where"


def test_another_colour_is_worth_a_look_but_no_call() -> None:
    glassy = found("透明直柄伞", C.UMBRELLA, "", "大堂", "1F")
    made = match(glassy, lost("黑色雨伞", C.UMBRELLA, "", "大堂", "1"))
    assert made is not None and made.score < LIKELY


def test_what_contradicts_the_record_is_named_in_the_claimants_words() -> None:
    assert contrary_words("我的红色雨伞", "黑色雨伞") == ("红色",)
    assert contrary_words("黑色雨伞，红柄", "黑色雨伞") == (), (
        "more than the record knows is no contradiction"
    )


@pytest.mark.parametrize(
    ("one", "other"), [("1", "1F"), ("1楼", "1F"), ("01层", "1"), ("B1", "负1楼"), ("１", "1f")]
)
def test_a_floor_is_one_floor_however_it_is_written(one: str, other: str) -> None:
    assert folded_floor(one) == folded_floor(other) != folded_floor("2F")
