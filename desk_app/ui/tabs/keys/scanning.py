"""What a scanned tag or slip means: lend it, take it back, open it, or say why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.core.words import N_, plain
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Copy, Handout, HandoutCard, Ring
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, CopyState
from desk_app.ui.tabs.keys import actions

if TYPE_CHECKING:
    from desk_app.ui.tabs.keys.page import KeysPage

UNKNOWN = N_("No key of this building has this tag. Is it another building's, or was it taken off?")
RETIRED = N_("{code} was deactivated: it is lent no more. Give it to the supervisor.")
EMPTY_RING = N_("Nothing of ring {code} hangs here.")


class Scanning:
    """Readings of the scanner, for the page."""

    def __init__(self, page: KeysPage) -> None:
        self._page, self._ctx = page, page.ctx
        self._queries = page.ctx.services.get(KeyQueries)

    def read(self, digits: str) -> None:
        """Ask what it is, and do what fits."""
        self._ctx.read(
            lambda actor: self._queries.what_is(actor, digits),
            owner=self._page,
            done=self._found,
            key=f"scan {digits}",
        )

    def _found(self, thing: Copy | Ring | Handout | None) -> None:
        if thing is None:
            self._ctx.toasts.show(UNKNOWN)
        elif isinstance(thing, Handout):
            self._page.show_record(HANDOUT_KIND, thing.id)
        elif isinstance(thing, Ring):
            self._ring(thing)
        else:
            self._copy(thing)

    def _copy(self, one: Copy) -> None:
        """Out: it comes back. Asked for: its borrowing. Here: into the form."""
        if one.state is CopyState.OUT and one.handout is not None:
            self._take_back(one.handout, [one])
        elif one.state is CopyState.WAITING and one.handout is not None:
            self._page.show_record(HANDOUT_KIND, one.handout)
        elif one.state is CopyState.LOST:
            actions.found_again(
                self._ctx, self._page, one, lambda now: self._page.show_record(KEY_KIND, now.key)
            )
        elif one.state is CopyState.RETIRED:
            self._ctx.toasts.show(RETIRED, code=plain(one.code))
            self._page.show_record(KEY_KIND, one.key)
        else:
            self._page.lend(one)

    def _ring(self, ring: Ring) -> None:
        """A ring comes back as a whole, and is lent as one."""
        out = [one for one in ring.copies if one.state is CopyState.OUT]
        waiting = [one for one in ring.copies if one.state is CopyState.WAITING]
        here = [one for one in ring.copies if one.state is CopyState.IN]
        if out and out[0].handout is not None:
            handout = out[0].handout
            self._take_back(handout, [one for one in out if one.handout == handout])
        elif waiting and waiting[0].handout is not None:
            self._page.show_record(HANDOUT_KIND, waiting[0].handout)
        elif here:
            self._page.lend(here[0])
        else:
            self._ctx.toasts.show(EMPTY_RING, code=plain(ring.code))

    def _take_back(self, handout: int, copies: list[Copy]) -> None:
        """What was scanned; keys lent as a ring come back together."""
        lines = [one.line for one in copies if one.line is not None]

        def ask(card: HandoutCard) -> None:
            whole = [line.id for line in card.handout.out] if card.handout.ring else lines
            self._page.take_back(card, whole)

        self._ctx.read(
            lambda actor: self._queries.card(actor, handout),
            owner=self._page,
            done=ask,
            key=f"back {handout}",
        )
