"""The demo building's orders of today, as they would stand now, whatever the hour: some of every state.

Times are minutes before now. What presses is an emergency outside the engineers' hours, so that its clock runs then
too; everything else is quiet at any hour.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from desk_app.services.calendar.days import WorkCalendar
from desk_app.services.repairs import events
from desk_app.services.repairs.clocks import Times, own_hours
from desk_app.services.repairs.demo import COMPLAINTS, DONE, PAID, REPAIRS, REQUESTS, a_life
from desk_app.services.repairs.demo_ledger import Ledger, Life, Made, Report, S
from desk_app.services.repairs.hours import Hours, next_of, worked
from desk_app.services.repairs.records import ClockKind, Urgency

_LONG = timedelta(hours=4)
_EARLIER = 9
"""Orders of this morning that are closed by now."""
_AMBER_ARRIVAL, _RED_ARRIVAL, _AMBER_PROGRESS = 16, 26, 215
"""Minutes ago: of 20 minutes, 20 minutes and 4 hours."""


def prepare(ledger: Ledger) -> None:
    """Plan what leads up to now; what of it happened before midnight is done yesterday."""
    now = ledger.pen.now
    for number in range(_EARLIER):
        ledger.plan(now - timedelta(minutes=600 - 30 * number), a_life(ledger))
    pressing = _pressing(ledger)
    _plan(ledger, _AMBER_ARRIVAL, _waits(ledger, REPAIRS[2], pressing))
    _plan(ledger, _RED_ARRIVAL, _is_late(ledger, REPAIRS[5], pressing))
    _plan(ledger, _AMBER_PROGRESS + 25, _paid(ledger, pressing))
    _plan(ledger, 2, _waits(ledger, REPAIRS[8], Urgency.NORMAL))
    quiet = _quiet(ledger)
    _plan(ledger, 8, _on_its_way(ledger, REPAIRS[0]))
    _plan(ledger, quiet + 4, _at_work(ledger, REPAIRS[15], quiet))
    _plan(ledger, quiet + 6, _at_work(ledger, REPAIRS[10], quiet))
    _plan(ledger, quiet + 7, _repeated(ledger, REPAIRS[6], quiet))
    _plan(ledger, 170, _complained(ledger))
    _plan(ledger, 60 * 27, _held(ledger))
    for number, report in enumerate((REPAIRS[13], REQUESTS[0], REPAIRS[11])):
        _plan(ledger, 90 + 20 * number, _to_call_back(ledger, report))
    _plan(ledger, 130, _not_closed(ledger))


def fill_today(ledger: Ledger) -> None:
    """Up to now; then everything is written as it stands."""
    if not ledger.prepared:
        prepare(ledger)
    ledger.run(ledger.pen.now)
    ledger.keep_all()


def _plan(ledger: Ledger, minutes: float, life: Life) -> None:
    ledger.prepared = True
    ledger.plan(_ago(ledger, minutes), life)


def _ago(ledger: Ledger, minutes: float) -> datetime:
    return ledger.pen.now - timedelta(minutes=minutes)


def _times(ledger: Ledger) -> Times:
    return Times(Hours(time(8), time(22), ledger.pen.bench.clock.zone, WorkCalendar()))


def _pressing(ledger: Ledger) -> Urgency:
    """Normal while the engineers have been at work for hours, so that a normal order's clock has run."""
    now, times = ledger.pen.now, _times(ledger)
    ran = worked(own_hours(Urgency.NORMAL, times), now - _LONG - timedelta(minutes=10), now)
    return Urgency.NORMAL if ran >= _LONG else Urgency.EMERGENCY


def _quiet(ledger: Ledger) -> float:
    """How many minutes ago free orders went out that are still far from their shift's end."""
    now, times = ledger.pen.now, _times(ledger)
    for minutes in (40.0, 20.0, 10.0, 5.0):
        sent = now - timedelta(minutes=minutes)
        due = next_of(sent + times.arrive, times.shift_ends, times.hours.zone)
        if (due - now) * 100 > (due - sent) * times.soon_percent * 1.2:
            return minutes
    return 2.0


def _waits(ledger: Ledger, report: Report, urgency: Urgency) -> Life:
    ledger.take_in(report, urgency)
    yield from ()


def _is_late(ledger: Ledger, report: Report, urgency: Urgency) -> Life:
    made = ledger.take_in(report, urgency)
    yield _ago(ledger, _RED_ARRIVAL - 20.5)
    ledger.miss(made, ClockKind.ARRIVAL)


def _paid(ledger: Ledger, urgency: Urgency) -> Life:
    """Priced at night, worked on since; the last word on it is hours old."""
    made = ledger.take_in(REPAIRS[16], urgency)
    yield _ago(ledger, _AMBER_PROGRESS + 22)
    ledger.price(made, PAID[1])
    made.row.surcharge = 1_500
    ledger.dispatch(made)
    yield _ago(ledger, _AMBER_PROGRESS + 10)
    ledger.arrive(made)
    yield _ago(ledger, _AMBER_PROGRESS)
    ledger.progress(made, "锁体损坏，正在拆换")


def _on_its_way(ledger: Ledger, report: Report) -> Life:
    """Out, and not there yet."""
    made = ledger.take_in(report)
    yield _ago(ledger, 5)
    ledger.dispatch(made, timedelta(minutes=30))


def _at_work(ledger: Ledger, report: Report, sent: float) -> Life:
    made = ledger.take_in(report)
    yield from _sent_and_there(ledger, made, sent)


def _sent_and_there(ledger: Ledger, made: Made, sent: float) -> Life:
    yield _ago(ledger, sent)
    ledger.dispatch(made)
    yield _ago(ledger, sent * 0.7)
    ledger.arrive(made)


def _repeated(ledger: Ledger, report: Report, sent: float) -> Life:
    made = ledger.take_in(report)
    yield from _sent_and_there(ledger, made, sent)
    for part, words in ((0.5, "洗手间还在堵"), (0.3, "水漫到走廊了")):
        yield _ago(ledger, sent * part)
        ledger.repeat(made, words)
    made.row.urgency = Urgency.URGENT.value


def _complained(ledger: Ledger) -> Life:
    made = ledger.take_in(COMPLAINTS[0])
    yield _ago(ledger, 168)
    ledger.pass_on(made)
    yield _ago(ledger, 60)
    made.row.followed_up_at = made.row.progress_at = ledger.at
    ledger.step(made, events.FOLLOWED_UP, words="已告知客户，装修方改到十八点后施工")


def _held(ledger: Ledger) -> Life:
    """Since yesterday, until the day after tomorrow."""
    made = ledger.take_in(REPAIRS[12])
    pen = ledger.pen
    yield _ago(ledger, 60 * 27 - 3)
    ledger.dispatch(made)
    yield _ago(ledger, 60 * 27 - 15)
    ledger.arrive(made)
    yield _ago(ledger, 60 * 26)
    row, until = made.row, pen.today + timedelta(days=2)
    row.held_state, row.hold_why, row.hold_since = S.ON_SITE.value, "等待防水材料到货", ledger.at
    row.hold_until = pen.moment(until, time(22))
    ledger.step(made, events.HELD, S.ON_HOLD, row.hold_why, until=until.isoformat())


def _to_call_back(ledger: Ledger, report: Report) -> Life:
    made = ledger.take_in(report)
    yield from _until_done(ledger, made)


def _until_done(ledger: Ledger, made: Made) -> Life:
    steps: tuple[Callable[[Made], None], ...] = (ledger.dispatch, ledger.arrive)
    for step in steps:
        yield ledger.at + timedelta(minutes=4)
        step(made)
    yield ledger.at + timedelta(minutes=20)
    ledger.done(made, ledger.pick(DONE))


def _not_closed(ledger: Ledger) -> Life:
    """Called back, and not closed yet."""
    made = ledger.take_in(REPAIRS[3])
    yield from _until_done(ledger, made)
    yield _ago(ledger, 30)
    ledger.call_back(made)
