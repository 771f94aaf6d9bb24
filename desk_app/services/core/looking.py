"""Why something masked is looked at whole, given to somebody or erased: the choices, said on record (audit, "why")."""

from __future__ import annotations

from enum import StrEnum

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.typed import LEAST_WORDS, MOST_REASON
from desk_app.services.core.words import N_, Message


class Why(StrEnum):
    """What for."""

    PERSON = "person"
    """The person asks for it."""
    CHECK = "check"
    """To compare with the paper shown at the desk."""
    INCIDENT = "incident"
    POLICE = "police"
    """The police or another authority asks, with papers."""
    RETURN = "return"
    """To give something back to its owner."""
    OTHER = "other"


WHY_NAMES: dict[Why, Message] = {
    Why.PERSON: N_("The person asks for it", "why"),
    Why.CHECK: N_("To compare with the paper shown", "why"),
    Why.INCIDENT: N_("Incident in the building", "why"),
    Why.POLICE: N_("The police or an authority asks", "why"),
    Why.RETURN: N_("To give something back", "why"),
    Why.OTHER: N_("Another reason", "why"),
}


def checked_words(why: Why, words: str) -> str:
    """The words that go with a reason, in one line. Raises InvalidInput ("words") when "other" says nothing."""
    said = " ".join(words.split())[:MOST_REASON]
    if why is Why.OTHER and len(said) < LEAST_WORDS:
        raise InvalidInput({"words": UserError(N_("Write the reason in a few words.", "why"))})
    return said
