"""What was found, field by field in the order in which it is handed over: what, where, when, how it looks, by whom.

What only the owner knows goes into fields of its own, which nobody is shown again. The words propose the kind, the kind
proposes its worth; what somebody chose stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.lost_property.categories import category_of
from desk_app.services.lost_property.options import SAFE
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    VALUE_NAMES,
    Category,
    FoundCard,
    FoundDraft,
    ValueClass,
)
from desk_app.ui.i18n import say
from desk_app.ui.tabs.lost_property.places import (
    Place,
    floor_named,
    floor_said,
    suggest_finders,
    suggest_places,
    suggest_shelves,
)
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.form_dialog import lines_field
from desk_app.ui.widgets.moment_field import NOT_READ, MomentField
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import column, said_label
from desk_app.ui.widgets.photos_field import PhotosField
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

WORTH: dict[Category, ValueClass] = {
    Category.JEWELLERY: ValueClass.HIGH,
    Category.COMPUTER: ValueClass.MIDDLE,
    Category.PHONE: ValueClass.MIDDLE,
    Category.MONEY: ValueClass.MIDDLE,
}
"""How much a thing of a kind is worth until somebody says otherwise; all else little."""
_OPENED_FOR = (Category.MONEY, Category.BAG)
"""Kinds of things that hold others."""
_COLUMNS = 6


class FoundFields(QWidget):
    """The fields of a found item, by their names in FoundDraft."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None, *, mending: bool = False) -> None:
        """`mending`: an item that is on record; what is secret stays unless it is typed anew."""
        super().__init__(parent)
        self._ctx, self._mending = ctx, mending
        self._kind_chosen = self._value_chosen = self._safe_put = False
        self._floors: tuple[str, ...] = ()
        self._build_forms()
        self._build_more()
        inside = (
            self.form,
            self.high,
            self.where,
            self.looks,
            self.inner,
            self.by,
            self.photo,
            self.no_photo,
        )
        self.setLayout(column(*inside, spacing=10))
        self._wire()
        self._fit()

    # Build

    def _build_forms(self) -> None:
        self.what, self.place, self.shelf = QLineEdit(), Picker(), Picker()
        self.category, self.value = Choice(CATEGORY_NAMES.items()), Choice(VALUE_NAMES.items())
        self.category.choose(Category.OTHER)
        self.quantity = NumberField(1, 999)
        self.floor = QLineEdit()
        self.found_at = MomentField(self._ctx, past=True)
        self.form, self.where = Form(columns=_COLUMNS), Form(columns=_COLUMNS)
        add = self.form.add
        add("what", N_("What it is", "lost property tab"), self.what, required=True, span=4)
        add("quantity", N_("Pieces", "lost property tab"), self.quantity, span=2)
        add("category", N_("Kind", "lost property tab"), self.category, span=3)
        add("value", N_("Worth", "lost property tab"), self.value, span=3)
        add = self.where.add
        add("place", N_("Where it was found", "lost property tab"), self.place, required=True, span=4)
        add("floor", N_("Floor"), self.floor, span=2)
        add("found_at", N_("When it was found", "lost property tab"), self.found_at, span=_COLUMNS)
        say(self.found_at.time, N_("Now", "lost property tab"), "setPlaceholderText")
        say(self.found_at.day, N_("Today"), "setPlaceholderText")
        self.high = said_label(
            N_(
                "Into the safe. Supervisor, security manager and general manager are told at once.",
                "lost property tab",
            ),
            wrap=True,
        )
        self.high.set_tone("warning")
        for one in (self.what, self.quantity, self.category, self.value, self.place, self.floor):
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # in line over both forms
        self._build_looks()

    def _build_looks(self) -> None:
        self.features, self.secret = (lines_field(44, enter_moves_on=True) for _ in range(2))
        self.looks = Form(columns=_COLUMNS)
        public = N_("Colour, make, size: may be printed and shown", "lost property tab")
        sealed = (
            N_(
                "Empty: what is kept stays. Nobody is shown it again before a claimant has described it.",
                "lost property tab",
            )
            if self._mending
            else N_("Nobody is shown this again before a claimant has described it.", "lost property tab")
        )
        add = self.looks.add
        add("features", N_("Public features", "lost property tab"), self.features, span=_COLUMNS)
        say(self.features, public, "setPlaceholderText")
        add("secret", N_("Secret features", "lost property tab"), self.secret, hint=sealed, span=_COLUMNS)
        say(
            self.secret,
            N_("Only the owner knows: inside, engraved", "lost property tab"),
            "setPlaceholderText",
        )
        add("shelf", N_("Shelf", "lost property tab"), self.shelf, span=_COLUMNS)

    def _build_more(self) -> None:
        self.inner = Section(N_("Contents, counted by two people", "lost property tab"))
        self.contents = lines_field(56, enter_moves_on=True)
        self.contained = Form()
        hint = N_("The second person gives their PIN when it is saved.", "lost property tab")
        self.contained.add("contents", "", self.contents, hint=hint)
        say(
            self.contents,
            N_("Every piece: notes, coins, cards, papers", "lost property tab"),
            "setPlaceholderText",
        )
        say(self.contents, N_("Contents", "lost property tab"), "setAccessibleName")
        self.inner.body.addWidget(self.contained)
        self.by = Section(N_("Who found it, if they want to say", "lost property tab"))
        self.finder, self.finder_phone = Picker(), QLineEdit()
        self.found_by = Form(columns=2)
        self.found_by.add("finder", N_("Finder", "lost property tab"), self.finder)
        self.found_by.add("finder_phone", N_("Phone"), self.finder_phone)
        self.by.body.addWidget(self.found_by)
        self.photo = PhotosField(self._ctx, most=1)
        self.no_photo = said_label(
            N_("Cards and documents are never photographed.", "lost property tab"), "muted", wrap=True
        )

    def _wire(self) -> None:
        suggest_places(self._ctx, self, self.place)
        suggest_shelves(self._ctx, self, self.shelf)
        suggest_finders(self._ctx, self, self.finder)
        self.what.textChanged.connect(self._propose)
        self.category.activated.connect(lambda _: self._choose_kind())
        self.value.activated.connect(lambda _: self._choose_value())
        self.category.value_changed.connect(lambda _: self._fit())
        self.value.value_changed.connect(lambda _: self._fit())
        self.place.chosen.connect(self._take_place)
        self.place.editingFinished.connect(self._read_floor)
        self.floor.editingFinished.connect(self._name_floor)
        self.shelf.textEdited.connect(lambda _: self._own_shelf())
        for form in self._forms:
            form.submitted.connect(self.submitted)
            form.dirty_changed.connect(lambda _: self.changed.emit())

    @property
    def _forms(self) -> tuple[Form, ...]:
        return self.form, self.where, self.looks, self.contained, self.found_by

    # What follows from what

    def load(self) -> None:
        """What the floors of the building are called."""

        def ask(actor: Actor) -> tuple[str, ...]:
            return tuple(one.label for one in self._ctx.services.get(DirectoryQueries).floors(actor))

        self._ctx.read(ask, owner=self, done=self._learn, key="floors")

    def _learn(self, floors: tuple[str, ...]) -> None:
        self._floors = floors

    def _propose(self) -> None:
        """The kind that the words name, until somebody chooses one."""
        kind = category_of(self.what.text())
        if not self._kind_chosen:
            self.category.choose(kind or Category.OTHER)

    def _choose_kind(self) -> None:
        self._kind_chosen = True

    def _choose_value(self) -> None:
        self._value_chosen = True

    def _fit(self) -> None:
        """The kind proposes the worth, opens the contents, forbids the photo; high value goes to the safe."""
        kind = self.category.value
        if not self._value_chosen:
            self.value.choose(WORTH.get(kind, ValueClass.LOW))
        self.high.setVisible(self.value.value is ValueClass.HIGH)
        self._propose_shelf()
        if kind in _OPENED_FOR and not self._mending:
            self.inner.set_open(True)
        elif not self.contents.toPlainText().strip():
            self.inner.set_open(False)
        self.photo.setVisible(kind is not Category.DOCUMENT)
        self.no_photo.setVisible(kind is Category.DOCUMENT)

    def _propose_shelf(self) -> None:
        """The safe for what is of high value; and out of it again when it is not."""
        high, safe = self.value.value is ValueClass.HIGH, self._ctx.services.bench.settings.get(SAFE)
        if high and not self.shelf.text().strip():
            self.shelf.setText(safe)
            self._safe_put = True
        elif not high and self._safe_put:
            self.shelf.clear()
            self._safe_put = False

    def _own_shelf(self) -> None:
        self._safe_put = False

    def _take_place(self, suggestion: Suggestion) -> None:
        if isinstance(suggestion.value, Place):
            self.floor.setText(suggestion.value.floor)

    def _read_floor(self) -> None:
        """A place that begins with a floor is on it, unless another was typed."""
        if not self.floor.text().strip():
            self.floor.setText(floor_said(self.place.text(), self._floors))

    def _name_floor(self) -> None:
        """“1” is written as the building writes it: 1F."""
        self.floor.setText(floor_named(self.floor.text(), self._floors))

    # What is typed

    def take_keyboard(self) -> None:
        """What it is comes first."""
        self.load()
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def dirty(self) -> bool:
        """Whether anything is typed."""
        lines = (self.what, self.place, self.floor, self.finder, self.finder_phone)
        texts = (self.features, self.secret, self.contents)
        typed = any(one.text().strip() for one in lines) or any(one.toPlainText().strip() for one in texts)
        return typed or bool(self.photo.photos)

    @property
    def has_contents(self) -> bool:
        """Whether contents are listed: two people do that."""
        return bool(self.contents.toPlainText().strip())

    @property
    def needs_two(self) -> bool:
        """Whether two people take it in: contents are listed, or it is of high value."""
        return self.has_contents or self.value.value is ValueClass.HIGH

    def draft(self) -> FoundDraft:
        """The item as it stands here."""
        photos = self.photo.draft() if self.category.value is not Category.DOCUMENT else ()
        return FoundDraft(
            what=self.what.text(),
            category=self.category.value,
            quantity=self.quantity.value(),
            features=self.features.toPlainText(),
            secret=self.secret.toPlainText(),
            place=self.place.text(),
            floor=self.floor.text(),
            found_at=self.found_at.value,
            finder=self.finder.text(),
            finder_phone=self.finder_phone.text(),
            value=self.value.value,
            shelf=self.shelf.text(),
            contents=self.contents.toPlainText(),
            photo=photos[0] if photos else None,
        )

    def unreadable(self) -> dict[str, DeskError]:
        """What was typed as a time and is none."""
        return {"found_at": UserError(NOT_READ)} if self.found_at.problem else {}

    def fill(self, card: FoundCard) -> None:
        """An item that is on record; nothing of what is secret is read for it."""
        one = card.item
        self._kind_chosen = self._value_chosen = True
        self.form.restore(
            {"what": one.what, "quantity": one.quantity, "category": one.category, "value": one.value}
        )
        self.where.restore({"place": (None, one.place), "floor": one.floor})
        self.found_at.write(one.found_at)
        self.looks.restore({"features": one.features, "shelf": (None, one.shelf)})
        self.found_by.restore({"finder": (None, card.finder), "finder_phone": card.finder_phone})
        self.by.set_open(bool(card.finder or card.finder_phone))

    def reset(self) -> None:
        """Nothing typed, nothing kept of what was."""
        self._kind_chosen = self._value_chosen = self._safe_put = False
        for form in self._forms:
            form.reset()
        for secret in (self.secret, self.contents):
            secret.document().clearUndoRedoStacks()
        self.photo.set_draft(())
        for section in (self.inner, self.by):
            section.set_open(False)
        self._fit()

    # What was wrong

    def clear_problems(self) -> None:
        """As if nothing had been wrong."""
        for form in self._forms:
            form.clear_problems()

    def show_problems(self, problems: dict[str, DeskError]) -> bool:
        """Each problem at its field, the keyboard at the first from the top. False if one belongs to none of them."""
        rest = dict(problems)
        if (photo := rest.pop("photo", None)) is not None:
            self.photo.show_problem(photo)
        for form in reversed(self._forms):
            mine = {name: rest.pop(name) for name in form.draft() if name in rest}
            form.clear_problems()
            if mine:
                self._unfold(form)
                form.show_problems(InvalidInput(mine))
        return not rest

    def _unfold(self, form: Form) -> None:
        for section, inside in ((self.inner, self.contained), (self.by, self.found_by)):
            if inside is form:
                section.set_open(True)
