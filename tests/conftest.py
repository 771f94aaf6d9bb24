"""What every test has. One concern is one small module in tests/plugins/; fixtures of one folder stay in it."""

from __future__ import annotations

pytest_plugins = (
    "tests.desk_fixtures",
    "tests.ui.page_context",
    "tests.plugins.screen",
    "tests.plugins.expected_logs",
    "tests.plugins.memory",
    "tests.plugins.leftovers",
    "tests.plugins.examples",
    "tests.plugins.no_network",
    "tests.plugins.open_databases",
    "pytester",
)
