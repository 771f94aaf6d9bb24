"""Mail at the desk: what arrives is sorted, what is special is kept until somebody signs, what goes out is paid.

`page.py` is the list of pieces with the one chosen; `sorting.py` the place where a batch is worked off; `round.py` the
delivery round; `outgoing_place.py` what is sent, its money, weeks and months; every verb on a piece is in `actions.py`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.mail.records import BATCH_KIND, OUTGOING_KIND, PIECE_KIND
from desk_app.ui.tab_spec import Decide, Step, TabSpec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desk_app.services.core.matters import Matter
    from desk_app.services.core.pending import Pending
    from desk_app.ui.context import AppContext


def _build(ctx: AppContext) -> QWidget:
    from desk_app.ui.tabs.mail.page import MailPage

    return MailPage(ctx)


def _hand_over(ctx: AppContext, owner: QWidget, matter: Matter) -> None:
    from desk_app.ui.tabs.mail.actions import hand_over_record

    hand_over_record(ctx, owner, matter.record)


def _decide_return(ctx: AppContext, owner: QWidget, pending: Pending) -> None:
    from desk_app.services.mail.queries import MailQueries
    from desk_app.ui.tabs.mail.actions import decide

    mail = ctx.services.get(MailQueries)
    ctx.read(
        lambda actor: mail.card(actor, pending.record).piece,
        owner=owner,
        done=lambda piece: decide(ctx, owner, piece),
        key="decide",
    )


def _close_month(ctx: AppContext, owner: QWidget, pending: Pending) -> None:
    from desk_app.ui.tabs.mail.close_month import close_past_month

    close_past_month(ctx, owner, date.fromordinal(pending.record))


TAB = TabSpec(
    id="mail",
    title=N_("Mail"),
    icon="mail",
    order=26,
    roles=DESK,
    build=_build,
    topics=frozenset({"mail_batches", "mail_pieces", "outgoing_mail"}),
    kinds=frozenset({BATCH_KIND, PIECE_KIND, OUTGOING_KIND}),
    dated=True,
    codes=frozenset({Kind.MAIL}),
    steps={"hand_over": Step(N_("Hand over…", "mail tab"), _hand_over)},
    decisions={
        "decide_return": Decide(N_("Approve or refuse…", "decisions"), _decide_return),
        "close_mail_month": Decide(N_("Close the month…", "decisions"), _close_month),
    },
)
