"""Master data is announced by the features: each table once, with columns that it has, under a topic of its feature."""

from __future__ import annotations

import pytest
from sqlalchemy import LargeBinary

from desk_app.services.catalogue import features, load_tables
from desk_app.services.core.feature import Feature
from desk_app.services.core.master import MasterTable
from desk_app.services.db.base import Base
from desk_app.services.sync.capture import is_captured

ALL = [(feature, one) for feature in features() for one in feature.master]
EXPECTED = {
    *("floors", "tenants", "units", "tenant_contacts", "signatories", "departments", "staff", "colleagues"),
    *("watch_list", "keys", "key_rings", "key_copies", "repair_price_list", "incident_kinds"),
    *("loan_categories", "pass_templates", "settings"),
}


def test_these_are_head_offices_to_say() -> None:
    assert sorted(one.table for _, one in ALL) == sorted(EXPECTED), "each once"


@pytest.mark.parametrize(("feature", "one"), ALL, ids=[one.table for _, one in ALL])
def test_what_is_announced_is_there(feature: Feature, one: MasterTable) -> None:
    load_tables()
    table = Base.metadata.tables[one.table]
    assert is_captured(one.table), "a desk's own changes of it go up"
    assert {*one.names, *one.own, *(one.retired or {})} <= set(table.columns.keys())
    assert one.topic in {kind.topic for kind in feature.events}
    assert not {column.name for column in table.primary_key.columns} & one.own.keys()
    assert not any(isinstance(column.type, LargeBinary) for column in table.columns), (
        "values travel as they are"
    )
    needed = [column.name for column in table.columns if not column.nullable and column.name in one.own]
    assert all(one.own[name] is not None for name in needed), "a new row has a value there"
    referred = {key.column.table.name for column in table.columns for key in column.foreign_keys}
    assert referred <= EXPECTED, "what it refers to comes down as well"
