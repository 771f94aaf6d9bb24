"""The verbs of privacy: look somebody up, give them a copy, erase (operating manual, People and things)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from desk_app.services.core.errors import IllegalStep, NotFound, NotPermitted, UserError
from desk_app.services.core.looking import Why, checked_words
from desk_app.services.core.people import DESK, SUPERVISORS, Actor
from desk_app.services.core.personal import Identity, PersonalRecord
from desk_app.services.core.sharing import desk_of_id
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.privacy import events
from desk_app.services.privacy.finding import checked_identity, records_of
from desk_app.services.privacy.mapping import to_request
from desk_app.services.privacy.records import Copy, Erasure, Grounds, RequestKind, Stayed
from desk_app.services.privacy.rounds import cleared_behind
from desk_app.services.privacy.sharing import ELSEWHERE
from desk_app.services.privacy.tables import RequestRow
from desk_app.services.retention.forgetting import forget_now

Key = tuple[str, int]
"""Kind and id of a record."""


class Privacy(Service):
    """Every step is the supervisor's and stands in the audit log; what leaves or goes needs a second colleague."""

    area = "privacy"

    @command(allow=SUPERVISORS)
    def look_up(self, work: Work, identity: Identity, why: Why, words: str = "") -> list[PersonalRecord]:
        """Every record about one person, those that are theirs for sure first. Raises InvalidInput.

        On record: that somebody was looked up, why, by what, and how many records were found; not who.
        """
        said, wanted = checked_words(why, words), checked_identity(identity)
        found = records_of(work, wanted)
        by = [name for name in ("phone", "name", "document") if getattr(wanted, name)]
        work.note(why=why.value, reason=said, by=by, rows=len(found))
        return found

    @command(allow=SUPERVISORS)
    def export(
        self,
        work: Work,
        identity: Identity,
        keys: Collection[Key],
        grounds: Grounds,
        second: Actor,
        write: Callable[[Copy], object] = lambda _: None,
    ) -> Copy:
        """A copy of these records of theirs, to be given to them. `second`: the colleague who vouches. `write` puts it
        where they get it: what it raises leaves nothing on record, for nothing was given.

        Raises NotFound when none of `keys` is theirs, NotPermitted when the second person is the first, has no account
        any more or did not give their PIN at this session (`Staff.vouch`).
        """
        records = self._chosen(work, identity, keys)
        row = self._request(work, RequestKind.COPY, grounds, second, len(records))
        work.record(events.EXPORTED, row.id, {"records": len(records)})
        copy = Copy(to_request(row), tuple(records))
        write(copy)
        return copy

    @cleared_behind
    @command(allow=SUPERVISORS)
    def erase(
        self, work: Work, identity: Identity, keys: Collection[Key], grounds: Grounds, second: Actor
    ) -> Erasure:
        """Forget these records of theirs now; what is open stays and is told with the reason. Figures stay.

        What another desk of the building wrote is forgotten there too, with the next exchange (`sharing`).

        The search index and the write-ahead log are cleared before it returns, which may take seconds.
        Raises NotFound when none of `keys` is theirs, NotPermitted when the second person is the first, has no account
        any more or did not give their PIN at this session (`Staff.vouch`).
        """
        records = self._chosen(work, identity, keys)
        stayed: dict[Key, Stayed] = {}
        erased: dict[Key, str] = {}
        for one in records:
            if one.key in stayed or one.key in erased:
                continue
            why = next((other.stays for other in records if other.key == one.key and other.stays), None)
            why = why or _forgotten(work, one)
            if why is None:
                erased[one.key] = one.feature
            else:
                stayed[one.key] = Stayed(one.what, one.number, one.day, why, one.feature)
        row = self._request(work, RequestKind.ERASURE, grounds, second, len(erased), len(stayed))
        elsewhere = [list(key) for key in erased if desk_of_id(key[1]) != work.desk.desk_number]
        said: dict[str, object] = {ELSEWHERE: elsewhere} if elsewhere else {}
        work.record(events.ERASED, row.id, {"records": len(erased), "stayed": len(stayed), **said})
        counts = Counter(erased.values())
        return Erasure(to_request(row), tuple(counts.items()), tuple(stayed.values()), len(elsewhere))

    @staticmethod
    def _chosen(work: Work, identity: Identity, keys: Collection[Key]) -> list[PersonalRecord]:
        wanted = set(keys)
        found = [one for one in records_of(work, checked_identity(identity)) if one.key in wanted]
        if not found:
            raise NotFound(
                N_("None of these records is about this person any more. Look them up again.", "personal")
            )
        return found

    @staticmethod
    def _request(
        work: Work, kind: RequestKind, grounds: Grounds, second: Actor, records: int, stayed: int = 0
    ) -> RequestRow:
        witness = work.bench.still(work.session, second)
        proven = witness.beside == work.by.staff_id  # their PIN was typed here: an account alone is no word
        if not proven or witness.staff_id == work.by.staff_id or witness.role not in DESK:
            raise NotPermitted(
                N_("A second colleague of the desk must confirm this with their PIN.", "personal")
            )
        words = checked_words(grounds.why, grounds.words)
        row = RequestRow(
            id=work.new_id(),
            number=work.number(),
            kind=kind.value,
            at=work.now,
            by=work.by.staff_id,
            second=witness.staff_id,
            asked=grounds.asked.value,
            why=grounds.why.value,
            records=records,
            stayed=stayed,
        )
        work.session.add(row)
        work.note(why=grounds.why.value, reason=words, second=witness.staff_id, rows=records)
        return row


def _forgotten(work: Work, one: PersonalRecord) -> Message | None:
    """Forget a record; else why it stays."""
    try:
        forget_now(work, one.kind, [one.record])
    except (IllegalStep, NotFound) as trouble:
        return _said(trouble)
    return None


def _said(trouble: UserError) -> Message:
    if isinstance(trouble, NotFound):
        return N_("Records of this kind go only after their time of keeping.", "personal")
    return N_("The record is still open: close it first.", "personal")
