"""The dialogs of the page “Keys and desks”: admitting another desk, revoking a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.trust.records import NEWS, CardNews, HeldKey, News
from desk_app.services.trust.service import Trust
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_moment, say, speaker
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Kind, Label, button, column, row, said_label

_WIDTH = 560
_HIDDEN = "····· ····· ····· ····· ····· ·····"
"""In place of a fingerprint that is to be typed from somebody else's words."""


class VerbDialog(Dialog):
    """A form whose button runs a verb; what is refused is said beside its field, or above the form."""

    def __init__(self, ctx: AppContext, title: Message, do: Message, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.form = Form()
        self.notice = Banner()
        self.sure = button(do, self.send, kind=kind)
        say(self, title, "setWindowTitle")
        self.form.submitted.connect(self.send)
        self.top = column(said_label(title, "title"), spacing=12)
        foot = row(None, button(N_("Cancel"), self.reject, kind="quiet"), self.sure)
        self.setLayout(column(self.top, self.notice, self.form, foot, spacing=16, margins=24))
        self.setMinimumWidth(_WIDTH)

    def fit(self) -> None:
        """As high as its texts need now: a refusal takes more lines than a hint."""
        for one in (*self.form.findChildren(QWidget), self.form):
            one.updateGeometry()  # else heights are told from before the new lines, until the next event
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def verb(self) -> Callable[[Actor], Changes[object]]:
        """What the button does. Raises InvalidInput for what cannot be sent."""
        raise NotImplementedError

    def send(self) -> None:
        """Run the verb; the dialog closes when it is done."""
        self.form.clear_problems()
        self.notice.hide()
        try:
            verb = self.verb()
        except InvalidInput as problem:
            self._refused(problem)
            return
        self.sure.setEnabled(False)
        self.ctx.do(verb, owner=self, done=lambda _: self.accept(), failed=self._refused)

    def _refused(self, error: Exception) -> bool:
        self.sure.setEnabled(True)
        if not isinstance(error, UserError):
            return False
        if not isinstance(error, InvalidInput) or not self.form.show_problems(error):
            self.notice.tell(plain(error.say(speaker.words)), "warning")
        self.fit()
        return True


class AdmitDialog(VerbDialog):
    """Which desk it is, what admitting it means, and how the supervisor knows that the file is that desk's.

    The fingerprint is not in sight while it is to be typed: it must come from the other PC.
    """

    def __init__(self, ctx: AppContext, news: CardNews, parent: QWidget) -> None:
        super().__init__(ctx, N_("Admit a desk"), N_("Admit", "desk"), "primary", parent)
        self._news = news
        self._card = news.card
        self.top.addLayout(self._facts())
        meaning = Label()
        meaning.setWordWrap(True)
        speaker.remember(meaning, "setText", NEWS[news.news], news.values)
        self.top.addWidget(meaning)
        self.typed = QLineEdit()
        self.brought = QCheckBox()
        say(self.brought, N_("I brought the file from that PC myself"))
        self.place = QCheckBox()
        say(self.place, N_("This PC took the place of {known}"), known=news.known_code)
        self.digits = Label(_HIDDEN, "heading")
        self.form.add(
            "fingerprint",
            N_("Fingerprint, as read out over the phone"),
            self.typed,
            hint=N_("30 digits, on the other PC under “Keys and desks”. Call a number that you know."),
        )
        self.form.add("brought", N_("Or without the phone"), self.brought)
        self.form.add("replaces", N_("Place"), self.place)
        self.form.show_field("brought", news.news is not News.OTHER_PC)  # its card proves nothing
        self.form.show_field("replaces", news.news is News.OTHER_PC)
        self.top.addWidget(self.digits)
        self.brought.toggled.connect(self._by_hand)
        self.typed.setFocus()

    def _facts(self) -> QGridLayout:
        card = self._card
        made = format_moment(card.made_at, now=self.ctx.services.bench.clock.now())
        facts: tuple[tuple[Message, str], ...] = (
            (N_("Building"), f"{card.building} · {card.site_code}"),
            (N_("Desk's code and number"), f"{card.desk_code} · {card.desk_number}"),
            (N_("Card saved"), made),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for line, (name, value) in enumerate(facts):
            grid.addWidget(said_label(name, "label"), line, 0)
            grid.addWidget(said_label(plain(value), wrap=True), line, 1)
        return grid

    def _by_hand(self, brought: bool) -> None:
        self.typed.setEnabled(not brought)
        self.digits.setText(self._card.fingerprint if brought else _HIDDEN)

    def verb(self) -> Callable[[Actor], Changes[object]]:
        """Admit it, by the digits or by hand."""
        card, trust = self._card, self.ctx.services.get(Trust)
        typed = None if self.brought.isChecked() else self.typed.text()
        replaces = self.place.isChecked()
        if self._news.news is News.OTHER_PC and not replaces:
            unsaid = UserError(
                N_("Another PC has this number here. Tick this if the new one took its place.")
            )
            raise InvalidInput({"replaces": unsaid})
        return lambda by: trust.admit(by, card, typed, replaces)


class RevokeDialog(VerbDialog):
    """Why, and from when."""

    def __init__(self, ctx: AppContext, key: HeldKey, parent: QWidget) -> None:
        super().__init__(ctx, N_("Revoke a key"), N_("Revoke", "key"), "danger", parent)
        self._key = key
        now = ctx.services.bench.clock.now
        self.top.addWidget(
            said_label(
                N_(
                    "What desk {code} signed with it from that moment on is refused, for ever. Passes signed before "
                    "stay good until they end. All keys that are in use on that PC are revoked together."
                ),
                wrap=True,
                code=key.desk_code,
            )
        )
        self.day, self.hour = DayField(now, past=True), TimeField(now)
        self.form.add("reason", N_("Reason"), QLineEdit(), required=True).setFocus()
        self.form.add("since", N_("From this day on"), self.day, hint=N_("Empty: from now on"))
        self.form.add("time", N_("At"), self.hour, hint=N_("Empty: from the beginning of that day"))

    def verb(self) -> Callable[[Actor], Changes[object]]:
        """Revoke it."""
        for name, field in (("since", self.day), ("time", self.hour)):
            if field.problem:
                raise InvalidInput({name: UserError(N_("This cannot be read."))})
        key, trust, since = self._key.id, self.ctx.services.get(Trust), self._since()
        reason = self.form.draft()["reason"]
        return lambda by: trust.revoke(by, key, reason, since)

    def _since(self) -> datetime | None:
        day = self.day.value
        if day is None:
            return None
        return datetime.combine(day, self.hour.value or time(), speaker.zone)
