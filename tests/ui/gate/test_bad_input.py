"""Whatever is held under the scanner has its own word, goes on record, and lets nothing out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Tone
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import Purpose, SigningKey, open_signing_key
from desk_app.services.passes.documents import REFUSAL
from desk_app.services.passes.records import ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.tables import RevocationRow
from desk_app.services.trust.tables import PassKeyRow
from desk_app.ui.gate.steps import Step
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.passes.gate_help import foreign, issue, stranger, trust
from tests.ui.gate.build import GateParts, arrive, forged
from tests.ui.gate.goods_scenes import OFFICE, press
from tests.ui.gate.test_goods import papers
from tests.ui.gate.test_window import lines, offered, word

Make = Callable[[Services, People, FakeClock], str]


def half(desk: Services, people: People, clock: FakeClock) -> str:
    return issue(desk).code[:150]


def two(desk: Services, people: People, clock: FakeClock) -> str:
    return issue(desk).code + issue(desk).code


def other_building(desk: Services, people: People, clock: FakeClock) -> str:
    key = open_signing_key(desk.bench.secrets, Purpose.PASS)
    own = issue(desk).claims
    return encode(replace(own, site=own.site + 1), key)


def unknown_desk(desk: Services, people: People, clock: FakeClock) -> str:
    return foreign(desk).code


def revoked_key(desk: Services, people: People, clock: FakeClock) -> str:
    trust(desk, stranger().public, 7)
    clock.advance(hours=1)
    with desk.bench.database.write() as session:
        row = session.query(PassKeyRow).filter(PassKeyRow.public == stranger().public).one()
        row.revoked_at = clock.now()
    clock.advance(hours=1)
    return foreign(desk).code


def forged_line(desk: Services, people: People, clock: FakeClock) -> str:
    return forged(issue(desk).code)


def other_purpose(desk: Services, people: People, clock: FakeClock) -> str:
    one = foreign(desk)
    trust(desk, stranger().public, 7)
    with desk.bench.database.write() as session:
        session.query(PassKeyRow).filter(PassKeyRow.public == stranger().public).one().purpose = "sync"
    return one.code


def own_other_purpose(desk: Services, people: People, clock: FakeClock) -> str:
    seed = desk.bench.secrets.get_or_make("sync-key", lambda: bytes(32))
    return encode(issue(desk).claims, SigningKey(Purpose.PASS, seed))


def revoked(desk: Services, people: People, clock: FakeClock) -> str:
    one = issue(desk, OFFICE[:2])
    with desk.bench.database.write() as session:
        session.add(RevocationRow(root=one.claims.pass_id, at=clock.now(), by_name="周敏", desk=1))
    return one.code


def used(desk: Services, people: People, clock: FakeClock) -> str:
    one = issue(desk, OFFICE[:2])
    desk.get(Releases).release(people.guard, one.code, 0, ReleaseDraft())
    return one.code


def digits(desk: Services, people: People, clock: FakeClock) -> str:
    return "".join(Random(7).choices("0123456789", k=260))


BAD: list[tuple[Make, str]] = [
    (half, "Scan again"),
    (two, "One at a time"),
    (other_building, "Other building"),
    (unknown_desk, "Cannot be proven"),
    (revoked_key, "Revoked"),
    (forged_line, "Not genuine"),
    (other_purpose, "Not genuine"),
    (own_other_purpose, "Not genuine"),
    (revoked, "Revoked"),
    (used, "Already used"),
    (digits, "Scan again"),
]


@pytest.mark.parametrize(("make", "said"), BAD, ids=[make.__name__ for make, _ in BAD])
def test_each_has_its_word_and_lets_nothing_out(
    gate: GateParts, desk: Services, people: People, clock: FakeClock, make: Make, said: str
) -> None:
    code = make(desk, people, clock)
    before = len(lines(gate))
    gate.window.show_code(code)
    assert word(gate) == said
    assert len(lines(gate)) == before + 1
    assert not {Step.RELEASE, Step.OVERRIDE, Step.LEAVES} & offered(gate)
    press(gate.window, Qt.Key.Key_Return)
    assert word(gate) == said, "Enter lets nothing out"
    assert gate.window.verdict.next_step.text() or gate.window.verdict.reason_below.text()
    if Step.REFUSE in offered(gate):
        press(gate.window, Qt.Key.Key_F2, "6")
        assert word(gate) == "Refused"
        press(gate.window, Qt.Key.Key_F6)
        assert papers(gate) == [REFUSAL]
    assert gate.asked.questions == []


@pytest.mark.parametrize("make", [other_purpose, own_other_purpose])
def test_a_key_for_records_signs_no_pass(
    gate: GateParts, desk: Services, people: People, clock: FakeClock, make: Make
) -> None:
    gate.window.show_code(make(desk, people, clock))
    assert gate.window.verdict.reason.text() == "It was signed with a key that is not for passes."


def test_a_photo_of_a_used_pass(
    gate: GateParts, desk: Services, people: People, clock: FakeClock, tmp_path: Path
) -> None:
    import zxingcpp

    code = zxingcpp.create_barcode(used(desk, people, clock), zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    height, width = code.shape
    path = tmp_path / "photo.png"
    assert QImage(bytes(code), width, height, width, QImage.Format.Format_Grayscale8).save(str(path))
    gate.asked.will_answer(path)
    press(gate.window, Qt.Key.Key_F7)
    assert word(gate) == "Already used"
    assert "赵刚" in gate.window.verdict.reason_below.text()
    assert gate.window.verdict.phone.text() == "Phone the supervisor\nNo number in the settings"


@pytest.mark.parametrize("code", ["wxp://f2f0aBcD", "SF1234567890", "https://example.com/p/1"])
def test_a_code_of_somebody_else_over_a_good_pass(
    gate: GateParts, desk: Services, people: People, code: str
) -> None:
    gate.window.show_code(issue(desk, OFFICE[:2]).code)
    gate.window.show_code(code)
    assert (word(gate), gate.window.goods.isVisible()) == ("Not a pass", False)
    assert (len(lines(gate)), gate.sounds.played[-1]) == (2, Tone.AGAIN)
    press(gate.window, Qt.Key.Key_Return)
    assert word(gate) == "Not a pass", "nothing of the pass before is left"


def test_a_visitors_pass_is_no_exit_pass(gate: GateParts, desk: Services, people: People) -> None:
    gate.window.show_code(arrive(desk, people.receptionist).pass_code)
    assert not {Step.RELEASE, Step.REFUSE} & offered(gate)
    assert not gate.window.goods.isVisible()
