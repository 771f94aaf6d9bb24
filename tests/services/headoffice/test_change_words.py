"""What a proposal says, in the reader's words."""

from __future__ import annotations

from desk_app.services.colleagues.master import MASTER
from desk_app.services.core.words import Message
from desk_app.services.headoffice.change_words import in_words


def upper(message: Message) -> str:
    return str(message).upper()


def test_names_of_ours_are_told_in_words_and_all_else_as_it_is() -> None:
    assert in_words(MASTER[0], "trade", "electrical / low_voltage", upper) == "ELECTRICAL / LOW VOLTAGE"
    assert in_words(MASTER[0], "trade", "plumbing and glass", upper) == "PLUMBING and glass"
    assert in_words(MASTER[0], "name", "electrical", upper) == "electrical"
