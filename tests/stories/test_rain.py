"""It rains: a queue of thirty at the real window, each by a scan and four digits; the next day thirty scans."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from desk_app.services.core.people import Role
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Item, ItemsDraft, LineDraft, Loan, LoanDraft, ReturnDraft, View
from desk_app.services.loans.service import Loans
from desk_app.services.loans.standard import TROLLEY, UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.ui.tab_spec import tabs
from tests.stories.conftest import Seats
from tests.stories.seats import Seat, needs_keys
from tests.stories.two_desks import RECEPTIONIST, Desk, by, found

pytestmark = [pytest.mark.story, needs_keys]

QUEUE, UMBRELLAS = 30, 34
AT_MOST_MS = 100
"""The program's own time for a loan."""
KEYS = 4
"""The digits of a phone: nothing else is pressed for a loan."""
_FAMILIES = (
    "Chen Wang Li Zhang Liu Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin "
    "He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng"
)
PEOPLE = [(f"{name} Siyuan", f"1350000{2000 + at}") for at, name in enumerate(_FAMILIES.split())]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk that knows thirty people, and has umbrellas."""
    return found(tmp_path, 1)[0]


@pytest.fixture
def umbrellas(desk: Desk) -> list[Item]:
    """Their tags are on them."""
    services = desk.open()
    try:
        boss, loans = by(services), services.get(Loans)
        made = services.get(Stock).add_items(boss, ItemsDraft(UMBRELLA, UMBRELLAS, "Umbrella")).result
        trolley = services.get(Stock).add_items(boss, ItemsDraft(TROLLEY, 1, "Trolley")).result[0]
        for name, phone in PEOPLE:
            loan = loans.lend(boss, LoanDraft((LineDraft(trolley.id),), name, phone)).result
            loans.take_back(boss, loan.lines[0].id, ReturnDraft())
        return made
    finally:
        services.bench.database.close()


def on_record(desk: Desk) -> list[Loan]:
    """What is out, once no window has the data."""
    services = desk.open()
    try:
        now = services.bench.clock.now().astimezone(services.bench.clock.zone)
        return services.get(LoanQueries).loans(by(services), View.OUT, now.date())
    finally:
        services.bench.database.close()


def into_the_rain(seat: Seat) -> None:
    """Signed in, at the lending tab, in rain mode."""
    seat.sign_in(*RECEPTIONIST)
    mine = [spec.id for spec in tabs() if Role.RECEPTIONIST in spec.roles]
    seat.press(f"ctrl+{mine.index('loans') + 1}")
    seat.until(lambda now: "raining" in now, "the lending tab")
    seat.press("F9")
    seat.until(lambda now: now.get("step") == "Scan an umbrella" and now["active"], "rain mode")


def lend(seat: Seat, umbrella: Item, person: tuple[str, str], left: int) -> None:
    """A scan, four keys."""
    seat.scan(umbrella.tag)
    seat.until(lambda now: now["step"] == umbrella.name, f"{umbrella.name} is asked about")
    digits = person[1][-KEYS:]
    seat.types(digits)
    seat.until(lambda now: now["told"][0] == f"Lent to {person[0]} …{digits}", f"lent to {person[0]}")
    seat.until(lambda now: now["left"][0] == str(left), f"{left} are left")


def test_thirty_loans_and_thirty_returns(desk: Desk, umbrellas: list[Item], seats: Seats) -> None:
    seat = seats(desk.data)
    into_the_rain(seat)
    seat.until(lambda now: now["left"][:1] == [str(UMBRELLAS)], "the stock")
    for place, person in enumerate(PEOPLE):
        lend(seat, umbrellas[place], person, UMBRELLAS - place - 1)
    seat.until(lambda now: len(now["ms"]) == QUEUE, "thirty times")
    assert median(seat.now["ms"]) <= AT_MOST_MS, seat.now["ms"]
    print("milliseconds a loan:", sorted(seat.now["ms"]))
    seat.close()
    out = {(one.lines[0].item, one.borrower, one.phone) for one in on_record(desk)}
    assert out == {(umbrellas[place].id, *person) for place, person in enumerate(PEOPLE)}

    seat = seats(desk.data)
    into_the_rain(seat)
    for place in range(QUEUE):
        name, left = umbrellas[place].name, str(UMBRELLAS - QUEUE + place + 1)
        seat.scan(umbrellas[place].tag)
        seat.until(lambda now, name=name: now["told"][0] == f"{name} is back", f"{name} is back")  # type: ignore[misc]
        seat.until(lambda now, left=left: now["left"][0] == left, f"{left} are here")  # type: ignore[misc]
    assert seat.now["run"] == f"This run: 0 lent, {QUEUE} back"
    seat.close()
    assert not on_record(desk)


def test_killed_between_two_digits(desk: Desk, umbrellas: list[Item], seats: Seats) -> None:
    seat = seats(desk.data)
    into_the_rain(seat)
    lend(seat, umbrellas[0], PEOPLE[0], UMBRELLAS - 1)
    seat.scan(umbrellas[1].tag)
    seat.until(lambda now: now["step"] == umbrellas[1].name, "the second is asked about")
    seat.types("200")
    seat.until(lambda now: now["digits"] == "200", "three digits")
    seat.kill()
    assert [one.borrower for one in on_record(desk)] == [PEOPLE[0][0]]
    seat = seats(desk.data)
    into_the_rain(seat)
    lend(seat, umbrellas[1], PEOPLE[1], UMBRELLAS - 2)
    seat.scan(umbrellas[0].tag)
    seat.until(lambda now: now["told"][0] == f"{umbrellas[0].name} is back", "the first comes back")
    seat.close()
    assert [one.borrower for one in on_record(desk)] == [PEOPLE[1][0]]


def test_a_full_disk_lends_nothing_and_loses_nothing(desk: Desk, umbrellas: list[Item], seats: Seats) -> None:
    seat = seats(desk.data)
    into_the_rain(seat)
    seat.scan(umbrellas[0].tag)
    seat.until(lambda now: now["step"] == umbrellas[0].name, "it is asked about")
    seat.types("200")
    seat.fill_disk()
    seat.types("3")
    seat.until(lambda now: "try again" in now["at"], "it could not be written")
    seat.free_disk()
    seat.press("Return")
    seat.until(lambda now: now["told"][0].startswith(f"Lent to {PEOPLE[3][0]}"), "lent after all")
    seat.close()
    assert [one.borrower for one in on_record(desk)] == [PEOPLE[3][0]]
