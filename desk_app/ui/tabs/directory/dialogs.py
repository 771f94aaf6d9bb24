"""The forms of the side panel: a tenant, a contact, a signatory. What changes a tenancy is in `tenancy_forms`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desk_app.services.blobs.pictures import Picture
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.directory.records import (
    GOODS_KIND_NAMES,
    Contact,
    ContactDraft,
    GoodsKind,
    Signatory,
    SignatoryDraft,
    TenantCard,
    TenantDraft,
)
from desk_app.ui.i18n import say
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

SPECIMEN_HEIGHT = 96


class FormBody(QWidget):
    """A form as the body of the side panel."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.box = column(self.form, None, spacing=12)
        self.setLayout(self.box)

    def text(self, name: str) -> str:
        """What stands in a line of the form."""
        return str(self.form.draft()[name])

    def start(self) -> None:
        """Begin typing in the first field."""
        self.form.setFocus()
        first = next(iter(self.form.draft()))
        self.form.field(first).setFocus(Qt.FocusReason.OtherFocusReason)


class TenantForm(FormBody):
    """A new tenant, or corrections."""

    def __init__(self, card: TenantCard | None) -> None:
        super().__init__()
        tenant = card.tenant if card else None
        add = self.form.add
        add("name", N_("Company name"), QLineEdit(), required=True, initial=tenant and tenant.name)
        add("short_name", N_("Short name"), QLineEdit(), initial=tenant and tenant.short_name)
        add("english_name", N_("English name"), QLineEdit(), initial=tenant and tenant.english_name)
        units = "、".join(tenant.units) if tenant else None
        add("units", N_("Units", "directory"), QLineEdit(), initial=units, hint=N_("Such as 1205、1206"))
        add(
            "floor",
            N_("Floor", "directory"),
            QLineEdit(),
            hint=N_("Only for new units whose number does not tell it"),
        )
        add("mailbox", N_("Mailbox", "directory"), QLineEdit(), initial=card and card.mailbox)
        add(
            "after_hours_phone", N_("After-hours phone"), QLineEdit(), initial=card and card.after_hours_phone
        )
        note = QPlainTextEdit()
        note.setTabChangesFocus(True)
        note.setFixedHeight(76)
        add("note", N_("Note", "directory"), note, initial=card and card.note)

    def draft(self) -> TenantDraft:
        """The tenant as typed."""
        typed = self.form.draft()
        return TenantDraft(**{name: typed[name] for name in TenantDraft.__dataclass_fields__})


class ContactForm(FormBody):
    """A contact."""

    def __init__(self, contact: Contact | None) -> None:
        super().__init__()
        add = self.form.add
        add("name", N_("Name", "directory"), QLineEdit(), required=True, initial=contact and contact.name)
        add("job", N_("Job", "directory"), QLineEdit(), initial=contact and contact.job)
        add("phone", N_("Phone", "directory"), QLineEdit(), initial=contact and contact.phone)
        after = QCheckBox()
        say(after, N_("May be called after hours; guards see this number"))
        add("after_hours", N_("After hours", "directory"), after, initial=contact and contact.after_hours)

    def draft(self) -> ContactDraft:
        """The contact as typed."""
        return ContactDraft(**self.form.draft())


class SignatoryForm(FormBody):
    """A signatory with the specimen of the signature."""

    def __init__(
        self, signatory: Signatory | None, now: Callable[[], datetime], choose: Callable[[], object]
    ) -> None:
        super().__init__()
        self.specimen: Picture | None = None
        self._expires = DayField(now)
        add = self.form.add
        add("name", N_("Name", "directory"), QLineEdit(), required=True, initial=signatory and signatory.name)
        add("phone", N_("Phone", "directory"), QLineEdit(), initial=signatory and signatory.phone)
        expires = signatory.expires.isoformat() if signatory and signatory.expires else None
        hint = N_("Last day on which the signature counts; empty for as long as the tenant stays")
        add("expires", N_("Valid until", "directory"), self._expires, initial=expires, hint=hint)
        self._kinds = self._build_kinds(signatory.kinds if signatory else ())
        self.choose: QPushButton = button(N_("Choose picture…"), choose, icon="signature")
        self._picture = Label()
        self.box.insertLayout(2, row(said_label(N_("Specimen signature"), "label"), None, self.choose))
        self.box.insertWidget(3, self._picture)

    def _build_kinds(self, chosen: tuple[GoodsKind, ...]) -> dict[GoodsKind, QCheckBox]:
        boxes = {kind: QCheckBox() for kind in GoodsKind}
        for kind, box in boxes.items():
            name = GOODS_KIND_NAMES[kind]
            say(box, name)
            box.setChecked(kind in chosen)
        grid = QGridLayout()
        for at, box in enumerate(boxes.values()):
            grid.addWidget(box, at // 2, at % 2)
        heading = said_label(N_("Kinds of goods"), "label")
        hint = said_label(N_("None ticked: all kinds"), "caption")
        self.box.insertLayout(1, column(heading, grid, hint, spacing=6))
        return boxes

    def show_specimen(self, picture: Picture) -> None:
        """Show the picture that was chosen; it is saved with the form."""
        self.specimen = picture
        show_picture(self._picture, picture.content)

    def draft(self) -> SignatoryDraft:
        """The signatory as typed. Raises InvalidInput for a day that cannot be read."""
        kinds = tuple(kind for kind, box in self._kinds.items() if box.isChecked())
        return SignatoryDraft(self.text("name"), self.text("phone"), day_of(self._expires, "expires"), kinds)


def day_of(field: DayField, name: str) -> date | None:
    """The day in a field, None when it is empty. Raises InvalidInput for what is no day."""
    if field.problem:
        raise InvalidInput({name: UserError(N_("This is no day. Type it as 2026-11-23."))})
    return field.value


def show_picture(label: Label, content: bytes) -> None:
    """Show a specimen, no larger than the panel."""
    picture = QPixmap()
    picture.loadFromData(content)
    ratio = label.devicePixelRatioF()
    small = picture.scaled(
        int(340 * ratio),
        int(SPECIMEN_HEIGHT * ratio),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    small.setDevicePixelRatio(ratio)
    label.setPixmap(small)
    say(label, N_("Specimen signature"), "setAccessibleName")
