"""A month of everything at the mail desk, to be archived; and its files, read as others read them."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import text

from desk_app.services.core.changes import Changes
from desk_app.services.mail.archive import MailArchive
from desk_app.services.mail.archive_records import Archived, MonthMail
from desk_app.services.mail.archiving import Archiving
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.records import MailKind, Piece, Postage, ReturnReason
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.staff.queries import StaffQueries
from tests.services.mail.sorting_desk import SIGNATURE, TODAY, Counter

K, P = MailKind, Postage
NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 1)
PHONE = "13812345678"


@dataclass
class Room:
    """The desk in December, with November behind it."""

    counter: Counter

    @property
    def ask(self) -> MailArchive:
        return self.counter.desk.get(MailArchive)

    @property
    def names(self) -> dict[int, str]:
        return self.counter.desk.get(StaffQueries).names(self.counter.boss)

    @property
    def now(self) -> Any:
        return self.counter.clock.now()

    def month(self, first: date = NOVEMBER) -> MonthMail:
        return self.ask.month_of(self.counter.boss, first)

    def archiving(self, paper: Paper, post: OutgoingMail | None = None) -> Archiving:
        return Archiving(self.ask, post or self.counter.posts, paper, self.names)

    def close(self, paper: Paper, folder: Path, **other: Any) -> Changes[Archived]:
        first = other.pop("first", NOVEMBER)
        picture = other.pop("picture", SIGNATURE)
        by = other.pop("by", self.counter.boss)
        return self.archiving(paper, **other).close(by, first, folder, picture, self.now)

    def rows(self, sql: str, **values: object) -> list[Any]:
        """A recount: straight from the tables."""
        with self.counter.desk.bench.database.read() as session:
            return list(session.execute(text(sql), values))

    def tally(self, sql: str) -> dict[Any, int]:
        found: Tally[Any] = Tally()
        for *key, n in self.rows(sql, a="2026-11-01", b="2026-12-01"):
            found[tuple(key)] += n
        return dict(found)


def days(counter: Counter, n: float) -> None:
    counter.clock.advance(minutes=n * 24 * 60)


def november(counter: Counter) -> Room:
    """From October's last pieces to the first days of December: everything that an archive speaks of."""
    counter.clock.set(counter.clock.now() - timedelta(days=30))
    late, old = counter.piece(place="Z-9"), counter.piece(K.PARCEL, place="Z-8")
    counter.move_out(counter.gone, "深圳市南山区科苑路 8 号")
    days(counter, 30)
    counter.hand_over(late, name="李明", signature=None, on_paper=True)
    counter.pieces.close(counter.boss, old.id, f"找不到了，客户 {PHONE} 已知")
    _sorted(counter)
    _settled(counter)
    _sent(counter)
    days(counter, 7)
    _reconciled(counter)
    days(counter, 1)
    return Room(counter)


def quiet(counter: Counter) -> Room:
    """November had one letter to collect and one item sent: enough to be closed."""
    batch = counter.arrive(registered=1)
    counter.sort(batch, K.REGISTERED, counter.cloud)
    counter.arrivals.finish(counter.clerk, batch.id, "")
    counter.post("12.50")
    days(counter, 8)
    return Room(counter)


def _sorted(counter: Counter) -> None:
    batch = counter.arrive("邮局", letter=20, printed=5, registered=2)
    for tenant, n in ((counter.cloud, 12), (counter.star, 7)):
        counter.sort(batch, K.LETTER, tenant, quantity=n)
    counter.sort(batch, K.PRINTED, counter.gone, quantity=5)
    counter.sort(batch, K.LETTER, None, recipient="=HYPERLINK(1)", remark=f"电话 {PHONE}")
    for n in (1, 2):
        counter.sort(batch, K.REGISTERED, counter.cloud, barcode=f"XA{n}", recipient="张伟明", place="A-01")
    counter.arrivals.finish(counter.clerk, batch.id, "")
    courier = counter.arrive("顺丰", express=3)
    for n in (1, 2):
        counter.sort(courier, K.EXPRESS, counter.star, barcode=f"SF{n}", place="B-02")
    counter.arrivals.finish(counter.clerk, courier.id, f"少一件，已致电 {PHONE}")
    counter.arrivals.deliver(counter.clerk, TODAY, [counter.cloud])
    counter.arrivals.send_back(counter.clerk, counter.gone)


def pieces(counter: Counter, kind: MailKind) -> list[Piece]:
    from desk_app.services.mail.records import View

    return [one for one in counter.ask.pieces(counter.clerk, View.DAY, TODAY) if one.kind is kind]


def _settled(counter: Counter) -> None:
    first, second = pieces(counter, K.REGISTERED)
    counter.hand_over(first, name="王小强", proxy=True)
    counter.pieces.ask_return(counter.clerk, second.id, ReturnReason.UNKNOWN, f"来电 {PHONE}")
    counter.pieces.approve_return(counter.boss, second.id, "同意")
    counter.pieces.sent_on(counter.clerk, second.id)
    one, two = pieces(counter, K.EXPRESS)
    counter.pieces.attempt(counter.clerk, one.id, "无人")
    counter.pieces.ask_return(counter.clerk, two.id, ReturnReason.UNCLEAR, "")


def _sent(counter: Counter) -> None:
    counter.post("12.50", phone=PHONE, sender="张伟明")
    gone = counter.post("20", carrier="京东", paid=P.ACCOUNT)
    counter.posts.gone(counter.clerk, [gone.id])
    void = counter.post("99")
    counter.posts.void(counter.clerk, void.id, "打错")
    counter.posts.void(counter.clerk, gone.id, "邮资打错")
    counter.post("", paid=P.RECIPIENT)


def _reconciled(counter: Counter) -> None:
    counter.posts.reconcile(counter.clerk, TODAY, "顺丰", "15", f"承运方多计，问 {PHONE}")


def sheets(book: bytes) -> Mapping[str, list[list[Any]]]:
    """By name of the sheet: its rows as values."""
    read = openpyxl.load_workbook(BytesIO(book))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in read.worksheets
    }
