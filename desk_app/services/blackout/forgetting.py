"""What of the blackout kit is forgotten: why a form was spoilt. Numbers and times stay."""

from __future__ import annotations

from desk_app.services.blackout.options import KEEP_YEARS
from desk_app.services.blackout.tables import KitFormRow
from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Kept, Retained, Unit

KEPT = (Kept(KitFormRow, KitFormRow.settled_at, {"words": ""}, None, left=KitFormRow.words != ""),)
RETENTION = (Retained(N_("Blackout forms: words"), KEEP_YEARS, Unit.YEARS, KEPT),)
