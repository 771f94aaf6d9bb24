"""The tenant who sends something: typed as unit, name or pinyin; Enter takes the first, however fast it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Host
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MOST = 8


class TenantField(Picker):
    """Stands for a `Host`: a tenant, or one of its people."""

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        super().__init__()
        self._ctx, self._owner = ctx, owner
        self._directory = ctx.services.get(DirectoryQueries)
        self.query.connect(self._find)
        self.editingFinished.connect(self._settle)

    @property
    def host(self) -> Host | None:
        """Who was chosen."""
        value = self.draft()[0]
        return value if isinstance(value, Host) else None

    @property
    def unsettled(self) -> bool:
        """Whether something was typed that stands for nobody yet."""
        return self.host is None and bool(self.text().strip())

    def take_first(self, then: Callable[[bool], object]) -> None:
        """Take the likeliest tenant for what is typed; `then` hears whether there is one."""
        text = self.text()

        def done(found: list[Suggestion]) -> None:
            if text != self.text():
                return
            if found and self.host is None:
                self.take(found[0])
            then(self.host is not None)

        self._ctx.read(lambda actor: self._ask(actor, text), owner=self._owner, done=done, key="tenant")

    def _find(self, text: str) -> None:
        if not text.strip():
            self.offer(text, [])  # those for an earlier text are not for none
            return
        self._ctx.read(
            lambda actor: self._ask(actor, text),
            owner=self._owner,
            done=lambda found: self.offer(text, found),
            key="tenants",
        )

    def _settle(self) -> None:
        """A unit or name typed in full is that tenant, without choosing it from the list."""
        text = self.text()
        if not self.unsettled:
            return

        def done(found: list[Suggestion]) -> None:
            meant = [one for one in found if _is_whole(one.value, text)]
            if len(meant) == 1 and text == self.text() and self.unsettled:
                self.take(meant[0])

        self._ctx.read(lambda actor: self._ask(actor, text), owner=self._owner, done=done, key="settle")

    def _ask(self, actor: Actor, text: str) -> list[Suggestion]:
        found = self._directory.find_host(actor, text.strip(), _MOST)
        return [_suggestion(one) for one in found]


def _is_whole(host: Host, text: str) -> bool:
    typed = text.strip().casefold()
    return not host.contact_name and typed in (host.name.casefold(), *(one.casefold() for one in host.units))


def _suggestion(host: Host) -> Suggestion:
    detail = [host.contact_name, *host.units[:2]]
    return Suggestion(host, host.name, " · ".join(part for part in detail if part))
