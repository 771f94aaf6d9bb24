"""The gate: a code is scanned, a verdict comes back, the attempt is on record, good or bad.

Judging is in `codes.verdict`; here are the records it needs and the log of attempts.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.gate.options import SETTINGS
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.report import gate_report
from desk_app.services.gate.service import CLOCK_CONFIRMED, SCANNED, Gate

FEATURE = Feature(
    id="gate",
    title=N_("Gate"),
    services=(Gate,),
    queries=(GateQueries,),
    events=(SCANNED, CLOCK_CONFIRMED),
    settings=SETTINGS,
    report=gate_report,
    decisions=("gate.confirm_clock",),
    order=70,
)
