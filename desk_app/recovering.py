"""The program's flow around the recovery code: asked for when the keys are missing, printed when a desk was set up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk_app.services.core.errors import UserError
from desk_app.ui.i18n import speaker

if TYPE_CHECKING:
    from desk_app.opening import Program
    from desk_app.services.catalogue import Services
    from desk_app.services.core.recovery_file import HeldCode
    from desk_app.services.core.secrets import SecretStore
    from desk_app.ui.pages.recovery import RecoveryPage
    from desk_app.ui.pages.recovery_sheet import RecoverySheetPage


class Recovery(QObject):
    """Pages of the program while no desk is open."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self.page: RecoveryPage | None = None
        self.sheet_page: RecoverySheetPage | None = None

    # Typed in

    @property
    def possible(self) -> bool:
        """Whether there is something that a code opens."""
        from desk_app.services.at_rest import can_recover

        return can_recover(self._program.folder)

    def helps(self, error: Exception) -> bool:
        """Whether the code is the way out of this."""
        from desk_app.services.at_rest import KeysMissing

        return isinstance(error, KeysMissing) and self.possible

    def ask(self) -> None:
        """Show the page; whether a passphrase is needed too is found out off this thread."""
        from desk_app.services.at_rest import wants_passphrase

        program = self._program
        program.tasks.run(
            lambda: wants_passphrase(program.folder), self._show, program.not_opened, owner=self
        )

    def scanned(self, raw: str) -> None:
        """The sheet's code, if it is asked for."""
        if self.page is not None and self._program.window.page is self.page:
            self.page.take_scan(raw)

    def _show(self, with_passphrase: bool) -> None:
        from desk_app.ui.pages.recovery import RecoveryPage

        if self.page is None:
            page = self.page = RecoveryPage(with_passphrase)
            page.entered.connect(self._recover)
            page.again.connect(self._leave)
            page.quit.connect(self._program.window.close)
        self._program.window.show_page(self.page)
        self.page.ask()

    def _leave(self) -> None:
        self._forget_page()
        self._program.open()

    def _forget_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            self._program.window.forget(page)

    def _recover(self, code: str, passphrase: str) -> None:
        from desk_app.services.at_rest import recover

        program = self._program
        program.tasks.run(
            lambda: recover(program.folder, code, passphrase), self._recovered, self._refused, owner=self
        )

    def _recovered(self, keys: SecretStore) -> None:
        self._program.unlocked(keys)
        self._forget_page()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError) and self.page is not None:
            self.page.refuse(error)
            return
        self._forget_page()
        self._program.not_opened(error)

    # Printed

    def first_sheet(self, services: Services, then: Callable[[], object]) -> None:
        """The code of a desk that was just set up, where its records are encrypted; `then` goes on in any case."""
        self._program.tasks.run(
            lambda: _new_code(services),
            lambda held: then() if held is None else self._show_sheet(services, held, then),
            lambda _: then(),  # the supervisor is reminded
            owner=self,
        )

    def _show_sheet(self, services: Services, held: HeldCode, then: Callable[[], object]) -> None:
        from desk_app.services.printing.desk_paper import Paper
        from desk_app.ui.pages.recovery_sheet import RecoverySheetPage
        from desk_app.ui.recovery_sheet import SheetBox

        program, bench = self._program, services.bench
        paper = Paper(speaker.words, bench.desk, bench.clock.zone)
        box = SheetBox(held, bench.clock.now(), paper, tasks=program.tasks, ask=program.asker)
        page = self.sheet_page = RecoverySheetPage(box)
        page.done.connect(lambda safe: self._sheet_done(services, safe, then))
        program.window.show_page(page)

    def _sheet_done(self, services: Services, safe: bool, then: Callable[[], object]) -> None:
        page, self.sheet_page = self.sheet_page, None
        if page is None:
            return
        if safe:
            self._program.tasks.run(
                lambda: _confirm(services), lambda _: then(), lambda _: then(), owner=self
            )
        else:
            then()
        self._program.window.forget(page)


def _new_code(services: Services) -> HeldCode | None:
    from desk_app.services.at_rest import is_worth_it
    from desk_app.services.core.people import SYSTEM
    from desk_app.services.trust.recovery import RecoveryCodes

    if not is_worth_it(services.bench.secrets):
        return None
    return services.get(RecoveryCodes).make(SYSTEM).result


def _confirm(services: Services) -> None:
    from desk_app.services.core.people import SYSTEM
    from desk_app.services.trust.recovery import RecoveryCodes

    services.get(RecoveryCodes).confirm(SYSTEM)
