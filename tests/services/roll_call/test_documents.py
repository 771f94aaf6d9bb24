"""The list on paper: a drill says so, nobody is left out, the classes stand in words."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pypdfium2
import pytest

from desk_app.services.core.clocks import DEFAULT_ZONE
from desk_app.services.core.desk import Desk, DeskKind
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, load_words
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.render import render
from desk_app.services.roll_call.documents import roll_call_list
from desk_app.services.roll_call.records import Line, Mark, Outcome, RollCall, Sheet, tally_of
from desk_app.services.roll_call.rules import in_order
from desk_app.services.visitors.records import PRESENCE_NAMES, Presence

DESK = Desk("云帆大厦", "YF", 7, "A1", 1, DeskKind.RECEPTION, "one")
WORDS = load_words(CHINESE, resources() / "i18n")
TAKEN = datetime(2026, 11, 23, 15, 4, tzinfo=DEFAULT_ZONE)
LINE = Line(
    1, 11, "张伟明", "恒通电梯", "云帆科技 陈丽", "12", "1205", 1, Presence.SEEN_TODAY, False, "V07", TAKEN
)


def lines(count: int) -> tuple[Line, ...]:
    ways = list(Presence)
    return in_order(
        replace(
            LINE,
            id=n,
            visit=n,
            name=f"访客第{n}号",
            floor=str(n % 30 + 1),
            presence=ways[n % 3],
            seen_at=TAKEN - timedelta(hours=9 * (n % 3)),
            mark=Mark.SAFE if n % 5 == 0 else Mark.UNKNOWN,
            marked_at=TAKEN,
        )
        for n in range(1, count + 1)
    )


def pages(sheet: Sheet, language: str = CHINESE) -> list[str]:
    words = load_words(language, resources() / "i18n")
    pdf = pypdfium2.PdfDocument(io.BytesIO(render(roll_call_list(sheet, Paper(words, DESK, DEFAULT_ZONE)))))
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    finally:
        pdf.close()


def running(drill: bool, count: int) -> Sheet:
    people = lines(count)
    return Sheet(TAKEN, people, RollCall(1, drill, TAKEN, 1, tally_of(people)))


def test_everybody_is_on_it_and_a_drill_is_marked_on_every_page() -> None:
    text = pages(running(True, 90))
    assert len(text) > 1 and all("演练" in page for page in text)
    whole = "".join(text)
    assert all(f"访客第{n}号" in whole for n in range(1, 91))
    classes = [WORDS.text(PRESENCE_NAMES[one]).replace(" ", "") for one in Presence]
    assert all(word in whole for word in (*classes, "安全"))


def test_a_real_one_never_says_drill() -> None:
    assert not any("演练" in page for page in pages(running(False, 40)))
    assert not any("DRILL" in page for page in pages(running(False, 40), ENGLISH))


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_an_empty_building_and_an_ended_one_print_too(language: str) -> None:
    assert pages(Sheet(TAKEN, ()), language)
    ended = RollCall(
        1, True, TAKEN, 1, tally_of(lines(3)), TAKEN, 1, outcome=Outcome.MISSING, note="一人在车库"
    )
    assert "一人在车库" in "".join(pages(Sheet(TAKEN, lines(3), ended), language))
