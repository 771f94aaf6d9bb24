"""Where a scanned code goes: to the tab that announces its kind; half a code or none of ours gets a calm word."""

from __future__ import annotations

from desk_app.services.codes.scanned import Scan, Scanned, read
from desk_app.services.codes.short_number import Kind
from desk_app.services.core.words import N_, Message
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.workplace import Workplace

_WORDS: dict[Scan, Message] = {
    Scan.READ_AGAIN: N_("The code was not read whole. Scan it again, or type the number under it."),
    Scan.UNKNOWN_KIND: N_("This code is of a kind that this version of the program does not know."),
    Scan.FOREIGN: N_("This code is none of ours. To find what it belongs to, type it into the search field."),
}
_NO_TAB = N_("Nothing is done with this kind of code at this desk, or not by your role.")


class ScanDesk:
    """Sorts what the scanner typed."""

    def __init__(self, notice: Notice) -> None:
        self._notice = notice

    def read(self, raw: str, place: Workplace | None) -> None:
        """Hand a code on. Several read in one go are handed on one after the other.

        A page that works off a pile takes every reading itself.
        """
        self._notice.hide()
        if place is not None and place.take_scan(raw):
            return
        scanned = read(raw)
        for one in scanned.parts or (scanned,):
            self._hand_on(one, place)

    def _hand_on(self, one: Scanned, place: Workplace | None) -> None:
        if one.what in (Scan.SHORT_NUMBER, Scan.SIGNED_CODE):
            kind = one.number.kind if one.number is not None else Kind.PASS  # what is signed is a pass
            if place is None or not place.show_code(int(kind), one.text):
                self._notice.tell(_NO_TAB, "info")
        elif one.what in _WORDS:
            self._notice.tell(_WORDS[one.what], "warning" if one.what is Scan.READ_AGAIN else "info")
