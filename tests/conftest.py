"""Fixtures for every test; the modules they come from say more."""

pytest_plugins = ["tests.desk_fixtures"]
