"""What a key card means here, and when a key has ended. No database."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from desk_app.services.codes.ledger import CLOCK_SKEW
from desk_app.services.codes.signing import Purpose, TrustedKey
from desk_app.services.core.desk import Desk
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.trust.keyfile import BadCard, vouching
from desk_app.services.trust.records import CardNews, KeyCard, KeyState, News
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow

RENEW_AFTER = timedelta(days=365)
"""Keys are renewed every year (operating manual, Exit passes)."""
_SECOND = timedelta(seconds=1)


def end_of_signing(now: datetime) -> datetime:
    """The first moment that a key replaced `now` cannot have signed at: passes are dated in whole seconds."""
    return now.replace(microsecond=0) + _SECOND


def state_of(row: PassKeyRow) -> KeyState:
    """How a key stands."""
    if row.revoked_at is not None:
        return KeyState.REVOKED
    return KeyState.RETIRED if row.retired_at is not None else KeyState.IN_USE


def check_fingerprint(card: KeyCard, typed: str) -> None:
    """Raise InvalidInput (fingerprint) unless the 30 digits are the card's; spaces and hyphens do not matter."""
    said = "".join(one for one in unicodedata.normalize("NFKC", typed[:200]) if one.isalnum())
    if said != card.fingerprint.replace(" ", ""):
        raise InvalidInput(
            {
                "fingerprint": UserError(
                    N_("These are not the digits of this card. Have them read out again; if they still differ, "
                       "do not admit it: the file is not that desk's.")
                )
            }
        )  # fmt: skip


def news_of(
    card: KeyCard,
    desk: Desk,
    own: Sequence[bytes],
    known: KnownDeskRow | None,
    held: Sequence[PassKeyRow],
    now: datetime,
) -> CardNews:
    """What admitting the card would mean here. Raises BadCard where it cannot be.

    `own` are the public keys this desk signs with, `known` the desk of the card's number, `held` every key on record.
    """
    _refuse_foreign(card, desk, own)
    _refuse_future(card, now)
    _refuse_known_elsewhere(card, held)
    if known is None or not known.active:
        return CardNews(card, News.NEW_DESK)
    if card.made_at < known.card_at:
        raise BadCard(
            N_(
                "A newer key card of desk {code} was admitted before. Have it save a new one. Nothing was changed."
            ),
            code=known.code,
        )
    public = {one.public for one in card.keys}
    in_use = {row.public for row in held if row.desk == card.desk_number and state_of(row) is KeyState.IN_USE}
    now_used = {card.current(purpose) for purpose in Purpose}
    if known.code != card.desk_code or not in_use <= public or not now_used <= vouched(card, held):
        return CardNews(card, News.OTHER_PC, known.code)
    same = in_use == now_used
    return CardNews(card, News.NOTHING_NEW if same else News.NEW_KEYS, known.code)


def vouched(card: KeyCard, held: Sequence[PassKeyRow]) -> set[bytes]:
    """The keys of a card that are proven to be the desk's that counts here.

    Those in use here, and what each sync key among them vouches for: a card alone proves only that whoever wrote it has
    the keys it names.
    """
    proven = {row.public for row in held if row.desk == card.desk_number and state_of(row) is KeyState.IN_USE}
    signers = [row.public for row in held if row.public in proven and row.purpose == Purpose.SYNC.value]
    while signers:
        signer = TrustedKey(
            signers.pop(), frozenset({Purpose.SYNC}), card.site_number, card.desk_number, card.made_at
        )
        for key in card.keys:
            message = vouching(card.desk_number, key.purpose, key.public)
            if key.vouch is None or key.public in proven:
                continue
            if signer.verifies(Purpose.SYNC, message, key.vouch):
                proven.add(key.public)
                if key.purpose is Purpose.SYNC:
                    signers.append(key.public)
    return proven


def _refuse_foreign(card: KeyCard, desk: Desk, own: Sequence[bytes]) -> None:
    if card.site_number != desk.site_number:
        raise BadCard(
            N_(
                "This is a key card of another building: {building}, {site}. Only desks of this building count here."
            ),
            building=card.building,
            site=f"{card.site_code} · {card.site_number}",
        )
    ours = any(one.public in own for one in card.keys)
    if card.desk_number == desk.desk_number and ours:
        raise BadCard(
            N_(
                "This is this desk's own key card. Take it to the other desk, and bring that desk's card here."
            )
        )
    if ours:
        raise BadCard(
            N_("Desk {code} has the keys of this desk: one PC was copied from the other. Set it up anew."),
            code=card.desk_code,
        )
    if card.desk_number == desk.desk_number:
        raise BadCard(
            N_(
                "Desk {code} has this desk's number, {number}, with other keys. Two PCs were given one number: "
                "set one of them up anew, with a number of its own."
            ),
            code=card.desk_code,
            number=card.desk_number,
        )


def _refuse_future(card: KeyCard, now: datetime) -> None:
    """Admitted, it would count as newer than every card that desk saves once its clock is right."""
    moments = [card.made_at]
    for key in card.keys:
        moments += [one for one in (key.valid_from, key.retired_at, key.revoked_at) if one is not None]
    if max(moments) > now + CLOCK_SKEW:
        raise BadCard(
            N_(
                "By this PC's clock, this card comes from the future: one of the two clocks is wrong. "
                "Set it right, then have desk {code} save its card again."
            ),
            code=card.desk_code,
        )


def _refuse_known_elsewhere(card: KeyCard, held: Sequence[PassKeyRow]) -> None:
    keys = {one.public: one for one in card.keys}
    for row in held:
        key = keys.get(row.public)
        if key is None:
            continue
        if (row.desk, row.purpose) != (card.desk_number, key.purpose.value):
            raise BadCard(
                N_(
                    "A key of this card belongs to desk number {number}: one PC was copied from the other. "
                    "Set it up anew."
                ),
                number=row.desk,
            )
        if key.current and row.revoked_at is not None:
            raise BadCard(
                N_(
                    "A key of this card was revoked here. Have desk {code} renew its keys and save a new card."
                ),
                code=card.desk_code,
            )
