"""The demo building is a desk like any other: journal, chain, index and counters as if every verb had been used."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.demo.build import DEMO, DEMO_PIN, Built, build_demo
from desk_app.services.demo.people import person
from desk_app.services.gate.service import Gate
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Counts, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services.demo.conftest import NOW, make

SEALED = {"id_sealed", "secret_sealed", "words_sealed", "why_sealed"}
UNLIKE = SEALED | {"pass_code", "id_index", "pin", "seal", "digest", "created"}
"""Columns with keys or salt in them: different in every building."""


def rows(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.bench.database.raw() as connection:
        return [tuple(row) for row in connection.execute(sql)]


def one(services: Services, sql: str) -> Any:
    return rows(services, sql)[0][0]


def contents(services: Services, table: str) -> list[dict[str, Any]]:
    with services.bench.database.raw() as connection:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY 1")
        names = [column[0] for column in found.description]
        return [
            {name: value for name, value in zip(names, row, strict=True) if name not in UNLIKE}
            for row in found
        ]


FEATURE_TABLES = (
    "duty_entries",
    "incidents",
    "visits",
    "visit_breaks",
    "watch_list",
    "calls",
    "exit_passes",
    "exit_pass_lines",
    "pass_codes",
    "pass_revocations",
    "pass_releases",
    "pass_released_lines",
    "pass_returns",
    "pass_returned_lines",
    "pass_templates",
    "loan_items",
    "loan_item_steps",
    "loans",
    "loan_lines",
    "loan_calls",
    "loan_extensions",
    "loan_suspensions",
    "loan_stock",
    "loan_stock_movements",
    "drawer_movements",
    "drawer_counts",
    "key_handouts",
    "key_lines",
    "key_custody",
    "key_approvals",
    "key_calls",
    "key_explanations",
    "key_lost_reports",
    "key_faults",
    "key_reservations",
    "found_items",
    "found_item_notices",
    "found_item_claims",
    "lost_reports",
    "repairs",
    "repair_story",
    "repair_prices",
    "repair_price_list",
    "mail_batches",
    "mail_batch_counts",
    "mail_ordinary",
    "mail_pieces",
    "mail_attempts",
    "outgoing_mail",
    "mail_reconciliations",
    "mail_months",
    "incident_kinds",
    "handover_countings",
    "handover_counts",
    "handovers",
    "notices",
    "notice_reads",
)


def test_nothing_is_wrong_with_file_journal_and_chain(built: Built) -> None:
    demo = built.services
    with demo.bench.database.read() as session:
        assert list(verify(session)) == []
    assert one(demo, "PRAGMA integrity_check") == "ok"
    assert rows(demo, "PRAGMA foreign_key_check") == []
    assert built.rows == sum(one(demo, f"SELECT count(*) FROM {table}") for table in FEATURE_TABLES) > 3_000


def test_every_record_has_its_events_and_is_found(demo: Services) -> None:
    for table in (
        "visits",
        "calls",
        "exit_passes",
        "tenants",
        "units",
        "tenant_contacts",
        "loans",
        "loan_items",
        "keys",
        "key_handouts",
        "found_items",
        "lost_reports",
        "repairs",
        "mail_pieces",
        "outgoing_mail",
    ):
        assert (
            one(demo, f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT entity FROM journal_events)")
            == 0
        )
        assert one(demo, f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT id FROM search_entry)") == 0
    assert (
        one(demo, "SELECT count(*) FROM signatories WHERE id NOT IN (SELECT entity FROM journal_events)") == 0
    )
    left = "SELECT count(*) FROM visits WHERE state = 'left'"
    assert one(demo, left) == one(
        demo, "SELECT count(*) FROM journal_events WHERE kind = 'visit.checked_out'"
    )


def test_the_journal_is_in_the_order_of_time_over_all_features(demo: Services) -> None:
    events = rows(demo, "SELECT id, stamp, at, kind FROM journal_events ORDER BY id")
    assert [event[1] for event in events] == sorted({event[1] for event in events})
    assert [event[2] for event in events] == sorted(event[2] for event in events)
    assert events[-1][2] <= NOW.timestamp() * 1000
    assert {"visit.checked_in", "call.taken", "tenant.moved_out", "unit.added"} <= {
        event[3] for event in events
    }
    order = rows(demo, "SELECT id FROM search_entry WHERE class IN (SELECT no FROM search_class"
                       " WHERE kind IN ('visit', 'call')) ORDER BY row")  # fmt: skip
    assert order == sorted(order)


def test_a_number_is_given_once_and_the_desk_goes_on_counting(demo: Services) -> None:
    numbers = Counter(
        row[0]
        for row in rows(
            demo,
            "SELECT number FROM visits UNION ALL SELECT number FROM calls UNION ALL SELECT number FROM exit_passes"
            " UNION ALL SELECT number FROM loans UNION ALL SELECT number FROM key_handouts"
            " UNION ALL SELECT number FROM key_lost_reports UNION ALL SELECT number FROM repairs"
            " UNION ALL SELECT number FROM mail_batches"
            " UNION ALL SELECT number FROM mail_pieces UNION ALL SELECT number FROM outgoing_mail"
            " UNION ALL SELECT form_number FROM mail_pieces WHERE form_number <> ''"
            " UNION ALL SELECT number FROM found_items UNION ALL SELECT number FROM lost_reports"
            " UNION ALL SELECT number FROM handovers UNION ALL SELECT number FROM incidents",
        )
    )
    assert max(numbers.values()) == 1
    today = [number for number in numbers if number.startswith("YF-A1-261125-")]
    last = one(demo, "SELECT last FROM counters WHERE series = 'number-261125'")
    assert len(today) == last == max(int(number.rsplit("-", 1)[1]) for number in today)
    assert one(demo, "SELECT last FROM counters WHERE series = 'key-codes'") == one(
        demo,
        "SELECT (SELECT count(*) FROM key_copies) + (SELECT count(*) FROM key_rings)"
        " + (SELECT count(*) FROM key_handouts)",
    )
    assert one(demo, "SELECT last FROM counters WHERE series = 'repair-codes'") == one(
        demo, "SELECT count(*) FROM repairs"
    )
    assert one(demo, "SELECT last FROM counters WHERE series = 'pass'") == one(
        demo,
        "SELECT (SELECT count(*) FROM visits WHERE pass_id IS NOT NULL) + (SELECT count(*) FROM exit_passes)",
    )


def test_the_counts_are_what_a_recount_gives(demo: Services) -> None:
    """Before closing time nobody overstays; everything else is counted one by one here."""
    visits = contents(demo, "visits")
    today = Counter(visit["state"] for visit in visits if visit["day"] == "2026-11-25")
    inside = Counter(visit["state"] for visit in visits)
    recent = [f"2026-11-{day}" for day in range(18, 26)]
    assert demo.get(VisitorQueries).counts(SYSTEM) == Counts(
        expected=today["expected"],
        waiting=inside["waiting"],
        on_site=inside["on_site"],
        on_break=inside["on_break"],
        left=today["left"],
        overstay=0,
        unconfirmed=sum(one["state"] == "probably_left" and one["day"] in recent for one in visits),
        no_show=today["no_show"],
        refused=today["refused"],
    )


def test_the_same_seed_gives_the_same_building_and_work_goes_on_in_it(
    demo: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_pins(monkeypatch)
    clock = FakeClock(NOW)
    again = make(tmp_path / "data", clock).services
    try:
        for table in (
            "tenants",
            "tenant_contacts",
            "signatories",
            "units",
            "visits",
            "exit_passes",
            "pass_releases",
            "pass_returns",
            "calls",
            "repairs",
            "repair_story",
            "journal_events",
        ):
            assert contents(again, table) == contents(demo, table)
        assert again.bench.settings.get(DEMO) is True
        staff = {one.role: one for one in again.get(StaffQueries).who_can_sign_in()}
        guard = again.get(Staff).sign_in(staff[Role.GUARD].id, DEMO_PIN)
        by = again.get(Staff).sign_in(staff[Role.RECEPTIONIST].id, DEMO_PIN)
        clock.advance(minutes=1)
        arrival = Arrival("新来客", "13800001234", host=Host(tenant="云帆"))
        came = again.get(Visitors).check_in(by, arrival).result.visit
        assert again.get(Gate).scan(guard, came.pass_code).result.verdict.code is Code.RELEASE
        with again.bench.database.read() as session:
            assert list(verify(session)) == []
    finally:
        again.bench.database.close()


def test_another_seed_gives_other_people() -> None:
    assert [person(random.Random(1)) for _ in range(2)] != [person(random.Random(2)) for _ in range(2)]


def test_a_folder_that_holds_data_is_left_alone(folder: DataFolder) -> None:
    folder.root.mkdir(parents=True)
    folder.database.write_bytes(b"somebody's")
    with pytest.raises(IllegalStep):
        build_demo(folder)
    assert folder.database.read_bytes() == b"somebody's"
