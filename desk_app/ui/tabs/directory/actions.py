"""What the supervisor does here: every verb of the directory that a button calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desk_app.services.blobs.pictures import Picture, read_picture
from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Contact, ContactDraft, Signatory, SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.directory.tenancy_forms import units_named
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.form import Form

R = TypeVar("R")


class Actions:
    """Verbs on behalf of whoever is signed in; problems with input go to the form that is open."""

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        self._ctx = ctx
        self._owner = owner
        self._directory = ctx.services.get(Directory)
        self._queries = ctx.services.get(DirectoryQueries)
        self._people = ctx.services.get(TenantPeople)

    def save_tenant(
        self,
        form: Form,
        tenant: int | None,
        draft: TenantDraft,
        units: str,
        floor: str,
        done: Callable[[int], None],
    ) -> None:
        """Add or correct a tenant; `done` gets its id."""
        if tenant is None:
            self._do(form, lambda by: self._directory.add_tenant(by, draft, units, floor), done)
        else:
            self._do(
                form,
                lambda by: self._directory.correct_tenant(by, tenant, draft, units, floor),
                lambda _: done(tenant),
            )

    def save_contact(
        self, form: Form, tenant: int, known: Contact | None, draft: ContactDraft, done: Callable[[], None]
    ) -> None:
        """Add or correct a contact."""
        if known is None:
            self._do(form, lambda by: self._people.add_contact(by, tenant, draft), lambda _: done())
        else:
            self._do(form, lambda by: self._people.correct_contact(by, known.id, draft), lambda _: done())

    def save_signatory(
        self,
        form: Form,
        tenant: int,
        known: Signatory | None,
        draft: SignatoryDraft,
        specimen: Picture | None,
        done: Callable[[], None],
    ) -> None:
        """Add or correct a signatory."""
        raw = specimen.content if specimen else None
        if known is None:
            self._do(form, lambda by: self._people.add_signatory(by, tenant, draft, raw), lambda _: done())
        else:
            self._do(
                form, lambda by: self._people.correct_signatory(by, known.id, draft, raw), lambda _: done()
            )

    def read_specimen(self, path: Path, done: Callable[[Picture], None]) -> None:
        """Read a picture file off the GUI thread."""
        self._ctx.tasks.run(lambda: read_picture(path), done, self._tell, owner=self._owner, lane=Lane.SLOW)

    def withdraw_contact(self, contact: Contact) -> None:
        """Ask, then withdraw."""
        detail = tr(N_("The name stays on the records."))
        question = tr(N_("Withdraw the contact {name}?"), name=contact.name)
        if self._ctx.ask.confirm(self._owner, question, tr(N_("Withdraw", "directory")), detail, danger=True):
            self._do(None, lambda by: self._people.withdraw_contact(by, contact.id))

    def withdraw_signatory(self, signatory: Signatory) -> None:
        """Ask, then withdraw."""
        detail = tr(N_("From now on this signature releases no goods. The name stays on the records."))
        question = tr(N_("Withdraw the signatory {name}?"), name=signatory.name)
        if self._ctx.ask.confirm(self._owner, question, tr(N_("Withdraw", "directory")), detail, danger=True):
            self._do(None, lambda by: self._people.withdraw_signatory(by, signatory.id))

    def announce_move_out(
        self, form: Form, tenant: int, on: date, notice_on: date | None, done: Callable[[], None]
    ) -> None:
        """Note a move-out, and when notice of it was given."""
        self._do(
            form, lambda by: self._directory.announce_move_out(by, tenant, on, notice_on), lambda _: done()
        )

    def call_off_move_out(self, tenant: int) -> None:
        """The tenant stays."""
        self._do(None, lambda by: self._directory.call_off_move_out(by, tenant))

    def moved_out(self, form: Form, tenant: int, forwarding: str, done: Callable[[], None]) -> None:
        """The tenant has left."""
        self._do(form, lambda by: self._directory.moved_out(by, tenant, forwarding), lambda _: done())

    def move_in(self, form: Form, tenant: int, units: str, done: Callable[[], None]) -> None:
        """A tenant that had moved out is back, in the units listed."""

        def verb(by: Actor) -> Changes[None]:
            return self._directory.move_in(by, tenant, units_named(units, self._queries.units(by)))

        self._do(form, verb, lambda _: done())

    def set_forwarding(self, form: Form, tenant: int, forwarding: str, done: Callable[[], None]) -> None:
        """Where the mail of a tenant goes."""
        self._do(form, lambda by: self._directory.set_forwarding(by, tenant, forwarding), lambda _: done())

    def renew_signatory(
        self, form: Form, signatory: int, expires: date | None, done: Callable[[], None]
    ) -> None:
        """A signature counts until another day."""
        self._do(form, lambda by: self._people.renew_signatory(by, signatory, expires), lambda _: done())

    def clear_finance(
        self,
        tenant: int,
        name: str,
        reference: str,
        form: Form | None = None,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Finance has no claim left; one click takes it back."""

        def told(_: None) -> None:
            undo = partial(self.block_finance, tenant, name)
            self._ctx.toasts.show(N_("{name}: cleared by finance"), undo=undo, name=plain(name))
            done()

        self._do(form, lambda by: self._directory.clear_finance(by, tenant, reference), told)

    def block_finance(self, tenant: int, name: str, reference: str = "") -> None:
        """Finance has claims; one click takes it back, with the `reference` that the clearance had."""

        def told(_: None) -> None:
            undo = partial(self.clear_finance, tenant, name, reference)
            self._ctx.toasts.show(N_("{name}: not cleared by finance"), undo=undo, name=plain(name))

        self._do(None, lambda by: self._directory.block_finance(by, tenant), told)

    def _do(
        self, form: Form | None, verb: Callable[[Actor], Changes[R]], done: Callable[[R], None] | None = None
    ) -> None:
        def failed(error: Exception) -> bool:
            return form is not None and isinstance(error, InvalidInput) and form.show_problems(error)

        self._ctx.do(verb, owner=self._owner, done=done, failed=failed)

    def _tell(self, error: Exception) -> None:
        self._ctx.errors.show(error, self._owner)
