"""The tests, as a mirror of the tree: tests/services/keys tests desk_app/services/keys.

`structure/` holds what is true of all source, `plugins/` what every test gets without asking, `tools/` programs
that checks call. Here belongs no test of one feature. Fixtures for one folder go into its own conftest.py.
"""
