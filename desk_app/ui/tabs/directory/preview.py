"""One line of an import as the preview shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.services.core.words import N_
from desk_app.services.directory.lists import COLUMNS
from desk_app.services.directory.planning import Action, Plan, PlannedTenant, Problem
from desk_app.ui.i18n import speaker, tr

_LABELS = {column.key: column.label for column in COLUMNS}


def listed(items: Iterable[str]) -> str:
    """Several things in one line, as the language separates them."""
    return tr(N_(", ", "directory")).join(items)


@dataclass(frozen=True)
class PreviewLine:
    """What becomes of a line, and what is wrong with it."""

    planned: PlannedTenant
    problems: tuple[Problem, ...]

    def remark(self) -> str:
        """The problems, column by column; without any, which columns say something new."""
        if self.problems:
            return "  ".join(self.complaints())
        if self.planned.action is not Action.CHANGE:
            return ""
        return listed(tr(label) for key, label in _LABELS.items() if key in self.planned.changed)

    def complaints(self) -> list[str]:
        """Every problem as a sentence."""
        return [
            tr(N_("{column}: {problem}"), column=_LABELS[one.column], problem=one.error.say(speaker.words))
            for one in self.problems
        ]


def preview_of(plan: Plan) -> list[PreviewLine]:
    """The lines of a plan, each with its problems."""
    return [
        PreviewLine(row, tuple(one for one in plan.problems if one.line == row.line)) for row in plan.rows
    ]
