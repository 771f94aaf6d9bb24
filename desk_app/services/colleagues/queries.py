"""Questions about colleagues."""

from __future__ import annotations

from collections.abc import Collection

from desk_app.services.colleagues.reading import colleague_of, colleagues
from desk_app.services.colleagues.records import Colleague
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.db.base import named
from desk_app.services.directory.reading import departments
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.journal.work import Queries, Read, query


class ColleagueQueries(Queries):
    """Who belongs to the property staff."""

    area = "colleagues"

    @query(allow=DESK)
    def all(self, read: Read, text: str = "", inactive: bool = False) -> list[Colleague]:
        """Whose name, pinyin, phone or department fits `text`, the best match first; those who left on demand only."""
        found = colleagues(read.session, inactive=inactive)
        typed = folded(text)
        if not typed:
            return found
        called = {one.code: (one.name, one.english_name) for one in departments(read.session)}
        ranks = ((_rank(typed, one, called.get(one.department, ())), one) for one in found)
        return [one for rank, one in sorted(ranks, key=lambda pair: pair[0]) if rank < NOT_FOUND]

    @query(allow=DESK)
    def one(self, read: Read, colleague: int) -> Colleague | None:
        """A colleague, also one who left; None for nobody."""
        return colleague_of(read.session, colleague)

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The names of those of `ids` that are colleagues: what the audit log calls them."""
        return named(read.session, ids, (ColleagueRow.id, ColleagueRow.name))


def _rank(typed: str, one: Colleague, departments: tuple[str, ...]) -> int:
    ranks = [name_rank(typed, one.name)]
    if typed.isdigit() and len(typed) >= 3 and typed in "".join(filter(str.isdigit, one.phone)):
        ranks.append(1)
    if any(name_rank(typed, name) <= 3 for name in departments):
        ranks.append(NOT_FOUND - 1)
    return min(ranks)
