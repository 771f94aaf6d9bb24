"""Passes that this PC never met: proven by their code alone, compared by their short lines, and kept from then on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.codes.claims import PassClaims, PassKind, gate_bits
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.core.paths import DataFolder
from desk_app.services.gate.service import Gate
from desk_app.services.journal.tables import EventRow
from desk_app.services.passes.events import RELEASED
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import ReleaseDraft, Slip
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.signed import claims_in
from desk_app.services.passes.tables import CodeRow, ReleaseRow, ReturnRow, RevocationRow
from desk_app.services.trust.tables import KnownDeskRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.passes.gate_help import CHAIRS, LONG, foreign, issue, stranger, trust
from tests.services.passes.gate_people import Post, part, refused


@pytest.fixture
def north(
    tmp_path: Path,
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]],
    clock: FakeClock,
    people: People,
    post: Post,
) -> Iterator[Post]:
    """The PC of the north gate: desk 2 of the same building, with a data folder and keys of its own."""
    folder = DataFolder(tmp_path / "north")
    shutil.copytree(founded_folder[0], folder.root)
    secrets = FakeSecrets()
    secrets.put("pepper", b"p" * 32)
    secrets.__dict__["_kept"] |= {
        name: kept for name, kept in founded_folder[1].__dict__["_kept"].items() if "key" not in name
    }
    services = assembly.open_services(folder, clock=clock, secrets=secrets)
    other = replace(services.bench.desk, desk_code="B1", desk_number=2)
    services = Services(replace(services.bench, desk=other))
    introduce(services, post.desk)
    introduce(post.desk, services)
    yield Post(services, people)
    services.bench.database.close()


def introduce(here: Services, there: Services) -> None:
    own = open_signing_key(there.bench.secrets, Purpose.PASS)
    trust(here, own.public, there.bench.desk.desk_number)


def claims_of_slip(slip: Slip | None) -> PassClaims:
    assert slip is not None
    return claims_in(slip.pass_code)


def test_a_pass_never_met_leaves_by_its_short_lines_and_is_kept(post: Post, north: Post) -> None:
    given = issue(post.desk, CHAIRS[:2])
    seen = north.at_gate(given)
    assert [(line.name, line.quantity, line.returnable) for line in seen.lines] == [
        ("人体工学办公椅 把", 12, True),
        ("投影仪 台", 2, True),
    ]
    assert (seen.complete, seen.exit_pass, seen.plate, seen.carrier) == (True, None, "粤B12345", "货拉拉")
    assert seen.number == given.claims.short_number.format()
    assert north.desk.get(Gate).scan(north.people.guard, given.code, 1).result.verdict.code is Code.RELEASE
    released = north.release(given.code).release
    assert (released.desk, released.here) == (2, True)
    refused(Code.USED_HERE, lambda: north.release(given.code))
    refused(Code.USED_HERE, lambda: north.release(given.short))
    assert (north.count(CodeRow), north.count()) == (1, 1)


def test_a_part_of_a_pass_never_met_gives_a_slip_too(post: Post, north: Post) -> None:
    given = issue(post.desk)
    first = north.release(given.code, part(0, 2, 1))
    claims = claims_of_slip(first.slip)
    assert (claims.desk, claims.fields.balance_of) == (2, given.claims.pass_id)
    assert (claims.pieces, claims.expires_at, claims.trips) == (14, given.claims.expires_at, 1)
    second = north.release(first.slip.pass_code, part(5, 0, 0))  # type: ignore[union-attr]
    assert [line.left for line in second.after.lines] == [7, 0, 2]
    assert [(line.position, line.quantity) for line in second.slip.lines] == [(1, 7), (3, 2)]  # type: ignore[union-attr]
    assert claims_of_slip(second.slip).fields.places == (1, 3)
    assert north.release(given.code).after.trips_used == 1
    refused(Code.USED_HERE, lambda: north.release(second.slip.pass_code))  # type: ignore[union-attr]


def test_a_slip_is_good_at_a_desk_that_met_neither(post: Post, north: Post) -> None:
    given = issue(post.desk)
    slip = post.release(given.code, part(12, 1, 0)).slip
    claims = claims_of_slip(slip)
    seen = north.desk.get(ReleaseQueries).at_gate(north.people.guard, claims)
    assert (seen.pass_id, seen.complete, seen.trips) == (given.claims.pass_id, True, 1)
    assert [(line.position, line.name, line.quantity) for line in seen.lines] == [
        (2, "投影仪 台", 1),
        (3, "显示器 台", 3),
    ]
    released = north.release(slip.pass_code, ReleaseDraft({2: 0, 3: 2}))  # type: ignore[union-attr]
    assert [(one.position, one.quantity) for one in released.release.moved] == [(3, 2)]
    again = claims_of_slip(released.slip)
    assert (again.fields.balance_of, again.fields.places) == (given.claims.pass_id, (2, 3))
    assert north.release(slip.pass_code).after.trips_used == 1  # type: ignore[union-attr]
    for raw in (slip.pass_code, released.slip.pass_code):  # type: ignore[union-attr]
        refused(Code.USED_HERE, lambda raw=raw: north.release(raw))  # type: ignore[misc]
    with north.desk.bench.database.read() as session:
        assert set(session.scalars(select(ReleaseRow.root))) == {given.claims.pass_id}


def test_a_slip_is_used_where_its_pass_is(post: Post, north: Post) -> None:
    given = issue(post.desk)
    slip = post.release(given.code, part(12, 1, 0)).slip
    north.release(given.code)
    assert slip is not None
    refused(Code.USED_HERE, lambda: north.release(slip.pass_code))


def test_a_slip_is_revoked_where_its_pass_is(post: Post, north: Post) -> None:
    given = issue(post.desk)
    slip = post.release(given.code, part(12, 1, 0)).slip
    with north.desk.bench.database.write() as session:
        session.add(RevocationRow(root=given.claims.pass_id, at=north.desk.bench.clock.now(), desk=1))
    assert slip is not None
    refused(Code.REVOKED, lambda: north.release(slip.pass_code))


def test_a_slip_of_the_last_trip_is_good_though_earlier_trips_were_made(post: Post, north: Post) -> None:
    given = issue(post.desk, trips=2)
    post.release(given.code)
    slip = post.release(given.code, part(12, 0, 0)).slip
    assert slip is not None
    assert north.release(slip.pass_code).release.closes
    assert post.release(slip.pass_code).after.trips_used == 2


def test_a_list_too_long_for_the_code_leaves_as_a_whole_only(post: Post, north: Post) -> None:
    given = issue(post.desk, LONG)
    seen = north.at_gate(given)
    assert not seen.complete and 0 < len(seen.lines) < len(LONG) and seen.pieces == 78
    for quantities in ({1: 1}, {line.position: line.quantity for line in seen.lines}):
        with pytest.raises(InvalidInput) as caught:
            north.release(given.code, replace(part(), quantities=quantities))
        assert set(caught.value.problems) == {"quantities"}
    released = north.release(given.code)
    assert (released.release.closes, released.release.moved) == (True, ())
    assert all(line.left == 0 for line in released.after.lines)
    refused(Code.USED_HERE, lambda: north.release(given.code))
    slip = post.release(given.code, part(1, 1)).slip
    assert slip is not None and len(slip.lines) == 11
    assert not north.desk.get(ReleaseQueries).at_gate(north.people.guard, claims_of_slip(slip)).complete


def test_a_slip_printed_elsewhere_lists_what_its_code_says(post: Post, north: Post) -> None:
    given = issue(post.desk)
    slip = post.release(given.code, part(12, 1, 0)).slip
    assert slip is not None
    north.release(slip.pass_code)
    printed = north.desk.get(ReleaseQueries).slip(north.people.guard, slip.pass_id)
    assert [(line.name, line.quantity) for line in printed.lines] == [("投影仪 台", 1), ("显示器 台", 3)]
    assert printed.short_code == slip.short_code


def test_a_pass_never_met_says_which_one_it_replaces(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    old = foreign(post.desk, counter=1)
    new = foreign(post.desk, counter=2, supersedes=old.claims.pass_id)
    post.release(new.code)
    refused(Code.REPLACED, lambda: post.release(old.code))
    with post.desk.bench.database.read() as session:
        row = session.get_one(RevocationRow, old.claims.pass_id)
        assert (row.desk, row.replaced_by, row.at) == (7, new.claims.pass_id, new.claims.issued_at)


def test_a_desk_replaces_its_own_passes_only(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    own = issue(post.desk)
    post.release(foreign(post.desk, counter=1, supersedes=own.claims.pass_id).code)
    with post.desk.bench.database.read() as session:
        assert session.get(RevocationRow, own.claims.pass_id) is None
    assert post.release(own.code).release.closes


def test_bound_to_one_gate_another_gate_refuses_before_and_after(post: Post, north: Post) -> None:
    given = issue(post.desk, gates=gate_bits([1]))
    refused(Code.WRONG_GATE, lambda: north.release(given.code, gate=2))
    slip = post.release(given.code, part(4, 0, 0), gate=1).slip
    assert slip is not None
    for raw in (given.code, slip.pass_code):
        refused(Code.WRONG_GATE, lambda raw=raw: north.release(raw, gate=2))  # type: ignore[misc]
    post.release(slip.pass_code, gate=1)
    for raw in (given.code, slip.pass_code):
        refused(Code.WRONG_GATE, lambda raw=raw: north.release(raw, gate=2))  # type: ignore[misc]
        refused(Code.USED_HERE, lambda raw=raw: post.release(raw, gate=1))  # type: ignore[misc]
    assert (north.count(), north.count(CodeRow)) == (0, 0)


def test_a_name_or_plate_never_stands_in_the_open_part_of_an_event(post: Post, north: Post) -> None:
    given = issue(post.desk)
    north.release(given.code, replace(part(1, 0, 0), plate="粤A88888", carrier="李强"))
    with north.desk.bench.database.read() as session:
        row = session.scalars(select(EventRow).where(EventRow.kind == RELEASED.name)).one()
    assert row.entity == given.claims.pass_id
    assert "李强" not in str(row.payload) and "粤A88888" not in str(row.payload)
    assert "李强" in str(row.private)


def test_a_long_carrier_gives_way_to_what_the_slip_must_say(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    lines = (GoodsLine("椅", 9, "把"),)
    short = foreign(post.desk, lines, kind=PassKind.GOODS, counter=8).claims
    crowded = replace(short, fields=replace(short.fields, plate="", carrier="承" * 29 + "x"))
    assert crowded.fields.room == 0
    fields = claims_of_slip(post.release(encode(crowded, stranger()), part(1)).slip).fields
    assert (fields.balance_of, fields.carrier) == (crowded.pass_id, "")
    assert [line.quantity for line in fields.lines] == [8]


def test_a_number_too_long_for_people_is_no_obstacle(post: Post) -> None:
    trust(post.desk, stranger().public, 7)
    given = foreign(post.desk, counter=20_000_000)
    assert post.at_gate(given).number == "20000000"
    assert post.release(given.code, part(5)).slip is not None
    with post.desk.bench.database.read() as session:
        assert session.get_one(CodeRow, given.claims.pass_id).short_code == ""
    refused(Code.RELEASE, lambda: _cut_off(post, given.code))


def _cut_off(post: Post, raw: str) -> None:
    """Nothing was heard from the other desk for four days."""
    with post.desk.bench.database.write() as session:
        session.get_one(KnownDeskRow, 7).heard_at = post.desk.bench.clock.now() - timedelta(days=4)
    post.release(raw)


def test_a_return_whose_pass_never_was_here_cannot_be_undone_here(post: Post) -> None:
    now = post.desk.bench.clock.now()
    with post.desk.bench.database.write() as session:
        session.add(
            ReturnRow(id=1, root=7 << 48, desk=post.desk.bench.desk.desk_number, gate=2, at=now, by=1)
        )
    with pytest.raises(NotFound, match="no such exit pass"):
        post.desk.get(Releases).undo_take_back(post.people.guard, 1)
