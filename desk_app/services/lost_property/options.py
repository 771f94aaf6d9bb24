"""Lost property's settings."""

from __future__ import annotations

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_

KEEP_MONTHS = Setting(
    "lost_property.keep_months", 3,
    N_("Months that found items are kept"),
    N_("Then they are listed, and the supervisor decides. Food goes the same day."),
    least=1, most=24,
)  # fmt: skip
KEEP_OF = Setting(
    "lost_property.keep_of", "",
    N_("Other times by kind"), N_("Months by kind of thing, such as “document 6, clothes 1”."),
)  # fmt: skip
VALUE_MONTHS = Setting(
    "lost_property.value_months", 12,
    N_("Months that things of value are kept"), N_("Counted from the public notice, as the law does."),
    least=3, most=36,
)  # fmt: skip
SAFE = Setting(
    "lost_property.safe", "保险柜",
    N_("Where things of high value are kept"),
    N_("The place of such a thing begins with this word; a number may follow."),
)  # fmt: skip
DESK_HOURS = Setting(
    "lost_property.desk_hours", "",
    N_("Where and when found items are fetched"),
    N_("Printed on the notice, such as “Front desk, 1F lobby, 8:00 to 20:00”. Empty: nothing is printed."),
)  # fmt: skip
KEEP_YEARS = Setting(
    "lost_property.keep_years", 2,
    N_("Years that records of lost property are kept"),
    N_("After that, people, secrets and pictures are taken out of what is settled; the figures stay."),
    least=1, most=10,
)  # fmt: skip

SETTINGS = (KEEP_MONTHS, KEEP_OF, VALUE_MONTHS, SAFE, DESK_HOURS, KEEP_YEARS)
