"""The guard's window: scan, one large word, what to do next, the visitor out.

`window` is the frame and its flow; `judging` calls the services, off the GUI thread; `faces` decides in one pure place
what is said for a reading; the rest are its parts. Verdicts themselves are made in `services/codes` and are not
touched here. To add a step a guard can take: a member of `faces.Step`, a line in `actions.BUTTONS`, a method in
`judging.GateDesk`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.ui.context import AppContext


def build_gate(ctx: AppContext) -> QWidget:
    """The guard's window for whoever is signed in. Feed every scan to its `show_code`."""
    from desk_app.ui.gate.window import GateWindow

    return GateWindow(ctx)


build = build_gate
"""As pages and tabs call theirs."""
