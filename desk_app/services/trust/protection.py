"""The passphrase that protects this desk's keys where the operating system keeps none."""

from __future__ import annotations

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.passphrase import check_passphrase
from desk_app.services.core.people import SUPERVISORS, Actor
from desk_app.services.core.sealed_keys import WrongPassphrase
from desk_app.services.core.secrets import FileStore
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command


class KeyProtection(Service):
    """Sets, changes and takes away the passphrase. That it was done is on record, never the words.

    The files change last, just before the record is committed: what fails before leaves both as they were.
    """

    area = "protection"

    def protect(self, by: Actor, passphrase: str, present: str = "") -> Changes[None]:
        """Set the passphrase, or change it: `present` is the one in force. Takes a few tenths of a second.

        Raises InvalidInput (passphrase, present), StorageTrouble, and IllegalStep where the operating system keeps the
        keys. A wrong present one is on record as a refusal.
        """
        try:
            return self.set_passphrase(by, passphrase, present)
        except InvalidInput as problem:
            self._note_wrong(by, problem, "set_passphrase")
            raise

    def unprotect(self, by: Actor, present: str) -> Changes[None]:
        """Take the passphrase away: the keys lie in files that only this account may read. Raises as `protect`."""
        try:
            return self.remove_passphrase(by, present)
        except InvalidInput as problem:
            self._note_wrong(by, problem, "remove_passphrase")
            raise

    @command(allow=SUPERVISORS)
    def set_passphrase(self, work: Work, passphrase: str, present: str) -> None:
        """Called by `protect`."""
        store = _files(work)
        try:
            check_passphrase(passphrase)
        except UserError as weak:
            raise InvalidInput({"passphrase": weak}) from None
        work.note(changed=store.protected)
        try:
            store.protect(passphrase, present)
        except WrongPassphrase as wrong:
            raise _wrong(wrong) from None
        work.note(kept=store.kept.value)

    @command(allow=SUPERVISORS)
    def remove_passphrase(self, work: Work, present: str) -> None:
        """Called by `unprotect`."""
        store = _files(work)
        if not store.protected:
            raise IllegalStep(N_("No passphrase protects the keys (any more)."))
        try:
            store.unprotect(present)
        except WrongPassphrase as wrong:
            raise _wrong(wrong) from None

    def _note_wrong(self, by: Actor, problem: InvalidInput, verb: str) -> None:
        if "present" in problem.problems:
            self.bench.refused(by, f"{self.area}.{verb}")


def _files(work: Work) -> FileStore:
    store = work.secrets
    if not isinstance(store, FileStore):
        raise IllegalStep(N_("The operating system keeps the keys of this desk: they need no passphrase."))
    return store


def _wrong(wrong: WrongPassphrase) -> InvalidInput:
    return InvalidInput({"present": UserError(wrong.message)})
