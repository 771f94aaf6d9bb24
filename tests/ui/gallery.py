"""Every widget in one window, to look at: `python -m tests.ui.gallery` (--shots FOLDER saves pictures and
ends).
"""

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QTabWidget,
    QWidget,
)

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, Message, Words, load_words
from desk_app.ui.ask import _add, _box
from desk_app.ui.crash_dialog import CrashDialog
from desk_app.ui.i18n import format_duration, format_time, speaker
from desk_app.ui.icons import icon
from desk_app.ui.theme import THEMES, TONES, load_fonts, look
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.pill import Pill
from desk_app.ui.widgets.qr_view import QrView
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.section import Section
from desk_app.ui.widgets.shortcut_sheet import Shortcut, ShortcutGroup, ShortcutSheet
from desk_app.ui.widgets.side_panel import SidePanel
from desk_app.ui.widgets.signature_pad import SignaturePad
from desk_app.ui.widgets.toast import Toasts

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
M = Message
STATES = {
    "On site": "positive",
    "Expected": "info",
    "Left": "neutral",
    "Overstay": "danger",
    "On a break": "warning",
}
NAMES = [
    "王建国",
    "李 䶮",
    "Anna Schmidt",
    "欧阳文佳",
    "陈祎",
    "赵赟",
    "𠮷野 健",
    "Zhang Wei",
    "司徒美玲",
    "刘旻",
]
FIRMS = ["华信科技 1203", "恒瑞贸易 0807", "Nordlicht GmbH 2201", "中远物流 1510"]
SAID = {
    "Visitors": "来访登记",
    "Umbrellas": "爱心伞",
    "Keys": "钥匙",
    "Mail": "邮件",
    "Repairs": "报修",
    "Parts": "控件",
    "Lost property": "失物招领",
    "Name": "姓名",
    "State": "状态",
    "Host": "受访单位",
    "Since": "到访时间",
    "Stay": "停留",
    "Phone": "手机",
    "On site": "在访",
    "Expected": "预约",
    "Left": "已离开",
    "Overstay": "逾时未离",
    "On a break": "暂离",
    "All": "全部",
    "Check in": "登记来访",
    "Print pass": "打印访客证",
    "Search name, phone, number, or scan": "输入姓名、拼音首字母、手机号、编号，或直接扫码",
    "New visitor": "新访客",
    "Company": "来访单位",
    "Remark": "备注",
    "Day": "日期",
    "Time": "时间",
    "11 digits, or a land line": "11 位手机号或固定电话",
    "The phone number is one digit short.": "手机号少一位。",
    "Party": "人数",
    "Purpose": "来访事由",
    "Delete": "删除",
    "Quiet": "次要",
    "Link": "链接",
    "Plain": "普通",
    "More details": "更多信息",
    "Working without the network since 09:40.": "09:40 起网络不通，本机照常工作。",
    "{name} checked out": "{name} 已离开",
    "Nobody here yet": "暂无来访",
    "Sign": "签名",
    "Badge": "证件",
    "Expected visitors appear here. Ctrl+N checks somebody in.": "预约的访客会显示在此。按 Ctrl+N 登记。",
    "This drill is not an emergency.": "这是演练，不是真实警情。",
    "Sent to head office": "已送达总部",
    "Everywhere": "全局",
    "On this page": "本页",
    "Search": "搜索",
    "Lock": "锁定",
    "Check out": "登记离开",
    "Visitor": "访客",
    "Details": "详情",
    "Interview": "面试",
    "Meeting": "会议",
    "Meeting or interview": "会议或面试",
    "Revoke this pass?": "作废这张出门条？",
    "The gate will refuse it from now on.": "门岗将不再放行。",
    "Revoke": "作废",
    "Not now": "暂不",
    "The pass list is {age} old.": "作废名单已有 {age} 未更新。",
    "Three letters are waiting at mailbox 12.": "12 号信箱有 3 封信待取。",
    "Remember": "记住",
    "Contractor": "施工单位",
}


@dataclass(frozen=True)
class Visit:
    id: int
    name: str
    state: str
    host: str
    since: datetime


VISITS = [
    Visit(n, NAMES[n % 10], list(STATES)[n * 7 % 11 % 5], FIRMS[n % 4], NOW - timedelta(minutes=7 * n))
    for n in range(60)
]


def visit_table() -> RowTable:
    table = RowTable(
        [
            Column(M("Name"), lambda v: v.name, width=150),
            Column(
                M("State"),
                lambda v: speaker.words.text(v.state),
                tone=lambda v: STATES[v.state],
                pill=True,
                width=110,
            ),
            Column(M("Host"), lambda v: v.host),
            Column(
                M("Since"),
                lambda v: format_time(v.since),
                sort_key=lambda v: v.since,
                align="right",
                width=110,
            ),
            Column(
                M("Stay"),
                lambda v: format_duration(NOW - v.since),
                sort_key=lambda v: NOW - v.since,
                align="right",
                width=120,
            ),
        ],
        lambda v: v.id,
        multi=True,
    )
    table.set_rows(VISITS)
    table.select(3)
    table.hovered = 6
    return table


def visitors() -> QWidget:
    page = QWidget()
    search = QLineEdit()
    search.setProperty("role", "search")
    search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    speaker.remember(search, "setPlaceholderText", "Search name, phone, number, or scan", {})
    bar = FilterBar(
        [
            Chip("all", M("All")),
            Chip("on", M("On site")),
            Chip("late", M("Overstay"), "danger"),
            Chip("x", M("Expected")),
        ],
        "on",
    )
    bar.set_counts(all=230, on=12, late=3, x=41)
    table = visit_table()
    banner = Banner(closable=True)
    banner.tell("Working without the network since 09:40.", "warning", action=M("Details"))
    main = column(
        row(
            search,
            button("Check in", kind="primary", icon="plus", key="Ctrl+N"),
            button("Print pass", icon="print"),
        ),
        banner,
        row(bar, None, button("More", kind="icon", icon="more")),
        table,
        spacing=12,
        margins=16,
    )
    panel = SidePanel()
    panel.show_body("New visitor", form())
    panel.foot.addStretch(1)
    panel.foot.addWidget(button("Cancel"))
    panel.foot.addWidget(button("Check in", kind="primary"))
    whole = row(spacing=0)
    whole.addLayout(main, 1)
    whole.addWidget(panel)
    page.setLayout(whole)
    return page


def form() -> QWidget:
    made = Form(columns=2)
    made.add("name", "Name", QLineEdit("王建国"), required=True, span=2)
    made.add("phone", "Phone", QLineEdit("1380013800"), required=True, hint=M("11 digits, or a land line"))
    made.add("party", "Party", NumberField())
    host = Picker()
    made.add("host", "Host", host, required=True, span=2)
    purpose = QComboBox()
    for text in ("Meeting", "Interview", "Contractor"):
        purpose.addItem(text, text)
    made.add("purpose", "Purpose", purpose)
    made.add("company", "Company", QLineEdit())
    made.add("day", "Day", DayField(lambda: NOW))
    made.add("time", "Time", TimeField(lambda: NOW))
    remark = QPlainTextEdit()
    remark.setFixedHeight(64)
    made.add("remark", "Remark", remark, span=2)
    made.show_problems(InvalidInput({"phone": UserError(M("The phone number is one digit short."))}))
    body = QWidget()
    body.setLayout(column(made, Section(M("More details")), None))
    return body


def signed_pad() -> SignaturePad:
    pad = SignaturePad()
    for stroke in (
        [(40, 80), (60, 30), (70, 90), (95, 40), (110, 85)],
        [(120, 60), (150, 40), (160, 80), (220, 50)],
    ):
        pad._begin(QPointF(*stroke[0]))
        for spot in stroke[1:]:
            pad._go(QPointF(*spot))
        pad._drawing = False
    return pad


def fill_badge(middle: Card) -> None:
    qr = QrView()
    qr.set_matrix([[(x * 7 + y * 13 + x * y) % 3 == 0 for x in range(33)] for y in range(33)], "pass")
    qr.setFixedSize(QSize(205, 205))
    middle.body.addWidget(qr, 0, Qt.AlignmentFlag.AlignHCenter)
    middle.body.addLayout(row(Label("128", "figure"), said_label(M("Sent to head office"), "muted"), None))
    middle.body.addWidget(
        EmptyState(
            "visitors",
            M("Nobody here yet"),
            M("Expected visitors appear here. Ctrl+N checks somebody in."),
            M("Check in"),
        )
    )


def parts() -> QWidget:
    page, left, middle, right = QWidget(), Card(M("Parts")), Card(M("Badge")), Card(M("Sign"))
    left.buttons.addWidget(button("Refresh", kind="icon", icon="refresh"))
    kinds = [
        ("Plain", "plain"),
        ("Check in", "primary"),
        ("Delete", "danger"),
        ("Quiet", "quiet"),
        ("Link", "link"),
    ]
    left.body.addLayout(row(*(button(text, kind=kind) for text, kind in kinds), None))
    off = [button(text, kind=kind) for text, kind in kinds[:3]]
    for made in off:
        made.setEnabled(False)
    left.body.addLayout(row(*off, button("Print pass", icon="print"), None))
    left.body.addLayout(row(*(Pill(state, tone) for state, tone in STATES.items()), None))
    for tone in TONES[1:]:
        banner = Banner()
        banner.tell("The pass list is {age} old.", tone, age="9 h")
        left.body.addWidget(banner)
    yes, radio, number, bar = QCheckBox("Remember"), QRadioButton("Meeting"), NumberField(), QProgressBar()
    yes.setChecked(True)
    radio.setChecked(True)
    bar.setValue(60)
    left.body.addLayout(
        row(yes, QCheckBox("Contractor"), radio, QRadioButton("Interview"), number, None, spacing=16)
    )
    left.body.addWidget(bar)
    dead = QLineEdit("disabled")
    dead.setEnabled(False)
    left.body.addLayout(row(QLineEdit("text"), dead, QComboBox()))
    left.body.addStretch(1)
    fill_badge(middle)
    right.body.addWidget(signed_pad())
    right.body.addWidget(SignaturePad())
    right.body.addStretch(1)
    layout = row(left, middle, right, spacing=16, margins=16)
    layout.setStretch(0, 2)
    layout.setStretch(1, 1)
    page.setLayout(layout)
    return page


TABS = [
    ("Visitors", "visitors"),
    ("Umbrellas", "umbrella"),
    ("Keys", "key"),
    ("Mail", "mail"),
    ("Repairs", "wrench"),
]


class Gallery(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        self.tabs = QTabWidget()
        self.tabs.setIconSize(QSize(18, 18))
        self.tabs.addTab(visitors(), icon("visitors"), "")
        self.tabs.addTab(parts(), icon("star"), "")
        for _title, sign in TABS[1:]:
            self.tabs.addTab(QWidget(), icon(sign), "")
        self.setCentralWidget(self.tabs)
        self.toasts = Toasts(self)
        self.resize(1366, 768)
        self._retell("")
        speaker.language_changed.connect(self._retell)

    def _retell(self, _language: str) -> None:
        for place, title in enumerate(["Visitors", "Parts", *(title for title, _ in TABS[1:])]):
            self.tabs.setTabText(place, speaker.words.text(title))


def chinese() -> Words:
    kit = load_words(CHINESE, resources() / "i18n")
    return Words(CHINESE, {**kit._texts, **{("", english): said for english, said in SAID.items()}})


def shoot(app: QApplication, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    window = Gallery()
    window.show()
    groups = [
        ShortcutGroup(M("Everywhere"), [Shortcut("Ctrl+K", M("Search")), Shortcut("Ctrl+L", M("Lock"))]),
        ShortcutGroup(
            M("On this page"), [Shortcut("Ctrl+N", M("New visitor")), Shortcut("Ctrl+Z", M("Undo"))]
        ),
    ]
    for words, theme in (
        (chinese(), "light"),
        (chinese(), "dark"),
        (Words(ENGLISH), "light"),
        (Words(ENGLISH), "dark"),
    ):
        speaker.use(words)
        look.use(app, theme)
        window.toasts.show("{name} checked out", undo=lambda: None, name="王建国")
        for place in range(2):
            window.tabs.setCurrentIndex(place)
            app.processEvents()
            window.grab().save(str(folder / f"{place}-{words.language}-{theme}.png"))
        picker = window.tabs.widget(0).findChild(Picker)
        window.tabs.setCurrentIndex(0)
        picker.setFocus()
        picker.setText("hx")
        picker.offer("hx", [Suggestion(1, "华信科技", "12 层 1203"), Suggestion(2, "恒鑫贸易", "8 层 0807")])
        app.processEvents()
        picker._list.grab().save(str(folder / f"picker-{words.language}-{theme}.png"))
        picker._list.hide()
        box = _box(
            window, speaker.words.text("Revoke this pass?"), "The gate will refuse it from now on.", "danger"
        )
        _add(box, speaker.words.text("Revoke"), "yes", danger=True)
        _add(box, speaker.words.text("Cancel"), "no")
        crash = CrashDialog(
            M("The program has made a mistake."), M("Copied."), "Traceback\n  x", folder, window
        )
        for name, dialog in (("keys", ShortcutSheet(groups, window)), ("box", box), ("crash", crash)):
            dialog.show()
            app.processEvents()
            dialog.grab().save(str(folder / f"{name}-{words.language}-{theme}.png"))
            dialog.close()
    window.close()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--english", action="store_true")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    load_fonts(app)
    look.use(app, options.theme)
    speaker.use(Words(ENGLISH) if options.english else chinese())
    if options.shots:
        shoot(app, options.shots)
        return 0
    window = Gallery()
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
