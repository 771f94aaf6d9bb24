"""Typing a letter asks the database little, however many people it may mean."""

from __future__ import annotations

from desk_app.services.core.matters import MOST, Matter, Part, shortened
from desk_app.services.core.words import N_
from tests.services.cards.conftest import Lobby
from tests.services.statements import asked

KINDS_OF_RECORDS, FEATURES = 19, 8
MORE = N_("More things lent to them: {n}.")


def test_a_dozen_people_cost_a_few_looks_each(lobby: Lobby) -> None:
    for number in range(14):
        lobby.come(f"赵{'零一二三四五六七八九十甲乙丙'[number]}", f"138000000{number:02d}")
        lobby.clock.advance(minutes=1)

    with asked(lobby.desk) as said:
        faces = lobby.faces("赵")
    assert len(faces) == 12 and all(face.open for face in faces)
    inside = 4  # what a visitor who is in the building costs more
    assert len(said) <= 3 * KINDS_OF_RECORDS + 12 * (FEATURES + inside)


def test_nobody_found_asks_for_nobody(lobby: Lobby) -> None:
    with asked(lobby.desk) as said:
        assert lobby.faces("无此人") == []
    assert len(said) <= 2 * KINDS_OF_RECORDS + 2


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    ones = [Matter("x", "y", n, MORE, owed=n == MOST + 1, part=Part.NOTED) for n in range(MOST + 3)]
    told = list(shortened(iter(ones), MORE))
    assert told[:MOST] == ones[:MOST] and len(told) == MOST + 1
    assert (told[-1].values, told[-1].owed, told[-1].record) == ({"n": 3}, True, MOST + 1)
    assert list(shortened(ones[:MOST], MORE)) == ones[:MOST]
