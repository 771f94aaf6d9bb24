"""One index over every feature: the field on top of the window asks here.

A feature turns each of its records into a `SearchEntry` and puts it in the transaction of the change; nothing here
knows a feature by name, and no sentence for people belongs here. `query` says what matches what, `terms` makes it
fast, `index` stores and finds, `places` keeps newest first. The figures, and how to measure them again:
`docs/search.md`. To make more findable, give entries more values, or change `query` and `terms` together.
"""

from desk_app.services.search.index import create, find, put, rebuild, remove, scheme_is_current, tidy
from desk_app.services.search.records import Field, Hit, SearchEntry

__all__ = [
    "Field",
    "Hit",
    "SearchEntry",
    "create",
    "find",
    "put",
    "rebuild",
    "remove",
    "scheme_is_current",
    "tidy",
]
