"""What the building's desks tell each other about passes: one fact a pass, with what was done on it at this desk.

The records are those of the file (`told`, `record_file`), taken in by the same rules; what cannot be right is found by
the same look. Rules that need no database are in `clashes` and `counting`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from desk_app.services.codes.claims import desk_of
from desk_app.services.core.sharing import Fact, NotHeard, Sharing, desk_of_id
from desk_app.services.gate.numbers import lost_time
from desk_app.services.journal.work import Read, Work
from desk_app.services.passes import events
from desk_app.services.passes.looking import look_at
from desk_app.services.passes.record_file import PARTS, NotTaken, read_records, written
from desk_app.services.passes.tables import PassRow, ReleaseRow
from desk_app.services.passes.taking_in import take_in
from desk_app.services.passes.telling import tell_about
from desk_app.services.passes.told import Told

_AT_ONCE = 200


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """A fact for each of these passes on which this desk did anything; ids of records, or roots without one."""
    rows = read.session.execute(select(PassRow.id, PassRow.pass_id).where(PassRow.id.in_(ids)))
    of: dict[int, int] = {row.id: row.pass_id for row in rows}
    roots = sorted({of.get(one, one) for one in ids})
    desk = read.desk
    for start in range(0, len(roots), _AT_ONCE):
        some = roots[start : start + _AT_ONCE]
        yield from _facts(tell_about(read.session, desk.site_number, desk.desk_number, read.now, some))


def _facts(told: Told) -> Iterator[Fact]:
    parts: dict[int, dict[str, list[object]]] = {}
    for name, rows in written(told).items():
        for row in rows:
            root = row["root"]
            assert isinstance(root, int)
            parts.setdefault(root, {one: [] for one in PARTS})[name].append(row)
    for root, of in sorted(parts.items()):
        yield {"root": root, **of}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    """Another gate's deeds on one pass become rows beside ours; what clashes stands on the conflict desk."""
    told = _read(work, desk, fact)
    root: int = fact["root"]
    try:
        with work.session.begin_nested():
            news = take_in(work.session, told, work.desk.desk_number, lost_time(work))
    except NotTaken as why:
        raise NotHeard(str(why.message)) from None
    if news.roots:
        facts = {"desk": desk, "releases": news.releases, "revocations": news.revocations}
        work.record(events.RECEIVED, root, facts)
    if news.roots or _released_here(work, root):
        look_at(work, {root})


def _read(work: Work, desk: int, fact: Fact) -> Told:
    """The records of a fact. Raises NotHeard for what makes no sense, and for deeds that are not this desk's own."""
    try:
        told = read_records(_known_names(fact), work.desk.site_number, desk, _LONG_AGO)
    except (ValueError, TypeError, KeyError):
        raise NotHeard("no pass records") from None
    if not set(_roots(told)) <= {fact.get("root")}:
        raise NotHeard("records of another pass")
    deeds = [(one.desk, desk_of_id(one.id)) for of in (told.releases, told.returns) for one in of]
    if any(one != (desk, desk) for one in deeds):
        raise NotHeard("deeds of another desk")
    if any(desk_of(one.root) != desk for one in told.revocations):
        raise NotHeard("a pass of another desk revoked")
    return told


def _roots(told: Told) -> Iterable[int]:
    rows = (told.releases, told.returns, told.revocations, told.passes)
    return (one.root for of in rows for one in of)


_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Up to when the desk's records are here is not a fact's to say: the batch it comes in says so."""

_NAMES = {
    "releases": "id desk root pass place gate at by trip closes whole slip seen moved",
    "returns": "id desk root gate at by undone_at moved",
    "revocations": "root at by replaced_by",
    "passes": "pass root code number trips quantities",
}


def _known_names(fact: Fact) -> dict[str, list[dict[str, object]]]:
    """The fact without what a newer version added: it is for desks that know it."""
    return {part: [_known(row, _NAMES[part].split()) for row in fact[part]] for part in PARTS}


def _known(row: Mapping[str, Any], names: Collection[str]) -> dict[str, object]:
    return {name: row[name] for name in names}


def _released_here(work: Work, root: int) -> bool:
    mine = select(ReleaseRow.id).where(ReleaseRow.root == root, ReleaseRow.desk == work.desk.desk_number)
    return work.session.scalars(mine.limit(1)).first() is not None


SHARED = (Sharing("passes", frozenset({events.EXIT_PASSES}), _tell, _hear, urgent=True),)
