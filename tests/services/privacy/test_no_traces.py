"""Fifty people at work, and all that goes wrong: nobody stands in logs, temporary files, crash reports."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import DeskError
from desk_app.services.core.logs import start_logging, stop_logging, trace
from desk_app.services.core.looking import Why
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.personal import Identity
from desk_app.services.privacy.service import Privacy
from desk_app.services.visitors.records import Arrival, Host, IdKind, Permit, Purpose
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock

Expect = Callable[[str], None]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _document(n: int) -> str:
    """An identity card's number with its check digit."""
    first = f"11010119900307{n:03d}"
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, _WEIGHTS, strict=True)) % 11]


FIFTY = [(f"欧阳{chr(0x82E5 + n)}澜", f"1371234{n:04d}", _document(n)) for n in range(50)]
_SECRETS = [part for person in FIFTY for part in person]


class Broken(RuntimeError):
    """A bug that quotes whatever it has at hand."""


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def reports(
    desk: Services, people: People, clock: FakeClock, folder: DataFolder, temp: Path, expected_logs: Expect
) -> Iterator[str]:
    """A day of fifty people, refusals and bugs among it; what crash reports would say."""
    expected_logs(r"refused")
    handler = start_logging(folder.logs, logging.DEBUG)
    said = [_come(desk, people, clock, *person) for person in FIFTY]
    yield "\n".join(said)
    stop_logging(handler)


def _come(desk: Services, people: People, clock: FakeClock, name: str, phone: str, number: str) -> str:
    visitors, by, log = desk.get(Visitors), people.receptionist, logging.getLogger("test")
    permit = Permit("SG-1", clock.now().date(), "李卫")
    host, card = Host(tenant="蓝海科技"), IdKind.ID_CARD
    arrival = Arrival(
        name=name, phone=phone, company="澜图设计", purpose=Purpose.CONTRACTOR, host=host,
        id_kind=card, id_number=number, permit=permit,
    )  # fmt: skip
    visit = visitors.check_in(by, arrival).result.visit
    desk.get(Calls).take_call(by, TypedCall(phone=phone, caller=name, about=name))
    found: list[BaseException] = []
    for wrong in (
        lambda: visitors.check_in(by, arrival),
        lambda: visitors.reveal_document(by, visit.id, name, Why.OTHER),
        lambda: desk.get(Privacy).look_up(people.supervisor, Identity(f"{phone}{number}", name), Why.PERSON),
        lambda: _bug(name, phone, number),
    ):
        try:
            wrong()
        except (DeskError, Broken) as error:
            log.warning("refused", exc_info=error)
            found.append(error)
    visitors.check_out(by, visit.id)
    return "\n".join(trace(type(one), one, one.__traceback__) for one in found)


def _bug(name: str, phone: str, number: str) -> None:
    raise Broken(f"{name} {phone} ({number})") from KeyError(phone)


def test_nobody_is_named_in_logs_temporary_files_and_crash_reports(
    reports: str, folder: DataFolder, temp: Path
) -> None:
    files = [one for one in (*folder.logs.rglob("*"), *temp.rglob("*")) if one.is_file()]
    assert files and len(reports) > 10_000, "else the test looks at nothing"
    content = b"".join(one.read_bytes() for one in files)
    assert [one for one in _SECRETS if one in reports or one.encode() in content] == []


def test_the_audit_log_names_nobody_but_in_reasons(reports: str, desk: Services) -> None:
    entries = desk.get(AuditQueries).entries(SYSTEM, AuditFilter())
    assert [one for one in entries if any(secret in one.detail for secret in _SECRETS)] == []


def test_no_document_number_stands_in_any_file(reports: str, desk: Services, folder: DataFolder) -> None:
    with desk.bench.database.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    content = b"".join(one.read_bytes() for one in folder.root.rglob("*") if one.is_file())
    assert [number for _, _, number in FIFTY if number.encode() in content] == []
