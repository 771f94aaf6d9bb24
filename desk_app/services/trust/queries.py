"""Questions about keys and desks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from desk_app.services.codes.signing import Purpose, SigningKey, fingerprint, open_signing_key
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.secrets import Kept, kept_in
from desk_app.services.core.words import N_
from desk_app.services.desk.founding import founded_at
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.trust.keyfile import MAX_KEYS, read_card, write_card
from desk_app.services.trust.records import CardKey, CardNews, HeldKey, KeyAge, KeyCard, KeyState, KnownDesk
from desk_app.services.trust.ring import KEYS_SINCE
from desk_app.services.trust.rules import RENEW_AFTER, news_of, state_of
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow


class TrustQueries(Queries):
    """Keys and desks."""

    area = "trust"

    @query(allow=SUPERVISORS)
    def key_age(self, read: Read) -> KeyAge:
        """The keys this desk signs with, and whether it is time for new ones."""
        own = self._own(read)
        public = {key.public for key in own}
        rows = [row for row in self._rows(read) if row.public in public]
        dated = [row.valid_from for row in rows if row.valid_from > KEYS_SINCE]
        since = min(dated) if len(dated) == len(own) else founded_at(read.session)
        ended = any(state_of(row) is not KeyState.IN_USE for row in rows)
        age = read.now - since
        return KeyAge(fingerprint(*(key.public for key in own)), since, age, ended or age >= RENEW_AFTER)

    @query(allow=SUPERVISORS)
    def kept(self, read: Read) -> Kept:
        """Where the private halves are, and whether a passphrase protects them."""
        return kept_in(read.secrets)

    @query(allow=SUPERVISORS)
    def export(self, read: Read) -> bytes:
        """This desk's key card, for the other desks of the building: the content of a `*.deskkey` file.

        Old keys are on it too: their passes may still be good, and they show that this is the same desk. Raises
        IllegalStep when the keys in use were ended, as after putting an old copy of the secrets back.
        """
        own = self._own(read)
        here = read.desk
        keys = tuple(CardKey(key.purpose, key.public, KEYS_SINCE) for key in own)
        dated = {row.public: row for row in self._rows(read) if row.desk == here.desk_number}
        in_use = tuple(_card_key(dated[key.public]) if key.public in dated else key for key in keys)
        public = {key.public for key in own}
        old = [_card_key(row, read.now) for row in dated.values() if row.public not in public]
        card = KeyCard(
            here.building,
            here.site_code,
            here.site_number,
            here.desk_code,
            here.desk_number,
            read.now,
            (*in_use, *old[-MAX_KEYS + len(in_use) :]),
        )
        if not all(key.current for key in in_use):
            raise IllegalStep(
                N_("This desk signs with keys that were ended: renew the keys, then save the card.")
            )
        return write_card(card, next(key for key in own if key.purpose is Purpose.SYNC))

    @query(allow=SUPERVISORS)
    def look_at(self, read: Read, raw: bytes) -> CardNews:
        """The card in a file and what admitting it would mean. Raises BadCard for one that cannot count here."""
        card = read_card(raw)
        known = read.session.get(KnownDeskRow, card.desk_number)
        own = [key.public for key in self._own(read)]
        return news_of(card, read.desk, own, known, self._rows(read), read.now)

    @query(allow=SUPERVISORS)
    def desks(self, read: Read) -> list[KnownDesk]:
        """The other desks of the building, those that count first."""
        rows = read.session.scalars(
            select(KnownDeskRow).order_by(KnownDeskRow.active.desc(), KnownDeskRow.desk)
        ).all()
        keys = self._rows(read)
        return [
            KnownDesk(
                row.desk, row.code, row.admitted_at, row.heard_at, row.active, _fingerprint(row.desk, keys)
            )
            for row in rows
        ]

    @query(allow=SUPERVISORS)
    def keys(self, read: Read) -> list[HeldKey]:
        """Every key on record and those this desk signs with, newest first of each desk, this desk's own first."""
        here = read.desk
        rows = self._rows(read)
        held = [_held(row, row.desk == here.desk_number) for row in rows]
        on_record = {row.public for row in rows}
        held += [
            HeldKey(
                0,
                key.purpose,
                here.desk_number,
                here.desk_code,
                True,
                founded_at(read.session),
                KeyState.IN_USE,
            )
            for key in self._own(read)
            if key.public not in on_record
        ]
        return sorted(
            held, key=lambda one: (not one.own, one.desk, -one.valid_from.timestamp(), one.purpose.value)
        )

    def _own(self, read: Read) -> Sequence[SigningKey]:
        return [open_signing_key(read.secrets, purpose) for purpose in Purpose]

    def _rows(self, read: Read) -> Sequence[PassKeyRow]:
        return read.session.scalars(select(PassKeyRow).order_by(PassKeyRow.id)).all()


def _card_key(row: PassKeyRow, ended: datetime | None = None) -> CardKey:
    """`ended`: the end of a key that is not signed with any more, where a rotation was cut short before saying so."""
    end = row.retired_at or (ended if row.revoked_at is None else None)
    return CardKey(Purpose(row.purpose), row.public, row.valid_from, end, row.revoked_at, row.vouch)


def _fingerprint(desk: int, keys: Sequence[PassKeyRow]) -> str:
    public = [row.public for row in keys if row.desk == desk and state_of(row) is KeyState.IN_USE]
    return fingerprint(*public) if public else ""


def _held(row: PassKeyRow, own: bool) -> HeldKey:
    return HeldKey(
        row.id,
        Purpose(row.purpose),
        row.desk,
        row.desk_code,
        own,
        row.valid_from,
        state_of(row),
        row.revoked_at or row.retired_at,
        row.reason,
        row.by,
    )
