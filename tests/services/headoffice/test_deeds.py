"""What reports call what was done: every named event is one that desks record, and steps are counted together."""

from __future__ import annotations

from datetime import date

from desk_app.services.catalogue import features
from desk_app.services.headoffice.deeds import DEEDS, STEPS
from desk_app.services.headoffice.reports import Line, done
from desk_app.services.sync.names import Party


def test_every_named_event_is_one_that_a_feature_records() -> None:
    assert set(DEEDS) <= {kind.name for feature in features() for kind in feature.events}


def test_steps_are_one_line_and_stand_last() -> None:
    day, party = date(2026, 11, 23), Party(12, 1)
    kinds = {
        "visit.stepped_out": 2,
        "visit.checked_in": 3,
        "loan.printed": 4,
        "loan.lent": 1,
        "visit.heard": 2041,
    }
    found = done([Line(party, "A1", "云帆大厦", day, kind, n) for kind, n in kinds.items()])
    assert [(one.deed, one.count) for one in found] == [
        (DEEDS["visit.checked_in"], 3),
        (DEEDS["loan.lent"], 1),
        (STEPS, 6),
    ]
