"""Every text and picture has an answer: a time of keeping says when it goes, or a reason here says why it stays.

A new column fails here until it stands in the `Kept` of its feature (`forgetting.py`) or in `STAYS`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import LargeBinary, Text

from desk_app.services.catalogue import features, load_tables
from desk_app.services.db.base import Base
from desk_app.services.retention.kept import Kept

MARKS = {"request", "number", "code", "kind", "state", "short_code"}
"""In any table: numbers and marks that the program gave, and words of its own. Nobody is named by them."""
STAYS: dict[str, dict[str, str]] = {
    "words of the program: states, kinds, places in the building": {
        "back_entries": "topic form",
        "calls": "host_unit host_floor became_kind",
        "colleagues": "department trade",
        "conflicts": "entity mark",
        "drawer_movements": "record_kind",
        "duty_entries": "tag mark step",
        "exit_passes": "unit reason goods",
        "found_items": "category floor value shelf outcome receipt",
        "found_item_notices": "who",
        "gate_scans": "verdict",
        "handover_counts": "key label unit place",
        "incident_kinds": "name english_name required",
        "incidents": "required floor unit",
        "key_extensions": "exceptions",
        "key_handouts": "department purpose ring exceptions",
        "key_lost_reports": "became_kind",
        "privacy_requests": "asked why",
        "loan_item_steps": "step",
        "loan_lines": "condition",
        "loan_stock_movements": "step",
        "lost_reports": "category floor",
        "mail_batches": "carrier",
        "notices": "audience",
        "mail_pieces": "carrier unit place hand_over reason form_number",
        "mail_reconciliations": "carrier",
        "outgoing_mail": "carrier paid",
        "pass_refusals": "reason verdict",
        "pass_releases": "verdict seen",
        "repairs": "source unit floor trade department urgency held_state missed",
        "roll_call_lines": "floor unit presence mark",
        "roll_calls": "outcome",
        "told_passes": "quantities",
        "visit_words": "step by",
        "visits": "purpose host_unit host_floor badge id_kind left_by pass_code",
    },
    "of the exchange: numbers, names of files, what is locked or sealed in batches; head office forgets what it said": {
        "sync_heard": "party epoch digest",
        "sync_heard_upto": "party epoch",
        "sync_held": "party epoch hash16 content",
        "sync_master_rows": "table key said stuck",
        "sync_outbox": "epoch content digest",
        "sync_packed_rows": "epoch table key",
        "sync_parked": "party line",
        "sync_parties": "party sync_key box_key pass_key",
        "sync_quarantine": "path fault",
        "sync_row_changes": "table key",
        "sync_state": "key value",
    },
    "a company is nobody: its name stays, for the figures": {
        "mail_pieces": "company",
        "outgoing_mail": "company",
        "tenants": "name key short_name english_name status mailbox",
    },
    "things, prices and the building, as long as they are there": {
        "departments": "name english_name phone",
        "desk": "building site_code desk_code zone instance",
        "exit_pass_lines": "name unit serial",
        "floors": "label",
        "found_elsewhere": "what features place floor shelf",
        "key_copies": "tag hook",
        "key_rings": "tag hook",
        "keys": "place floor unit category instruction",
        "loan_categories": "name english_name icon advice",
        "loan_items": "tag name hook remark sought",
        "pass_templates": "name goods lines",
        "repair_price_list": "trade name unit",
        "signatories": "kinds",
        "units": "",
    },
    "who acted for the desk answers for it: names of staff stay, a PIN is a digest": {
        "pass_refusals": "by_name",
        "pass_releases": "by_name",
        "pass_returns": "by_name",
        "pass_revocations": "by_name",
        "staff": "name role pin",
        "tenants": "cleared_by cleared_reference",
    },
    "what was signed stays as it was signed: figures, and who answers for them": {
        "day_closings": "name signature words figures digest",
    },
    "proof, keys and what the program counts": {
        "audit_entries": "role action outcome detail events_digest previous digest",
        "counters": "series",
        "journal_events": "payload seal digest",
        "known_desks": "",
        "mail_months": "digest",
        "pass_keys": "purpose public desk_code vouch reason",
        "purge_runs": "counts",
        "retention_rules": "key",
        "settings": "key value",
    },
    "goes with the records: emptied by the forgetting itself": {
        "blobs": "sha256 media content",
        "journal_events": "private",
    },
    "the spool clears it within a week": {
        "print_jobs": "subject printer reason reason_values pdf",
    },
}


def forgotten_columns() -> set[tuple[str, str]]:
    """Table and column of everything that some time of keeping empties."""
    found: set[tuple[str, str]] = set()
    for feature in features():
        for rule in feature.retention:
            for one in rule.kept:
                if isinstance(one, Kept):
                    parts: list[tuple[Any, Any]] = [(one.table, one.emptied)]
                    parts += [(part.owner.class_, part.emptied) for part in one.hanging]
                    found |= {pair for table, emptied in parts for pair in _columns(table, emptied)}
    return found


def _columns(table: Any, emptied: Any) -> set[tuple[str, str]]:
    columns = table.__table__.columns
    return {(table.__tablename__, one.key) for one in columns if emptied is None or one.key in emptied}


def test_every_text_and_picture_is_forgotten_or_stays_for_a_reason() -> None:
    load_tables()
    stays = {
        (table, name) for part in STAYS.values() for table, names in part.items() for name in names.split()
    }
    unanswered = {
        (table.name, column.key)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Text | LargeBinary) and column.key not in MARKS
    } - forgotten_columns()
    assert unanswered - stays == set(), "into the feature's forgetting.py, or with a reason into STAYS"
    assert stays - unanswered == set(), "forgotten, or gone: no reason is needed"


def test_what_is_emptied_is_a_column_and_each_rule_has_its_own_setting() -> None:
    for feature in features():
        for rule in feature.retention:
            assert rule.setting in feature.settings, rule.setting.key
            for one in rule.kept:
                if isinstance(one, Kept):
                    assert set(one.emptied) <= {column.key for column in one.table.__table__.columns}
                    assert one.event is not None or one.left is not None
                    assert one.event is None or one.event in feature.events
    keys = [rule.setting.key for feature in features() for rule in feature.retention]
    assert len(keys) == len(set(keys))
