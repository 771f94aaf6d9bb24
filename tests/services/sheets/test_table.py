from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.sheets.reading import read_lines, read_table
from desk_app.services.sheets.table import UnreadableSheet, clean_cell, plain_title
from tests.services.sheets.samples import COLUMNS, csv_text


@pytest.mark.parametrize(
    "title",
    [
        "公司名称",
        " 公司 名称 ",
        "公司名称（必填）",
        "*公司名称:",
        "Company Name",
        "COMPANY_NAME",
        "Ｎａｍｅ",
        "公司[例]",
    ],
)
def test_headers_are_matched_leniently(title: str) -> None:
    table = read_table(f"{title},x\n甲方,1\n".encode(), COLUMNS)
    assert table.rows[0]["name"] == "甲方"
    assert table.ignored == ("x",)


def test_the_header_may_stand_below_a_title() -> None:
    table = read_table("2026 年租户名单\n打印：周敏\n公司,电话\n甲方,1\n".encode(), COLUMNS)
    assert table.headers == {"name": "公司", "phone": "电话"}
    assert [(row.line, row["name"]) for row in table.rows] == [(4, "甲方")]


def test_a_list_without_its_required_column_says_which() -> None:
    with pytest.raises(UnreadableSheet) as refused:
        read_table("单元,电话\n1205,1\n".encode(), COLUMNS)
    assert refused.value.values["column"] == "Company name"


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"hello,world\n1,2\n"])
def test_a_list_without_any_known_column_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableSheet, match="No column"):
        read_table(raw, COLUMNS)


def test_two_columns_of_one_meaning_take_the_first() -> None:
    table = read_table("公司,公司名称\n甲方,乙方\n".encode(), COLUMNS)
    assert table.rows[0]["name"] == "甲方" and table.ignored == ("公司名称",)


def test_short_lines_read_as_empty() -> None:
    row = read_table("公司,单元,电话\n甲方\n".encode(), COLUMNS).rows[0]
    assert row["phone"] == "" and row["no such column"] == ""


def test_lines_with_nothing_in_known_columns_are_left_out() -> None:
    assert read_table("公司,x\n,1\n甲方,2\n".encode(), COLUMNS).rows[0].line == 3


def test_plain_text_of_titles_and_cells() -> None:
    assert plain_title("联系 电话 (手机)") == "联系电话"
    assert clean_cell("a\tb\u202e\x07c\u3000") == "a bc"


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(csv_text(), encoding="utf-8")
    assert len(read_lines(path)) == 3


def test_paths_that_are_no_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet, match="not a file"):
        read_lines(tmp_path)
    with pytest.raises(StorageTrouble):
        read_lines(tmp_path / "missing.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes need a POSIX system")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableSheet, match="not a file"):
        read_lines(tmp_path / "pipe")


def test_a_large_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(1 << 32)
    with pytest.raises(UnreadableSheet, match="larger"):
        read_lines(path)
