"""Whom this PC believes: the pass keys of this desk and of the other desks of the building, when each was heard from.

`ring.py` gives the gate its keys; `service.py` admits, renews and revokes them (operating manual, Exit passes). Private
halves stay in the secret store (`codes.signing`), which `protection.py` seals by a passphrase where it is files; here
are public ones only.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.trust.events import EVENTS
from desk_app.services.trust.protection import KeyProtection
from desk_app.services.trust.queries import TrustQueries
from desk_app.services.trust.recovery import RecoveryCodes, RecoveryQueries
from desk_app.services.trust.service import Trust

FEATURE = Feature(
    id="trust",
    title=N_("Keys and desks"),
    services=(Trust, KeyProtection, RecoveryCodes),
    queries=(TrustQueries, RecoveryQueries),
    events=EVENTS,
    order=15,
)
