"""Everything that can be verified about one desk's data: `desk-app check`, and the supervisor's button.

Reads only. A fault has a short name that programs may rely on, and a sentence for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk_app.services.audit.chain import Fault, Finding, verify
from desk_app.services.core.errors import DatabaseDamaged, DatabaseTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.db.cipher import DatabaseKey
from desk_app.services.db.database import Database
from desk_app.services.db.health import HARM_NAMES, Harm, damages
from desk_app.services.db.migrations import newest_version
from desk_app.services.db.opening import refuse_network, refuse_newer, stored_version

FAULT_NAMES: dict[Fault, Message] = {
    Fault.ENTRY_EDITED: N_("Audit entry {row} was edited."),
    Fault.ENTRY_MISSING: N_("One or more audit entries before {row} are missing or out of order."),
    Fault.END_MISSING: N_("Audit entries from {row} on are missing at the end."),
    Fault.EVENT_EDITED: N_("Journal event {row} was edited."),
    Fault.PRIVATE_EDITED: N_("The personal data of journal event {row} was edited."),
    Fault.EVENTS_CHANGED: N_("Journal events of audit entry {row} were removed, added or reordered."),
    Fault.EVENTS_LOOSE: N_("Journal event {row} belongs to no audit entry."),
}
_OF_JOURNAL = {Fault.EVENT_EDITED, Fault.PRIVATE_EDITED, Fault.EVENTS_LOOSE}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: the area (database, journal, audit), a short name, and a sentence with its values."""

    area: str
    fault: str
    sentence: Message
    row: int | None = None
    detail: str = ""

    @property
    def values(self) -> dict[str, object]:
        """What goes into the sentence."""
        return {"row": self.row, "detail": plain(self.detail)}


def check(folder: DataFolder, key: DatabaseKey | None = None) -> Iterator[Wrong]:
    """Verify file, references, journal and audit chain. Nothing yielded means nothing is wrong.

    Raises DatabaseTrouble when there is nothing of this program's version to check.
    """
    refuse_network(folder.root)
    if not folder.database.exists():
        raise DatabaseTrouble(N_("There is no data in {folder} yet."), folder=str(folder.root))
    try:
        version = stored_version(folder.database, key)
    except DatabaseDamaged as damaged:
        yield Wrong(
            "database", Harm.PAGES.value, HARM_NAMES[Harm.PAGES], detail=str(damaged.__cause__ or damaged)
        )
        return
    refuse_newer(version)
    if version < newest_version():
        raise DatabaseTrouble(
            N_(
                "The data is of another version (data {theirs}, program {ours}). Start the program once, then check."
            ),
            theirs=version,
            ours=newest_version(),
        )
    broken = False
    for damage in damages(folder.database, key):
        broken = True
        yield Wrong("database", damage.harm.value, HARM_NAMES[damage.harm], detail=damage.detail)
    yield from _chain(folder, key, broken)


def _chain(folder: DataFolder, key: DatabaseKey | None, broken: bool) -> Iterator[Wrong]:
    database = Database(folder.database, key)
    try:
        with database.read() as session:
            for finding in verify(session):
                yield wrong(finding)
    except DatabaseDamaged:
        if not broken:
            raise
    finally:
        database.close()


def wrong(finding: Finding) -> Wrong:
    """A break of the chain as something wrong."""
    area = "journal" if finding.fault in _OF_JOURNAL else "audit"
    return Wrong(area, finding.fault.name.lower(), FAULT_NAMES[finding.fault], finding.row)
