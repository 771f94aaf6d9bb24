"""The command line, in processes of its own where that matters, and by `main` where it does not."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk_app import cli
from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.codes.claims import PassClaims, PassKind, gate_bits
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import goods_fields
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.clocks import DEFAULT_ZONE, SystemClock
from desk_app.services.core.errors import DatabaseTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.secrets import FileStore
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import plain
from desk_app.services.db.hold import Hold
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.services.trust.keyfile import read_card
from desk_app.services.trust.service import Trust
from tests.fakes import FakeClock, FakeSecrets
from tests.services.trust.build import OtherDesk

HEAVY = ("sqlalchemy", "alembic", "pypinyin", "reportlab", "openpyxl", "zxingcpp", "argon2", "cryptography")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], folder: DataFolder) -> Callable[..., tuple[int, str]]:
    """Carries out a command line on `folder`; gives exit code and what was said."""

    def carry_out(*arguments: str, lang: str = "en") -> tuple[int, str]:
        try:
            code = cli.main(["--data", str(folder.root), "--lang", lang, *arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out + said.err

    return carry_out


@pytest.fixture
def closed(desk: Services, folder: DataFolder, secrets: FakeSecrets) -> DataFolder:
    """A desk as it lies on the disk, with its keys."""
    desk.bench.database.close()
    store = FileStore(folder.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    return folder


def tamper(folder: DataFolder, sql: str) -> None:
    import sqlcipher3.dbapi2 as sqlite

    connection = sqlite.connect(str(folder.database))
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_wrong_use_is_told_in_the_chosen_language(run: Callable[..., tuple[int, str]]) -> None:
    assert run("nonsense") == (2, run("nonsense")[1])
    assert "Not understood" in run("nonsense")[1]
    assert "无法识别" in run("nonsense", lang="zh_CN")[1]


def test_help_speaks_both_languages(run: Callable[..., tuple[int, str]]) -> None:
    code, said = run("--help")
    assert code == 0
    assert "Exit codes: 0" in said
    assert "退出码" in run("--help", lang="zh_CN")[1]


def test_check_of_whole_data(run: Callable[..., tuple[int, str]], closed: DataFolder) -> None:
    code, said = run("check")
    assert (code, said.strip()) == (0, "Database, journal and audit chain are whole.")


def test_check_says_when_whole_data_cannot_be_opened(
    run: Callable[..., tuple[int, str]], closed: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: DataFolder) -> Services:
        raise DatabaseTrouble(plain("The keys of this desk are missing."))

    monkeypatch.setattr(assembly, "open_services", refuse)
    code, said = run("check")
    assert (code, said.strip()) == (3, "The keys of this desk are missing.")
    assert json.loads(run("check", "--json")[1])["ok"] is False


def test_check_of_nothing_is_trouble(run: Callable[..., tuple[int, str]]) -> None:
    code, said = run("check", "--json")
    assert code == 3
    assert json.loads(said)["ok"] is False


@pytest.mark.parametrize(
    ("sql", "area", "fault"),
    [
        ("UPDATE audit_entries SET action='nothing' WHERE seq=2", "audit", "entry_edited"),
        ("DELETE FROM audit_entries WHERE seq=2", "audit", "entry_missing"),
        ("UPDATE journal_events SET payload='{}'", "journal", "event_edited"),
    ],
)
def test_check_names_what_was_tampered_with(
    run: Callable[..., tuple[int, str]], closed: DataFolder, sql: str, area: str, fault: str
) -> None:
    tamper(closed, sql)
    code, said = run("check", "--json")
    answer: dict[str, Any] = json.loads(said)
    assert code == 1
    assert answer["ok"] is False
    assert (area, fault) in [(one["area"], one["fault"]) for one in answer["faults"]]
    assert all(one["message"] for one in answer["faults"])


def test_check_names_a_damaged_file(run: Callable[..., tuple[int, str]], closed: DataFolder) -> None:
    whole = bytearray(closed.database.read_bytes())
    for page in range(8, len(whole) // 4096, 2):
        whole[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    closed.database.write_bytes(bytes(whole))
    code, said = run("check", "--json")
    assert code == 1
    assert "database" in {one["area"] for one in json.loads(said)["faults"]}


def test_backup_and_restore(run: Callable[..., tuple[int, str]], closed: DataFolder) -> None:
    code, said = run("backup", "--json")
    made = json.loads(said)
    assert code == 0
    assert Path(made["file"]).stat().st_size == made["bytes"]
    tamper(closed, "DELETE FROM audit_entries WHERE seq=2")
    assert run("check")[0] == 1
    assert run("restore", "latest")[0] == 0
    assert run("check")[0] == 0
    assert list(closed.backups.glob("*-before-restore.db")), "what was there is kept"


def test_a_restore_is_on_record_in_the_data_restored(
    run: Callable[..., tuple[int, str]], closed: DataFolder
) -> None:
    made = Path(json.loads(run("backup", "--json")[1])["file"]).name
    assert run("restore", "latest")[0] == 0
    import sqlcipher3.dbapi2 as sqlite

    connection = sqlite.connect(str(closed.database))
    newest = connection.execute(
        "SELECT action, role, staff, detail FROM audit_entries ORDER BY seq DESC LIMIT 1"
    )
    action, role, staff, detail = newest.fetchone()
    connection.close()
    assert (action, role, staff) == ("backups.note_restored", "system", 0)
    assert json.loads(detail)["backup"] == made
    assert run("check")[0] == 0


def test_what_is_no_backup_is_not_restored(
    run: Callable[..., tuple[int, str]], closed: DataFolder, tmp_path: Path
) -> None:
    before = closed.database.read_bytes()
    text = tmp_path / "passwd"
    text.write_text("root:x:0:0\n" * 100, encoding="utf-8")
    code, said = run("restore", str(text))
    assert (code, "is no backup of this program" in said) == (3, True)
    foreign = tmp_path / "other.db"
    import sqlcipher3.dbapi2 as sqlite

    connection = sqlite.connect(str(foreign))
    connection.execute("CREATE TABLE other (one)")
    connection.close()
    assert "is no backup of this program" in run("restore", str(foreign))[1]
    assert "不是本程序的备份" in run("restore", str(foreign), lang="zh_CN")[1]
    assert closed.database.read_bytes() == before


def test_a_newer_programs_data_and_backups_are_told_as_such(
    run: Callable[..., tuple[int, str]], closed: DataFolder
) -> None:
    tamper(closed, "PRAGMA user_version=9999")
    code, said = run("check")
    assert (code, "Install the newer program" in said) == (3, True)
    run("backup")
    code, said = run("restore", "latest")
    assert (code, "written by a newer version" in said) == (3, True)


def test_an_overwritten_header_is_a_fault_with_a_way_out(
    run: Callable[..., tuple[int, str]], closed: DataFolder
) -> None:
    whole = closed.database.read_bytes()
    closed.database.write_bytes(b"\xff" * 100 + whole[100:])
    code, said = run("check")
    assert code == 1
    assert f"desk-app --data {closed.root} restore latest" in said
    assert "Supervisor" not in said
    code, said = run("backup")
    assert (code, "restore latest" in said) == (3, True)


def test_many_faults_are_counted_and_not_all_told(
    run: Callable[..., tuple[int, str]], closed: DataFolder
) -> None:
    tamper(
        closed,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<30) INSERT INTO journal_events "
        "SELECT id+1000+i, stamp+1000+i, kind, version, entity, at, actor, payload, private, seal, digest "
        "FROM journal_events, n WHERE id=(SELECT min(id) FROM journal_events)",
    )
    code, said = run("check")
    lines = said.splitlines()
    everything = json.loads(run("check", "--json")[1])["faults"]
    assert code == 1
    assert lines[0].startswith(f"Faults: {len(everything)} (database: 0, journal: ")
    assert len(lines) == 1 + 20 + 2
    assert f"and {len(everything) - 20} more" in lines[-2]


def test_impossible_years_are_told_in_the_chosen_language(run: Callable[..., tuple[int, str]]) -> None:
    for years in ("99", "-1", "many", "nan"):
        assert "0 to 50 years" in run("demo", f"--years={years}")[1]
    assert "0 至 50" in run("demo", "--years=99", lang="zh_CN")[1]


def test_restore_waits_for_the_window_to_close(
    run: Callable[..., tuple[int, str]], closed: DataFolder
) -> None:
    run("backup")
    hold = Hold(closed)
    hold.take()
    code, said = run("restore", "latest")
    hold.release()
    assert code == 3
    assert "another window" in said


def test_restore_of_a_file_that_is_not_there(run: Callable[..., tuple[int, str]], closed: DataFolder) -> None:
    assert run("restore", "nothing.db")[0] == 2


def test_the_demo_wants_an_empty_folder(run: Callable[..., tuple[int, str]], closed: DataFolder) -> None:
    before = closed.database.read_bytes()
    assert run("demo")[0] == 2
    assert closed.database.read_bytes() == before


def test_selftest_finds_itself_whole(run: Callable[..., tuple[int, str]]) -> None:
    code, said = run("selftest", "--json")
    found = json.loads(said)
    assert found["broken"] == []
    assert found["ok"] is True
    assert {"accept", "refuse", "warn"} == set(found["sounds"])
    assert code == 0
    assert {"supervisor"} <= set(found["tabs"])
    assert {"staff", "audit", "backups"} <= set(found["services"])
    assert found["fonts"]
    assert "m0001_foundation" in found["migrations"]


def test_selftest_names_what_is_broken(
    run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from desk_app import selftest

    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "bad.ttf").write_bytes(b"no font")
    monkeypatch.setattr(selftest, "resources", lambda: tmp_path)
    code, said = run("selftest", "--json")
    assert code == 1
    broken = " ".join(json.loads(said)["broken"])
    assert "bad.ttf" in broken
    assert "icons: nothing found" in broken


# desk-app pass


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
        assert (code, said.splitlines()[0]) == (0, "Release")
    assert run("pass", "verify", made["now"], lang="zh_CN")[1].startswith("放行")
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


def python(code: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_a_command_without_a_window_needs_no_qt(closed: DataFolder) -> None:
    code = (
        "import sys; from desk_app.cli import main; assert main(['--data', sys.argv[1], 'check']) == 0;"
        "assert not [one for one in sys.modules if one.startswith('PySide6')]"
    )
    assert python(code, str(closed.root))


def test_nothing_heavy_before_the_first_paint(tmp_path: Path) -> None:
    code = f"""
import sys
import desk_app.app as app
from desk_app.ui.main_window import MainWindow
from PySide6.QtWidgets import QApplication
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import Words
def painted(window):
    print([one for one in {HEAVY!r} if one in sys.modules])
    window.close(); QApplication.exit()
show = MainWindow.open_up
def open_up(window, **rest):
    window.painted.disconnect()
    window.painted.connect(lambda: painted(window))
    show(window, **rest)
MainWindow.open_up = open_up
from pathlib import Path
app.run_window(DataFolder(Path(sys.argv[1])), Words("en"))
"""
    assert python(code, str(tmp_path)).strip() == "[]"
