"""Kinds of goods told from names, and tools compared with what was carried in."""

from __future__ import annotations

import pytest

from desk_app.services.directory.records import GoodsKind as K
from desk_app.services.passes.carried_in import not_carried_in
from desk_app.services.passes.goods_kinds import WORDS, Proposal, kind_of, propose


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("戴尔 U2720Q 显示器", K.COMPUTERS), ("ThinkPad T14 笔记本电脑", K.COMPUTERS), ("电脑桌", K.FURNITURE),
        ("人体工学椅", K.FURNITURE), ("文件柜", K.FURNITURE), ("合同档案", K.DOCUMENTS),
        ("HP M404 打印机", K.EQUIPMENT), ("网络交换机", K.EQUIPMENT), ("投影仪", K.EQUIPMENT),
        ("纸箱（书籍、资料）", K.DOCUMENTS), ("办公椅（电脑房）", K.FURNITURE), ("样品", K.MERCHANDISE),
        ("乳胶漆", K.MATERIALS), ("Monitors", K.COMPUTERS), ("standing desk", K.FURNITURE),
        ("DESKTOP PC, desktop", K.COMPUTERS), ("filet of fish", None), ("绿植", None), ("", None),
        ("Ｐｒｉｎｔｅｒ", K.EQUIPMENT), ("桌面电脑", K.COMPUTERS),
    ],
)  # fmt: skip
def test_the_word_that_ends_last_tells_the_kind(name: str, kind: K | None) -> None:
    assert kind_of(name) is kind


def test_a_list_proposes_each_kind_once_and_tells_what_it_does_not_know() -> None:
    assert propose(["会议桌", "椅子", "笔记本电脑", "绿植", " ", "绿植"]) == Proposal(
        (K.FURNITURE, K.COMPUTERS), ("绿植",)
    )
    assert propose([]) == Proposal()


def test_no_word_stands_for_two_kinds() -> None:
    words = [word.casefold() for said in WORDS.values() for word in said.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("belongings", "missing"),
    [
        ("电钻2把、人字梯", ("切割机",)),
        ("电钻 2 把，切割机1台 和 人字梯", ()),
        ("电钻、切割机、梯子", ("人字梯",)),
        ("工具箱（电钻、切割机、人字梯）", ()),
        ("", ("博世电钻", "人字梯", "切割机")),
        ("钻", ("博世电钻", "人字梯", "切割机")),
    ],
)
def test_what_was_not_carried_in(belongings: str, missing: tuple[str, ...]) -> None:
    names = ["博世电钻", "人字梯", "切割机", "切割机"]
    if "工具箱" in belongings:
        names[0] = "电钻"
    assert not_carried_in(names, belongings) == missing
