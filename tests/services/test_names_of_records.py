"""Whatever an audit entry concerns is called by name or number, whichever feature's record it is."""

from __future__ import annotations

from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.directory.records import TenantDraft, Trade
from desk_app.services.directory.service import Directory
from desk_app.services.lost_property.records import Category, FoundDraft
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.records import BatchDraft, MailKind
from desk_app.services.repairs.records import OrderDraft
from desk_app.services.repairs.service import Repairs
from tests.desk_fixtures import People


def test_each_feature_names_its_records(desk: Services, people: People) -> None:
    boss, clerk = people.supervisor, people.receptionist
    tenant = desk.get(Directory).add_tenant(boss, TenantDraft("云帆科技"), units="1201").result
    call = desk.get(Calls).take_call(clerk, TypedCall("13812345678", about="灯坏")).result
    who = desk.get(Colleagues).add(boss, ColleagueDraft("王建国", "engineering")).result
    batch = desk.get(Arrivals).arrive(clerk, BatchDraft("邮局", {MailKind.LETTER: 3})).result
    order = (
        desk.get(Repairs)
        .take_in(
            clerk, OrderDraft(reporter="张伟明", area="大堂", trade=Trade.ELECTRICAL, description="灯坏")
        )
        .result
    )
    item = desk.get(LostProperty).take_in(
        clerk, FoundDraft(what="黑伞", category=Category.UMBRELLA, place="大堂", shelf="A1")
    )
    wanted = {
        tenant: "云帆科技",
        call.id: call.number,
        who.id: "王建国",
        batch.id: batch.number,
        order.id: order.number,
        item.result.id: item.result.number,
    }
    assert desk.names_of(boss, [*wanted, 1, -5, 1 << 64]) == wanted
