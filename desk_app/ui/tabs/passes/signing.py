"""Who signed the paper: the signatory's specimen to compare with, how long and for what the signature counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import GOODS_KIND_NAMES, Signatory
from desk_app.ui.i18n import format_day, say, speaker, tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SOON_DAYS = 14
"""A signature that ends within so many days says so."""
SPECIMEN_WIDTH, SPECIMEN_HEIGHT = 250, 72
NOBODY = N_("Nobody: company seal only")
NO_SPECIMEN = N_(
    "No specimen on record: nothing to compare with. Check the company seal, or the supervisor decides."
)


class Signing(QWidget):
    """Signatory, specimen, two ticks: their names are those of PassDraft."""

    changed = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._people: dict[int, Signatory] = {}
        self._tenant: int | None = None
        self._wanted: int | None = None
        self._build()
        self._wire()
        self._show_chosen()

    def _build(self) -> None:
        self.who = Form()
        self.signatory = Choice([(None, NOBODY)])
        self.who.add("signatory", N_("Who signed"), self.signatory)
        self.state, self._kinds = Pill(), Label(role="caption")
        self._kinds.setWordWrap(True)
        self._picture = Label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pad = QFrame()
        self._pad.setProperty("role", "pad")  # white in every theme: a specimen is black ink on paper
        self._pad.setLayout(column(self._picture, margins=4))
        self._pad.setFixedHeight(SPECIMEN_HEIGHT + 12)
        self._none = Label(role="muted")
        self._none.setWordWrap(True)
        self.ticks = Form()
        self.signature, self.sealed = QCheckBox(), QCheckBox()
        say(self.signature, N_("Signature compared"))
        say(self.sealed, N_("Company seal checked"))
        self.ticks.add("signature", "", self.signature)
        self.ticks.add("sealed", "", self.sealed)
        facts = row(self.state, self._kinds)
        facts.setStretch(1, 1)
        self.setLayout(column(self.who, facts, self._pad, self._none, self.ticks, spacing=6))

    def _wire(self) -> None:
        self.signatory.value_changed.connect(lambda _: self._another())
        for tick in (self.signature, self.sealed):
            tick.toggled.connect(lambda _: self.changed.emit())
        speaker.language_changed.connect(self._show_chosen)

    def load(self, tenant: int | None) -> None:
        """Read a tenant's signatories; whoever is chosen stays chosen if it is the same tenant."""
        if tenant != self._tenant:
            self._tenant = tenant
            self.signature.setChecked(False)
            self.sealed.setChecked(False)
            self._offer([])
        if tenant is None:
            return
        queries = self._ctx.services.get(DirectoryQueries)
        self._ctx.read(
            lambda actor: queries.signatories(actor, tenant),
            owner=self,
            done=lambda people: self._offer(people) if self._tenant == tenant else None,
            key="signatories",
        )

    def _offer(self, people: list[Signatory]) -> None:
        chosen = self.signatory.value
        before, self._people = self._people, {one.id: one for one in people}
        if self._people != before or not people:
            ticked = self.signature.isChecked()
            self.signatory.offer([*((one.id, plain(one.name)) for one in people), (None, NOBODY)])
            self.signatory.choose(chosen if chosen in self._people else None)
            if chosen is None and not before:
                self.signatory.choose(self._likely(people))
            self.signature.setChecked(ticked and self.signatory.value == chosen)
        self._show_chosen()

    def _likely(self, people: list[Signatory]) -> int | None:
        """The only one who may still sign; of several she must say who it was."""
        valid = [one for one in people if not one.expired(self._today)]
        return valid[0].id if len(valid) == 1 else None

    @property
    def _today(self) -> date:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone).date()

    def _another(self) -> None:
        self.signature.setChecked(False)  # another signature was not compared yet
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self) -> None:
        chosen = self._people.get(self.signatory.value or 0)
        for shown in (self.state, self._kinds):
            shown.setVisible(chosen is not None)
        compares = chosen is not None and bool(chosen.specimen)
        self.signature.setEnabled(compares)
        if not compares:
            self.signature.setChecked(False)
        self._pad.setVisible(chosen is not None and bool(chosen.specimen))
        self._none.setVisible(chosen is None or not chosen.specimen)
        if chosen is None:
            say(self._none, self._nobody())
            return
        self._kinds.setText(_may_release(chosen))
        self._say_state(chosen)
        say(self._none, NO_SPECIMEN)
        if chosen.specimen and chosen.id != self._wanted:
            self._fetch(chosen.id)

    def _nobody(self) -> str:
        if self._tenant is None:
            return N_("Choose the tenant, and who may sign for it stands here.")
        if not self._people:
            return N_("Nobody may sign for this tenant: only the company seal counts.")
        return N_("Without a signature the company seal must be on the paper.")

    def _say_state(self, one: Signatory) -> None:
        tone, message = state_of(one, self._today)
        day = plain(format_day(one.expires)) if one.expires else ""
        self.state.show_state(message, tone, day=day)

    def _fetch(self, signatory: int) -> None:
        self._wanted = signatory
        self._picture.clear()
        queries = self._ctx.services.get(DirectoryQueries)
        self._ctx.read(
            lambda actor: queries.specimen(actor, signatory),
            owner=self,
            done=lambda content: self._show(content) if self._wanted == signatory else None,
            key="specimen",
        )

    def _show(self, content: bytes | None) -> None:
        picture = QPixmap()
        if content is None or not picture.loadFromData(content):
            self._pad.hide()
            self._none.show()
            self.signature.setChecked(False)  # what cannot be seen cannot be compared
            self.signature.setEnabled(False)
            return
        ratio = self.devicePixelRatioF()
        small = picture.scaled(
            int(SPECIMEN_WIDTH * ratio),
            int(SPECIMEN_HEIGHT * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(small)
        say(self._picture, N_("Specimen signature"), "setAccessibleName")

    def values(self) -> tuple[int | None, bool, bool]:
        """The signatory, whether the signature was compared, whether the seal was checked."""
        chosen: int | None = self.signatory.value
        return chosen, self.signature.isChecked() and chosen is not None, self.sealed.isChecked()

    @property
    def limited(self) -> bool:
        """Whether who signed may sign for some kinds of goods only."""
        chosen = self._people.get(self.signatory.value or 0)
        return chosen is not None and bool(chosen.kinds)

    def reset(self) -> None:
        """Nobody signed yet."""
        self.signature.setChecked(False)
        self.sealed.setChecked(False)
        self.clear_problems()

    def show_problems(self, problems: dict[str, DeskError]) -> bool:
        """A problem at its field. False when none is here."""
        self.clear_problems()
        mine = {name: one for name, one in problems.items() if name == "signatory"}
        return bool(mine) and self.who.show_problems(InvalidInput(mine))

    def clear_problems(self) -> None:
        """As if nothing had been wrong."""
        self.who.clear_problems()


def state_of(one: Signatory, today: date) -> tuple[Tone, str]:
    """How long a signature counts, as a tone and a word (with `{day}` in it)."""
    if one.expires is None:
        return "positive", N_("Valid", "signatory")
    if one.expired(today):
        return "danger", N_("Ended on {day}", "signatory")
    if one.expires < today + timedelta(days=SOON_DAYS):
        return "warning", N_("Ends on {day}", "signatory")
    return "positive", N_("Until {day}", "signatory")


def _may_release(one: Signatory) -> str:
    if not one.kinds:
        return tr(N_("All kinds of goods"))
    return tr(N_("Only: {kinds}"), kinds=tr(N_(", ")).join(tr(GOODS_KIND_NAMES[kind]) for kind in one.kinds))
