"""The sheet of a handover, in both languages, from what was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desk_app.services.core.figures import Unit
from desk_app.services.core.words import CHINESE, ENGLISH, N_
from desk_app.services.printing.render import render
from desk_app.services.shift.documents import handover_sheet
from desk_app.services.shift.records import (
    CountLine,
    Handover,
    Holder,
    Labelled,
    OpenMatter,
    Running,
    Story,
    Told,
    Unsent,
)
from desk_app.services.shift.snapshot import pack, pack_label, unpack, unpack_label
from tests.services.loans.paper_samples import NAMES, NOON, paper
from tests.services.printing.paper import text_of

STORY = Story(
    (OpenMatter(N_("Mail"), N_("Mail to collect", "report"), 14),),
    ((N_("Roll-calls", "report"), 2),),
    (Told(1, "周三消防演练", (2, 3)),),
    (Running(4, "YF-A1-261122-004", "电梯困人", "Lift entrapment", "3 号客梯", NOON),),
    Unsent(1234, NOON - timedelta(days=9), ((N_("Mail"), 7),)),
    1,
)
LINES = (
    CountLine(
        "keys:A", Labelled(N_("Keys on board {name}", "to count"), {"name": "A"}), Unit.COUNT, "", 58, 60, "", 59,
        60, "工程部一把未还",
    ),
    CountLine("drawer:cash", Labelled(N_("Cash in the drawer", "to count")), Unit.FEN, "", None, 20000, "抽屉锁着"),
)  # fmt: skip
ONE = Handover(9, "YF-A1-261122-009", NOON, 2, 3, LINES, "手推车明早还", 3, "维保在途", STORY, 1)


def said(one: Handover, language: str) -> str:
    return "".join(text_of(render(handover_sheet(one, paper(language), NAMES))).split())


def test_the_sheet_says_everything_in_chinese() -> None:
    text = said(ONE, CHINESE)
    for part in (
        "交接班单", "YF-A1-261122-009", "钥匙板A上的钥匙", "585960−1工程部一把未还", "未清点：抽屉锁着", "手推车明早还",
        "待领邮件14", "周三消防演练", "电梯困人", "维保在途", "1,234", "密码签字", "此前作废的盘点：1次",
    ):  # fmt: skip
        assert part in text, part


def test_the_sheet_says_everything_in_english() -> None:
    text = said(ONE, ENGLISH)
    for part in ("Shifthandover", "KeysonboardA", "Liftentrapment", "signedbyPINat", "Notcounted:"):
        assert part in text, part


def test_a_movement_stands_beside_the_blind_count() -> None:
    cash = Labelled(N_("Cash in the drawer", "to count"))
    line = CountLine("drawer:cash", cash, Unit.FEN, "", 24000, 20000, "", 24000, 24000, "先放入后登记")
    text = said(replace(ONE, lines=(line,)), CHINESE)
    assert all(part in text for part in ("¥200.00→", "¥240.00", "+¥40.00→", "先放入后登记")), text


def test_what_was_not_counted_and_who_agreed_are_marked() -> None:
    text = said(ONE, CHINESE)
    assert "现金未清点即交接" in text and "▲未清点：抽屉锁着" in text
    assert f"同意的主管{NAMES[3]}同时是本次交接的签字人" in text
    nothing = replace(ONE, lines=LINES[1:], waived_by=9, story=replace(STORY, incidents=()))
    text = said(nothing, CHINESE)
    assert "未清点即交接" in text and "同时是本次" not in text and "事件未结束时交接" not in text


def test_whoever_took_over_last_is_named() -> None:
    story = replace(STORY, holder=Holder(3, NOON))
    assert unpack(pack(story)) == story
    text = said(replace(ONE, story=story), CHINESE)
    assert f"上次接班人为{NAMES[3]}" in text and "上次接班人" not in said(ONE, CHINESE)
    assert "Lasttakenoverby" in said(replace(ONE, story=story), ENGLISH)


def test_a_later_print_is_a_copy() -> None:
    again = Handover(9, "N", NOON, 2, 3, LINES, "", 0, "", Story(), 3)
    assert handover_sheet(again, paper(CHINESE), NAMES).copy == 2


def test_what_is_kept_reads_the_same() -> None:
    assert unpack(pack(STORY)) == STORY
    kept = unpack(pack(STORY)).matters[0].label
    assert kept.context == "report"
    assert unpack_label(pack_label(LINES[0].label)) == LINES[0].label
    assert unpack("{}") == Story()
