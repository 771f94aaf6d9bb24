"""`desk-app headoffice`, from founding to a report in a spreadsheet."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk_app.cli import FAULT, OK, TROUBLE, WRONG_USE, main
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import names
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.names import Party
from tests.services.headoffice.desks import PaperDesk


class Cli:
    """Head office's command line in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.share = FolderShare(folder / "share")
        (folder / "share").mkdir()

    def run(self, *words: str, lang: str = "en") -> tuple[int, str]:
        verb, *rest = words
        base = ["--data", str(self.folder / "data"), "--lang", lang, "headoffice", verb]
        code = main([*base, "--folder", str(self.folder / "office"), *rest])
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def json(self, *words: str) -> tuple[int, dict[str, Any]]:
        code, said = self.run(*words, "--json")
        return code, json.loads(said)

    def office(self) -> HeadOffice:
        return HeadOffice.open(self.folder / "office")


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, capsys)


@pytest.fixture
def desk(cli: Cli) -> PaperDesk:
    """A desk whose card waits on the share of a head office."""
    assert cli.run("init", "--name", "总部", "--share", str(cli.folder / "share"))[0] == OK
    office = cli.office()
    made = PaperDesk(office, Party(12, 1))
    cli.share.create(f"{names.join(made.party)}/{names.card('00' * 8)}", made.card())
    return made


def test_a_head_office_is_founded_once(cli: Cli) -> None:
    code, said = cli.run("init", "--name", "总部")
    assert code == OK
    assert "Fingerprint" in said
    assert "no shared folder yet" in said and "use-share FOLDER" in said
    assert (cli.folder / "office" / "card.headoffice").read_bytes().startswith(b"LBH1")
    assert cli.run("init", "--name", "总部")[0] == WRONG_USE
    code, said = cli.run("collect")
    assert code == WRONG_USE
    assert "use-share" in said


def test_a_stick_is_for_once_and_the_share_stays(cli: Cli, desk: PaperDesk) -> None:
    own = cli.office().config.share
    stick = str(cli.folder / "stick")
    (cli.folder / "stick").mkdir()
    assert cli.run("collect", "--share", stick)[0] == OK
    assert cli.run("collect", "--share", stick, "--workers", "2")[0] == OK
    assert cli.office().config.share == own
    assert cli.run("use-share", stick)[0] == OK
    assert cli.office().config.share == stick


def test_without_one_it_says_how_to_begin(cli: Cli) -> None:
    code, said = cli.run("status", lang="zh_CN")
    assert code == TROUBLE
    assert "headoffice init" in said
    assert "还没有总部" in said


def test_a_desk_is_admitted_after_its_digits_were_read_out(cli: Cli, desk: PaperDesk) -> None:
    code, said = cli.json("admit")
    assert (code, [one["party"] for one in said["waiting"]]) == (OK, ["12-01"])
    code, said = cli.json("admit", "12-01")
    assert (code, said["ok"]) == (FAULT, False)
    assert cli.run("admit", "12-01", "--fingerprint", "1 2 3")[0] == WRONG_USE
    assert cli.run("admit", "12-01", "--fingerprint", said["fingerprint"])[0] == OK
    assert cli.json("admit")[1]["waiting"] == []


def test_a_round_collects_and_answers_and_the_report_counts(
    cli: Cli, desk: PaperDesk, tmp_path: Path
) -> None:
    assert cli.run("admit", "12-01", "--fingerprint", desk.office.read_card(desk.card()).fingerprint)[0] == OK
    desk.pack(desk.event("visit.checked_in"), desk.event("pass.issued"))
    desk.put(cli.share)
    code, said = cli.json("collect")
    assert (code, said["batches"], said["events"], said["refused"]) == (OK, 1, 2, 0)
    assert said["answered"] == 1
    assert "Desks that were answered: 0." in cli.run("publish")[1]
    assert cli.json("collect", "--workers", "2")[1]["batches"] == 0
    assert desk.ack(cli.share) is not None
    code, said = cli.json("status")
    assert (code, said["desks"][0]["party"], said["events"]) == (OK, "12-01", 2)
    out = tmp_path / "month.xlsx"
    assert cli.run("report", "month", "--date", "2026-11-23", "--out", str(out))[0] == OK
    book = load_workbook(out)
    assert book.sheetnames == ["Totals", "Desks", "Days"]
    assert list(book["Totals"].values)[1:] == [("Tower 12", 1), ("All buildings", 1)]
    assert (
        cli.run("report", "month", "--date", "2026-11-23", "--out", str(tmp_path / "month.doc"))[0]
        == WRONG_USE
    )
    month = ("report", "month", "--date", "2026-11-23")
    assert "Tower 12 (12)\n  Visitors checked in: 1\nAll buildings\n" in cli.run(*month)[1]
    assert "Tower 12, D1 (12-01)\n" in cli.run(*month, "--by", "desk")[1]
    assert "12-01  Tower 12  D1  访客登记  1\n" in cli.run(*month, "--by", "day", lang="zh_CN")[1]
    assert cli.run(*month, "--by", "desk", "--out", str(tmp_path / "month.csv"))[0] == OK
    assert "Tower 12,D1,1" in (tmp_path / "month.csv").read_text("utf-8-sig")
    said = cli.json(*month)[1]
    assert (said["all"], len(said["lines"])) == ({"visit.checked_in": 1}, 2), "programs get the steps too"
    assert "Nothing was recorded" in cli.run("report", "day", "--date", "2020-01-01")[1]
    assert cli.json("rebuild")[1]["events"] == 2
    assert cli.run("export", str(tmp_path / "all.jsonl"))[0] == OK
    assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == 4


def test_what_a_person_has_to_look_at_is_told_and_settled(cli: Cli, desk: PaperDesk) -> None:
    cli.run("admit", "12-01", "--fingerprint", desk.office.read_card(desk.card()).fingerprint)
    first = desk.pack({**desk.event(), "p": "{}"})
    desk.pack(desk.event())
    third = desk.pack(desk.event())
    desk.put(cli.share, first, third)
    cli.run("collect")
    assert cli.run("close", "12-01", desk.epoch)[0] == OK
    cli.run("collect")
    code, said = cli.json("status")
    assert (code, sorted(one["kind"] for one in said["incidents"])) == (FAULT, ["event_altered", "gap"])
    assert "操作" not in cli.run("status", lang="zh_CN")[1]
    for one in said["incidents"]:
        assert cli.run("settle", one["id"], "--note", "seen")[0] == OK
    assert cli.run("status")[0] == OK
    assert cli.run("settle", "0000")[0] == WRONG_USE
    assert cli.run("revoke", "12-01", "--since", "2026-11-23T08:00")[0] == OK
    assert cli.json("status")[1]["desks"][0]["counts"] is False
    assert cli.run("withdraw", "13-01")[0] == WRONG_USE
    assert "was revoked" in cli.run("withdraw", "12-01")[1]
    assert cli.run("withdraw", "lobby")[0] == WRONG_USE


def test_whoever_stops_reading_ends_it_quietly(cli: Cli, desk: PaperDesk) -> None:
    one = [sys.executable, "-m", "desk_app", "--data", str(cli.folder / "data"), "headoffice", "status"]
    with subprocess.Popen(
        [*one, "--json", "--folder", str(cli.folder / "office")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asked:
        assert asked.stdout is not None and asked.stderr is not None
        asked.stdout.close()
        assert (asked.stderr.read(), asked.wait()) == (b"", OK)


def test_a_server_that_is_not_there_is_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = f"postgresql://nobody@/office?host={cli.folder}"
    code, said = cli.run("init", "--name", "总部", "--url", nowhere)
    assert (code, "nobody" in said) == (TROUBLE, False)
    assert cli.run("init", "--name", "总部", "--url", "mysql://x/y")[0] == TROUBLE
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    assert "setup --headoffice" in cli.run("init", "--name", "总部", "--url", nowhere)[1]
