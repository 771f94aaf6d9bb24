"""No question reads a whole table that grows, and verbs ask as little as they do now: what a loaded PC feels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from desk_app.services.codes.claims import PassClaims
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.core.matters import Party
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.outcomes import OutcomeQueries
from desk_app.services.passes.records import RefusalReason, ReleaseDraft, View
from desk_app.services.passes.releases import Releases
from tests.services.passes.conftest import LAPTOP, MONITORS, Counter
from tests.services.statements import asked, plans

SMALL = ("staff", "tenants", "units", "floors", "known_desks", "pass_keys", "pass_templates", "conflicts",
         "trusted_time", "colleagues",
    "CONSTANT", "search_class")  # fmt: skip
"""Tables that stay small whatever happens: they may be read whole."""
ORDERED = ("journal_events", "audit_entries", "search_entry")
"""Asked for their last row only."""
PARTIAL = ("ix_exit_passes_outside", "ix_visits_badge_kept", "ix_loan_lines_due", "uq_loan_lines_out")
"""Indexes of what is still open: they may be read whole too."""
Question = Callable[["Story"], object]


class Story:
    """A pass that went through everything, and what asks about it."""

    def __init__(self, counter: Counter) -> None:
        self.counter, desk, people = counter, counter.desk, counter.people
        self.desk, self.clerk, self.guard, self.boss = (
            desk,
            people.receptionist,
            people.guard,
            people.supervisor,
        )
        self.today = desk.bench.clock.now().date()
        due = self.today + timedelta(days=3)
        self.one = counter.issue(lines=(MONITORS, LAPTOP), due=due, acknowledged=True, trips=2)
        releases = desk.get(Releases)
        scan = desk.get(Gate).scan(self.guard, self.one.pass_code, 1).result
        assert scan.verdict.claims is not None
        self.claims: PassClaims = scan.verdict.claims
        releases.refuse(self.guard, scan.scan_id, self.one.pass_code, 1, RefusalReason.OTHER, "问一下")
        self.scan = desk.get(Gate).scan(self.guard, self.one.pass_code, 1).result.scan_id
        releases.release(self.guard, self.one.pass_code, 1, ReleaseDraft(quantities={1: 1, 2: 1}))
        releases.take_back(self.guard, self.one.pass_code, 1)


QUESTIONS: dict[str, Question] = {
    **{
        f"passes {view}": lambda story, view=view: story.counter.ask.passes(story.clerk, story.today, view)
        for view in View
    },
    "counts": lambda story: story.counter.ask.counts(story.clerk, story.today),
    "card": lambda story: story.counter.ask.card(story.clerk, story.one.id),
    "by code": lambda story: story.counter.ask.by_code(story.clerk, story.one.pass_code),
    "by number": lambda story: story.counter.ask.by_code(story.clerk, story.one.short_code),
    "findings": lambda story: story.counter.ask.findings(story.clerk, story.counter.draft()),
    "matters": lambda story: story.counter.ask.matters(
        story.clerk, Party(story.counter.tenant, 4711, "13812345678")
    ),
    "recent of a tenant": lambda story: story.counter.ask.recent(story.clerk, story.counter.tenant),
    "templates": lambda story: story.counter.ask.templates(story.clerk, story.counter.tenant),
    "refusals": lambda story: story.counter.ask.refusals(story.clerk, story.today),
    "at gate": lambda story: story.desk.get(ReleaseQueries).at_gate(story.guard, story.claims),
    "came of": lambda story: story.desk.get(OutcomeQueries).came_of(story.guard, [story.scan]),
    "verify": lambda story: story.desk.get(GateQueries).verify(story.guard, story.one.pass_code),
    "clock": lambda story: story.desk.get(GateQueries).clock(story.guard),
    "conflicts": lambda story: story.desk.get(ConflictQueries).open(story.boss),
    "conflicts open": lambda story: story.desk.get(ConflictQueries).count_open(story.boss),
    "scan": lambda story: story.desk.get(Gate).scan(story.guard, story.one.pass_code, 1),
    "release": lambda story: story.desk.get(Releases).release(story.guard, story.one.pass_code, 1, ReleaseDraft()),
    "issue": lambda story: story.counter.issue(),
}  # fmt: skip


@pytest.fixture
def story(counter: Counter) -> Story:
    return Story(counter)


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_that_grows_is_read_whole(story: Story, name: str) -> None:
    with asked(story.desk) as said:
        QUESTIONS[name](story)
    answers = plans(story.desk, said)
    assert answers
    whole = [line for lines in answers.values() for line in whole_tables(lines)]
    assert whole == []


def whole_tables(lines: list[str]) -> list[str]:
    """What is read from end to end; a few of the newest by their id, unsorted, are read from the end only."""
    sorts = any("TEMP B-TREE" in line for line in lines)
    return [
        line
        for line in lines
        if line.startswith("SCAN ")
        and line.split()[1] not in (SMALL if sorts else SMALL + ORDERED)
        and line.split()[-1] not in PARTIAL
    ]


def test_the_offender_is_seen(story: Story) -> None:
    """A condition that is not the index's own, word for word, reads every pass there ever was."""
    with asked(story.desk) as said, story.desk.bench.database.read() as session:
        session.connection().exec_driver_sql("SELECT id FROM exit_passes WHERE out > 0 = 1 LIMIT 8").all()
    (lines,) = plans(story.desk, said).values()
    assert whole_tables(lines) == ["SCAN exit_passes"]


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("scan", 32),
        ("release", 66),
        ("issue", 41),  # each feature is asked what is open with the tenant
        ("verify", 24),
        ("at gate", 14),
        ("came of", 7),
        ("counts", 2),
    ],
)
def test_a_verb_asks_no_more_than_it_must(story: Story, name: str, most: int) -> None:
    with asked(story.desk) as said:
        QUESTIONS[name](story)
    assert len(said) <= most, "\n".join(said)


def test_the_last_scans_cost_the_same_however_many_they_are(story: Story) -> None:
    def cost() -> int:
        with asked(story.desk) as said:
            story.desk.get(GateQueries).last(story.guard)
        return len(said)

    few = cost()
    for _ in range(5):
        story.desk.get(Gate).scan(story.guard, story.counter.issue().pass_code, 1)
    assert cost() == few
