"""The list of tenants as a spreadsheet: its columns, reading it, and the empty one to fill in."""

from __future__ import annotations

from pathlib import Path

from desk_app.services.core.words import N_, Words
from desk_app.services.sheets.reading import read_table
from desk_app.services.sheets.table import Column, Table
from desk_app.services.sheets.writing import write_xlsx

COLUMNS = (
    Column("name", N_("Company name"), ("公司名称", "公司", "租户", "租户名称", "客户", "客户名称", "单位", "单位名称",
           "企业名称", "名称", "company", "company name", "tenant", "tenant name"), required=True,
           example="云帆科技有限公司"),
    Column("short_name", N_("Short name"), ("简称", "公司简称", "short", "short name"), example="云帆"),
    Column("english_name", N_("English name"), ("英文名称", "英文名", "公司英文名", "english", "english name"),
           example="Yunfan Technology"),
    Column("units", N_("Units", "directory"), ("单元", "单元号", "房号", "房间号", "室号", "铺位",
           "unit", "units", "room", "suite"), example="1205、1206"),
    Column("floor", N_("Floor", "directory"), ("楼层", "层", "所在楼层", "floor", "level"), example="12"),
    Column("mailbox", N_("Mailbox", "directory"), ("信箱", "信箱号", "邮箱号", "mailbox"), example="A12"),
    Column("after_hours_phone", N_("After-hours phone"), ("非工作时间电话", "夜间电话", "应急电话", "紧急电话",
           "after hours phone", "after-hours phone", "emergency phone"), example="13800001205"),
    Column("contact", N_("Contact", "directory"), ("联系人", "联系人姓名", "负责人",
           "contact", "contact name", "contact person"), example="陈静"),
    Column("job", N_("Job", "directory"), ("职务", "职位", "联系人职务", "job", "job title", "title"), example="行政"),
    Column("phone", N_("Contact's phone"), ("联系电话", "联系人电话", "电话", "手机", "手机号", "手机号码", "phone",
           "contact phone", "mobile", "tel"), example="13900001205"),
    Column("moved_in", N_("Moved in", "directory"), ("入驻日期", "入住日期", "起租日", "起租日期",
           "moved in", "move-in date"), example="2026-01-01"),
    Column("cleared", N_("Finance cleared"), ("财务结清", "结清", "是否结清", "finance cleared", "cleared"),
           example="是"),
    Column("note", N_("Note", "directory"), ("备注", "说明", "note", "remark", "remarks", "notes"), example=""),
)  # fmt: skip


def read_tenants(path: Path) -> Table:
    """Read a list of tenants. Raises UnreadableSheet, StorageTrouble."""
    return read_table(path, COLUMNS)


def save_template(path: Path, words: Words) -> None:
    """An empty list to fill in, in the reader's language; headers carry examples. Raises StorageTrouble."""
    headers = [words.text(one.label) + (f" ({one.example})" if one.example else "") for one in COLUMNS]
    write_xlsx(path, words.text(N_("Tenants")), headers, ())
