"""A day of many desks, packed: for figures and for the proof of scale."""

from __future__ import annotations

from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share
from tests.services.headoffice.desks import PaperDesk

_KINDS = ("visitor.checked_in", "visitor.checked_out", "pass.issued", "pass.released", "mail.received")
_DESKS_OF_A_BUILDING = 3
_PERSON = {"name": "王芳", "phone": "13800000000", "company": "华东设计院有限公司"}


def a_day(office: HeadOffice, share: Share, desks: int, events: int, of_a_batch: int = 50) -> int:
    """Admit `desks` desks, and put about `events` events of them on the share; how many batches."""
    batches = 0
    for number in range(desks):
        desk = PaperDesk(office, Party(1 + number // _DESKS_OF_A_BUILDING, 1 + number % _DESKS_OF_A_BUILDING))
        office.admit(desk.card())
        for start in range(0, events // desks, of_a_batch):
            some = range(start, min(start + of_a_batch, events // desks))
            made = [
                desk.event(_KINDS[one % 5], payload={"state": "in", "floor": one % 40}, private=_PERSON)
                for one in some
            ]
            rows = [
                desk.row("visits", [line["e"]], {"id": line["e"], "floor": 7, "who": "王芳"})
                for line in made[::5]
            ]
            facts = [{"root": line["e"], "releases": [], "revocations": []} for line in made[2::5]]
            desk.pack(*made, desk.entry(), *rows, facts=facts)
            batches += 1
        desk.put(share)
    return batches
