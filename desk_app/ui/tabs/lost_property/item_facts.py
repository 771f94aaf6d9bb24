"""What stands at an item: where and when it was found, where it lies, until when, who was told, who fetched it.

Nothing secret: of a claim it says when, by whom it was heard and how it ended, never what the claimant said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    OUTCOME_NAMES,
    TOLD_NAMES,
    Claim,
    FoundCard,
    FoundItem,
    FoundState,
    Told,
    ValueClass,
)
from desk_app.services.visitors.records import ID_KIND_NAMES, IdKind
from desk_app.ui.i18n import format_day, format_moment, tr
from desk_app.ui.tabs.lost_property.columns import where_line
from desk_app.ui.widgets.panel_parts import block, happenings, link
from desk_app.ui.widgets.parts import Label, said_label
from desk_app.ui.widgets.pictures import signature_view, thumbs

_HERE = (FoundState.TAKEN_IN, FoundState.KEPT)


def item_facts(card: FoundCard, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    """Labels and values, in the order in which somebody asks."""
    one = card.item
    return [*_found(card, now), *_kept(one, names, now), *_gone(card, names, now)]


def _found(card: FoundCard, now: datetime) -> list[tuple[str, str]]:
    one = card.item
    return [
        (N_("Kind", "lost property tab"), tr(CATEGORY_NAMES[one.category])),
        (N_("Features", "lost property tab"), one.features),
        (N_("Found", "lost property tab"), dots(format_moment(one.found_at, now=now), where_line(one))),
        (N_("Finder", "lost property tab"), dots(card.finder, card.finder_phone)),
    ]


def _kept(one: FoundItem, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    confirmed = (
        dots(names.get(one.confirmed_by, ""), format_moment(one.confirmed_at, now=now))
        if one.confirmed_at is not None
        else ""
    )
    taken = dots(names.get(one.taken_by, ""), format_moment(one.taken_at, now=now))
    sealed = N_("kept; shown only once a claimant's words are typed", "lost property tab")
    return [
        (
            N_("Secret features", "lost property tab"),
            tr(sealed) if one.has_secret and one.state in _HERE else "",
        ),
        (N_("Shelf", "lost property tab"), one.shelf),
        (N_("Taken in", "lost property tab"), taken),
        (N_("Confirmed", "lost property tab"), confirmed),
        (N_("Notice since", "lost property tab"), format_day(one.noticed_on) if one.noticed_on else ""),
        (N_("Kept until", "lost property tab"), format_day(one.keep_until) if one.state in _HERE else ""),
        (N_("Number on the label", "lost property tab"), grouped(one.code)),
    ]


def _gone(card: FoundCard, names: Mapping[int, str], now: datetime) -> list[tuple[str, str]]:
    one, ended = card.item, card.item.disposed_at
    decided = dots(names.get(card.outcome_by, ""), format_moment(ended, now=now)) if ended else ""
    return [
        (N_("Outcome", "lost property tab"), tr(OUTCOME_NAMES[one.outcome]) if one.outcome else ""),
        (N_("Receipt number", "lost property tab"), one.receipt),
        (N_("Decided by", "lost property tab"), decided),
        (N_("Why", "lost property tab"), card.outcome_words),
    ]


# Who was told


def told_block(item: FoundItem, now: datetime, tell: Callable[[Told], object] | None) -> list[QWidget]:
    """The three roles of a thing of high value: told by name and time, or the step to do it."""
    if item.value is not ValueClass.HIGH:
        return []
    box, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, who in enumerate(Told):
        grid.addWidget(said_label(TOLD_NAMES[who], "label"), line, 0)
        grid.addWidget(_told(item, who, now, tell), line, 1)
    box.setLayout(grid)
    return block(N_("Told of it", "lost property tab"), box)


def _told(item: FoundItem, who: Told, now: datetime, tell: Callable[[Told], object] | None) -> QWidget:
    notice = next((one for one in item.told if one.who is who), None)
    if notice is not None:
        return Label(f"✓ {dots(notice.name, format_moment(notice.at, now=now))}")
    if tell is None:
        return said_label(N_("not told", "lost property tab"), "muted")
    return link(N_("Tell them…", "lost property tab"), lambda: tell(who))


# Claims, picture


def claims_block(card: FoundCard, names: Mapping[int, str], now: datetime) -> list[QWidget]:
    """Claims so far, the newest first; whoever it was given to, with the signature."""
    given = next((one for one in card.claims if one.granted), None)
    back = card.item.returned_at
    times = [back if one.granted and back is not None else one.at for one in reversed(card.claims)]
    claimed = zip(times, reversed(card.claims), strict=True)
    rows = [(format_moment(at, now=now), _claimed(one, names)) for at, one in claimed]
    signed = [signature_view(card.signature)] if card.signature is not None else []
    return [
        *(block(N_("Given back to", "lost property tab"), Label(_whom(given)), *signed) if given else []),
        *(block(N_("Claims so far", "lost property tab"), happenings(rows)) if rows else []),
    ]


def _claimed(claim: Claim, names: Mapping[int, str]) -> str:
    how: dict[bool | None, Message] = {
        None: N_("not decided", "lost property tab"),
        True: N_("given back", "lost property tab"),
        False: N_("refused", "lost property tab"),
    }
    return dots(tr(how[claim.granted]), names.get(claim.decided_by or claim.by, ""))


def _whom(claim: Claim) -> str:
    known = claim.document_kind in tuple(IdKind)
    kind = tr(ID_KIND_NAMES[IdKind(claim.document_kind)]) if known and claim.document_mask else ""
    return dots(claim.name, mask_phone(claim.phone), f"{kind} {claim.document_mask}".strip())


def photo_block(owner: QWidget, card: FoundCard) -> list[QWidget]:
    """The picture, large on a click."""
    return block(N_("Pictures"), thumbs(owner, (card.photo,))) if card.photo is not None else []


def grouped(code: str) -> str:
    """As it stands under the code on the label: in fours."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def dots(*parts: str) -> str:
    """What is said, with points between."""
    return " · ".join(part for part in parts if part)
