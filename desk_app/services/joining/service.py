"""The verbs of joining: a supervisor of an existing desk makes the file, the new desk takes in what stands in it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.desk import DeskKind
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.people import SUPERVISORS, Role
from desk_app.services.core.words import N_
from desk_app.services.joining import events, taking_in
from desk_app.services.joining.file import GOOD_FOR, BadJoinFile, JoinFile, Made, Place, write_join_file
from desk_app.services.joining.snapshot import known_code, snapshot, taken_numbers
from desk_app.services.journal.happened import last_time_of
from desk_app.services.journal.newest import newest_event
from desk_app.services.journal.work import Read, Service, Work, command
from desk_app.services.sync import rows, state
from desk_app.services.sync.epochs import begin_epoch
from desk_app.services.sync.master_rows import keep_given
from desk_app.services.sync.restoring import Restored, restore
from desk_app.services.trust.queries import TrustQueries

MOST_DESKS = 99


class Joining(Service):
    """PCs that become desks of this building (operating manual, A further PC)."""

    area = "joining"

    @command(allow=SUPERVISORS)
    def make_file(
        self,
        work: Work,
        desk_code: str,
        kind: DeskKind = DeskKind.RECEPTION,
        replaces: int | None = None,
        folder: str = "",
    ) -> Made:
        """The file for a new PC, and the code that opens it, which is shown once.

        `replaces`: the number of the desk whose PC is gone; None: the next free number is given. `folder`: where the
        shared folder is as the new PC sees it. Raises InvalidInput (desk_code, replaces) and UserError when all
        numbers are given out or there is more than a file can hold.
        """
        number = self._next_number(work) if replaces is None else replaces
        code = desk_code or known_code(work.session, number)
        place = self._place(work, number, code, kind, replaces, folder)
        read = Read(self.bench, work.session, work.by, work.now)
        signer = open_signing_key(work.secrets, Purpose.SYNC)
        lines = () if replaces is not None else (self._own_card(work), *snapshot(read))
        try:
            made = write_join_file(place, state.head_office(work.session), lines, signer, work.now)
        except ValueError:
            raise UserError(
                N_("There is more to give along than a file can hold. Have head office make the file.")
            ) from None
        work.note(desk=number, replaces=replaces is not None)
        facts = {"code": place.code, "replaces": replaces is not None}
        work.record(events.FILE_MADE, number, facts)
        return made

    @command(allow={Role.SYSTEM})
    def take_in(self, work: Work, file: JoinFile) -> None:
        """What stands in a file becomes this desk's: master data, the other desks, head office. For a new desk."""
        taken = taking_in.TakingIn(work)
        for line in file.of("m"):
            taken.row(line)
        taken.pictures(file.of("b"))
        for line in file.of("d"):
            taken.desk(line)
        if file.office is not None:
            state.begin_exchange(work.session, file.office, work.now)
            keep_given(work.session, work.bench)
            rows.enqueue_all(work.session)
        work.note(by=file.place.by, rows=taken.rows, left=taken.left)
        facts = {"by": file.place.by, "rows": taken.rows, "share": file.office.share if file.office else ""}
        work.record(events.JOINED, work.desk.desk_number, facts)

    @command(allow={Role.SYSTEM})
    def take_place(
        self, work: Work, machine: str, old_epochs: Sequence[str], lines: Iterable[Mapping[str, Any]]
    ) -> Restored:
        """The records of the PC before come in, whole or not at all, and a new chain of batches begins after its own.

        Raises what `restore` raises.
        """
        done = restore(self.bench, work.session, lines)
        newest = newest_event(work.session)
        if newest is not None:
            self.bench.stamps.follow(*newest)
        chain = state.chain(work.session)
        sure = replace(
            chain, sure_event=done.last_event, sure_audit=done.last_audit, closes=tuple(old_epochs)
        )
        state.put_chain(work.session, sure)
        begin_epoch(work.session, machine)
        work.note(closes=len(old_epochs), events=done.events, left=done.left)
        work.record(events.REPLACED, work.desk.desk_number, {"closes": list(old_epochs)})
        return done

    def _own_card(self, work: Work) -> Mapping[str, object]:
        """This desk's public keys: the new desk believes its passes from the first minute."""
        raw = TrustQueries(self.bench).export(work.by)
        return {"k": "c", "raw": base64.b64encode(raw).decode()}

    def _next_number(self, work: Work) -> int:
        numbers = range(1, MOST_DESKS + 1)
        given = last_time_of(work.session, events.FILE_MADE, numbers)
        fresh = {number for number, at in given.items() if work.now - at <= GOOD_FOR}
        taken = taken_numbers(work.session) | fresh | {work.desk.desk_number}
        free = [number for number in numbers if number not in taken]
        if not free:
            raise UserError(N_("All 99 numbers of this building are given out."))
        return free[0]

    def _place(
        self, work: Work, number: int, code: str, kind: DeskKind, replaces: int | None, folder: str
    ) -> Place:
        here, problems = work.desk, dict[str, DeskError]()
        if replaces == here.desk_number or not 1 <= number <= MOST_DESKS:
            problems["replaces"] = UserError(
                N_("That is this PC's own number. Make the file at another desk.")
            )
        if code.strip().upper() == here.desk_code:
            problems["desk_code"] = UserError(N_("This desk has that code. Each desk has its own."))
        place = Place(
            here.building,
            here.site_code,
            here.site_number,
            str(work.bench.clock.zone),
            number,
            code.strip().upper(),
            kind.value,
            replaces is not None,
            here.desk_code,
            folder,
        )
        try:
            place.founding.checked()
        except InvalidInput as refused:
            problems = {**refused.problems, **problems}
        if replaces is not None and state.head_office(work.session) is None:
            problems["replaces"] = UserError(
                N_("Only head office has the records of another PC, and this desk exchanges with none.")
            )
        if problems:
            raise InvalidInput(problems)
        return place


def require_new(file: JoinFile, *, replaces: bool) -> None:
    """Raise BadJoinFile for a file that was made for the other purpose."""
    if file.place.replaces and not replaces:
        raise BadJoinFile(
            N_("This file is for a PC that replaces another one. Choose that way, or have a new one made.")
        )
    if replaces and not file.place.replaces:
        raise BadJoinFile(
            N_("This file is for a further desk, not for one whose PC was lost. Choose that way.")
        )
