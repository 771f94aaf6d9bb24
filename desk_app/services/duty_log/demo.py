"""The demo building's duty log: a few entries a day, some incidents a year, and one that runs today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from desk_app.services.demo.pen import Mind, Pen
from desk_app.services.duty_log import events
from desk_app.services.duty_log.mapping import entry_facts, facts, personal
from desk_app.services.duty_log.records import Mark, Tag
from desk_app.services.duty_log.rules import required_of
from desk_app.services.duty_log.searching import entry as search_entry
from desk_app.services.duty_log.standard import FIRE, INJURY, LIFT, POWER, SECURITY, STANDARD, WATER
from desk_app.services.duty_log.tables import EntryRow, IncidentRow

LANE = 12
_A_YEAR = 14
_CORRECTED = 0.03
_WORDS = (
    ("B1、B2车库巡查一遍，消防通道畅通", Tag.PATROL), ("夜间巡楼完毕，各层门窗已锁", Tag.PATROL),
    ("2号货梯门感应失灵，已通知电梯公司", Tag.EQUIPMENT), ("大堂照明一路跳闸，工程部已复位", Tag.EQUIPMENT),
    ("B1水泵异响，工程部已查看，继续观察", Tag.EQUIPMENT), ("卸货区有车辆占道，保安已请其驶离", Tag.SECURITY),
    ("推销人员被劝离大堂", Tag.SECURITY), ("12层租户夜间加班至凌晨，空调已延时", Tag.SERVICE),
    ("租户反映大堂有异味，保洁已处理", Tag.SERVICE), ("物业例会通知已发各租户", Tag.NOTE),
    ("自来水公司来电：周六停水两小时", Tag.NOTE), ("Visitor's pram kept at the desk until 18:00", Tag.SERVICE),
)  # fmt: skip
_STORIES = {
    LIFT: ("2号客梯", "{n}人被困轿厢，情绪稳定", "门机故障，已更换门锁触点"),
    POWER: ("18至22层", "整层照明断电", "配电箱跳闸，已恢复送电"),
    WATER: ("B1水泵房", "消防管接头漏水", "阀门已更换，积水已抽干"),
    INJURY: ("东侧大堂", "一名访客滑倒，左脚扭伤", "已由120送医，地面已铺防滑垫"),
    FIRE: ("15层茶水间", "烟感报警", "误报：热水器蒸汽，已复位"),
    SECURITY: ("地面停车场", "两车刮擦，双方争执", "双方自行协商，已离开"),
}
_WHO = ("值班工程师", "电梯公司急修", "保安队长", "夜班主管")
_OFTEN = (LIFT, LIFT, LIFT, WATER, WATER, POWER, FIRE, INJURY, SECURITY)


Planned = tuple[datetime, Callable[[datetime], None]]


class Log(Mind):
    """The duty log of the demo building while it is written."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        self.desk = [one.staff_id for one in pen.desk_staff]

    def entry(self, at: datetime, by: int, words: str, **more: object) -> EntryRow:
        """A row of the log, written at once."""
        pen = self.pen
        return pen.row(
            EntryRow, id=pen.id_at(at, LANE), happened_at=at, entered_at=at, by=by, words=words, **more
        )

    def note(self, at: datetime) -> None:
        """An entry; now and then it is corrected soon after."""
        pen, by = self.pen, self.pick(self.desk)
        words, tag = self.pick(_WORDS)
        row = self.entry(at, by, words, tag=tag.value)
        pen.add(EntryRow, row)
        pen.event(events.WRITTEN, row.id, at, by, entry_facts(row), personal(row))
        if self.rng.random() < _CORRECTED and at + timedelta(seconds=40) < pen.now:
            self._corrected(row, at + timedelta(seconds=30))

    def _corrected(self, old: EntryRow, at: datetime) -> None:
        pen, words = self.pen, f"更正：{old.words}（时间以监控为准）"
        row = self.entry(at, old.by, words, tag=old.tag, corrects=old.id)
        row.happened_at = old.happened_at
        pen.add(EntryRow, row)
        pen.event(events.CORRECTED, row.id, at, old.by, entry_facts(row), personal(row))

    def begin(self, at: datetime, kind: int) -> IncidentRow:
        """An incident with its report; whoever begins it goes on with `step`, and adds the row at the end."""
        pen, by = self.pen, self.pick(self.desk)
        known = next(one for one in STANDARD if one.id == kind)
        place, words, _ = _STORIES[kind]
        row = pen.row(
            IncidentRow, id=pen.id_at(at, LANE), number=pen.number(at.astimezone(pen.bench.clock.zone).date()),
            kind=kind, required="\n".join(required_of(known.required, injured=known.injured)), place=place,
            reported_at=at, entered_at=at, by=by, injured=known.injured, target_minutes=30 if kind == LIFT else 15,
        )  # fmt: skip
        pen.find(search_entry(row, known.name))
        self._tell(row, at, Mark.BEGUN, "reported", words.format(n=self.rng.randint(1, 5)), "监控室")
        return row

    def step(self, row: IncidentRow, step: str, at: datetime) -> None:
        """A time."""
        self._tell(row, at, Mark.STEP, step, "", self.pick(_WHO))
        if step == "arrived":
            row.arrived_at = at

    def close(self, row: IncidentRow, at: datetime) -> None:
        """It is over."""
        row.closed_at, row.closed_by = at, row.by
        self._tell(row, at, Mark.CLOSED, "", _STORIES[row.kind][2], "")
        self.pen.add(IncidentRow, row)

    def _tell(self, row: IncidentRow, at: datetime, mark: Mark, step: str, words: str, who: str) -> None:
        kinds = {Mark.BEGUN: events.BEGUN, Mark.STEP: events.STEPPED, Mark.CLOSED: events.CLOSED}
        made = self.entry(at, row.by, words, who=who, incident=row.id, mark=mark.value, step=step)
        self.pen.add(EntryRow, made)
        said = {**facts(row), **entry_facts(made)}
        self.pen.event(kinds[mark], row.id, at, row.by, said, personal(made))


def fill(pen: Pen, day: date) -> None:
    """One day's log, in the order of time."""
    log = pen.mind(Log)
    if day == pen.today:
        _today(log)
        return
    steps: list[Planned] = [(pen.moment(day, _time(log)), log.note) for _ in range(log.rng.randint(2, 5))]
    if log.rng.random() < _A_YEAR / 365 or day == pen.today - timedelta(days=3):
        steps += _incident(log, pen.moment(day, time(log.rng.randint(7, 19), log.rng.randrange(60))))
    for at, write in sorted(steps, key=lambda one: one[0]):
        write(at)


def _time(log: Log) -> time:
    return time(log.rng.randrange(24), log.rng.randrange(59), log.rng.randrange(60))


def _incident(log: Log, at: datetime) -> list[Planned]:
    """An incident from its report to its end, a few minutes between the times."""
    often, rows = log.pick(_OFTEN), list[IncidentRow]()
    known = next(one for one in STANDARD if one.id == often)
    steps: list[Planned] = [(at, lambda moment: rows.append(log.begin(moment, known.id)))]
    for step in known.required:
        at += timedelta(minutes=log.rng.randint(1, 12), seconds=log.rng.randrange(60))
        steps.append((at, partial(_take, log, rows, step)))
    at += timedelta(minutes=log.rng.randint(5, 30))
    return [*steps, (at, lambda moment: log.close(rows[0], moment))]


def _take(log: Log, rows: list[IncidentRow], step: str, at: datetime) -> None:
    log.step(rows[0], step, at)


def _today(log: Log) -> None:
    """A few entries before now, and water in the basement since a little while: nobody is there yet."""
    pen = log.pen
    midnight = pen.moment(pen.today, time())
    passed = pen.now - midnight
    span = min(timedelta(minutes=9), passed * 0.5)
    for share in (0.15, 0.4, 0.62, 0.8):
        log.note(midnight + (passed - span) * share)
    row = log.begin(pen.now - span, WATER)
    for share, step in ((0.75, "told.engineering"), (0.5, "told.supervisor")):
        log.step(row, step, pen.now - span * share)
    pen.add(IncidentRow, row)
