"""`desk-app report`: files without a window, and what is said when they cannot be made."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk_app.services import assembly
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.report.closing import DayBook
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.printing.paper import text_of

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def out(closed: DataFolder, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder beside a desk's data; today is 2026-11-23."""
    monkeypatch.setattr(SystemClock, "now", lambda _: clock.now())
    made = tmp_path / "out"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@pytest.mark.parametrize(
    ("span", "stem"),
    [
        ("day", "report-YF-A1-2026-11-22"),
        ("month", "report-YF-A1-2026-11"),
        ("year", "report-YF-A1-2026"),
    ],
)
def test_both_files_of_a_period(run: Run, out: Path, span: str, stem: str) -> None:
    code, said = run("report", span, "--date", "2026-11-22", "--out", str(out))
    assert (code, names(out)) == (0, [f"{stem}.pdf", f"{stem}.xlsx"])
    assert said.splitlines() == [f"Saved: {out / stem}{ending}" for ending in (".pdf", ".xlsx")]


@pytest.mark.parametrize(
    ("wanted", "endings"),
    [(["--pdf"], {".pdf"}), (["--xlsx"], {".xlsx"}), (["--pdf", "--xlsx"], {".pdf", ".xlsx"})],
)
def test_only_what_is_asked_for(run: Run, out: Path, wanted: list[str], endings: set[str]) -> None:
    assert run("report", "day", "--out", str(out), *wanted)[0] == 0
    assert {Path(name).suffix for name in names(out)} == endings
    assert all(name.startswith("report-YF-A1-2026-11-23") for name in names(out)), (
        "without a date it is today"
    )


def test_in_the_language_asked_for(run: Run, out: Path) -> None:
    for lang, title in (("en", "End-of-day report"), ("zh_CN", "日报")):
        assert run("report", "day", "--out", str(out), "--pdf", lang=lang)[0] == 0
        assert title in text_of((out / names(out)[0]).read_bytes())


def test_for_programs(run: Run, out: Path) -> None:
    code, said = run("report", "month", "--out", str(out), "--json")
    answer = json.loads(said)
    assert (code, answer["ok"], answer["first"], answer["last"]) == (0, True, "2026-11-01", "2026-11-30")
    assert answer["files"] == [str(out / name) for name in names(out)]
    assert answer["sections"]["visitors"]["figures"]["arrived"] == {
        "value": 0, "unit": "count", "of": None, "target": None, "now": False, "signed": None,
    }  # fmt: skip
    assert (answer["disagreements"], answer["entered_late"], answer["closed_at"]) == ([], 0, None)
    assert answer["figures_changed"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("day",),
        ("week", "--out", "."),
        ("day", "--date", "2026-02-30", "--out", "."),
        ("day", "--date", "22.11.2026", "--out", "."),
        ("day", "--date", "=1+1", "--out", "."),
        ("day", "--out", ""),
    ],
)
def test_wrong_use_says_how(run: Run, out: Path, arguments: tuple[str, ...]) -> None:
    code, said = run("report", *arguments)
    assert code == 2 and "usage" in said and "Not understood" in said


@pytest.mark.parametrize(
    ("span", "day"), [("day", "2026-11-24"), ("month", "2026-12-01"), ("year", "2027-01-01")]
)
def test_a_day_that_has_not_come(run: Run, out: Path, span: str, day: str) -> None:
    code, said = run("report", span, "--date", day, "--out", str(out))
    assert (code, said) == (2, "This day has not come yet. Choose today or an earlier day.\n")
    assert names(out) == []
    code, said = run("report", span, "--date", day, "--out", str(out), "--json")
    assert (code, json.loads(said)["ok"]) == (2, False)


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-12-31"])
@pytest.mark.parametrize("span", ["day", "month", "year"])
def test_a_day_outside_what_is_on_record(run: Run, out: Path, span: str, day: str) -> None:
    code, said = run("report", span, "--date", day, "--out", str(out))
    wanted = "has not come" if day > "2026" else "outside what is on record"
    assert code == 2 and wanted in said and "usage" not in said and names(out) == []


def test_a_figure_that_changed_after_closing(
    run: Run, closed: DataFolder, out: Path, clock: FakeClock, people: People, secrets: FakeSecrets
) -> None:
    desk = assembly.open_services(closed, clock=clock, secrets=secrets)
    arrival = Arrival("来客", "13800001234", host=Host(person="陈丽", floor="12"))
    visit = desk.get(Visitors).check_in(people.receptionist, arrival).result.visit
    clock.advance(hours=12)
    desk.get(DayBook).close_day(people.supervisor, date(2026, 11, 23), None, "")
    clock.advance(minutes=5)
    desk.get(Visitors).check_out(people.receptionist, visit.id)
    desk.bench.database.close()
    asked = ("report", "day", "--out", str(out), "--pdf")
    assert "Figures that are others now than when they were signed: 1" in run(*asked)[1]
    answer = json.loads(run(*asked, "--json")[1])
    assert (answer["entered_late"], answer["figures_changed"]) == (0, 1)


def test_a_day_before_there_was_a_desk(run: Run, out: Path) -> None:
    assert run("report", "day", "--date", "2000-01-01", "--out", str(out))[0] == 0


def test_a_folder_that_is_missing_or_a_file(run: Run, out: Path) -> None:
    (out / "file").write_bytes(b"x")
    for name in ("missing", "file"):
        code, said = run("report", "day", "--out", str(out / name))
        assert code == 3 and str(out / name) in said and "Nothing was written" in said
    assert names(out) == ["file"]


def test_a_folder_nobody_can_write_to(run: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    code, said = run("report", "day", "--out", str(out))
    assert code == 3 and "the disk takes no writing" in said and "Nothing was written" in said
    assert names(out) == []


def test_no_data_yet(run: Run, out: Path, folder: DataFolder) -> None:
    folder.database.unlink()
    assert run("report", "day", "--out", str(out))[0] == 3
    assert names(out) == []


def test_it_needs_no_screen(closed: DataFolder, out: Path) -> None:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    program = (
        "import sys; from desk_app.cli import main; code = main(sys.argv[1:]);"
        "print(code, 'PySide6.QtWidgets' in sys.modules)"
    )
    asked = [
        "--data",
        str(closed.root),
        "--lang",
        "en",
        "report",
        "year",
        "--date",
        "2025-01-01",
        "--out",
        str(out),
    ]
    done = subprocess.run(
        [sys.executable, "-c", program, *asked],
        env={**environment, "QT_QPA_PLATFORM": "none-of-these"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 False"
    assert len(names(out)) == 2
