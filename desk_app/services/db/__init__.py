"""The database of one desk: how it is opened, written, backed up and brought up to date.

`open_database()` is the only way in, for the window, the command line and the tests.
Tables live with their features; a new table means a new migration in `migrations/`.
"""
