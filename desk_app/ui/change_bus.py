"""What changed reaches whoever shows it: a visible page reloads soon, a hidden one when it is shown.

    bus.follow(self, {"visitors", "directory"}, self.load)
    bus.publish(changes.touched)

Topics are names that features declare. Many changes in one go make one reload.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class ChangeBus(QObject):
    """Topics in, stale pages out. Lives on the GUI thread; emit `changed` from any."""

    changed = Signal(object)
    """A frozenset of topics that changed; may be emitted from any thread."""

    def __init__(self) -> None:
        super().__init__()
        self._followers: list[_Follower] = []
        self.changed.connect(self._spread)

    def publish(self, topics: Iterable[str]) -> None:
        """Say that these topics changed."""
        self.changed.emit(frozenset(topics))

    def follow(self, page: QWidget, topics: Iterable[str], reload: Callable[[], object]) -> None:
        """Call `reload` when one of `topics` changed: at once if `page` is visible, else when it is next
        shown.
        """
        follower = _Follower(page, frozenset(topics), reload)
        self._followers.append(follower)
        page.destroyed.connect(partial(self._forget, follower))

    def _spread(self, topics: frozenset[str]) -> None:
        for follower in list(self._followers):
            if follower.topics & topics:
                follower.stale()

    def _forget(self, follower: _Follower) -> None:
        self._followers.remove(follower)


class _Follower(QObject):
    def __init__(self, page: QWidget, topics: frozenset[str], reload: Callable[[], object]) -> None:
        super().__init__(page)
        self.topics = topics
        self._page = page
        self._reload = reload
        self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refresh)
        page.installEventFilter(self)

    def stale(self) -> None:
        """Remember, and reload soon if anybody can see it."""
        self._stale = True
        if self._page.isVisible():
            self._soon.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that comes into view shows no old rows."""
        if event.type() == QEvent.Type.Show and self._stale:
            self._soon.start(0)
        return False

    def _refresh(self) -> None:
        if self._stale and self._page.isVisible():
            self._stale = False
            self._reload()
