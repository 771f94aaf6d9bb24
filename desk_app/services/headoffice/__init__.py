"""Head office: collects what all desks recorded, tells them what it has, and sends master data down.

Works on a database of its own, SQLite or PostgreSQL, and on nothing but the shared folder; desks never talk to it.
Uses `services.sync` for the form of files. Not here: anything of a desk's own database.
"""
