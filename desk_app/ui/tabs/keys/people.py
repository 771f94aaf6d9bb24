"""Suggestions of people: who of the staff signs or brings a key, and which contractors are in the building."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Department
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.visitors.queries import View, VisitorQueries
from desk_app.services.visitors.records import Purpose, Visit
from desk_app.ui.i18n import speaker
from desk_app.ui.theme import theme
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.catalogue import Services
    from desk_app.ui.context import AppContext

MOST = 8
_EDGE, _LEAST = 10, 40
"""Pixels: what is kept free at the right, and the room below which nothing is said."""


class StaffPicker(Picker):
    """A field for one of the staff: who was recognised shows by department and phone beside the name."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The name, and in grey who that is."""
        super().paintEvent(event)
        detail = self.choice.detail if self.choice is not None else ""
        metrics = self.fontMetrics()
        taken = 2 * _EDGE + metrics.horizontalAdvance(self.text())
        room = self.rect().adjusted(taken, 0, -_EDGE, 0)
        if not detail or room.width() < _LEAST:
            return
        painter = QPainter(self)
        painter.setPen(theme().color("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room.width()))
        painter.end()


class DepartmentNames:
    """Names of departments by their code; asked for by a page's own reading, said in the language in use."""

    def __init__(self) -> None:
        self._known: dict[str, Department] = {}

    def learn(self, departments: list[Department]) -> None:
        """What the building calls them."""
        self._known = {one.code: one for one in departments}

    def __call__(self, code: str) -> str:
        """The name; the code itself while nothing is known."""
        one = self._known.get(code)
        return code if one is None else named(one)


def named(one: Department) -> str:
    """A department in the language in use."""
    return one.name if speaker.words.language.startswith("zh") or not one.english_name else one.english_name


def suggest_colleagues(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Offer colleagues by name, initials, phone digits or department; a suggestion stands for a `Colleague`."""
    colleagues, directory = ctx.services.get(ColleagueQueries), ctx.services.get(DirectoryQueries)

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        names = DepartmentNames()
        names.learn(directory.departments(actor))
        return [colleague_suggestion(one, names) for one in colleagues.all(actor, text)[:MOST]]

    def find(text: str) -> None:
        if not text.strip():
            picker.offer(text, [])  # those for an earlier text are not for none
            return
        ctx.read(
            lambda actor: answer(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, found),
            key=f"colleagues {id(picker)}",
        )

    picker.query.connect(find)


def colleague_suggestion(one: Colleague, names: DepartmentNames) -> Suggestion:
    """A colleague as a suggestion."""
    return Suggestion(one, one.name, " · ".join(part for part in (names(one.department), one.phone) if part))


def suggest_visitors_here(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Offer who is on site, contractors first and all of them without a letter typed; stands for a `Visit`."""
    visits, clock = ctx.services.get(VisitorQueries), ctx.services.bench.clock

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        today = clock.now().astimezone(clock.zone).date()
        here = _fitting(visits.visits(actor, today, View.INSIDE), text)
        return [Suggestion(one, one.name, one.company) for one in here[:MOST]]

    picker.query.connect(
        lambda text: ctx.read(
            lambda actor: answer(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, found),
            key="on site",
        )
    )


def _fitting(visits: list[Visit], text: str) -> list[Visit]:
    typed = folded(text)
    if not typed:
        return [one for one in visits if one.purpose is Purpose.CONTRACTOR]
    ranked = [
        (min(name_rank(typed, name) for name in (one.name, one.company) if name), one) for one in visits
    ]
    meant = [(rank, one) for rank, one in ranked if rank < NOT_FOUND]
    return [
        one for _, one in sorted(meant, key=lambda pair: (pair[1].purpose is not Purpose.CONTRACTOR, pair[0]))
    ]


def names_of(services: Services, actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Who is who of the staff, by their ids. Not on the GUI thread."""
    colleagues = services.get(ColleagueQueries)
    found = (colleagues.one(actor, each) for each in set(ids))
    return {one.id: one.name for one in found if one is not None}
