"""The shift's pages."""

from __future__ import annotations

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.shift.queries import NoticeQueries
from desk_app.services.shift.records import HANDOVER_KIND, NOTICE_KIND
from desk_app.ui.context import BACK_ENTRY, AppContext
from desk_app.ui.tabs.shift.back_entry_page import BackEntryPage
from desk_app.ui.tabs.shift.duty_page import DutyPage
from desk_app.ui.tabs.shift.handover_page import HandoverPage
from desk_app.ui.tabs.shift.kit_page import KitPage
from desk_app.ui.tabs.shift.notices_page import NoticesPage
from desk_app.ui.tabs.shift.report_page import ReportPage
from desk_app.ui.widgets.parts_page import Entry, PartsPage


def _unread(services: Services, by: Actor) -> int:
    return len(services.get(NoticeQueries).unread(by))


def _incidents(services: Services, by: Actor) -> int:
    return services.get(DutyQueries).count_open(by)


PAGES = (
    Entry(N_("Handover", "shift tab"), "swap", HandoverPage),
    Entry(N_("Notices", "shift tab"), "bell", NoticesPage, _unread),
    Entry(N_("Duty log", "shift tab"), "list", DutyPage, _incidents),
    Entry(N_("Report", "shift tab"), "chart", ReportPage),
    Entry(N_("Blackout kit", "shift tab"), "print", KitPage),
    Entry(N_("Back-entry", "shift tab"), "edit", BackEntryPage),
)


class ShiftPage(PartsPage):
    """Handover, notices, duty log, report, blackout kit, back-entry."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            PAGES,
            N_("The shift's pages"),
            {
                HANDOVER_KIND: HandoverPage,
                NOTICE_KIND: NoticesPage,
                "incident": DutyPage,
                BACK_ENTRY: BackEntryPage,
            },
        )

    def show_code(self, digits: str) -> None:
        """A paper form was scanned: it is typed in."""
        page = self.go(BackEntryPage)
        assert isinstance(page, BackEntryPage)
        page.take_form(digits)
