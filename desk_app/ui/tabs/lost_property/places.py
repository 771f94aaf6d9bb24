"""Where things are found and where they are put: suggestions from what is on record, and from the building."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.lost_property.matching import folded_floor
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import FoundItem, View
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_Answer = Callable[[Actor, str], list[Suggestion]]
MOST = 8
_FINDERS = (
    N_("Cleaner", "lost property tab"),
    N_("Guard", "lost property tab"),
    N_("Visitor", "lost property tab"),
    N_("Tenant's staff", "lost property tab"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found."""

    place: str
    floor: str


def suggest_places(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Places where things were found before, the commonest first, then units; a suggestion stands for a `Place`."""
    directory = ctx.services.get(DirectoryQueries)

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        known = Counter(Place(one.place, one.floor) for one in _items(ctx, actor) if one.place)
        places = [_place(one) for one, _ in known.most_common() if _says(one.place, text)]
        units = [one for one in directory.units(actor) if text.strip() and _says(one.number, text)]
        rooms = [Suggestion(Place(one.number, one.floor.label), one.number, one.tenant_name) for one in units]
        return [*places, *rooms][:MOST]

    _wire(ctx, owner, picker, answer, "places")


def suggest_shelves(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Shelves in use, by name, with how much lies on each."""

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        here = _items(ctx, actor, (View.OPEN,))
        used = Counter(one.shelf for one in here if one.shelf and _says(one.shelf, text))
        lying = N_("{n} lie there", "lost property tab")
        return [Suggestion(name, name, tr(lying, n=used[name])) for name in sorted(used)][:MOST]

    _wire(ctx, owner, picker, answer, "shelves")


def suggest_finders(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """A word for who it was, or a colleague by name or initials."""
    colleagues = ctx.services.get(ColleagueQueries)

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        words = [Suggestion(word, tr(word)) for word in _FINDERS if _says(tr(word), text)]
        people = colleagues.all(actor, text) if text.strip() else []
        return [*words, *(Suggestion(one, one.name, one.phone) for one in people)][:MOST]

    _wire(ctx, owner, picker, answer, "finders")


def floor_said(text: str, floors: Sequence[str]) -> str:
    """The floor with which a place begins (`12F电梯厅`), or nothing."""
    said = text.strip().casefold()
    return max((one for one in floors if said.startswith(one.casefold())), key=len, default="")


def floor_named(typed: str, floors: Sequence[str]) -> str:
    """The floor of the building that is meant (`1`, `1楼`: `1F`); what is none stays as it was typed."""
    return next((one for one in floors if folded_floor(one) == folded_floor(typed)), typed)


def _wire(
    ctx: AppContext,
    owner: QWidget,
    picker: Picker,
    answer: _Answer,
    key: str,
) -> None:
    picker.query.connect(
        lambda text: ctx.read(
            lambda actor: answer(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, found),
            key=key,
        )
    )


def _items(
    ctx: AppContext, actor: Actor, views: Iterable[View] = (View.OPEN, View.RETURNED)
) -> list[FoundItem]:
    queries, clock = ctx.services.get(LostPropertyQueries), ctx.services.bench.clock
    today = clock.now().astimezone(clock.zone).date()
    return [one for view in views for one in queries.items(actor, view, today)]


def _place(one: Place) -> Suggestion:
    return Suggestion(one, one.place, one.floor)


def _says(name: str, text: str) -> bool:
    """Whether the letters typed are in it, begin it, or are its initials."""
    typed = folded(text)
    return not typed or typed in folded(name) or name_rank(typed, name) < NOT_FOUND
