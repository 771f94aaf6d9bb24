"""The new PC's own way from a join file to a desk that works; and of a PC that takes another's place.

Stands above the features: it founds the desk, has it take in what stands in the file, and lets the first supervisor set
her PIN here. Without a window, so the command line and the tests go the same way.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import Any

from desk_app.services.assembly import found_with
from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.clocks import Clock, SystemClock
from desk_app.services.core.errors import DeskError, EnvironmentTrouble, InvalidInput, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.secrets import SecretStore
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_
from desk_app.services.joining.file import BadJoinFile, JoinFile, read_join_file
from desk_app.services.joining.service import Joining, require_new
from desk_app.services.journal.newest import newest_event
from desk_app.services.settings.values import StoredSettings
from desk_app.services.staff.pins import PEPPER, check_pin
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.capture import begin_capture
from desk_app.services.sync.cards import own_card, read_desk_card
from desk_app.services.sync.facts import Facts, Source
from desk_app.services.sync.fetching import newest_first, verified, whole
from desk_app.services.sync.locks import Keys, open_box_key
from desk_app.services.sync.machine import machine_id
from desk_app.services.sync.names import Party
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.services.sync.publishing import put
from desk_app.services.sync.rows import driver
from desk_app.services.sync.share import Share, ShareTrouble
from desk_app.services.trust.keyfile import read_card
from desk_app.services.trust.service import Trust

_FEED = "feed"


@dataclass(frozen=True, slots=True)
class First:
    """Who signs in first at the new PC: one of the file's supervisors, with the PIN she sets here."""

    id: int
    pin: str


def join(
    folder: DataFolder,
    file: JoinFile,
    first: First,
    *,
    share: Share | None = None,
    local: LocalSettings | None = None,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
) -> Services:
    """Become the desk of a join file. `share`: the shared folder, if it is at hand: it tells of a number in use.

    `local`: this PC's settings, where the program has them in its hands already; the shared folder is kept there.
    Raises BadJoinFile for a file that is for something else or was used, InvalidInput (pin, supervisor); then and
    whenever else it fails the folder is as it was.
    """
    require_new(file, replaces=False)
    who = _checked(file, first)
    _require_unused(file.place.party, share)

    def begin(services: Services) -> None:
        services.get(Joining).take_in(SYSTEM, file)
        _reload(services)
        services.get(Staff).choose_pin(who, first.pin)
        for line in file.of("c"):
            services.get(Trust).admit(who, read_card(base64.b64decode(line["raw"])), None)
        _hear(services, file)
        _keep_folder(local or LocalSettings(folder.local_settings), file)

    return found_with(folder, file.place.founding, begin, clock=clock, secrets=secrets)


def take_place(
    folder: DataFolder,
    file: JoinFile,
    *,
    local: LocalSettings | None = None,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
) -> Services:
    """Become the PC that takes the place of a lost one; `Replacing` waits for its records. Raises BadJoinFile.

    `local`: as for `join`.
    """
    require_new(file, replaces=True)
    office = file.office
    if office is None:
        raise BadJoinFile(N_("This file does not tell of a head office, which alone has the records."))

    def begin(services: Services) -> None:
        # Without an audit entry: the chain of the PC before is put into an empty database and goes on.
        with services.bench.database.write() as session:
            state.begin_exchange(session, office, services.bench.clock.now())
            state.put_replacing(session, waits=True)
            begin_capture(driver(session))
        services.bench.secrets.get_or_make(PEPPER, lambda: token_bytes(32))
        _keep_folder(local or LocalSettings(folder.local_settings), file)

    return found_with(folder, file.place.founding, begin, clock=clock, secrets=secrets)


def is_waiting(services: Services) -> bool:
    """Whether this PC waits for the records of the one whose place it takes."""
    with services.bench.database.read() as session:
        return state.is_replacing(session)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the records of the PC before have come."""

    admitted: bool = False
    """Head office has let this PC in."""
    files: int = 0
    of: int = 0
    """0: head office has not put them there yet."""
    restored: bool = False
    events: int = 0
    sealed: int = 0
    """Document numbers and other words that only the old PC's keys open."""


class Replacing:
    """A PC that takes another's place: its card goes up, the records come down, then somebody sets her PIN."""

    def __init__(self, services: Services, machine: Callable[[], str] = machine_id) -> None:
        self._services, self._bench, self._machine = services, services.bench, machine
        here = services.bench.desk
        self.party = Party(here.site_number, here.desk_number)
        self._read: dict[str, frame.Frame] = {}

    @property
    def fingerprint(self) -> str:
        """To be read out to head office, which admits this PC by it."""
        with self._bench.database.read() as session:
            known = state.head_office(session)
        return read_desk_card(own_card(self._bench, known.share if known else "")).fingerprint

    def look(self, share: Share) -> Progress:
        """One step: put the card up, see what has come, and take it in once it is whole. Raises ShareTrouble."""
        with self._bench.database.read() as session:
            known, here = state.head_office(session), newest_event(session) is not None
        assert known is not None
        if here:  # the program ended before anybody had a PIN
            return Progress(admitted=True, restored=True)
        admitted, signer = self._listed(share, known)
        if not admitted:
            raw = own_card(self._bench, known.share)
            put(share, names.join(self.party), names.card(frame.hash16_of(raw)), raw)
        found = self._files(share, known.share, signer)
        of = whole(found[0], "of") if found else 0
        if not found or len(found) < of:
            return Progress(admitted=admitted, files=len(found), of=of)
        return self._take(found, of)

    def _listed(self, share: Share, known: state.KnownHeadOffice) -> tuple[bool, bytes]:
        """Whether this PC is on head office's list of keys, and which key head office signs with. Nothing is written:
        the records come into an empty database.
        """
        mine = open_signing_key(self._bench.secrets, Purpose.SYNC).public.hex()
        for path, name, _ in newest_first(share, names.DOWN_TRUST, "tru"):
            raw = share.read(path, frame.MOST_FILE)
            if raw is None:
                continue
            try:
                found = verified(frame.Kind.TRUST, raw, name.hash16, [bytes.fromhex(known.root)], known.share)
                lines = list(frame.lines_of(found.open("open", Keys())))
                signer = bytes.fromhex(found.header["hq"]["sync"])
            except (frame.Refused, KeyError, TypeError, ValueError):
                continue
            return any(one.get("sync") == mine and one.get("ended") is None for one in lines), signer
        return False, bytes.fromhex(known.sync)

    @property
    def supervisors(self) -> list[Actor]:
        """Who may set the first PIN here, once the records are here."""
        everybody = self._services.get(StaffQueries).all(SYSTEM)
        return [
            Actor(one.id, one.name, one.role)
            for one in everybody
            if one.active and one.role is Role.SUPERVISOR
        ]

    def begin(self, who: Actor, pin: str) -> None:
        """Her PIN is set: the desk works. Raises UserError for a PIN that is too easy.

        Only then this PC waits no more: without a PIN nobody could get in.
        """
        self._services.get(Staff).choose_pin(who, pin)
        with self._bench.database.write() as session:
            state.put_replacing(session, waits=False)

    def _files(self, share: Share, share_id: str, signer: bytes) -> list[frame.Frame]:
        """The newest set as far as it is there, by number. What does not count is left alone."""
        keys = self._keys()
        for path, name, _ in newest_first(share, names.given_back(self.party), "lbx"):
            if path in self._read:
                continue
            raw = share.read(path, frame.MOST_FILE)
            if raw is None:
                continue
            try:
                found = verified(frame.Kind.RESTORE, raw, name.hash16, [signer], share_id)
                sound = whole(found, "n") == name.number and found.header.get("party") == str(self.party)
                if sound and found.open(self._to, keys) is not None:
                    self._read[path] = found
            except frame.Refused:
                continue  # it was for the PC before, or is not whole yet
        newest = max((whole(one, "at") for one in self._read.values()), default=0)
        same = {whole(one, "n"): one for one in self._read.values() if whole(one, "at") == newest}
        return [same[number] for number in sorted(same)]

    def _take(self, found: list[frame.Frame], of: int) -> Progress:
        keys = self._keys()

        def lines() -> Iterator[dict[str, Any]]:
            for one in found:
                yield from frame.lines_of(one.open(self._to, keys))

        closes = tuple(str(one) for one in found[0].header.get("closes", ()))
        done = self._services.get(Joining).take_place(SYSTEM, self._machine(), closes, lines()).result
        _reload(self._services)
        return Progress(True, of, of, restored=True, events=done.events, sealed=done.sealed)

    @property
    def _to(self) -> str:
        return f"desk:{self.party}"

    def _keys(self) -> Keys:
        return Keys(box=open_box_key(self._bench.secrets), name=self._to)


def _checked(file: JoinFile, first: First) -> Actor:
    problems: dict[str, DeskError] = {}
    who = next((one for one in file.supervisors if one.id == first.id), None)
    if who is None:
        problems["supervisor"] = UserError(N_("Choose one of the building's supervisors."))
    try:
        check_pin(first.pin)
    except UserError as refused:
        problems["pin"] = refused
    if problems or who is None:
        raise InvalidInput(problems)
    return Actor(who.id, who.name, Role.SUPERVISOR)


def _require_unused(party: Party, share: Share | None) -> None:
    """Raise BadJoinFile when the shared folder tells of a desk of this number; one that is away tells nothing."""
    if share is None:
        return
    try:
        used = share.files(names.up(party)) or share.files(names.join(party))
    except ShareTrouble:
        return
    if used:
        raise BadJoinFile(
            N_(
                "A PC with the number {n} is in this building already: this file was used. Have a new one made."
            ),
            n=party.desk,
        )


def _hear(services: Services, file: JoinFile) -> None:
    told = [
        (party, [line]) for line in file.of("f") if (party := Party.parse(str(line.get("party")))) is not None
    ]
    if told:
        Facts(services.bench).hear(Source(_FEED, "join", 0, bytes(32)), told)


def _keep_folder(local: LocalSettings, file: JoinFile) -> None:
    if file.place.folder:
        local.put(SHARE_FOLDER, file.place.folder)


def _reload(services: Services) -> None:
    if isinstance(services.bench.settings, StoredSettings):
        services.bench.settings.reload()


def read_from(path: Path, typed: str, clock: Clock | None = None) -> JoinFile:
    """The join file at a path. Raises BadJoinFile, WrongJoinCode, EnvironmentTrouble."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= frame.MOST_FILE else b""
    except OSError as trouble:
        raise EnvironmentTrouble(
            N_("The file cannot be read: {reason}."), reason=reason_of(trouble)
        ) from trouble
    return read_join_file(raw, typed, (clock or SystemClock()).now())


def use_up(path: Path) -> None:
    """A join file is good for one PC: it is deleted where that is possible."""
    with suppress(OSError):
        path.unlink()
