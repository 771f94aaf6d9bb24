import pytest
import zxingcpp
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desk_app.services.core.words import CHINESE, N_, Words, plain
from desk_app.ui.i18n import speaker
from desk_app.ui.theme import look, theme
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label
from desk_app.ui.widgets.pill import Pill
from desk_app.ui.widgets.qr_view import QrView
from desk_app.ui.widgets.section import Section
from desk_app.ui.widgets.shortcut_sheet import Shortcut, ShortcutGroup, ShortcutSheet
from desk_app.ui.widgets.side_panel import SidePanel
from desk_app.ui.widgets.signature_pad import SignaturePad

CHIPS = [Chip("all", N_("All")), Chip("on", N_("On site")), Chip("late", N_("Overstay"), "danger")]


@pytest.fixture
def shown(qtbot):
    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


def test_chips_count_choose_and_speak(shown, qtbot) -> None:
    bar = shown(FilterBar(CHIPS, "on"))
    told: list[str] = []
    bar.chosen.connect(told.append)
    bar.set_counts(on=1200, late=0)
    assert [made.text() for made in bar._buttons.values()] == ["All", "On site  1,200", "Overstay  0"]
    bar._buttons["on"].setFocus()
    qtbot.keyClick(bar._buttons["on"], Qt.Key.Key_Right)
    assert bar._buttons["late"].hasFocus()
    qtbot.keyClick(bar._buttons["late"], Qt.Key.Key_Right)
    bar.choose("all")
    bar._buttons["on"].click()
    assert told == ["late", "all", "on"]
    assert [made.isChecked() for made in bar._buttons.values()] == [False, True, False]
    speaker.use(Words(CHINESE, {("", "On site"): "在访"}))
    assert bar._buttons["on"].accessibleName() == "在访  1,200"


def test_a_tone_shows_only_while_there_is_something(shown) -> None:
    bar = shown(FilterBar(CHIPS))
    bar.set_counts(late=3)
    assert bar._buttons["late"].property("tone") == "danger"
    bar.set_counts(late=0)
    assert bar._buttons["late"].property("tone") == "neutral"


def test_markup_is_shown_literally(shown) -> None:
    label = shown(Label("<b>x</b>"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    bold = shown(said_label(N_("Visitor {name}"), name=plain("<img src=x>")))
    assert bold.text() == "Visitor <img src=x>"


def test_every_label_of_the_kit_is_plain(shown) -> None:
    page = QWidget()
    banner, panel, section = Banner(), SidePanel(), Section(N_("More"))
    banner.tell(N_("Drill"), "warning")
    panel.show_body(N_("Visitor"), QWidget())
    empty = EmptyState("key", N_("No keys"), N_("Add one."), N_("Add"), lambda: None)
    sheet = ShortcutSheet([ShortcutGroup(N_("Here"), [Shortcut("Ctrl+N", N_("New"))])], page)
    page.setLayout(
        column(banner, panel, section, empty, Card(N_("Card")), Pill(N_("Late"), "danger"), rule(), sheet)
    )
    shown(page)
    labels = page.findChildren(QLabel)
    assert len(labels) > 10
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_button_says_its_name_and_does_its_thing(shown, qtbot) -> None:
    done: list[bool] = []
    made = shown(button(N_("Print"), lambda: done.append(True), kind="icon", icon="print", key="Ctrl+P"))
    assert (made.text(), made.toolTip(), made.accessibleName()) == ("", "Print", "Print")
    QTest.keyClick(made.windowHandle(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert done == [True]


def test_a_banner_tells_acts_and_closes(shown, qtbot) -> None:
    done: list[str] = []
    page, banner = QWidget(), Banner(closable=True)
    QVBoxLayout(page).addWidget(banner)
    shown(page)
    assert banner.isHidden()
    banner.tell(N_("Cut off for {n} h"), "warning", action=N_("Details"), on=lambda: done.append("act"), n=3)
    banner.action.click()
    assert banner.accessibleName() == "Cut off for 3 h"
    look.changed.emit(theme())
    with qtbot.waitSignal(banner.closed):
        banner._close()
    assert done == ["act"]
    assert banner.isHidden()


def test_a_section_opens_by_keyboard_and_keeps_what_is_in_it(shown, qtbot) -> None:
    section, field = Section(N_("More")), QLineEdit("draft")
    section.body.addWidget(field)
    shown(section)
    assert not field.isVisible()
    section.heading.setFocus()
    qtbot.keyClick(section.heading, Qt.Key.Key_Return)
    assert field.isVisible()
    qtbot.keyClick(section.heading, Qt.Key.Key_Space)
    assert not field.isVisible()
    section.set_open(True)
    assert field.text() == "draft"


def test_a_panel_closes_by_escape_and_gives_the_focus_back(shown, qtbot) -> None:
    page, field, panel, inside = QWidget(), QLineEdit(), SidePanel(), QLineEdit()
    page.setLayout(row(field, panel))
    shown(page)
    field.setFocus()
    panel.show_body(N_("Visitor"), inside)
    inside.setFocus()
    assert panel.body is inside
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(inside, Qt.Key.Key_Escape)
    assert field.hasFocus()
    panel.close_panel()
    panel.show_body(N_("Key"), QWidget())
    assert panel.title.text() == "Key"


def test_a_code_on_screen_can_be_read(shown) -> None:
    import qrcode

    code = qrcode.QRCode(border=0)
    code.add_data("3141592653589793")
    view = QrView()
    view.set_matrix(code.get_matrix(), "pass")
    view.resize(view.minimumSizeHint() * 2)
    shown(view)
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert zxingcpp.read_barcodes(image)[0].text == "3141592653589793"
    view.set_matrix([])
    assert view.minimumSizeHint().width() > 0


def draw(pad: SignaturePad, *spots: tuple[int, int]) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*spots[0]))
    for spot in spots[1:]:
        QTest.mouseMove(pad, QPoint(*spot))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*spots[-1]))


def test_a_signature_becomes_a_picture_cut_to_its_ink(shown, qtbot) -> None:
    pad = SignaturePad()
    pad.resize(400, 160)
    shown(pad)
    assert (pad.is_empty, pad.png()) == (True, b"")
    draw(pad, (50, 50), (50, 50))
    assert pad.is_empty  # a dot is no signature
    with qtbot.waitSignal(pad.changed):
        draw(pad, (60, 60), (90, 30), (120, 90), (160, 50))
    picture = QImage.fromData(pad.png(), "PNG")
    assert picture.hasAlphaChannel()
    assert 100 < picture.width() < 400
    assert picture.pixelColor(0, 0).alpha() == 0
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_empty


def test_a_signature_that_was_refused_is_no_part_of_the_next(shown) -> None:
    pad = SignaturePad()
    pad.resize(400, 160)
    shown(pad)
    draw(pad, (20, 20), (21, 20))
    assert pad.too_short
    draw(pad, (60, 60), (90, 30), (120, 90), (160, 50))
    assert len(pad._strokes) == 2, "a name may begin with a dot"
    pad.clear()
    draw(pad, (20, 20), (21, 20))
    pad.refuse()
    assert pad.too_short, "it waits for a new one"
    draw(pad, (60, 60), (90, 30), (120, 90), (160, 50))
    assert len(pad._strokes) == 1 and not pad.is_empty


def test_a_finger_signs_too(shown) -> None:
    pad = shown(SignaturePad())
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(20, 20), pad).commit()
    for step in range(1, 6):
        QTest.touchEvent(pad, finger).move(0, QPoint(20 + 9 * step, 20 + step), pad).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(70, 30), pad).commit()
    assert not pad.is_empty
    assert not pad._drawing


def test_drawing_needs_a_pressed_button(shown) -> None:
    pad = shown(SignaturePad())
    pad._go(QPointF(10, 10))
    assert pad.is_empty


def test_an_empty_list_says_what_to_do(shown, qtbot) -> None:
    done: list[bool] = []
    state = shown(EmptyState("key", N_("No keys"), N_("Add one."), N_("Add"), lambda: done.append(True)))
    state.action.click()
    assert done == [True]
    assert EmptyState("key", N_("No keys"), N_("Add one.")).action is None


def test_a_pill_changes_its_state(shown) -> None:
    pill = shown(Pill(N_("On site"), "positive"))
    pill.show_state(N_("{n} late"), "danger", n=2)
    assert pill.text() == "2 late"
    assert pill.palette().windowText().color() == theme().color("danger")
