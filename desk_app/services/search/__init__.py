"""One index over every feature: the field on top of the window asks here.

A feature turns each of its records into a `SearchEntry` and puts it in the transaction of the change; nothing here
knows a feature by name. `terms` says what matches what, `index` stores and finds, `places` keeps newest first.
No record of a feature and no sentence for people belongs here. What the figures are, and how to measure them again:
`docs/search.md`. To make another kind of text findable, change `terms.spread` and `terms.ask` together, raise
`SCHEME` and rebuild.
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
