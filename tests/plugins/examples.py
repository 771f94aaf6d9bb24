"""Hypothesis: no deadline (a busy PC is no fault); the same examples every time in CI, new ones on a developer's PC."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=_CALM, print_blob=True)
settings.register_profile("developer", deadline=None, suppress_health_check=_CALM)
settings.load_profile("ci" if os.environ.get("CI") else "developer")
