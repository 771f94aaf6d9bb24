"""The verbs of the blackout kit: made, and each of its forms entered or given up."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.blackout import events
from desk_app.services.blackout.mapping import to_form, to_kit
from desk_app.services.blackout.options import FORMS_OF_EACH
from desk_app.services.blackout.records import Form, FormState, Kit
from desk_app.services.blackout.tables import KitFormRow, KitRow
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import DESK
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command

_FORMS, _KITS = "paper-forms", "kits"
MOST_WORDS = 80


class Blackout(Service):
    """Paper for when the power is gone (operating manual, Shift and day)."""

    area = "blackout"

    @command(allow=DESK, meanwhile=True)
    def make_kit(self, work: Work, handover: int | None = None, saved: bool = False) -> Kit:
        """Give out numbers for the forms of a new kit; those of earlier kits stay open until somebody settles them.

        `saved`: for the file that is saved by itself, so that no number is ever on two papers.
        """
        row = KitRow(
            id=work.new_id(),
            number=f"K-{work.count(_KITS):04d}",
            made_at=work.now,
            by=work.by.staff_id,
            handover=handover,
            saved=saved,
        )
        work.session.add(row)
        work.session.flush()
        kinds = [form for feature in work.bench.features for form in feature.paper_forms]
        of_each = work.setting(FORMS_OF_EACH)
        forms = [
            KitFormRow(
                id=work.new_id(),
                number=self._next(work),
                kind=kind.kind,
                kit=row.id,
                state=FormState.OPEN.value,
            )
            for kind in kinds
            for _ in range(of_each and of_each + kind.more)
        ]
        work.session.add_all(forms)
        facts = {"number": row.number, "handover": handover, "saved": saved, "forms": len(forms)}
        if forms:
            facts |= {"first": forms[0].number, "last": forms[-1].number}
        work.record(events.MADE, row.id, facts)
        work.session.flush()
        return to_kit(row, forms)

    def _next(self, work: Work) -> str:
        return ShortNumber(Kind.PAPER_FORM, work.desk.desk_number, work.count(_FORMS)).digits

    @command(allow=DESK, meanwhile=True)
    def use_form(self, work: Work, number: str) -> Form:
        """What stands on a form was typed in. Once more changes nothing: a form may hold a coming and a going.

        Raises NotFound, and IllegalStep for one that was given up.
        """
        row = _row(work, number)
        if row.state == FormState.VOID:
            raise IllegalStep(N_("Form {number} was given up: its number is void."), number=row.number)
        if row.state == FormState.OPEN:
            row.state, row.settled_at, row.by = FormState.USED.value, work.now, work.by.staff_id
            work.record(events.FORM_USED, row.kit, {"form": row.number, "kind": row.kind})
        return to_form(row, work.session.get_one(KitRow, row.kit))

    @command(allow=DESK, meanwhile=True)
    def void_form(self, work: Work, number: str, words: str) -> Form:
        """A form is spoilt, lost or was never written on; `words` say which. It is said, never silently missing.

        Raises NotFound, InvalidInput ("words"), and IllegalStep for one that was entered already.
        """
        row = _row(work, number)
        said = clean_line(words, MOST_WORDS)
        if not said:
            raise InvalidInput({"words": UserError(N_("Say what became of it: spoilt, lost, not used."))})
        if row.state == FormState.USED:
            raise IllegalStep(
                N_("Form {number} was entered already. Nothing was changed."), number=row.number
            )
        row.state, row.settled_at, row.by = FormState.VOID.value, work.now, work.by.staff_id
        row.words = said
        work.record(events.FORM_VOIDED, row.kit, {"form": row.number, "kind": row.kind}, {"words": said})
        return to_form(row, work.session.get_one(KitRow, row.kit))


def _row(work: Work, number: str) -> KitFormRow:
    wanted = select(KitFormRow).where(KitFormRow.number == number)
    row = work.session.scalars(wanted).first()
    if row is None:
        raise NotFound(N_("This desk gave out no form with this number."))
    return row
