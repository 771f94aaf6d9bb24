"""The key register: who has which key, and what hangs where (operating manual, Key register).

`service.py` hands out and takes back, `register.py` keeps keys, copies, rings and hooks, `faults.py` what is lost or
broken. Rules that need no database are in `rules.py`; what other features may use in `records.py` and `queries.py`.
"""

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.keys.codes import key_named
from desk_app.services.keys.counting import counted
from desk_app.services.keys.demo import fill
from desk_app.services.keys.documents import DOCUMENTS
from desk_app.services.keys.events import EVENTS, HANDOUTS, KEYS
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.forgetting import RETENTION
from desk_app.services.keys.keeping import expiring_round
from desk_app.services.keys.kit import PAPER_FORMS, key_kit
from desk_app.services.keys.master import MASTER
from desk_app.services.keys.matters import handout_people, key_matters, key_people
from desk_app.services.keys.options import SETTINGS
from desk_app.services.keys.pending import keys_to_decide
from desk_app.services.keys.personal import personal
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.report import key_report
from desk_app.services.keys.searching import handout_entries, key_entries
from desk_app.services.keys.service import Keys
from desk_app.services.keys.sharing import SHARED
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND

DECISIONS = (
    "keys.approve",
    "keys.refuse",
    "keys.hand_on",
    "keys.extend",
    "key_register.deactivate",
    "key_register.retire_copy",
)

FEATURE = Feature(
    id="keys",
    title=N_("Keys"),
    services=(Keys, KeyTroubles, KeyRegister),
    queries=(KeyQueries, KeyRegisterQueries),
    events=EVENTS,
    master=MASTER,
    settings=SETTINGS,
    documents=DOCUMENTS,
    search={KEYS: key_entries, HANDOUTS: handout_entries},
    demo=fill,
    rounds=(expiring_round,),
    retention=RETENTION,
    shared=SHARED,
    matters=key_matters,
    people={KEY_KIND: key_people, HANDOUT_KIND: handout_people},
    codes={Kind.KEY: key_named},
    report=key_report,
    pending=keys_to_decide,
    decisions=DECISIONS,
    counted=counted,
    kit=key_kit,
    paper_forms=PAPER_FORMS,
    personal=personal,
    order=55,
)

__all__ = ["FEATURE", "HANDOUTS", "KEYS"]
