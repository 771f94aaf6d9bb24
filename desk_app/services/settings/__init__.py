"""The building's settings: declared by features, kept here, changed by the supervisor."""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.settings.master import MASTER
from desk_app.services.settings.service import CHANGED, SettingsService

FEATURE = Feature(
    id="settings",
    title=N_("Settings"),
    services=(SettingsService,),
    events=(CHANGED,),
    master=MASTER,
    order=11,
)
