"""What can go wrong, as a tree.

DeskError
├── UserError             somebody can do something else: tell, no trace
│   ├── InvalidInput      fields to mend, each with its sentence
│   ├── NotPermitted      this role may not
│   ├── NotFound          no such record (any more)
│   └── IllegalStep       the record's state does not allow the verb
├── EnvironmentTrouble    disk full, printer missing, share away: tell, offer retry
│   ├── StorageTrouble    disk full, read-only, gone
│   ├── KeysLocked        the keys of this desk want their passphrase first
│   └── DatabaseTrouble   too new, locked, on a network path
│       └── DatabaseDamaged   what is stored cannot be read: a backup helps
└── Cancelled             the user changed her mind: silent

Anything else is a bug: crash dialog and log. A message says what happened, what was not lost and what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.services.core.words import Message, Words


class DeskError(Exception):
    """A message in English with its values; `say` puts it into the reader's language."""

    def __init__(self, message: Message, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def say(self, words: Words) -> str:
        """The sentence for the person at the desk."""
        return words.text(self.message, **self.values)

    def __str__(self) -> str:
        # Values may be personal data: logs see the sentence's shape only.
        return str(self.message)


class UserError(DeskError):
    """Somebody can do something else. Shown where she works, without a trace."""


class InvalidInput(UserError):
    """One or more fields cannot be taken as typed.

    `problems` maps a field's name to (message, values); the form shows each beside its field.
    """

    def __init__(self, problems: Mapping[str, DeskError]) -> None:
        first = next(iter(problems.values()))
        super().__init__(first.message, **first.values)
        self.problems = dict(problems)


class NotPermitted(UserError):
    """The signed-in role may not do this."""


class NotFound(UserError):
    """The record is not (or no longer) there."""


class IllegalStep(UserError):
    """The record's state does not allow this verb; nothing was changed."""


class EnvironmentTrouble(DeskError):
    """The PC or the network is in the way; retry makes sense."""


class StorageTrouble(EnvironmentTrouble):
    """The disk is full, read-only or gone. Nothing was half-written."""


class KeysLocked(EnvironmentTrouble):
    """The keys of this desk are sealed by a passphrase, and nobody has given it. Nothing was changed."""


class DatabaseTrouble(EnvironmentTrouble):
    """The database is damaged, newer than the program, locked, or in a place where it must not be."""


class DatabaseDamaged(DatabaseTrouble):
    """What is stored cannot be read any more. Restoring a backup helps; nothing else does."""


class Cancelled(DeskError):
    """The user changed her mind. Nothing is shown."""
