"""Whose a pass is that this PC has no record of: its code has numbers only, the directory may know whose they are."""

from __future__ import annotations

from desk_app.services.codes.claims import PassClaims
from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.journal.work import Bench
from desk_app.services.passes.names import number_of, with_number


def holder_of(bench: Bench, by: Actor, claims: PassClaims) -> tuple[str, str, str]:
    """Tenant, unit and signatory; empty for what the directory of this PC does not know."""
    directory = DirectoryQueries(bench)
    tenants = {one.id: one for one in directory.tenants(by)} if claims.tenant else {}
    found = with_number(claims.tenant, tenants)
    if found is None:
        return "", "", ""
    people = directory.tenant(by, found).signatories if claims.signatory else ()
    signatory = next((one.name for one in people if number_of(one.id) == claims.signatory), "")
    tenant = tenants[found]
    return tenant.name, tenant.units[0] if tenant.units else "", signatory
