"""What a report begins with: a call, the report of a lost key, an incident, an order that failed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.services.calls.queries import CallQueries
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.records import Trade
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.repairs.records import Order, OrderDraft, Source
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.repairs.places import read_place
from desk_app.ui.tabs.repairs.trades import propose_trade

if TYPE_CHECKING:
    from desk_app.services.catalogue import Services

Origin = tuple[OrderDraft, str]
"""What is known, and in the reader's words from where."""


def from_call(services: Services, actor: Actor, call: int) -> Origin:
    """A call that turns out to be a report. Raises NotFound."""
    one = services.get(CallQueries).call(actor, call)
    draft = OrderDraft(
        reporter=one.caller,
        phone=one.phone,
        tenant=one.whom.tenant_id,
        company=one.company or one.whom.tenant,
        unit=one.whom.unit,
        floor=one.whom.floor,
        description=one.about,
        call=one.id,
    )
    return draft, tr(N_("From call {number}", "repairs tab"), number=plain(one.number))


def from_lost_key(services: Services, actor: Actor, report: int) -> Origin:
    """The lock of a lost key is to be changed. Raises NotFound."""
    found = services.get(KeyQueries).lost_reports(actor, False)
    one = next((each for each in found if each.id == report), None)
    if one is None:
        raise NotFound(N_("This report of a lost key is not on record."))
    place = read_place(one.place)
    words = tr(N_("Change the lock: key {code} is lost. {how}", "repairs tab"), code=one.code, how=one.how)
    draft = OrderDraft(
        source=Source.COUNTER,
        reporter=one.who,
        unit=place.unit,
        area=place.area,
        trade=Trade.LOCKS,
        description=words,
        lost_key=one.id,
    )
    return draft, tr(N_("From lost-key report {number}", "repairs tab"), number=plain(one.number))


def from_incident(services: Services, actor: Actor, incident: int) -> Origin:
    """What an incident leaves to be repaired. Raises NotFound."""
    one = services.get(DutyQueries).incident(actor, incident)
    draft = OrderDraft(
        source=Source.PATROL,
        reporter=one.reported_by,
        unit=one.unit,
        floor=one.floor,
        area=one.place,
        trade=propose_trade(one.words),
        description=one.words or tr(one.kind.title),
    )
    return draft, tr(N_("From incident {number}", "repairs tab"), number=plain(one.number))


def rework_of(order: Order) -> Origin:
    """What failed again: the same place, trade and caller."""
    draft = OrderDraft(
        kind=order.kind,
        reporter=order.reporter,
        phone=order.phone,
        tenant=order.tenant,
        company=order.company,
        unit=order.unit,
        floor=order.floor,
        area=order.area,
        trade=order.trade or propose_trade(order.description),
        department=order.department,
        description=order.description,
        urgency=order.urgency,
        rework_of=order.id,
    )
    return draft, tr(N_("Rework of {number}", "repairs tab"), number=plain(order.number))
