"""What the records say about one person: every feature finds its own, privacy puts them together (`Feature.personal`).

A person is known by a phone or a document, exactly. A name alone only proposes: two people may have one name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from desk_app.services.core.words import N_, Message

Said = str | int | date | datetime
"""A Message is said in the reader's language, a moment on the building's wall clock."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks for their data. At least one of phone, name, document number."""

    phone: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    document: str = field(default="", repr=False)
    visits: tuple[int, ...] = ()
    """Visits that are theirs for sure: what hangs on a visit is theirs too."""


@dataclass(frozen=True, slots=True)
class PersonalRecord:
    """One record about them. `kind` and `record` name what a search hit would, and what is erased."""

    feature: str
    kind: str
    record: int
    what: Message
    """What they are in it: the visitor, the finder, who was rung for."""
    day: date
    number: str = ""
    facts: tuple[tuple[Message, Said], ...] = field(default=(), repr=False)
    """Label and value of what is kept about them; of others only what a mask leaves."""
    certain: bool = False
    """The phone, the document or the visit is theirs; else only the name is equal."""
    stays: Message | None = None
    """Why it cannot be erased now: it is open, or another rule keeps it."""

    @property
    def key(self) -> tuple[str, int]:
        """What is erased: two people may stand in one record."""
        return self.kind, self.record


NAME = N_("Name", "personal")
PHONE = N_("Phone", "personal")
COMPANY = N_("Company", "personal")
PLACE = N_("Place", "personal")
PURPOSE = N_("Purpose", "personal")
DOCUMENT = N_("Document", "personal")
PLATE = N_("Plate", "personal")
WORDS = N_("Words on record", "personal")
FROM = N_("From", "personal")
UNTIL = N_("Until", "personal")
HELD_PICTURE = N_("Picture", "personal")
SIGNATURE = N_("Signature", "personal")
KEPT_HERE = N_("kept", "personal")
"""What is said of a picture or signature: it is kept, and shown at the desk."""
