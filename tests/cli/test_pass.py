"""`desk-app pass`: verify, key card, records."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.codes.claims import PassClaims, PassKind, gate_bits
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import goods_fields
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.clocks import DEFAULT_ZONE, SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.secrets import FileStore
from desk_app.services.core.settings import LocalSettings
from desk_app.services.db.hold import Hold
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.services.trust.keyfile import read_card
from desk_app.services.trust.service import Trust
from tests.fakes import FakeClock
from tests.services.trust.build import OtherDesk


@pytest.fixture
def made(
    desk: Services, closed: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Passes of the closed desk, all of the moment: a visitor's, goods for gate 2, one that has expired."""
    monkeypatch.setattr(SystemClock, "now", lambda _: clock.now())
    now, here = clock.now(), desk.bench.desk
    key = open_signing_key(FileStore(closed.secrets), Purpose.PASS)
    plain_pass = PassClaims(
        PassKind.VISITOR, here.desk_number, 4001, here.site_number, int(now.timestamp()), 0, 600
    )
    goods = replace(
        plain_pass,
        kind=PassKind.GOODS,
        counter=4002,
        gates=gate_bits([2]),
        pieces=3,
        digest=b"12345678",
        fields=goods_fields((GoodsLine("笔记本电脑", 3, "台"),), "粤B12345"),
    )
    old = replace(plain_pass, counter=4003, issued=plain_pass.issued - 40_000)
    return {
        "now": encode(plain_pass, key),
        "goods": encode(goods, key),
        "old": encode(old, key),
        "then": datetime.fromtimestamp(old.issued + 60, DEFAULT_ZONE).strftime("%Y-%m-%dT%H:%M:%S"),
    }


def test_a_pass_is_verified_without_a_release(
    run: Callable[..., tuple[int, str]], closed: DataFolder, made: dict[str, str]
) -> None:
    for _ in range(2):
        code, said = run("pass", "verify", made["now"][:90], made["now"][90:])
        assert (code, said.splitlines()[0]) == (0, "May leave")
    assert run("pass", "verify", made["now"], lang="zh_CN")[1].startswith("可放行")
    code, said = run("pass", "verify", made["old"])
    assert (code, said.splitlines()[0], "Phone the front desk" in said) == (1, "Expired", True)
    assert run("pass", "verify", made["old"], "--at", made["then"])[0] == 0
    code, said = run("pass", "verify", "12345")
    assert (code, said.splitlines()[0]) == (1, "Scan again")


def test_goods_and_gates_on_the_command_line(
    run: Callable[..., tuple[int, str]], closed: DataFolder, made: dict[str, str]
) -> None:
    code, said = run("pass", "verify", made["goods"], "--gate", "2")
    assert (code, "  3 × 笔记本电脑" in said, "Pieces in all: 3" in said) == (0, True, True)
    assert run("pass", "verify", made["goods"])[0] == 1, "this PC is no gate"
    LocalSettings(closed.local_settings).put(GATE_NUMBER, 2)
    assert run("pass", "verify", made["goods"])[0] == 0, "this PC's own gate"
    code, said = run("pass", "verify", made["goods"], "--gate", "3")
    assert (code, said.splitlines()[0]) == (1, "Wrong gate")


def test_a_verdict_for_programs(
    run: Callable[..., tuple[int, str]], closed: DataFolder, made: dict[str, str]
) -> None:
    code, said = run("pass", "verify", made["goods"], "--gate", "2", "--json")
    answer = json.loads(said)
    assert code == 0
    assert list(answer) == [
        "ok", "verdict", "word", "reason", "next_step", "phone", "releases", "needs_supervisor", "proven", "met",
        "uses", "pass", "freshness", "clock", "gate", "at",
    ]  # fmt: skip
    assert (answer["ok"], answer["verdict"], answer["proven"], answer["gate"]) == (True, "release", True, 2)
    assert answer["pass"]["goods"] == [{"quantity": 3, "name": "笔记本电脑 台"}]
    assert (answer["pass"]["kind"], answer["pass"]["gates"], answer["pass"]["plate"]) == (
        "goods",
        [2],
        "粤B12345",
    )
    assert (answer["freshness"]["alone"], answer["freshness"]["note"]) == (
        True,
        "This PC works alone: nothing can be missing.",
    )
    assert answer["clock"] == {"suspect": False, "behind_seconds": 0, "notes": []}
    nothing = json.loads(run("pass", "verify", "x", "--json")[1])
    assert (nothing["ok"], nothing["verdict"], nothing["pass"], nothing["freshness"]) == (
        False, "foreign", None, None,
    )  # fmt: skip


def test_a_release_that_needs_the_supervisor_is_not_free(
    run: Callable[..., tuple[int, str]], closed: DataFolder, made: dict[str, str]
) -> None:
    services = assembly.open_services(closed)
    services.get(Trust).admit(SYSTEM, OtherDesk(services).card(), None)
    services.bench.database.close()
    code, said = run("pass", "verify", made["now"], "--json")
    answer = json.loads(said)
    assert (code, answer["ok"], answer["releases"], answer["needs_supervisor"]) == (1, False, True, True)
    assert (answer["freshness"]["level"], answer["phone"]["whom"]) == ("red", "supervisor")
    assert answer["freshness"]["alone"] is False
    assert "Phone the supervisor" in run("pass", "verify", made["now"])[1]


def test_digits_from_standard_input(
    run: Callable[..., tuple[int, str]],
    closed: DataFolder,
    made: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(made["now"] + "\r\n"))
    assert run("pass", "verify", "-")[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("9" * 1_000_000))
    assert run("pass", "verify", "-")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",),
        (),
        ("verify", "1", "--gate", "9"),
        ("verify", "1", "--at", "soon"),
        ("admit", "x"),
        ("keycard",),
    ],
)
def test_wrong_use_of_pass(
    run: Callable[..., tuple[int, str]], closed: DataFolder, arguments: tuple[str, ...]
) -> None:
    assert run("pass", *arguments)[0] == 2


@pytest.mark.parametrize(
    "when", ["0001-01-01", "9999-12-31T23:59:59", "2026-11-23T09:30+08:00", "2026-11-23 09:30"]
)
def test_any_time_is_answered(
    run: Callable[..., tuple[int, str]], closed: DataFolder, made: dict[str, str], when: str
) -> None:
    assert run("pass", "verify", made["now"], "--at", when)[0] in (0, 1)


def test_verifying_needs_data_and_leaves_none(
    run: Callable[..., tuple[int, str]], folder: DataFolder
) -> None:
    assert run("pass", "verify", "1")[0] == 3
    assert not folder.database.exists()


def test_a_pass_is_verified_while_the_window_is_open(
    run: Callable[..., tuple[int, str]], closed: DataFolder, made: dict[str, str]
) -> None:
    hold = Hold(closed)
    hold.take()
    try:
        assert run("pass", "verify", made["now"])[0] == 0
    finally:
        hold.release()


def test_the_key_card_is_saved_once(
    run: Callable[..., tuple[int, str]], closed: DataFolder, tmp_path: Path
) -> None:
    code, said = run("pass", "keycard", str(tmp_path / "a1"), "--json")
    answer = json.loads(said)
    saved = Path(answer["file"])
    assert (code, saved.name) == (0, "a1.deskkey")
    assert read_card(saved.read_bytes()).fingerprint == answer["fingerprint"]
    before = saved.read_bytes()
    code, said = run("pass", "keycard", str(saved))
    assert (code, "already" in said, saved.read_bytes() == before) == (2, True, True)
    assert run("pass", "keycard", str(tmp_path / "nowhere" / "a.deskkey"))[0] == 3


def test_records_go_out_and_no_desk_takes_in_its_own(
    run: Callable[..., tuple[int, str]], closed: DataFolder, tmp_path: Path
) -> None:
    code, said = run("pass", "records", "save", str(tmp_path / "stick"))
    assert code == 0 and "stick.gaterecords" in said
    file = tmp_path / "stick.gaterecords"
    code, said = run("pass", "records", "take", str(file))
    assert code == 2 and "made this file itself" in said
    file.write_bytes(file.read_bytes()[:-20])
    code, said = run("pass", "records", "take", str(file), "--json")
    answer = json.loads(said)
    assert (code, answer["ok"], answer["error"]) == (2, False, "NotTaken")
