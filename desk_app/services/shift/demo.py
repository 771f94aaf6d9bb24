"""The demo building's handovers, every evening of the last two weeks, and the notices that hold today.

What is counted there is the desk's own list of small things; the drawer is counted by the lending's demo.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desk_app.services.core.figures import Unit
from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, Message
from desk_app.services.demo.pen import Mind, Pen
from desk_app.services.shift import events
from desk_app.services.shift.records import Audience, CountingState, Labelled, Story, Unsent
from desk_app.services.shift.snapshot import pack, pack_label
from desk_app.services.shift.tables import CountingRow, CountLineRow, HandoverRow, NoticeReadRow, NoticeRow

LANE = 14
_DAYS = 14
_EVENING = time(18, 10)
_LINES: tuple[tuple[str, Message, int], ...] = (
    ("mail:parcels", N_("Parcels and express items waiting", "to count"), 31),
    ("mail:flat", N_("Registered letters and slips waiting", "to count"), 12),
    ("lost_property:safe", N_("Found things of high value", "to count"), 2),
    ("lost_property:shelves", N_("Found things on the shelves", "to count"), 58),
)
_WHY = ("一件已放到盲件架，没有登记", "一件被保安取走，回来时补签")
_REMARKS = (
    "10 楼会议室借的手推车明早还", "3 号客梯有异响，已报修", "空调维保师傅明早 8:30 到，留 B1 钥匙", "",
)  # fmt: skip
_NOTICES = (
    ("周三上午 10:00 消防演练，访客请引导到一楼集合点", Audience.ALL, True),
    ("样板间本周不开放，来访请改约下周", Audience.RECEPTION, True),
    ("大堂咖啡机已修好", Audience.ALL, False),
)


class _Shifts(Mind):
    """Two of the desk's people in turn."""

    def evening(self, day: date) -> None:
        """The handover of one evening."""
        pen, at = self.pen, self.pen.moment(day, _EVENING)
        staff = [one for one in pen.desk_staff if one.role is Role.RECEPTIONIST] or pen.desk_staff
        if at >= pen.now or len(staff) < 2:
            return
        turn = day.toordinal() % len(staff)
        leaving, coming = staff[turn].staff_id, staff[(turn + 1) % len(staff)].staff_id
        counting = self._count(at - timedelta(minutes=6), leaving, coming)
        differing = self._lines(at, counting, differs=self.rng.random() < 0.3)
        self._sign(at, counting, leaving, coming, differing)

    def _count(self, at: datetime, leaving: int, coming: int) -> int:
        row = self.pen.row(
            CountingRow, id=self.pen.id_at(at, LANE), at=at, by=leaving, coming=coming,
            state=CountingState.SIGNED.value,
        )  # fmt: skip
        self.pen.add(CountingRow, row)
        self.pen.event(events.COUNTED, row.id, at, leaving, {"coming": coming})
        return row.id

    def _lines(self, at: datetime, counting: int, *, differs: bool) -> int:
        for place, (key, label, usual) in enumerate(_LINES):
            n = usual + int(self.rng.random() * 4)
            short = differs and place == 0
            row = self.pen.row(
                CountLineRow, id=self.pen.id_at(at, LANE), counting=counting, position=place, key=key,
                label=pack_label(Labelled(label)), unit=Unit.COUNT.value, first=n - short, first_expected=n,
                expected=n, explanation=self.pick(_WHY) if short else "",
            )  # fmt: skip
            self.pen.add(CountLineRow, row)
        return int(differs)

    def _sign(self, at: datetime, counting: int, leaving: int, coming: int, differing: int) -> None:
        story = Story(unsent=Unsent(self.pen.written, self.pen.moment(self.pen.first_day, time(8))))
        row = self.pen.row(
            HandoverRow, id=self.pen.id_at(at, LANE), number=self.pen.number(at.date()), at=at, counting=counting,
            leaving=leaving, coming=coming, remarks=self.pick(_REMARKS), differing=differing,
            unsent=story.unsent.count, story=pack(story), copies=1,
        )  # fmt: skip
        self.pen.add(HandoverRow, row)
        facts = {"number": row.number, "leaving": leaving, "coming": coming, "counting": counting}
        private = {"remarks": row.remarks} if row.remarks else None
        self.pen.event(events.HANDED_OVER, row.id, at, coming, facts, private)

    def notices(self, day: date) -> None:
        """What holds from yesterday on; whoever posted it has read it."""
        pen = self.pen
        at, by = pen.moment(day, time(9, 20)), pen.desk_staff[0].staff_id
        for text, audience, must_read in _NOTICES:
            row = pen.row(
                NoticeRow, id=pen.id_at(at, LANE), at=at, by=by, text=text, audience=audience.value,
                must_read=must_read, first=day, last=day + timedelta(days=6),
            )  # fmt: skip
            pen.add(NoticeRow, row)
            pen.add(NoticeReadRow, pen.row(NoticeReadRow, notice=row.id, staff=by, at=at))
            pen.event(events.POSTED, row.id, at, by, {"audience": row.audience}, {"text": text})


def fill(pen: Pen, day: date) -> None:
    """The last days alone: nobody looks at a handover of years ago."""
    if day == pen.today - timedelta(days=1):
        pen.mind(_Shifts).notices(day)
    if day > pen.today - timedelta(days=_DAYS):
        pen.mind(_Shifts).evening(day)
