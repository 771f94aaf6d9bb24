from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.widgets.notice import SECONDS, Notice


def test_a_passing_word_moves_nothing_and_goes_by_itself(qtbot) -> None:
    frame, page = QWidget(), QWidget()
    qtbot.addWidget(frame)
    QVBoxLayout(frame).addWidget(page)
    notice = Notice(page, frame)
    frame.resize(800, 500)
    frame.show()
    before = QRect(page.geometry())
    notice.tell(N_("The code was not read whole. Scan it again, or type the number under it."), "warning")
    assert notice.isVisible()
    assert page.geometry() == before
    assert before.contains(notice.geometry())
    assert notice._rest.interval() == SECONDS * 1000
    frame.resize(420, 500)
    assert page.geometry().contains(notice.geometry())
    assert notice.geometry().topLeft() != QPoint(0, 0)
    notice._rest.timeout.emit()
    assert not notice.isVisible()
    assert not notice._rest.isActive()
