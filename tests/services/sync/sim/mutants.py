"""Bugs that somebody might write, put into the product for the time of a test: the world, or a directed test, must
find each of them.

To add one: a function here that patches, and its line in MUTANTS with where it is found.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from desk_app.services.headoffice import applying, bulk, marks, reading
from desk_app.services.headoffice.archive import Archive
from desk_app.services.headoffice.outgoing import Putting
from desk_app.services.headoffice.sources import Sources
from desk_app.services.headoffice.tables import EVENTS
from desk_app.services.headoffice.turn import Turn
from desk_app.services.sync import (
    acks,
    cleaning,
    epochs,
    facts,
    fetching,
    frame,
    hearing,
    packing,
    publishing,
    relaying,
    state,
)
from desk_app.services.sync.acks import Acks, Heard
from desk_app.services.sync.epochs import Epochs
from desk_app.services.sync.hearing import Hearing
from desk_app.services.sync.packing import Packer
from desk_app.services.sync.publishing import Publisher
from desk_app.services.sync.relaying import Relaying
from desk_app.services.sync.share import Share
from desk_app.services.sync.tables import OutboxRow
from tests.services.sync.sim import directed as stories
from tests.services.sync.sim.directed import Story

Patch = pytest.MonkeyPatch


def prune_on_publish(patch: Patch) -> None:
    """A batch that was published is not kept any longer."""

    def done(self: Publisher, epoch: str, seq: int) -> None:
        with self.database.write() as session:
            session.execute(delete(OutboxRow).where(OutboxRow.epoch == epoch, OutboxRow.seq == seq))

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


def own_files_are_not_read_again(patch: Patch) -> None:
    """What was written once and has its size is taken to be right until head office complains."""
    patch.setattr(Publisher, "_reads_right", lambda *_: True)


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
    patch.setattr(
        acks, "newest_first", lambda share, folder, ending, _: fetching.newest_first(share, folder, ending)
    )


def restored_office_is_not_believed(patch: Patch) -> None:
    """What was acknowledged once stays so, though head office was restored and says otherwise."""

    def never_back(session: Session, epoch: str, seq: int, now: datetime) -> None:
        wanted = update(OutboxRow).where(
            OutboxRow.epoch == epoch, OutboxRow.seq <= seq, OutboxRow.acked_at.is_(None)
        )
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


# --- Head office ------------------------------------------------------------------------------------------------


def skip_gaps(patch: Patch) -> None:
    """Head office goes on from whatever comes, and counts from there."""

    def all_of_them(session: Session, party: Any, mark: Any, batches: Any) -> tuple[list[Any], int, bytes]:
        last = batches[-1].sealed
        return list(batches), max(mark.seq, last.name.seq), last.frame.digest

    def newer(self: Turn, epoch: str, new: Any, mark: Any, *, begun: bool) -> None:
        self._all(epoch, {name: of for name, of in new.items() if name.seq > mark.seq})

    patch.setattr(applying, "_fitting", all_of_them)
    patch.setattr(Turn, "_chain", newer)


def one_too_far(patch: Patch) -> None:
    """The watermark stands one batch too far."""
    move = marks.move
    patch.setattr(
        marks, "move", lambda session, party, epoch, seq, *rest: move(session, party, epoch, seq + 1, *rest)
    )


def marked_before_applied(patch: Patch) -> None:
    """The watermark moves in a transaction of its own, before the events."""
    apply = applying.apply

    def parted(store: Any, party: Any, epoch: str, batches: Any, clock: Any) -> Any:
        last = batches[-1].sealed
        with store.write() as session:
            before = marks.locked(session, party, epoch, clock.now())
            marks.move(session, party, epoch, last.name.seq, last.frame.digest, clock.now())
        with store.write() as session:
            marks.move(session, party, epoch, before.seq, before.digest, clock.now())
            session.flush()
            with pytest.MonkeyPatch.context() as inner:
                inner.setattr(store, "write", lambda: nullcontext(session), raising=False)
                return apply(store, party, epoch, batches, clock)

    patch.setattr(applying, "apply", parted)


def nothing_is_missing(patch: Patch) -> None:
    """Desks are not told what cannot be read."""
    patch.setattr(marks, "put_missing", lambda *_: None)


def office_looks_at_no_name(patch: Patch) -> None:
    """At head office a file counts under whatever name it has."""
    sealed = reading.sealed

    def renamed(raw: bytes, name: Any, *rest: Any) -> Any:
        try:
            said = frame.peek(frame.Kind.BATCH, raw)
            own = replace(name, epoch=said["epoch"], seq=said["seq"], hash16=frame.hash16_of(raw))
        except frame.Refused:
            own = name
        return replace(sealed(raw, own, *rest), name=name)

    patch.setattr(reading, "sealed", renamed)


def no_fork(patch: Patch) -> None:
    """Of two batches of one number the first counts, and nobody is told."""
    patch.setattr(marks, "fork", lambda *_: False)


def insert_without_looking(patch: Patch) -> None:
    """An event is inserted though it is there."""

    def inserted(session: Session, table: Any, rows: Any) -> int:
        if table is not EVENTS:
            return bulk.add(session, table, rows)
        for row in rows:
            session.execute(table.insert(), row)
        return len(rows)

    patch.setattr(applying, "add", inserted)


def acks_stand_once(patch: Patch) -> None:
    """What head office has put on the share is not looked after."""
    put = Putting._put
    done: set[str] = set()

    def first(self: Putting, share: Share, folder: str, name: str, content: bytes) -> int:
        if name in done:
            return 0
        done.add(name)
        return put(self, share, folder, name, content)

    patch.setattr(Putting, "_put", first)


def closing_is_not_heard(patch: Patch) -> None:
    """Head office waits for ever for what is missing of an epoch that is over."""
    patch.setattr(marks, "close", lambda *_: None)


def no_archive(patch: Patch) -> None:
    """Head office keeps no batches."""
    patch.setattr(Archive, "keep", lambda *_: None)


def relays_are_not_read(patch: Patch) -> None:
    """Head office reads no folder but a desk's own."""
    of = Sources.of.__func__  # type: ignore[attr-defined]

    def own(cls: Any, share: Share, archive: Any) -> Any:
        return replace(of(cls, share, archive), relayed={})

    patch.setattr(Sources, "of", classmethod(own))


def old_by_the_clock(patch: Patch) -> None:
    """What grows old does so by the PC's clock."""
    patch.setattr(cleaning, "_sober", lambda _, now: now)


def relay_by_the_clock(patch: Patch) -> None:
    """What was heard in the future is not relayed before it has come."""
    patch.setattr(relaying, "or_", lambda first, _: first)


def quarantine_forgotten(patch: Patch) -> None:
    """What does not count leaves no trace."""
    patch.setattr(fetching.Quarantine, "put", lambda *_: None)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A bug that the world finds: with losses or without, and a number from which on it soon does."""

    bug: Callable[[Patch], None]
    first: int = 0
    losses: bool = False


@dataclass(frozen=True, slots=True)
class ByStory:
    """A bug that a story finds."""

    bug: Callable[[Patch], None]
    story: Story


IN_THE_WORLD = (
    Mutant(prune_on_publish),
    Mutant(publish_once, 4),
    Mutant(ack_is_all),
    Mutant(skip_when_full),
    Mutant(sealed_for_the_building),
    Mutant(nobody_is_heard),
    Mutant(heard_before_taken_in, 6),
    Mutant(signature_not_looked_at),
    Mutant(skip_gaps),
    Mutant(one_too_far),
    Mutant(old_epoch_goes_on, losses=True),
    Mutant(ack_without_digest, losses=True),
    Mutant(insert_without_looking, losses=True),
)
BY_A_STORY = (
    ByStory(own_files_are_not_read_again, stories.what_rots_is_found_by_its_owner),
    ByStory(nothing_is_missing, stories.what_rots_is_written_anew),
    ByStory(only_what_is_missing_here, stories.what_rots_is_written_anew),
    ByStory(office_looks_at_no_name, stories.a_batch_under_another_name_is_no_fork),
    ByStory(two_transactions, stories.a_desk_may_end_at_every_commit),
    ByStory(marked_before_applied, stories.head_office_may_end_at_every_commit),
    ByStory(requeue_from_packed, stories.what_was_packed_and_lost_is_packed_again),
    ByStory(no_fork, stories.a_copied_pc_is_found_out),
    ByStory(deaf_to_acks_that_do_not_fit, stories.a_pc_put_back_whole_finds_itself_out),
    ByStory(told_by_the_clock, stories.news_are_told_though_the_clock_jumped),
    ByStory(restored_office_is_not_believed, stories.a_restored_head_office_gets_again_what_it_lost),
    ByStory(hold_nothing, stories.a_peer_brings_what_its_owner_cannot),
    ByStory(no_relay, stories.a_peer_brings_what_its_owner_cannot),
    ByStory(relays_are_not_read, stories.a_peer_brings_what_its_owner_cannot),
    ByStory(relay_by_the_clock, stories.a_peer_whose_clock_was_wrong_brings_it_too),
    ByStory(no_closing, stories.a_gap_of_a_closed_epoch_is_passed_over),
    ByStory(closing_is_not_heard, stories.a_gap_of_a_closed_epoch_is_passed_over),
    ByStory(no_read_back, stories.what_was_renamed_is_read_back),
    ByStory(no_read_back, stories.a_short_write_is_found),
    ByStory(ack_of_anybody, stories.an_ack_for_another_desk_says_nothing),
    ByStory(older_ack, stories.an_older_ack_takes_nothing_back),
    ByStory(name_not_looked_at, stories.a_batch_under_another_name_takes_nobodys_place),
    ByStory(no_archive, stories.a_restored_head_office_reads_its_archive),
    ByStory(acks_stand_once, stories.what_was_put_once_is_put_again),
    ByStory(old_by_the_clock, stories.a_wrong_clock_deletes_nothing),
    ByStory(quarantine_forgotten, stories.what_does_not_count_is_on_record),
)
