"""What stands open at a handover, asked of every feature: what is to count, today's figures, incidents, unsent records.

Knows no feature by name but the duty log, whose open incidents forbid a handover.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from desk_app.services.core.counting import Countable
from desk_app.services.core.figures import Period, Section, Span, Tone
from desk_app.services.core.words import Message
from desk_app.services.duty_log.open import open_incidents
from desk_app.services.journal.happened import kinds_after
from desk_app.services.journal.work import Read, Work
from desk_app.services.shift.records import Labelled, OpenMatter, Running, ToCount, Unsent
from desk_app.services.sync.left_behind import left_behind


def countables(read: Read) -> list[Countable]:
    """Everything that is counted, in the order of the features."""
    return [one for feature in read.bench.features if feature.counted for one in feature.counted(read)]


def without_expected(found: Iterable[Countable]) -> list[ToCount]:
    """As whoever counts sees it."""
    return [ToCount(one.key, Labelled(one.label, one.values), one.unit, one.where) for one in found]


def reading(work: Work) -> Read:
    """The same transaction, for those who only look."""
    return Read(work.bench, work.session, work.by, work.now)


def sections(read: Read) -> list[Section]:
    """Today, as every feature tells it."""
    period = Period.of(Span.DAY, read.today)
    return [ask(read, period) for ask in read.bench.reports]


def open_matters(found: Iterable[Section]) -> tuple[OpenMatter, ...]:
    """The figures of how things stand that are not 0."""
    return tuple(
        OpenMatter(one.title, figure.label, figure.value, figure.unit, figure.tone is Tone.BAD)
        for one in found
        for figure in one.figures
        if figure.now and figure.value
    )


def listings(found: Iterable[Section]) -> tuple[tuple[Message, int], ...]:
    """The lists that are not empty, and how long they are: names in them stay where they are."""
    return tuple(
        (listing.title, len(listing.rows) + listing.more)
        for one in found
        for listing in one.listings
        if listing.rows or listing.more
    )


def running(read: Read | Work) -> tuple[Running, ...]:
    """The incidents that are still open."""
    return tuple(
        Running(one.id, one.number, one.kind.name, one.kind.english_name, one.place, one.reported_at)
        for one in open_incidents(read)
    )


def unsent(read: Read | Work, since: int) -> Unsent:
    """What is on this PC alone: everything, as long as no share takes it.

    By feature: what of it came after the last handover, whose id is `since`.
    """
    left = left_behind(read.session, read.now)
    if not left.events:
        return Unsent()
    titles = {kind.name: one.title for one in read.bench.features for kind in one.events}
    lately: Counter[Message] = Counter()
    for kind, n in kinds_after(read.session, max(since, left.after)).items():
        if kind in titles:
            lately[titles[kind]] += n
    return Unsent(left.events, left.oldest, tuple(lately.most_common()))
