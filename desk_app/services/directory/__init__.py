"""Master data of the building: tenants, units, floors, contacts, authorised signatories, departments.

Everyone reads (guards without phones), the supervisor changes. Rows are closed, never deleted. Other features use
`records` and `DirectoryQueries`, never the tables. A new verb: rule in `rules`, event in `events`, method in `service`
or `people`.
"""

from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.directory import events
from desk_app.services.directory.demo import fill
from desk_app.services.directory.forgetting import RETENTION
from desk_app.services.directory.found import contact_entries, tenant_entries, unit_entries
from desk_app.services.directory.kit import DOCUMENTS, directory_kit
from desk_app.services.directory.master import MASTER
from desk_app.services.directory.matters import (
    contact_people,
    tenant_matters,
    tenant_people,
    unit_people,
)
from desk_app.services.directory.options import SETTINGS
from desk_app.services.directory.pending import move_outs_to_confirm
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.personal import personal
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.service import Directory

FEATURE = Feature(
    id="directory",
    title=N_("Directory", "directory"),
    services=(Directory, TenantPeople),
    queries=(DirectoryQueries,),
    events=events.EVENTS,
    master=MASTER,
    search={
        events.TENANTS: tenant_entries,
        events.CONTACTS: contact_entries,
        events.UNITS: unit_entries,
    },
    demo=fill,
    matters=tenant_matters,
    pending=move_outs_to_confirm,
    kit=directory_kit,
    documents=DOCUMENTS,
    people={"tenant": tenant_people, "contact": contact_people, "unit": unit_people},
    personal=personal,
    retention=RETENTION,
    settings=SETTINGS,
    order=20,
)
