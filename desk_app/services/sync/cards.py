"""Introductions: a desk's card for head office, and head office's card for a desk. Public halves only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.services.codes.signing import Purpose, fingerprint, open_signing_key
from desk_app.services.core.clocks import to_ms
from desk_app.services.desk.founding import founded_at
from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame
from desk_app.services.sync.locks import Locks, open_box_key
from desk_app.services.sync.names import Party
from desk_app.services.sync.state import KnownHeadOffice

_KEY_HEX = 64


@dataclass(frozen=True, slots=True)
class DeskCard:
    """A desk that asks to be admitted. Keys in hex."""

    party: Party
    code: str
    building: str
    sync: str
    box: str
    pass_key: str
    at: int
    share: str

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits over all its keys: read out over the phone, the same on both sides."""
        return fingerprint(*(bytes.fromhex(one) for one in (self.sync, self.box, self.pass_key)))


def own_card(bench: Bench, share: str) -> bytes:
    """This desk's card: the content of a `.dcd` file. The same bytes each time, as long as its keys are."""
    signer, desk = open_signing_key(bench.secrets, Purpose.SYNC), bench.desk
    with bench.database.read() as session:
        founded = founded_at(session)
    header: dict[str, object] = {
        "party": str(Party(desk.site_number, desk.desk_number)),
        "code": desk.desk_code,
        "building": desk.building,
        "sync": signer.public.hex(),
        "box": open_box_key(bench.secrets).public.hex(),
        "pass": open_signing_key(bench.secrets, Purpose.PASS).public.hex(),
        "at": to_ms(founded),
        "share": share,
    }
    return frame.write(frame.Kind.CARD, header, [], Locks(), signer)


def read_desk_card(raw: bytes) -> DeskCard:
    """A desk's card, signed with the key it names. Raises Refused."""
    said = _self_signed(frame.Kind.CARD, raw, "sync")
    party = Party.parse(str(said.get("party")))
    texts = [said.get(one) for one in ("code", "building", "share")]
    keys = [said.get(one) for one in ("sync", "box", "pass")]
    sound = all(isinstance(one, str) and len(one) <= 60 for one in texts) and all(map(_is_key, keys))
    if party is None or not sound or type(said.get("at")) is not int:
        raise frame.Refused(frame.Fault.HEADER)
    return DeskCard(
        party,
        said["code"],
        said["building"],
        said["sync"],
        said["box"],
        said["pass"],
        said["at"],
        said["share"],
    )


def read_head_office_card(raw: bytes) -> KnownHeadOffice:
    """Head office's card, signed with the root key it names. Raises Refused."""
    said = _self_signed(frame.Kind.HEAD_OFFICE, raw, "root")
    keys = [said.get(one) for one in ("root", "sync", "box")]
    texts = [said.get(one) for one in ("name", "share")]
    if not all(map(_is_key, keys)) or not all(isinstance(one, str) and 0 < len(one) <= 60 for one in texts):
        raise frame.Refused(frame.Fault.HEADER)
    return KnownHeadOffice(said["name"], said["root"], said["sync"], said["box"], said["share"])


def head_office_fingerprint(known: KnownHeadOffice) -> str:
    """Six groups of five digits over head office's keys."""
    return fingerprint(*(bytes.fromhex(one) for one in (known.root, known.sync, known.box)))


def _self_signed(kind: frame.Kind, raw: bytes, by: str) -> Mapping[str, Any]:
    said = frame.peek(kind, raw)
    if not _is_key(said.get(by)):
        raise frame.Refused(frame.Fault.HEADER)
    return frame.read(kind, raw, [bytes.fromhex(said[by])]).header


def _is_key(text: object) -> bool:
    try:
        return isinstance(text, str) and len(text) == _KEY_HEX and len(bytes.fromhex(text)) == _KEY_HEX // 2
    except ValueError:
        return False


def digits_of(text: str) -> str:
    """The digits of a fingerprint as somebody typed it, with spaces or without."""
    return "".join(filter(str.isdecimal, text))
