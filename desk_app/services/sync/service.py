"""The verbs of the exchange: with whom this desk exchanges its records."""

from __future__ import annotations

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.sync import events, frame, rows, state
from desk_app.services.sync.cards import digits_of, head_office_fingerprint, read_head_office_card
from desk_app.services.sync.epochs import begin_anew, begin_epoch


class Exchange(Service):
    """Connects this desk with head office, and parts them again (operating manual, Head office)."""

    area = "sync"

    @command(allow=SUPERVISORS)
    def connect(self, work: Work, card: bytes, fingerprint: str | None) -> str:
        """Exchange with the head office of this card from now on; gives its name.

        `fingerprint`: the digits head office read out; None: the supervisor brought the file herself. Which way it was
        is on record. Everything on this PC goes up with the next rounds, once head office has admitted this desk.
        Raises InvalidInput (card, fingerprint), IllegalStep while another head office is known.
        """
        try:
            known = read_head_office_card(card)
        except frame.Refused as refused:
            problem = UserError(N_("This is not a card of head office. Ask head office for the file anew."))
            raise InvalidInput({"card": problem}) from refused
        before = state.head_office(work.session)
        if before is not None and before.root != known.root:
            raise IllegalStep(
                N_("This desk exchanges with {name}. Disconnect first, then connect again."), name=before.name
            )
        if fingerprint is not None and digits_of(fingerprint) != digits_of(head_office_fingerprint(known)):
            problem = UserError(
                N_(
                    "These are not the digits of this card: it is not from whoever read them out. Do not use it."
                )
            )
            raise InvalidInput({"fingerprint": problem})
        if before is None:
            state.begin_exchange(work.session, known, work.now)
            begin_anew(work.session)
            rows.enqueue_all(work.session)
        way = "file" if fingerprint is None else "phone"
        work.note(share=known.share, way=way)
        work.record(events.CONNECTED, work.desk.desk_number, {"share": known.share, "way": way})
        return known.name

    @command(allow=SUPERVISORS)
    def disconnect(self, work: Work) -> None:
        """Work alone again. Nothing here is lost; what is on the share stays there. Raises IllegalStep."""
        known = state.head_office(work.session)
        if known is None:
            raise IllegalStep(N_("This desk exchanges with no head office."))
        state.forget_head_office(work.session)
        work.note(share=known.share)
        work.record(events.DISCONNECTED, work.desk.desk_number, {"share": known.share})

    @command(allow=SUPERVISORS)
    def begin_epoch(self, work: Work) -> None:
        """This PC is the one that counts: begin a new chain of batches after two PCs wrote under one name."""
        begin_epoch(work.session, state.chain(work.session).machine)
        work.record(events.EPOCH_BEGUN, work.desk.desk_number, {})
