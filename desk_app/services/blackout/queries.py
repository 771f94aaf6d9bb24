"""Questions about kits, their forms, and what was entered afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import groupby
from typing import cast

from sqlalchemy import and_, select

from desk_app.services.blackout.documents import kit_paper
from desk_app.services.blackout.mapping import to_form, to_kit
from desk_app.services.blackout.options import PHONES
from desk_app.services.blackout.records import Entered, Form, FormState, Kit
from desk_app.services.blackout.tables import KitFormRow, KitRow
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, SYSTEM
from desk_app.services.core.settings import split_places
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_
from desk_app.services.journal.back_entry import BackEntry, back_entered, entries
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Document
from desk_app.services.staff.reading import members


class BlackoutQueries(Queries):
    """Kits and forms, and the marks of what was typed in afterwards."""

    area = "blackout"

    @query(allow=DESK)
    def newest(self, read: Read, saved: bool = False) -> Kit | None:
        """The newest kit that was printed, or that the saved files are made of; None before the first."""
        wanted = select(KitRow).where(KitRow.saved.is_(saved)).order_by(KitRow.id.desc()).limit(1)
        row = read.session.scalars(wanted).first()
        return None if row is None else _kit(read, row)

    @query(allow=DESK)
    def open_forms(self, read: Read) -> list[Form]:
        """Every form that is neither entered nor given up, the oldest kit first.

        Those of a file that is saved by itself (`Form.saved`) are on paper once one of them is settled.
        """
        settled = KitRow.id.in_(select(KitFormRow.kit).where(KitFormRow.state != FormState.OPEN.value))
        wanted = select(KitFormRow, KitRow, and_(KitRow.saved, ~settled))
        wanted = wanted.join(KitRow, KitRow.id == KitFormRow.kit)
        wanted = wanted.where(KitFormRow.state == FormState.OPEN.value).order_by(KitFormRow.id)
        return [to_form(form, kit, saved=saved) for form, kit, saved in read.session.execute(wanted)]

    @query(allow=DESK)
    def form(self, read: Read, typed: str) -> Form | None:
        """The form behind what was scanned or typed; None when this desk gave out no such number."""
        wanted = select(KitFormRow, KitRow).join(KitRow, KitRow.id == KitFormRow.kit)
        found = read.session.execute(wanted.where(KitFormRow.number == compact_code(typed))).first()
        return None if found is None else to_form(*found)

    @query(allow=DESK)
    def paper(self, read: Read, kit: int, paper: Paper) -> Document:
        """The whole kit as one paper, as everything stands now: cover, every feature's lists, the open forms.

        Raises NotFound.
        """
        row = read.session.get(KitRow, kit)
        if row is None:
            raise NotFound(N_("This kit is not on record."))
        made = _kit(read, row)
        names = {one.id: one.name for one in members(read.session)}
        lists = [
            one
            for feature in read.bench.features
            if feature.kit is not None
            for one in feature.kit(read, paper)
        ]
        forms = [form for feature in read.bench.features for form in feature.paper_forms]
        return kit_paper(
            made,
            paper,
            lists,
            forms,
            phones=split_places(read.setting(PHONES)),
            made_by=names.get(made.by, ""),
            now=read.now,
        )

    @query(allow=DESK)
    def marks(self, read: Read, ids: Collection[int]) -> Mapping[int, BackEntry]:
        """Which of these records were entered afterwards, with the last mark of each."""
        return back_entered(read, ids)

    @query(allow=DESK)
    def entered(self, read: Read, start: datetime, end: datetime) -> list[Entered]:
        """What was typed in afterwards from `start` until `end`, the newest first."""
        return named(read, entries(read, entered=(start, end)))[::-1]


def named(read: Read, marks: list[BackEntry]) -> list[Entered]:
    """Marks of one verb are one line; the records' numbers are asked of every feature."""
    told = [
        Entered(
            *cast("tuple[datetime, datetime, int, str]", key),
            topics=tuple(dict.fromkeys(one.topic for one in some)),
            records=tuple(one.entity for one in some),
        )
        for key, group in groupby(marks, lambda one: (one.happened_at, one.entered_at, one.by, one.form))
        if (some := list(group))
    ]
    names = _numbers(read, [record for one in told for record in one.records])
    return [
        Entered(
            one.happened_at,
            one.entered_at,
            one.by,
            one.form,
            one.topics,
            one.records,
            tuple(dict.fromkeys(names[record] for record in one.records if record in names)),
        )
        for one in told
    ]


def _numbers(read: Read, ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for feature in read.bench.features:
        for kind in feature.queries:
            ask = getattr(kind(read.bench), "numbers", None)
            if ask is not None and ids:
                # Numbers alone, of records that the reader sees in the list anyway.
                found.update(ask(SYSTEM, ids))
    return found


def _kit(read: Read, row: KitRow) -> Kit:
    forms = select(KitFormRow).where(KitFormRow.kit == row.id).order_by(KitFormRow.id)
    return to_kit(row, read.session.scalars(forms).all())
