"""Bugs that somebody might write, put into the product for the time of a test: the world, or a directed test, must
find each of them.

To add one: a function here that patches, and its line in MUTANTS with where it is found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desk_app.services.sync import acks, epochs, facts, fetching, frame, hearing, packing, publishing, state
from desk_app.services.sync.acks import Acks, Heard
from desk_app.services.sync.epochs import Epochs
from desk_app.services.sync.hearing import Hearing
from desk_app.services.sync.packing import Packer
from desk_app.services.sync.publishing import Publisher
from desk_app.services.sync.relaying import Relaying
from desk_app.services.sync.share import Share
from desk_app.services.sync.tables import OutboxRow

Patch = pytest.MonkeyPatch


def prune_on_publish(patch: Patch) -> None:
    """A batch that was published counts as head office's."""
    note = Publisher._note

    def done(self: Publisher, epoch: str, seq: int) -> None:
        note(self, epoch, seq)
        with self.database.write() as session:
            wanted = update(OutboxRow).where(OutboxRow.epoch == epoch, OutboxRow.seq == seq)
            session.execute(wanted.values(acked_at=self.clock.now()))

    patch.setattr(Publisher, "_note", done)


def publish_once(patch: Patch) -> None:
    """What was written once is not looked at again."""
    waiting = Publisher._waiting

    def unpublished(self: Publisher) -> list[tuple[str, int, str, int, bool]]:
        return [one for one in waiting(self) if not one[4]]

    patch.setattr(Publisher, "_waiting", unpublished)


def only_what_is_missing_here(patch: Patch) -> None:
    """What head office cannot read is not written anew when it looks right from here, by its name."""
    patch.setattr(publishing, "_looks_right", lambda there, name, size: name in there)
    patch.setattr(Publisher, "missing", property(lambda _: set(), lambda _, __: None), raising=False)


def no_read_back(patch: Patch) -> None:
    """A file that was renamed without an error is taken to be there."""

    def put(
        share: Share, folder: str, name: str, content: bytes, attempt: int = 0, *, anew: bool = False
    ) -> bool:
        publishing._by_renaming(share, folder, name, content)
        return True

    patch.setattr(publishing, "put", put)


def old_epoch_goes_on(patch: Patch) -> None:
    """Restored data goes on in its epoch."""
    patch.setattr(Epochs, "_reason", lambda self, chain: "" if chain.epoch else "the first")
    patch.setattr(Epochs, "begin", _only_first(Epochs.begin))


def _only_first(begin: Callable[[Epochs, str], None]) -> Callable[[Epochs, str], None]:
    def perhaps(self: Epochs, reason: str) -> None:
        if reason == "the first":
            begin(self, reason)

    return perhaps


def ack_without_digest(patch: Patch) -> None:
    """An ack fits whatever its digest is."""
    patch.setattr(acks, "_fits", lambda *_: True)
    patch.setattr(Epochs, "_reason", lambda self, chain: "" if chain.epoch else "the first")


def ack_is_all(patch: Patch) -> None:
    """An ack covers everything of its epoch."""
    acknowledge = acks._acknowledge

    def all_of_it(session: Session, epoch: str, seq: int, now: datetime) -> None:
        acknowledge(session, epoch, seq and 1 << 30, now)

    patch.setattr(acks, "_acknowledge", all_of_it)


def ack_of_anybody(patch: Patch) -> None:
    """Any ack in the folder counts, whoever signed it and whoever it is for."""
    of = acks._Said.of.__func__  # type: ignore[attr-defined]

    def lenient(cls: Any, found: frame.Frame, party: object, number: int) -> object:
        return of(cls, replace(found, header={**found.header, "party": str(party)}), party, number)

    patch.setattr(acks._Said, "of", classmethod(lenient))
    patch.setattr(acks, "_fits", lambda *_: True)


def older_ack(patch: Patch) -> None:
    """An ack of before the last one counts again."""
    patch.setattr(acks, "newest_first", lambda share, folder, ending, _: fetching.newest_first(share, folder, ending))


def restored_office_is_not_believed(patch: Patch) -> None:
    """What was acknowledged once stays so, though head office was restored and says otherwise."""

    def never_back(session: Session, epoch: str, seq: int, now: datetime) -> None:
        wanted = update(OutboxRow).where(OutboxRow.epoch == epoch, OutboxRow.seq <= seq, OutboxRow.acked_at.is_(None))
        session.execute(wanted.values(acked_at=now))

    patch.setattr(acks, "_acknowledge", never_back)


def requeue_from_packed(patch: Patch) -> None:
    """A new epoch goes on after what was packed, not after what is sure."""
    begin = epochs.begin_epoch

    def forgetful(session: Session, machine: str) -> None:
        before = state.chain(session).event
        begin(session, machine)
        state.put_chain(session, replace(state.chain(session), event=before))

    patch.setattr(epochs, "begin_epoch", forgetful)


def no_closing(patch: Patch) -> None:
    """A new epoch does not close the ones before."""
    begin = epochs.begin_epoch

    def open_ended(session: Session, machine: str) -> None:
        begin(session, machine)
        state.put_chain(session, replace(state.chain(session), closes=()))

    patch.setattr(epochs, "begin_epoch", open_ended)


def two_transactions(patch: Patch) -> None:
    """The batch is kept in one transaction, how far the packing has come in another."""
    pack = Packer.pack

    def parted(self: Packer) -> bool:
        kept: list[state.Chain] = []
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(state, "put_chain", lambda _, chain: kept.append(chain))
            found = pack(self)
        for chain in kept:
            with self.bench.database.write() as session:
                state.put_chain(session, chain)
        return found

    patch.setattr(Packer, "pack", parted)


def skip_when_full(patch: Patch) -> None:
    """The last event of a batch is counted as packed and is not in it."""
    take = packing._Lines.take

    def short(self: packing._Lines, found: Any, line: Any) -> list[Any]:
        whole = list(found)
        taken = take(self, whole[:-1] if len(whole) > 2 else whole, line)
        return whole if len(taken) == len(whole) - 1 else taken

    patch.setattr(packing._Lines, "take", short)


def sealed_for_the_building(patch: Patch) -> None:
    """What is for head office goes into the building's section as well."""
    write = frame.write

    def open_hearted(kind: Any, header: Any, sections: Any, *rest: Any) -> bytes:
        if kind is frame.Kind.BATCH:
            lines = b"".join(one.lines for one in sections)
            sections = [one if one.to == "hq" else frame.Section(one.to, lines) for one in sections]
        return write(kind, header, sections, *rest)

    patch.setattr(frame, "write", open_hearted)


def nobody_is_heard(patch: Patch) -> None:
    """Neither the others' folders nor the feed are read for what was missed: only what is newer than the newest."""
    unheard = Hearing._unheard

    def newer(self: Hearing, share: Share, folder: str, party: Any) -> list[Any]:
        found = unheard(self, share, folder, party)
        return found[-1:]

    patch.setattr(Hearing, "_unheard", newer)
    patch.setattr(Hearing, "_feed", lambda *_: 0)


def heard_before_taken_in(patch: Patch) -> None:
    """A batch is marked as heard, and its facts are lost on the way."""
    patch.setattr(facts.Facts, "_try", _every_third(facts.Facts._try))


def _every_third(attempt: Callable[..., bool]) -> Callable[..., bool]:
    count = iter(range(1 << 40))

    def careless(*given: Any) -> bool:
        return True if next(count) % 3 == 2 else attempt(*given)

    return careless


def told_by_the_clock(patch: Patch) -> None:
    """Whether something is news for the others is decided by the clock alone."""
    chain = packing.state.chain
    patch.setattr(packing.state, "chain", lambda session: replace(chain(session), alone=1 << 62))


def signature_not_looked_at(patch: Patch) -> None:
    """Whoever signed it, it counts."""
    patch.setattr(frame, "_signed_by", lambda *_: True)


def name_not_looked_at(patch: Patch) -> None:
    """A file counts under whatever name it has."""
    batch_of = hearing.batch_of

    def renamed(raw: bytes, name: Any, party: Any, counting: Any, share_id: str) -> frame.Frame:
        try:
            said = frame.peek(frame.Kind.BATCH, raw)
            own = replace(name, epoch=said["epoch"], seq=said["seq"], hash16=frame.hash16_of(raw))
        except frame.Refused:
            own = name
        return batch_of(raw, own, party, counting, share_id)

    patch.setattr(hearing, "batch_of", renamed)


def hold_nothing(patch: Patch) -> None:
    """The others' batches are heard and not held."""
    patch.setattr(Hearing, "_hold", lambda *_: None)


def no_relay(patch: Patch) -> None:
    """The others' batches are held and never relayed."""
    patch.setattr(Relaying, "relay", lambda *_: 0)


def deaf_to_acks_that_do_not_fit(patch: Patch) -> None:
    """An ack for batches that were never packed here is taken for somebody's mistake."""
    take = Acks.take

    def unmoved(self: Acks, share: Share) -> tuple[Heard, set[tuple[str, int]]]:
        heard, missing = take(self, share)
        return (Heard.NOTHING if heard is Heard.NOT_OURS else heard), missing

    patch.setattr(Acks, "take", unmoved)



@dataclass(frozen=True, slots=True)
class Mutant:
    """A bug, and where the world finds it: with losses or without, and a number from which on it soon does."""

    bug: Callable[[Patch], None]
    losses: bool = False
    first: int = 0


IN_THE_WORLD = (
    Mutant(prune_on_publish),
    Mutant(publish_once),
    Mutant(only_what_is_missing_here),
    Mutant(ack_is_all),
    Mutant(skip_when_full),
    Mutant(sealed_for_the_building),
    Mutant(nobody_is_heard),
    Mutant(heard_before_taken_in),
    Mutant(told_by_the_clock),
    Mutant(signature_not_looked_at),
    Mutant(two_transactions),
    Mutant(old_epoch_goes_on, losses=True),
    Mutant(ack_without_digest, losses=True),
    Mutant(requeue_from_packed, losses=True),
    Mutant(restored_office_is_not_believed, losses=True),
    Mutant(deaf_to_acks_that_do_not_fit, losses=True),
    Mutant(hold_nothing, losses=True),
    Mutant(no_relay, losses=True),
    Mutant(no_closing, losses=True),
    Mutant(no_read_back),
    Mutant(ack_of_anybody),
    Mutant(older_ack),
    Mutant(name_not_looked_at),
)
