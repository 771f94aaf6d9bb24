"""The guard's window: scan, one large word, what to do next; goods compared line by line, the visitor out.

`window` is the frame and its flow, `layout` and `keys` put it together; `judging` and `goods_desk` call the services,
off the GUI thread; `faces` and `goods_faces` decide in one pure place what is said for a reading, `tally` what is
counted. Verdicts themselves are made in `services/codes`. To add a step a guard can take: a member of `steps.Step`, a
button in `actions.BUTTONS`, a key in `keys.STEPS`, an errand in `judging` or `goods_flow`.
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
