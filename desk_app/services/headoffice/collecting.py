"""One round of collecting: every desk has its turn.

A list of files may be old or incomplete: nothing is concluded from what is not on it. A desk that cannot be read keeps
no other from being read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desk_app.services.core.clocks import Clock
from desk_app.services.headoffice.archive import Archive
from desk_app.services.headoffice.desks import Desk, desks
from desk_app.services.headoffice.guarding import NO_FAULT_OF_ONE, note_failure
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.sources import Sources
from desk_app.services.headoffice.store import Store
from desk_app.services.headoffice.turn import Collected, Turn
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share


@dataclass
class Collector:
    """Collects for one head office."""

    store: Store
    keys: OfficeKeys
    share_id: str
    clock: Clock
    archive: Archive
    _looked: bool = False

    def collect(self, share: Share, only: Collection[Party] | None = None) -> Collected:
        """Apply everything new of all desks, or of some; what fails for one desk fails for it alone.

        Raises ShareAway, and trouble of the database or the disk; what was applied before counts.
        """
        done = Collected()
        with self.store.read() as session:
            known = desks(session)
        sources = Sources.of(share, None if self._looked else self.archive)
        for party, desk in known.items():
            if only is None or party in only:
                self._turn(sources, desk, done)
        self._looked = True
        return done

    def _turn(self, sources: Sources, desk: Desk, done: Collected) -> None:
        try:
            keys = self.keys.keys(desk.party.site)
            turn = Turn(self.store, self.clock, self.archive, self.share_id, keys, desk, done)
            turn.take(sources.of_desk(desk.party))
        except NO_FAULT_OF_ONE:
            raise
        except Exception as error:
            with self.store.write() as session:
                note_failure(session, desk.party, "turn", self.clock.now(), error)
