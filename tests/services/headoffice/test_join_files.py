"""Join files that head office makes: whose number they give out, and what goes along in which order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.core.errors import InvalidInput
from desk_app.services.headoffice import master
from desk_app.services.headoffice.joining import JoinFiles
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.joining.file import GOOD_FOR, JoinFile, Made, read_join_file
from desk_app.services.sync.names import Party
from tests.fakes import FakeClock
from tests.services.headoffice.conftest import Admit
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare

_SELF = {
    "building": "云帆大厦", "site_code": "YF", "site_number": 1, "desk_code": "D1", "desk_number": 1,
    "kind": "reception", "zone": "Asia/Shanghai",
}  # fmt: skip


@pytest.fixture
def desk(office: HeadOffice, admit: Admit, share: PlainShare) -> PaperDesk:
    """A desk whose own row is here, and rows that refer to each other, the referring ones first."""
    one = admit(1, 1)
    contact = {"id": 7, "tenant": 8, "name": "王芳", "active": 1}
    one.pack(
        one.event(),
        one.row("desk", [1], _SELF),
        one.row("tenant_contacts", [7], contact),
        one.row("tenants", [8], {"id": 8, "name": "华东设计院", "status": "in"}),
        one.row("units", [9], {"id": 9, "floor": 5, "number": "1801", "active": 1}),
        one.row("floors", [5], {"id": 5, "label": "18", "position": 18, "active": 1}),
    )
    one.put(share)
    office.collect(share)
    office.deciding.decide(None, accept=True, site=1)
    return one


def read(made: Made, clock: FakeClock) -> JoinFile:
    return read_join_file(made.content, made.code, clock.now())


def test_what_is_referred_to_comes_before_what_refers_to_it(
    office: HeadOffice, desk: PaperDesk, clock: FakeClock
) -> None:
    rows = [line["t"] for line in read(JoinFiles(office).further(1, "B1"), clock).of("m")]
    assert rows == [table for table in master.tables() if table in rows]
    assert rows.index("tenants") < rows.index("tenant_contacts")
    assert rows.index("floors") < rows.index("units")


def test_two_files_are_for_two_desks_until_they_expire(
    office: HeadOffice, desk: PaperDesk, clock: FakeClock
) -> None:
    files = JoinFiles(office)
    assert [files.further(1, code).place.party for code in ("B1", "B2")] == [Party(1, 2), Party(1, 3)]
    with pytest.raises(InvalidInput):
        files.further(1, "b1")
    office.admit(PaperDesk(office, Party(1, 2)).card())
    assert files.further(1, "B4").place.party == Party(1, 4)
    clock.advance(seconds=(GOOD_FOR + timedelta(minutes=1)).total_seconds())
    assert files.further(1, "B1").place.party == Party(1, 3), "nobody used it"
