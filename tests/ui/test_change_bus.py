import shiboken6
from PySide6.QtWidgets import QWidget

from desk_app.ui.change_bus import ChangeBus


def page(qtbot, visible: bool) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setVisible(visible)
    return made


def test_a_visible_page_reloads_once_for_many_changes(qtbot) -> None:
    bus, loads, shown = ChangeBus(), [], page(qtbot, True)
    bus.follow(shown, {"visitors", "directory"}, lambda: loads.append(1))
    bus.publish({"visitors"})
    bus.publish({"directory", "keys"})
    bus.publish({"keys"})
    qtbot.waitUntil(lambda: loads == [1])
    bus.publish({"visitors"})
    qtbot.waitUntil(lambda: loads == [1, 1])


def test_a_hidden_page_reloads_when_shown_and_only_if_stale(qtbot) -> None:
    bus, loads, hidden, other = ChangeBus(), [], page(qtbot, False), page(qtbot, True)
    bus.follow(hidden, {"visitors"}, lambda: loads.append("hidden"))
    bus.follow(other, {"visitors"}, lambda: loads.append("other"))
    bus.publish({"visitors"})
    qtbot.waitUntil(lambda: loads == ["other"])
    hidden.show()
    qtbot.waitUntil(lambda: loads == ["other", "hidden"])
    hidden.hide()
    hidden.show()
    bus.publish({"visitors"})
    qtbot.waitUntil(lambda: len(loads) == 4)
    assert sorted(loads[2:]) == ["hidden", "other"]


def test_a_page_that_is_gone_is_forgotten(qtbot) -> None:
    bus, loads, gone, stays = ChangeBus(), [], QWidget(), page(qtbot, True)
    bus.follow(gone, {"visitors"}, lambda: loads.append("gone"))
    bus.follow(stays, {"visitors"}, lambda: loads.append("stays"))
    gone.show()
    bus.publish({"visitors"})
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: loads == ["stays"])
    bus.publish({"visitors"})
    qtbot.waitUntil(lambda: loads == ["stays", "stays"])
