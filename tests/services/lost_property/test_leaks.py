"""What is secret must not be told by what is public, whichever way it is written."""

from __future__ import annotations

from typing import Any

import pytest

from desk_app.services.lost_property.leaks import tells
from tests.services.lost_property.found_desk import CONTENTS, SECRET, FoundDesk


@pytest.mark.parametrize(
    ("public", "secret"),
    [
        ("木柄，内侧贴有 小熊贴纸ＱＸ７", SECRET),
        ("有小熊贴纸", SECRET),
        ("卡号 62-28 00", "卡号尾号622800"),
        ("engraved: ANNA", "engraved “Anna”"),
        ("Anna", "inside a ring\nANNA"),
        ("内有现金1234元", CONTENTS),
        ("红色", "红色"),
    ],
)
def test_a_line_or_a_run_of_it_tells(public: str, secret: str) -> None:
    assert tells(public, secret)


@pytest.mark.parametrize(
    ("public", "secret"),
    [
        ("黑色长柄雨伞", "黑色长柄雨伞伞骨断一根"),
        ("black umbrella", "a name in the lining of the umbrella"),
        ("联想笔记本电脑", "笔记本电脑底部有划痕"),
        ("1F", "现金1元"),
        ("", SECRET),
    ],
)
def test_what_everybody_says_of_such_a_thing_tells_nothing(public: str, secret: str) -> None:
    assert not tells(public, secret)


@pytest.mark.parametrize("at", ["what", "features", "place"])
def test_the_intake_refuses_it_at_the_secret_field(counter: FoundDesk, at: str) -> None:
    found = counter.problems(counter.verbs.take_in, counter.draft(**{at: "内侧 贴有小熊 贴纸"}))
    assert list(found) == ["secret"]


def test_contents_are_secret_too(counter: FoundDesk) -> None:
    second: Any = counter.second.staff_id
    draft = counter.draft(features=CONTENTS, contents=CONTENTS, second_person=second)
    assert list(counter.problems(counter.verbs.take_in, draft)) == ["contents"]


@pytest.mark.parametrize("at", ["what", "features", "place"])
def test_a_correction_is_held_against_what_is_sealed(counter: FoundDesk, at: str) -> None:
    item = counter.keep()
    draft = counter.draft(**{at: "木柄，贴有小熊贴纸 qx7", "secret": ""})
    assert list(counter.problems(counter.verbs.correct, item.id, draft)) == [at]


def test_a_correction_that_replaces_the_secret_is_held_against_the_new_one(counter: FoundDesk) -> None:
    item = counter.keep()
    draft = counter.draft(features="有小熊贴纸", secret="伞柄底部刻字")
    assert counter.verbs.correct(counter.clerk, item.id, draft).result.features == "有小熊贴纸"
