"""Every result of a scan says its word, in both languages, with a colour, a symbol and a sound of its own."""

from __future__ import annotations

import string

import pytest

from desk_app.services.codes.answers import ANSWERS, PHONE_NAMES, Answer, Code, Phone, Tone
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.words import CHINESE, LANGUAGES
from desk_app.services.gate.service import Attempt
from desk_app.ui.gate.judging import Reading
from desk_app.ui.gate.sounds import FILES
from desk_app.ui.gate.verdict_block import COMPARE, SIGNS
from desk_app.ui.i18n import set_language, tr
from desk_app.ui.theme import THEMES, Theme
from tests.ui.gate.build import GateParts


def reading(code: Code) -> Reading:
    answer = ANSWERS[code]
    names = {name for _, name, _, _ in string.Formatter().parse(answer.reason) if name}
    return Reading(Attempt(Verdict(code, answer, dict.fromkeys(names, "9")), None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_says_its_word(gate: GateParts, language: str) -> None:
    set_language(language)
    for code in Code:
        gate.sounds.played.clear()
        gate.window._judged(reading(code))
        assert_told(gate, ANSWERS[code])
        if language == CHINESE:
            assert not set(gate.window.verdict.word.text) & set(string.ascii_letters), code


def assert_told(gate: GateParts, answer: Answer) -> None:
    block = gate.window.verdict
    assert block.word.text == tr(answer.word) != ""
    assert block.word.pixels() >= 100
    assert block.reason.text() and "{" not in block.reason.text()
    assert block.next_step.text()
    called = answer.phone is not Phone.NOBODY
    assert block.phone.text().startswith(tr(PHONE_NAMES[answer.phone])) is called
    assert block.block.property("tone") == ("compare" if answer.tone is Tone.GOOD else answer.tone.value)
    assert gate.sounds.played == [answer.tone]


def test_colour_is_never_alone() -> None:
    assert len({*SIGNS.values(), COMPARE}) == len(set(FILES.values())) + 1 == len(Tone) + 1
    for name in THEMES:
        theme = Theme.load(name)
        tokens = ("positive_solid", "info_solid", "warning_solid", "danger_solid")
        assert len({theme.color(token).name() for token in tokens}) == len(Tone) + 1
