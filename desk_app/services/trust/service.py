"""The verbs of trust: this desk's keys, the other desks' cards, the end of a key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from desk_app.services.codes.signing import Purpose, key_id, open_signing_key, rotate_signing_key
from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import SUPERVISORS, Actor
from desk_app.services.core.typed import shortened_reason
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.trust import events
from desk_app.services.trust.keyfile import vouching
from desk_app.services.trust.records import NEWS, CardKey, KeyCard, KeyState, News
from desk_app.services.trust.ring import KEYS_SINCE
from desk_app.services.trust.rules import check_fingerprint, end_of_signing, news_of, state_of
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow


class Trust(Service):
    """Whom this PC believes (operating manual, Exit passes: keys)."""

    area = "trust"

    def rotate(self, by: Actor) -> Changes[None]:
        """Renew this desk's keys. What the old ones signed stays good until it ends by itself.

        In two steps, so that a power cut between the secret store and the database leaves a desk that signs what
        every gate takes and whose printed passes are genuine: first the old public keys are on record, then the new
        keys are made and the old ones' end is recorded. Other desks need the new key card.
        """
        self.note_own_keys(by)
        return self.renew(by)

    @command(allow=SUPERVISORS)
    def note_own_keys(self, work: Work) -> None:
        """Have the keys that this desk signs with on record, and the end of those that it lost on the way."""
        for purpose in Purpose:
            public = open_signing_key(work.secrets, purpose).public
            rows = _of_desk(work, work.desk.desk_number, purpose)
            if all(row.public != public for row in rows):
                row = _add_own(work, purpose, public, KEYS_SINCE)
                work.record(events.NOTED, row.id, _facts(row))
            for row in rows:
                if row.public != public and state_of(row) is KeyState.IN_USE:
                    row.retired_at = end_of_signing(work.now)
                    work.record(events.NOTED, row.id, _facts(row))

    @command(allow=SUPERVISORS)
    def renew(self, work: Work) -> None:
        """Make new keys; called by `rotate`. Raises IllegalStep when the old ones are not on record."""
        before = open_signing_key(work.secrets, Purpose.SYNC)
        for purpose in Purpose:
            public = open_signing_key(work.secrets, purpose).public
            old = next(
                (row for row in _of_desk(work, work.desk.desk_number, purpose) if row.public == public), None
            )
            if old is None:
                raise IllegalStep(N_("The old keys must be on record first. Nothing was changed."))
            old.retired_at = old.retired_at or end_of_signing(work.now)
            work.session.flush()  # a full disk is found before the old key is gone
            new = _add_own(work, purpose, rotate_signing_key(work.secrets, purpose).public, work.now)
            new.vouch = before.sign(vouching(new.desk, purpose, new.public))
            work.record(events.ROTATED, new.id, {**_facts(new), "old": old.id})

    @command(allow=SUPERVISORS)
    def admit(self, work: Work, card: KeyCard, fingerprint: str | None, replaces: bool = False) -> int:
        """Believe another desk from now on; returns its number.

        `fingerprint` are the digits read out over the phone; None: the supervisor brought the file herself. Which way
        it was is on record. `replaces`: she confirms that this PC took the place of the one with its number, whose
        keys then end. Raises BadCard for a card that cannot count here, InvalidInput (fingerprint), and IllegalStep
        for a replacement that is not confirmed.
        """
        known = work.session.get(KnownDeskRow, card.desk_number)
        own = [open_signing_key(work.secrets, purpose).public for purpose in Purpose]
        held = work.session.scalars(select(PassKeyRow)).all()
        found = news_of(card, work.desk, own, known, held, work.now)
        if fingerprint is not None:
            check_fingerprint(card, fingerprint)
        if found.news is News.OTHER_PC:
            if fingerprint is None:
                raise InvalidInput({"fingerprint": UserError(_BY_PHONE)})
            if not replaces:
                raise IllegalStep(NEWS[News.OTHER_PC], **found.values)
        since = _newest_of(known)
        self._write_desk(work, card, known)
        ids = [self._write_key(work, card, key, found.news, since) for key in card.keys]
        ended = self._end_others(work, card)
        way = "file" if fingerprint is None else "phone"
        work.note(desk=card.desk_number, way=way, news=found.news.value)
        facts = {"desk": card.desk_number, "keys": ids, "ended": ended, "way": way, "news": found.news.value}
        work.record(events.ADMITTED, card.desk_number, facts)
        return card.desk_number

    @command(allow=SUPERVISORS)
    def revoke(self, work: Work, key: int, reason: str, since: datetime | None = None) -> None:
        """Refuse what a key signed from `since` on (None: from now on), for ever.

        What a PC holds is stolen together: revoking a key in use revokes every key in use of that desk. Raises
        NotFound, InvalidInput (reason, since), and IllegalStep for a key of this desk's that it signs with, or one
        that was revoked for that time already.
        """
        row = work.session.get(PassKeyRow, key)
        if row is None:
            raise NotFound(N_("This key is not on record (any more)."))
        said, from_then = shortened_reason(reason), since or work.now
        if from_then > work.now:
            raise InvalidInput(
                {"since": UserError(N_("Not a time to come: a key is revoked from now or from before."))}
            )
        if row.public in [open_signing_key(work.secrets, purpose).public for purpose in Purpose]:
            raise IllegalStep(
                N_("This desk signs with this key. Renew the keys first, then revoke the old one.")
            )
        if row.revoked_at is not None and row.revoked_at <= from_then:
            raise IllegalStep(N_("This key was revoked for that time already."))
        for one in _stolen_with(work, row):
            one.revoked_at, one.reason, one.by = from_then, said, work.by.staff_id
            work.record(
                events.REVOKED, one.id, {**_facts(one), "since": from_then.isoformat()}, {"reason": said}
            )
        work.note(reasoned=True, desk=row.desk)

    @command(allow=SUPERVISORS)
    def withdraw(self, work: Work, desk: int, reason: str) -> None:
        """A desk is gone: nothing is expected from it any more, and what it signs from now on is refused.

        Its passes stay good until they end. Raises NotFound, InvalidInput (reason).
        """
        row = work.session.get(KnownDeskRow, desk)
        if row is None or not row.active:
            raise NotFound(N_("No such desk counts here (any more)."))
        said = shortened_reason(reason)
        row.active = False
        ended = [key for key in _of_desk(work, desk) if state_of(key) is KeyState.IN_USE]
        for key in ended:
            key.retired_at, key.reason, key.by = work.now, said, work.by.staff_id
        work.note(reasoned=True, desk=desk)
        work.record(events.WITHDRAWN, desk, {"ended": [key.id for key in ended]}, {"reason": said})

    def _write_desk(self, work: Work, card: KeyCard, known: KnownDeskRow | None) -> None:
        if known is None:
            known = KnownDeskRow(desk=card.desk_number, heard_at=None)
            work.session.add(known)
        elif known.code != card.desk_code or not known.active:
            known.heard_at = None  # another PC, or a new beginning: nothing of it is here yet
        known.code, known.admitted_at, known.card_at = card.desk_code, work.now, card.made_at
        known.active = True

    def _write_key(self, work: Work, card: KeyCard, key: CardKey, news: News, since: datetime | None) -> int:
        row = work.session.scalars(select(PassKeyRow).where(PassKeyRow.public == key.public)).first()
        if row is None:
            row = PassKeyRow(
                id=work.new_id(),
                purpose=key.purpose.value,
                public=key.public,
                desk=card.desk_number,
                site=card.site_number,
                valid_from=key.valid_from,
                retired_at=key.retired_at,
                revoked_at=key.revoked_at,
            )
            work.session.add(row)
        elif news is News.OTHER_PC:  # it says nothing of the keys of the PC before it, but that they end
            row.retired_at = row.retired_at or (None if key.current else work.now)
        else:
            # Not before what is here of that desk: its passes up to then are genuine, whatever a card says.
            ends = [end for end in (key.retired_at, since) if end is not None]
            row.retired_at = None if key.retired_at is None else row.retired_at or max(ends)
            ends = [end for end in (row.revoked_at, key.revoked_at) if end is not None]
            row.revoked_at = min(ends, default=None)  # never taken back
        row.desk_code, row.vouch, row.by = card.desk_code, key.vouch, work.by.staff_id
        row.reason = row.reason if row.revoked_at is not None else ""
        return row.id

    def _end_others(self, work: Work, card: KeyCard) -> list[int]:
        """The keys of a PC that another one replaced end now."""
        work.session.flush()
        on_card = {key.public for key in card.keys}
        rows = [
            row
            for row in _of_desk(work, card.desk_number)
            if row.public not in on_card and state_of(row) is KeyState.IN_USE
        ]
        for row in rows:
            row.retired_at, row.by = work.now, work.by.staff_id
        return [row.id for row in rows]


_BY_PHONE = N_(
    "Nothing on this card proves that it comes from the PC that counts here: phone that desk and type the digits."
)


def _newest_of(known: KnownDeskRow | None) -> datetime | None:
    """The newest moment at which a desk has shown that it signs with its keys: by a card, or by its records."""
    return None if known is None else max(known.card_at, known.heard_at or known.card_at)


def _of_desk(work: Work, desk: int, purpose: Purpose | None = None) -> Sequence[PassKeyRow]:
    wanted = select(PassKeyRow).where(PassKeyRow.desk == desk).order_by(PassKeyRow.id)
    rows = work.session.scalars(wanted).all()
    return [row for row in rows if purpose is None or row.purpose == purpose.value]


def _stolen_with(work: Work, row: PassKeyRow) -> Sequence[PassKeyRow]:
    if state_of(row) is not KeyState.IN_USE:
        return (row,)
    return [one for one in _of_desk(work, row.desk) if state_of(one) is KeyState.IN_USE]


def _add_own(work: Work, purpose: Purpose, public: bytes, since: datetime) -> PassKeyRow:
    row = PassKeyRow(
        id=work.new_id(),
        purpose=purpose.value,
        public=public,
        desk=work.desk.desk_number,
        desk_code=work.desk.desk_code,
        site=work.desk.site_number,
        valid_from=since,
        retired_at=None,
        revoked_at=None,
        by=work.by.staff_id,
    )
    work.session.add(row)
    return row


def _facts(row: PassKeyRow) -> dict[str, object]:
    return {"desk": row.desk, "purpose": row.purpose, "key": key_id(row.public).hex()}
