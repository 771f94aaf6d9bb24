"""The command line, in processes of its own where that matters, and by `main` where it does not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import DatabaseTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import plain
from desk_app.services.db.hold import Hold

HEAVY = ("sqlalchemy", "alembic", "pypinyin", "reportlab", "openpyxl", "zxingcpp", "argon2", "cryptography")


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
    def refuse(folder: DataFolder, **_: object) -> Services:
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
