"""Exit passes as digits: what a pass claims, its binary layout, signing and the steps of reading it back.

Layout (big-endian): version and kind 1, key id 4, pass id 8 (desk 2, counter 6), site 3, issued 4 (s), not
before 2 (min later), lifetime 2 (min), gates 1, trips 1, tenant 4, signatory 4, goods digest 8, pieces 2;
fields of number 1, length 1, value; Ed25519 signature 64. No name and no number of a visitor. Judging is not
here (`verdict`).
To add a field: `pass_fields`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from desk_app.services.codes.claims import COUNTER_BITS, PassClaims, PassKind
from desk_app.services.codes.frame import VERSION, Frame, wrap
from desk_app.services.codes.pass_fields import read_fields
from desk_app.services.codes.signing import KEY_ID_BYTES, SIGNATURE_BYTES, Purpose, SigningKey

VISITOR_DIGITS = 280
GOODS_DIGITS = 440
"""The most digits a visitor's and any other pass takes; the tests hold them to it."""

_HEADER = struct.Struct(">B4sQ3sIHHBBII8sH")
_ISSUED = struct.Struct(">I")
_ISSUED_AT = 1 + KEY_ID_BYTES + 8 + 3


def encode(claims: PassClaims, key: SigningKey) -> str:
    """Sign the claims and write them as digits. Raises ValueError for a key that is not for passes."""
    if key.purpose is not Purpose.PASS:
        raise ValueError("this key does not sign passes")
    body = _body(claims, key.key_id)
    return wrap(VERSION, claims.kind, body + key.sign(body))


def _body(claims: PassClaims, key_id: bytes) -> bytes:
    return (
        _HEADER.pack(
            VERSION << 4 | claims.kind,
            key_id,
            claims.pass_id,
            claims.site.to_bytes(3, "big"),
            claims.issued,
            claims.delay,
            claims.lifetime,
            claims.gates,
            claims.trips,
            claims.tenant,
            claims.signatory,
            claims.digest,
            claims.pieces,
        )
        + claims.fields.data
    )


@dataclass(frozen=True)
class SignedBytes:
    """A pass cut into what was signed and the signature. Nothing but what finds the key is read before the
    proof.
    """

    body: bytes
    signature: bytes

    @property
    def key_id(self) -> bytes:
        """Which key signed it, it says."""
        return self.body[1 : 1 + KEY_ID_BYTES]

    @property
    def issued_at(self) -> datetime:
        """When it was signed, it says: needed to know whether its key was revoked by then."""
        return datetime.fromtimestamp(_ISSUED.unpack_from(self.body, _ISSUED_AT)[0], UTC)


class UnreadableError(ValueError):
    """Digits that make no pass, or a pass, though signed, that this version cannot understand."""


def split(frame: Frame) -> SignedBytes:
    """Cut body and signature apart. Raises UnreadableError when there is not enough of them."""
    body, signature = frame.data[:-SIGNATURE_BYTES], frame.data[-SIGNATURE_BYTES:]
    if len(body) < _HEADER.size:
        raise UnreadableError("too short for a pass")
    return SignedBytes(body, signature)


def parse(signed: SignedBytes, frame: Frame) -> PassClaims:
    """The claims, of proven bytes only. Raises UnreadableError for what this version never writes."""
    head, _key, pass_id, site, *numbers, digest, pieces = _HEADER.unpack_from(signed.body)
    if head != frame.version << 4 | frame.kind:
        raise UnreadableError("the first digits do not belong to this pass")
    desk, counter = divmod(pass_id, 1 << COUNTER_BITS)
    issued, delay, lifetime, gates, trips, tenant, signatory = numbers
    try:
        return PassClaims(
            PassKind(frame.kind),
            desk,
            counter,
            int.from_bytes(site, "big"),
            issued,
            delay,
            lifetime,
            gates,
            trips,
            tenant,
            signatory,
            digest,
            pieces,
            read_fields(signed.body[_HEADER.size :]),
        )
    except ValueError:
        raise UnreadableError("the content of this pass is not understood") from None
