"""Papers that wait are shown to those who may see the record they were printed from."""

from __future__ import annotations

import pytest

from desk_app.services.core.people import Actor, Role
from desk_app.services.printing.model import Document, Size, Text
from desk_app.services.printing.ports import no_printer
from desk_app.ui.printing.waiting import WaitingDialog
from tests.ui.printing.conftest import LABEL, Bench, FakePort, Make, slip


def label() -> Document:
    return Document(LABEL.id, "Label", Size.A6, (Text("M-261122-004"),), "M-261122-004", 0, subject="云帆")


def _stuck(make: Make, reader: list[Actor | None]) -> Bench:
    bench = make(port=FakePort(trouble=no_printer()), reader=lambda: reader[0])
    for document in (slip, label):
        bench.desk.print(document, owner=bench.window)
    return bench


def _listed(bench: Bench) -> list[str]:
    bench.desk.waiting_dialog(bench.window)
    dialog = bench.desk.dialog
    assert isinstance(dialog, WaitingDialog)
    kinds = [job.kind for job in dialog.table.rows_model.rows]
    dialog.close()
    return kinds


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.GUARD, ["visitors.pass"]),
        (Role.RECEPTIONIST, ["visitors.pass", "mail.label"]),
        (Role.SUPERVISOR, ["visitors.pass", "mail.label"]),
    ],
)
def test_list_and_count_show_what_the_role_may_see(make: Make, role: Role, kinds: list[str]) -> None:
    bench = _stuck(make, [Actor(7, "Li Na", role)])
    assert _listed(bench) == kinds and bench.desk.waiting == len(kinds)


def test_the_count_is_anew_for_who_comes_next(make: Make) -> None:
    reader: list[Actor | None] = [Actor(7, "Li Na", Role.RECEPTIONIST)]
    bench = _stuck(make, reader)
    assert bench.desk.waiting == 2
    for who, count in ((Actor(8, "Zhao", Role.GUARD), 1), (None, 0), (reader[0], 2)):
        reader[0] = who
        bench.desk.refresh()
        assert bench.desk.waiting == count


def test_what_the_last_run_left_is_told_to_the_first_who_may_see_it(make: Make) -> None:
    bench = make(port=FakePort(trouble=no_printer()))
    bench.desk.print(label, owner=bench.window)
    reader: list[Actor | None] = [Actor(8, "Zhao", Role.GUARD)]
    again = make(reader=lambda: reader[0])
    again.desk.begin()
    assert again.told == ""
    reader[0] = Actor(7, "Li Na", Role.RECEPTIONIST)
    again.desk.refresh()
    assert again.told.endswith("from before the program ended: 1")
