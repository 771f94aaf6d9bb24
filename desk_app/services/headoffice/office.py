"""A head office: collects from the share, tells what it has, admits and revokes desks. Everything starts here."""

from __future__ import annotations

import secrets as random
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from desk_app.services.core.clocks import Clock, SystemClock, to_ms
from desk_app.services.core.errors import NotFound, StorageTrouble, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.private_files import private_folder
from desk_app.services.core.secrets import SecretStore, open_secret_store, service_name
from desk_app.services.core.words import N_
from desk_app.services.headoffice import cards, config, desks, incidents, marks, projecting, reports, totals
from desk_app.services.headoffice.archive import Archive
from desk_app.services.headoffice.collecting import Collector
from desk_app.services.headoffice.exporting import export
from desk_app.services.headoffice.incidents import Incident, Trouble
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.master import Deciding
from desk_app.services.headoffice.outgoing import Putting
from desk_app.services.headoffice.publishing import Published, Publisher
from desk_app.services.headoffice.store import Store, open_store
from desk_app.services.headoffice.turn import Collected
from desk_app.services.sync import frame
from desk_app.services.sync.cards import DeskCard, digits_of, read_desk_card
from desk_app.services.sync.frame import Refused
from desk_app.services.sync.locks import Locks, seal_box
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share

_CLEANS = timedelta(hours=1)


@dataclass
class HeadOffice:
    """An open head office. Make it with `init` or `open`; one object per thread that works."""

    folder: Path
    config: config.Config
    clock: Clock
    keys: OfficeKeys
    store: Store
    archive: Archive

    def __post_init__(self) -> None:
        share_id = self.config.share_id
        self._cleaned_at: datetime | None = None
        self._collector = Collector(self.store, self.keys, share_id, self.clock, self.archive)
        putting = Putting(self.store, self.clock)
        self._publisher = Publisher(self.store, self.keys, share_id, self.config.made, self.clock, putting)

    @classmethod
    def init(
        cls,
        folder: Path,
        name: str,
        *,
        url: str | None = None,
        share: str = "",
        clock: Clock | None = None,
        secrets: SecretStore | None = None,
    ) -> HeadOffice:
        """Found one. Raises UserError when there is one already, StorageTrouble, DatabaseTrouble."""
        if config.is_there(folder):
            raise UserError(
                N_("There is a head office in {folder} already. Nothing was changed."), folder=folder
            )
        if not 0 < len(name.strip()) <= 60:
            raise UserError(N_("Head office needs a name of at most 60 characters."))
        try:
            private_folder(folder)
        except OSError as trouble:
            raise StorageTrouble(
                N_("Head office's folder cannot be written: {reason}. Nothing was saved."),
                reason=reason_of(trouble),
            ) from None
        now = to_ms((clock or SystemClock()).now())
        open_store(folder, url).close()
        config.save(folder, config.Config(name.strip(), random.token_hex(16), now, url, share))
        return cls.open(folder, clock=clock, secrets=secrets)

    @classmethod
    def open(
        cls, folder: Path, *, clock: Clock | None = None, secrets: SecretStore | None = None
    ) -> HeadOffice:
        """Open one. Raises EnvironmentTrouble."""
        said = config.load(folder)
        keys = folder / "keys"
        store = secrets or open_secret_store(keys, service_name(folder.absolute()))
        opened = open_store(folder, said.url)
        return cls(
            folder, said, clock or SystemClock(), OfficeKeys(store), opened, Archive(folder / "archive")
        )

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def use_share(self, path: str) -> None:
        """Remember where the shared folder is. Raises StorageTrouble."""
        self.config = replace(self.config, share=path)
        config.save(self.folder, self.config)

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits over head office's keys, to be read out to a desk."""
        return self.keys.fingerprint

    def card(self) -> bytes:
        """The introduction for desks: the content of a `.headoffice` file. Always the same bytes."""
        header = {
            "name": self.config.name,
            "root": self.keys.root.public.hex(),
            "sync": self.keys.sync.public.hex(),
            "box": self.keys.box.public.hex(),
            "share": self.config.share_id,
            "at": self.config.made_at,
        }
        return frame.write(frame.Kind.HEAD_OFFICE, header, [], Locks(), self.keys.root)

    def read_card(self, card: bytes) -> DeskCard:
        """A desk's card. Raises UserError for what is none, or one for another head office."""
        try:
            read = read_desk_card(card)
        except Refused:
            raise UserError(N_("This is no card of a desk, or it was altered.")) from None
        if not _is_sound(read):
            raise UserError(N_("This is no card of a desk, or it was altered."))
        if read.share not in ("", self.config.share_id):
            raise UserError(N_("This card is for another head office."))
        return read

    def admit(self, card: bytes, fingerprint: str | None = None, replaces: bool = False) -> Party:
        """Admit a desk. `fingerprint`: as it was read out at the desk; `replaces`: this PC takes the place of another.

        Raises UserError, desks.Replaces where that must be said.
        """
        read = self.read_card(card)
        if fingerprint is not None and digits_of(fingerprint) != digits_of(read.fingerprint):
            raise UserError(
                N_("The fingerprint is another one: this is not the card of that desk. Nobody was admitted.")
            )
        if replaces and not self._counts(read):  # the PC before has the building's key
            self.keys.renew_site(read.party.site)  # first: one version too many is no harm
        with self.store.write() as session:
            self.store.lock_office(session)
            desks.admit(session, read, self.clock.now(), replaces=replaces)
        return read.party

    def _counts(self, card: DeskCard) -> bool:
        return any(one.sync == card.sync and one.counts for desk in self.desks() for one in desk.keys)

    def revoke(self, party: Party, since: datetime | None = None, fingerprint: str | None = None) -> None:
        """A desk's PC was stolen: what it wrote since then does not count, and its building gets a new key.

        `fingerprint`: only that one of the PCs that were this desk; without it all of them. Raises NotFound.
        """
        self.keys.renew_site(party.site)  # first: one version too many is no harm
        with self.store.write() as session:
            self.store.lock_office(session)
            desks.revoke(session, party, since or self.clock.now(), self.clock.now(), fingerprint)

    def withdraw(self, party: Party) -> None:
        """A desk is no more; what it wrote counts. Its building gets a new key. Raises NotFound."""
        self.keys.renew_site(party.site)  # first: one version too many is no harm
        with self.store.write() as session:
            self.store.lock_office(session)
            desks.withdraw(session, party, self.clock.now())

    def desks(self) -> list[desks.Desk]:
        """Every desk that was ever admitted."""
        with self.store.read() as session:
            return list(desks.desks(session).values())

    def collect(self, share: Share, only: Collection[Party] | None = None) -> Collected:
        """Read everything new, of all desks or of some. Raises ShareTrouble, DatabaseTrouble."""
        self.store.upkeep(self.clock.now())
        return self._collector.collect(share, only)

    def publish(self, share: Share) -> Published:
        """Say what there is to say; put what vanished. Raises ShareTrouble, DatabaseTrouble."""
        now = self.clock.now()
        if self._cleaned_at is None or abs(now - self._cleaned_at) >= _CLEANS:
            self.archive.clean(now)
            self._cleaned_at = now
        return self._publisher.publish(share)

    def close_epoch(self, party: Party, epoch: str) -> None:
        """Do not wait any longer for what is missing of an epoch: the next round takes what there is.

        Raises NotFound.
        """
        with self.store.read() as session:
            begun = {one for one, _ in marks.missing(session, party)} | set(marks.marks(session, party))
            if epoch not in begun:
                raise NotFound(N_("There is no such epoch of desk {party}."), party=party)
        marks.open_end(self.store, party, epoch, self.clock.now())

    def incidents(self, *, open_only: bool = False) -> list[Incident]:
        """What a person has to look at, the newest first."""
        with self.store.read() as session:
            return incidents.incidents(session, open_only=open_only)

    def settle(self, incident: str, note: str = "") -> Incident:
        """Somebody dealt with an incident. A fork's both sides count from then on: events know who they are.

        Raises NotFound.
        """
        with self.store.write() as session:
            found = incidents.settle(session, incident, note, self.clock.now())
        party = Party.parse(found.party)
        if found.kind is Trouble.FORK and party is not None:
            marks.open_end(self.store, party, found.epoch, self.clock.now())
        return found

    @property
    def deciding(self) -> Deciding:
        """What desks propose of the master data, and what becomes of it."""
        return Deciding(self.store, self.clock)

    def status(self) -> reports.Status:
        """How every desk stands, and what is open."""
        with self.store.read() as session:
            return reports.status(session, self.clock.now())

    def counts(self, first: date, last: date) -> list[reports.Line]:
        """Every kind of event at every desk from a day to a day: for programs."""
        with self.store.read() as session:
            return reports.counts(session, first, last)

    def report(self, first: date, last: date, *, days: bool = False) -> totals.Report:
        """What was done from a day to a day, added up; `days`: by day as well."""
        with self.store.read() as session:
            return totals.report(session, first, last, days=days)

    def rebuild(self) -> int:
        """Make what reports are made of anew from the events; how many there are."""
        with self.store.write() as session:
            self.store.lock_all(session)
            return projecting.rebuild(session, self.clock.zone)

    def waiting_cards(self, share: Share) -> list[cards.Waiting]:
        """Desks on the share that wait to be admitted. Raises ShareTrouble."""
        with self.store.read() as session:
            known = desks.desks(session)
        return cards.waiting_cards(share, known, self.config.share_id)

    def export(self) -> bytes:
        """Everything that desks told, in one form: the same bytes for the same batches, however they came."""
        with self.store.read() as session:
            return export(session)


def _is_sound(card: DeskCard) -> bool:
    """Whether every database takes its words, and something can be sealed for its box."""
    try:
        seal_box(bytes.fromhex(card.box), b"", b"")
    except ValueError:
        return False
    return "\0" not in card.code + card.building
