"""What reports call what was done: every named event is one that desks record."""

from __future__ import annotations

from desk_app.services.catalogue import features
from desk_app.services.headoffice.deeds import DEEDS


def test_every_named_event_is_one_that_a_feature_records() -> None:
    assert set(DEEDS) <= {kind.name for feature in features() for kind in feature.events}
