"""Papers as features will describe them, in both languages: for tests, benchmarks and for looking at."""

from __future__ import annotations

from collections.abc import Callable

from desk_app.services.printing.model import (
    Align,
    Banner,
    Code,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Letterhead,
    Rule,
    SignatureLines,
    Size,
    Space,
    Spring,
    Symbology,
    Table,
    Text,
    TextSize,
    Tick,
    TickBoxes,
)

DIGITS = "".join(str(place * 7919 % 10) for place in range(1, 261))
RARE_NAME = "欧阳𠮷祎"


def digits(count: int) -> str:
    return "".join(str((place * place * 31 + 7 * place + 3) % 10) for place in range(count))


def badge(
    name: str = RARE_NAME, code: str = DIGITS, copy: int = 0, company: str = "华东电气股份有限公司"
) -> Document:
    return Document(
        "visitor_pass",
        "访客证",
        Size.A6,
        (
            Letterhead("云杉国际中心", "大堂前台 · V2611220012"),
            Banner("访客", "VISITOR"),
            Text(name, TextSize.HUGE, bold=True),
            Text(company, TextSize.LARGE, max_lines=2),
            Spring(),
            Columns(
                (
                    (
                        Fields(
                            (
                                Field("被访人", "赵䶮㛃", strong=True),
                                Field("被访单位", "上海远洋物流有限公司"),
                                Field("楼层 / 单元", "18 层 1806", strong=True),
                                Field("有效期", "2026-11-22 09:30–18:00"),
                            ),
                            stacked=True,
                        ),
                        Banner("须陪同", "ESCORT", solid=False, large=False),
                    ),
                    (Code(code, short="2 0061 8274 5", caption="出门时扫码"),),
                ),
                widths=(1.0, 1.28),
            ),
            Rule(),
            Text(
                "请于离开时交还 · Please return this badge on leaving",
                TextSize.SMALL,
                align=Align.CENTRE,
                muted=True,
            ),
        ),
        number="V2611220012",
        copy=copy,
    )


def english_badge(copy: int = 0) -> Document:
    return Document(
        "visitor_pass",
        "Visitor badge",
        Size.A6,
        (
            Letterhead("Spruce International Centre", "Lobby desk · V2611220012"),
            Banner("VISITOR", "访客"),
            Text("Alexandra Featherstonehaugh", TextSize.HUGE, bold=True),
            Text("Northern Lights Engineering Consultants (Asia Pacific) Ltd.", TextSize.LARGE, max_lines=2),
            Spring(),
            Columns(
                (
                    (
                        Fields(
                            (
                                Field("Host", "Zhao Wenjia", strong=True),
                                Field("Company", "Ocean Logistics Co., Ltd."),
                                Field("Floor / unit", "18 / 1806", strong=True),
                                Field("Valid", "22 Nov 2026, 09:30–18:00"),
                            ),
                            stacked=True,
                        ),
                    ),
                    (Code(DIGITS, short="2 0061 8274 5", caption="Scan on leaving"),),
                ),
                widths=(1.0, 1.28),
            ),
            Rule(),
            Text("Please return this badge on leaving", TextSize.SMALL, align=Align.CENTRE, muted=True),
        ),
        number="V2611220012",
        copy=copy,
        copy_label="Copy {n} 副本",
    )


def receipt(code: str = "30072618", copy: int = 0) -> Document:
    return Document(
        "loan_receipt",
        "物品借用单",
        Size.RECEIPT_80,
        (
            Letterhead("云杉国际中心", "客户服务中心 · 021-5555 0100"),
            Heading("物品借用单", "L2611220031"),
            Rule(dashed=True),
            Fields(
                (
                    Field("借用人", "王赟", strong=True),
                    Field("手机", "138****5521"),
                    Field("单位", "上海远洋物流有限公司（1806）"),
                    Field("借出", "2026-11-22 17:42"),
                    Field("应还", "2026-11-23 18:00", strong=True),
                )
            ),
            Table(
                (Column("物品", 3), Column("编号", 2), Column("押金", 1.3, Align.RIGHT)),
                (("爱心伞（长柄）", "U-0148", "¥20.00"), ("折叠轮椅", "W-0003", "¥200.00")),
            ),
            Fields((Field("押金合计", "¥220.00", strong=True),)),
            Rule(dashed=True),
            Code(code, short="3007 2618", caption="归还时出示", size_mm=40 if len(code) < 100 else None),
            SignatureLines(("借用人签字", "经办人签字")),
            Text("请爱护公物，遗失或损坏照价赔偿。", TextSize.SMALL, align=Align.CENTRE),
        ),
        number="L2611220031",
        copy=copy,
    )


def english_receipt() -> Document:
    return Document(
        "loan_receipt",
        "Loan receipt",
        Size.RECEIPT_80,
        (
            Letterhead("Spruce International Centre", "Customer service · 021-5555 0100"),
            Heading("Loan receipt", "L2611220031"),
            Rule(dashed=True),
            Fields(
                (
                    Field("Borrower", "Wang Yun", strong=True),
                    Field("Phone", "138****5521"),
                    Field("Company", "Ocean Logistics Co., Ltd. (1806)"),
                    Field("Lent", "2026-11-22 17:42"),
                    Field("Due", "2026-11-23 18:00", strong=True),
                )
            ),
            Table(
                (Column("Item", 3), Column("Tag", 2), Column("Deposit", 1.6, Align.RIGHT)),
                (("Umbrella, long handle", "U-0148", "¥20.00"), ("Folding wheelchair", "W-0003", "¥200.00")),
            ),
            Fields((Field("Deposit, total", "¥220.00", strong=True),)),
            Rule(dashed=True),
            Code(
                "30072618", Symbology.CODE_128, short="3007 2618", caption="Show it when you return the items"
            ),
            SignatureLines(("Borrower", "Desk")),
        ),
        number="L2611220031",
    )


def roll_call(rows: int = 40, watermark: str = "演练 DRILL") -> Document:
    names = ("张伟", "欧阳𠮷祎", "赵䶮㛃", "阿卜杜热合曼·买买提", "Alexandra Featherstonehaugh", "李娜")
    floors = ("18", "19", "20")
    return Document(
        "roll_call",
        "在场人员点名表",
        Size.A4,
        (
            Letterhead("云杉国际中心", "大堂前台"),
            Heading("在场人员点名表", "2026-11-22 14:05"),
            Fields(
                (Field("在场人数", str(rows), strong=True), Field("打印人", "陈静"), Field("演练", "是")),
                columns=3,
                stacked=True,
            ),
            Table(
                (
                    Column("", 0.5, tick=True),
                    Column("姓名", 2.2),
                    Column("来访单位", 3),
                    Column("楼层", 0.8, Align.CENTRE),
                    Column("被访单位", 3),
                    Column("进入", 1, Align.RIGHT),
                ),
                tuple(
                    (
                        "",
                        names[row % len(names)],
                        "华东电气股份有限公司"
                        if row % 5
                        else "华东电气股份有限公司上海分公司工程技术中心（临时）",
                        floors[row % 3],
                        "上海远洋物流有限公司",
                        f"{9 + row % 8:02}:{row % 60:02}",
                    )
                    for row in range(rows)
                ),
                empty="无在场人员",
            ),
            SignatureLines(("点名人", "安全主管", "时间")),
        ),
        number="R2611220001",
        watermark=watermark,
        page_label="第 {page} 页，共 {pages} 页",
    )


Say = Callable[[str, str], str]


def goods_facts(say: Say) -> Fields:
    return Fields(
        (
            Field(say("租户", "Tenant"), say("上海远洋物流有限公司", "Ocean Logistics Co., Ltd."), True),
            Field(say("单元", "Unit"), "1806"),
            Field(say("签字人", "Signatory"), say("赵䶮㛃", "Zhao Wenjia")),
            Field(say("承运人", "Carrier"), say("刘洋 139****0042", "Liu Yang 139****0042")),
            Field(say("车牌", "Plate"), "沪A·12345"),
            Field(say("有效", "Valid"), say("仅 2026-11-22 当日", "22 Nov 2026 only")),
        ),
        columns=2,
    )


def goods_lines(say: Say) -> Table:
    return Table(
        (
            Column(say("名称", "Item"), 3),
            Column(say("数量", "Quantity"), 1, Align.RIGHT),
            Column(say("单位", "Unit"), 0.8),
            Column(say("序列号", "Serial number"), 2.2),
        ),
        (
            (say("服务器", "Server"), "2", say("台", "pc"), "SN-88213"),
            (say("显示器", "Monitor"), "12", say("台", "pc"), ""),
            (say("文件柜", "Cabinet"), "3", say("个", "pc"), ""),
        ),
    )


def goods_slip(part: str, copy: int = 0, language: str = "zh") -> Document:
    zh = language == "zh"

    def say(chinese: str, english: str) -> str:
        return chinese if zh else english

    return Document(
        "goods_pass",
        say("物品出门条", "Goods pass"),
        Size.A5_LANDSCAPE,
        (
            Letterhead(say("云杉国际中心", "Spruce International Centre"), part),
            Heading(say("物品出门条", "Goods pass"), "G2611220007"),
            Columns(
                (
                    (
                        goods_facts(say),
                        goods_lines(say),
                        TickBoxes(
                            (
                                Tick(say("搬离", "Move-out")),
                                Tick(say("维修", "Repair"), True),
                                Tick(say("须归还", "Returnable"), True),
                            ),
                            columns=3,
                        ),
                    ),
                    (
                        Code(
                            digits(430),
                            short="1 0027 7315 8",
                            caption=say("门岗扫码放行", "Scan at the gate"),
                            size_mm=48,
                        ),
                    ),
                ),
                widths=(2.3, 1),
            ),
            Spring(),
            SignatureLines((say("签字人", "Signatory"), say("门岗", "Gate"), say("时间", "Time"))),
        ),
        number="G2611220007",
        copy=copy,
        page_label=say("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    )


def tag() -> Document:
    return Document(
        "umbrella_tag",
        "U-0148",
        Size.LABEL_60_40,
        (
            Text("爱心伞 U-0148", TextSize.LARGE, bold=True, align=Align.CENTRE),
            Spring(),
            Code("5000014837", Symbology.CODE_128, short="50 0001 4837"),
            Space(1),
        ),
    )


def key_tag() -> Document:
    return Document(
        "key_tag",
        "K-0217",
        Size.LABEL_40_30,
        (
            Columns(
                (
                    (Code("600002171", size_mm=22),),
                    (Text("K-0217", TextSize.LARGE, bold=True), Text("600 002 171")),
                )
            ),
        ),
    )
