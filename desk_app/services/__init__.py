"""Everything the desk does, without a screen.

One feature is one folder: records, tables, rules, queries, service, documents, and a FEATURE that announces it.
No Qt here, and nothing of `desk_app.ui`; import-linter proves it.
To add a feature, add a folder; `services.catalogue.features()` finds it.
"""
