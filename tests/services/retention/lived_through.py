"""A day with everything that is said about people, in the features that have no such test of their own."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import date

from PIL import Image

from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.demo.scribble import signature
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import ContactDraft, SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.drawer.service import Drawer
from desk_app.services.loans.records import ItemsDraft, LineDraft, LoanDraft, ReturnDraft, SuspensionDraft
from desk_app.services.loans.service import Loans
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.passes.records import LineDraft as Goods
from desk_app.services.passes.records import PassDraft
from desk_app.services.passes.service import ExitPasses
from desk_app.services.roll_call.records import Outcome
from desk_app.services.roll_call.service import RollCalls
from desk_app.services.staff.service import Staff
from desk_app.services.visitors.records import Arrival, Host, IdKind, Permit, Purpose
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.watch import ToWatch, WatchList
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock

ID_NUMBER = "110101199003077619"
SECRETS = (
    "欧阳访客", "13911110001", "某某外单位", "接待人甲", "浙A12345", "随身物品乙",
    "访客备注丙", "黑名单丁", "13911110002", "拦截原因戊", "来电人己", "13911110003",
    "电话内容庚", "借用人辛", "13911110004", "借用备注壬", "停借人癸", "13911110005",
    "停借原因子", "提货人丑", "13911110006", "沪B67890", "签字人寅", "13911110007",
    "联系人卯", "13911110008", "职务辰", "13911110009", "抽屉说明巳", "演练备注午",
    "转寄地址未", "归还备注申", "许可证酉", "陪同人戌",
)  # fmt: skip


@dataclass
class Lived:
    """Ids of what was made."""

    visit: int
    call: int
    loan: int
    exit_pass: int
    contact: int
    tenant: int


def live_through(desk: Services, people: People, clock: FakeClock) -> Lived:
    """Everything ended; the tenant has moved out."""
    clerk, boss = people.receptionist, people.supervisor
    tenant, contact, exit_pass = _tenant(desk, people)
    visit = _visit(desk, people)
    calls = desk.get(Calls)
    about = TypedCall("13911110003", "来电人己", about="电话内容庚", passed_on=True)
    call = calls.take_call(clerk, about).result.id
    loan = _loan(desk, people)
    leaver = desk.get(Staff).add(boss, "离职员", people.guard.role, PIN, "13911110009").result
    desk.get(Staff).close(boss, leaver)
    desk.get(Drawer).put_in(boss, "10", "抽屉说明巳")
    today = clock.now().astimezone(clock.zone).date()
    desk.get(Directory).announce_move_out(boss, tenant, today, today)
    desk.get(Directory).moved_out(boss, tenant, "转寄地址未")
    return Lived(visit, call, loan, exit_pass, contact, tenant)


def _tenant(desk: Services, people: People) -> tuple[int, int, int]:
    clerk, boss = people.receptionist, people.supervisor
    tenant = desk.get(Directory).add_tenant(boss, TenantDraft("留名公司"), "1205", "12").result
    folk = desk.get(TenantPeople)
    contact = folk.add_contact(boss, tenant, ContactDraft("联系人卯", "职务辰", "13911110008")).result
    signs = SignatoryDraft("签字人寅", "13911110007")
    signatory = folk.add_signatory(boss, tenant, signs, signature(random.Random(3))).result
    draft = PassDraft(
        tenant=tenant,
        lines=(Goods("显示器", 2),),
        signatory=signatory,
        signature=True,
        carrier="提货人丑",
        carrier_phone="13911110006",
        plate="沪B67890",
    )
    return tenant, contact, desk.get(ExitPasses).issue(clerk, draft).result.id


def _visit(desk: Services, people: People) -> int:
    clerk, boss, visitors = people.receptionist, people.supervisor, desk.get(Visitors)
    watch = desk.get(WatchList)
    entry = watch.add(boss, ToWatch("拦截原因戊", "黑名单丁", "13911110002")).result
    watch.end(boss, entry.id)
    arrival = Arrival(
        name="欧阳访客",
        phone="13911110001",
        company="某某外单位",
        host=Host(tenant="留名公司", unit="1205", floor="12", person="接待人甲"),
        plate="浙A12345",
        belongings="随身物品乙",
        remark="访客备注丙",
        purpose=Purpose.CONTRACTOR,
        permit=Permit("许可证酉", date(2099, 1, 1), "陪同人戌"),
        id_kind=IdKind.ID_CARD,
        id_number=ID_NUMBER,
        photo=photo(),
    )
    visit = visitors.check_in(clerk, arrival).result.visit.id
    drill = desk.get(RollCalls).start(boss, drill=True).result
    visitors.check_out(clerk, visit)
    desk.get(RollCalls).end(boss, drill.id, Outcome.CALLED_OFF, "演练备注午")
    return visit


def _loan(desk: Services, people: People) -> int:
    clerk, boss = people.receptionist, people.supervisor
    item = desk.get(Stock).add_items(clerk, ItemsDraft(UMBRELLA, 1, "伞", hooks=False)).result[0]
    draft = LoanDraft(
        lines=(LineDraft(item.id),), borrower="借用人辛", phone="13911110004", remark="借用备注壬"
    )
    loan = desk.get(Loans).lend(clerk, draft).result
    desk.get(Loans).sign(clerk, loan.id, signature(random.Random(5)))
    desk.get(Loans).take_back(clerk, loan.lines[0].id, ReturnDraft(remark="归还备注申"))
    suspensions = desk.get(Suspensions)
    stopped = suspensions.suspend(boss, SuspensionDraft("13911110005", "停借人癸", "停借原因子")).result
    suspensions.lift(boss, stopped.id, "停借原因子")
    return loan.id


def photo() -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (120, 80, 60)).save(out, "JPEG")
    return out.getvalue()
