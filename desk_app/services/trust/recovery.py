"""The recovery code of a desk: made, printed once, said to be in a safe place. Its digits are never on record."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.at_rest import Rest, is_worth_it, rest_of
from desk_app.services.core.errors import IllegalStep, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.recovery_code import new_code
from desk_app.services.core.recovery_file import CodeState, HeldCode, held_code, hold_code, refresh
from desk_app.services.core.secrets import FileStore, KeyringStore
from desk_app.services.core.words import N_
from desk_app.services.db.backups import Backups, keep_beside
from desk_app.services.journal.work import Queries, Read, Service, Work, command, query


@dataclass(frozen=True)
class Safety:
    """How the records of this desk are kept from strangers' eyes, and whether they would come back."""

    rest: Rest
    code: CodeState
    plain_backups: int

    @property
    def code_due(self) -> bool:
        """Whether a sheet with the recovery code is to be printed and locked away."""
        return self.rest.wanted and self.code is not CodeState.KEPT


class RecoveryCodes(Service):
    """Makes recovery codes. One is in force at a time: the one before it is dead with the next."""

    area = "recovery"

    @command(allow=SUPERVISORS)
    def make(self, work: Work) -> HeldCode:
        """A new code, in force from now on, for the sheet; nothing shows it a second time.

        Raises IllegalStep where the keys are kept in plain files, StorageTrouble when the disk does not take the file:
        the code before it may be dead then, so make one again.
        """
        store = work.secrets
        if not is_worth_it(store) or not isinstance(store, FileStore | KeyringStore):
            raise IllegalStep(
                N_(
                    "The keys of this PC are in plain files: set a passphrase first, then print a recovery code."
                )
            )
        folder = DataFolder(self.bench.database.path.parent)
        work.note(replaced=held_code(store) is not None)
        hold_code(store, CodeState.MADE, new_code())
        held = held_code(store)
        assert held is not None
        try:
            refresh(folder.recovery, store)
            keep_beside(folder)
        except OSError as trouble:
            raise StorageTrouble(
                N_("The data folder {folder} cannot be used: {reason}."),
                folder=str(folder.root),
                reason=reason_of(trouble),
            ) from None
        return held

    @command(allow=SUPERVISORS)
    def confirm(self, work: Work) -> None:
        """Somebody says that the sheet is in a safe place. Raises IllegalStep before a code was made."""
        held = held_code(work.secrets)
        if held is None or held.state is CodeState.USED:
            raise IllegalStep(N_("Print a recovery code first."))
        hold_code(work.secrets, CodeState.KEPT, held.digits)


class RecoveryQueries(Queries):
    """How safe the records are."""

    area = "recovery"

    @query(allow=SUPERVISORS)
    def safety(self, read: Read) -> Safety:
        """Encryption, recovery code and backups of this desk."""
        database = self.bench.database
        folder = DataFolder(database.path.parent)
        held = held_code(read.secrets)
        rest = rest_of(folder, read.secrets)
        plain = Backups(folder, self.bench.clock, database.key).count_plain() if rest.wanted else 0
        return Safety(rest, CodeState.NONE if held is None else held.state, plain)
