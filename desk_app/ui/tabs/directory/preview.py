"""One line of an import as the preview shows it."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.core.words import N_
from desk_app.services.directory.lists import COLUMNS
from desk_app.services.directory.planning import Action, Plan, PlannedTenant, Problem
from desk_app.ui.i18n import speaker, tr

_LABELS = {column.key: column.label for column in COLUMNS}


@dataclass(frozen=True)
class PreviewLine:
    """What becomes of a line, and what is wrong with it."""

    planned: PlannedTenant
    problems: tuple[Problem, ...]

    def remark(self) -> str:
        """The problems, column by column; without any, which columns say something new."""
        if self.problems:
            said = (
                tr(
                    N_("{column}: {problem}"),
                    column=_LABELS[one.column],
                    problem=one.error.say(speaker.words),
                )
                for one in self.problems
            )
            return "  ".join(said)
        if self.planned.action is not Action.CHANGE:
            return ""
        return "、".join(tr(label) for key, label in _LABELS.items() if key in self.planned.changed)


def preview_of(plan: Plan) -> list[PreviewLine]:
    """The lines of a plan, each with its problems."""
    return [
        PreviewLine(row, tuple(one for one in plan.problems if one.line == row.line)) for row in plan.rows
    ]
