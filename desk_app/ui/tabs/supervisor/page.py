"""The supervisor's pages."""

from __future__ import annotations

from desk_app.services.catalogue import Services
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.decisions.queries import DecisionQueries
from desk_app.services.retention.queries import RetentionQueries
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.supervisor.audit_page import AuditPage
from desk_app.ui.tabs.supervisor.backups_page import BackupsPage
from desk_app.ui.tabs.supervisor.colleagues_page import ColleaguesPage
from desk_app.ui.tabs.supervisor.conflicts_page import ConflictsPage
from desk_app.ui.tabs.supervisor.decisions_page import DecisionsPage
from desk_app.ui.tabs.supervisor.desk_page import DeskPage
from desk_app.ui.tabs.supervisor.keys_page import KeysPage
from desk_app.ui.tabs.supervisor.privacy_page import PrivacyPage
from desk_app.ui.tabs.supervisor.records_page import RecordsPage
from desk_app.ui.tabs.supervisor.retention_page import RetentionPage
from desk_app.ui.tabs.supervisor.settings_page import SettingsPage
from desk_app.ui.tabs.supervisor.staff_page import StaffPage
from desk_app.ui.tabs.supervisor.sync_page import SyncPage
from desk_app.ui.tabs.supervisor.today_page import TodayPage
from desk_app.ui.widgets.parts_page import Entry, PartsPage


def _conflicts(services: Services, by: Actor) -> int:
    return services.get(ConflictQueries).count_open(by)


def _retention(services: Services, by: Actor) -> int:
    return services.get(RetentionQueries).waiting(by)


def _decisions(services: Services, by: Actor) -> int:
    return services.get(DecisionQueries).count(by)


PAGES = (
    Entry(N_("Today", "dashboard"), "home", TodayPage),
    Entry(N_("Decisions"), "check", DecisionsPage, _decisions),
    Entry(N_("Staff"), "people", StaffPage),
    Entry(N_("Colleagues"), "person", ColleaguesPage),
    Entry(N_("Conflicts"), "warning", ConflictsPage, _conflicts),
    Entry(N_("Sync"), "sync", SyncPage),
    Entry(N_("Gate records"), "swap", RecordsPage),
    Entry(N_("Settings"), "settings", SettingsPage),
    Entry(N_("Times of keeping"), "clock", RetentionPage, _retention),
    Entry(N_("Personal data"), "eye", PrivacyPage),
    Entry(N_("Audit log"), "history", AuditPage),
    Entry(N_("Backups"), "save", BackupsPage),
    Entry(N_("This desk"), "database", DeskPage),
    Entry(N_("Keys and desks"), "key", KeysPage),
)


class SupervisorPage(PartsPage):
    """Everything that is the supervisor's alone. Strip and frame ask for some of them."""

    def __init__(self, ctx: AppContext) -> None:
        kinds = {
            "conflict": ConflictsPage,
            "decision": DecisionsPage,
            "retention": RetentionPage,
            "sync": SyncPage,
        }
        super().__init__(ctx, PAGES, N_("The supervisor's pages"), kinds)
