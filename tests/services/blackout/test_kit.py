"""The kit: numbers that are accounted for, one paper with every list, a file that is made anew by itself."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from desk_app.services.blackout.options import EVERY_MINUTES, FOLDER, FORMS_OF_EACH
from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.blackout.records import FormState
from desk_app.services.blackout.rounds import kit_round
from desk_app.services.blackout.service import Blackout
from desk_app.services.catalogue import Services, features
from desk_app.services.codes.short_number import Kind, ShortNumber, parse
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, StorageTrouble
from desk_app.services.core.language import spoken
from desk_app.services.core.paths import DataFolder, resources
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import LANGUAGES, load_words
from desk_app.services.journal.back_entry import BACK_ENTRY_DAYS
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Document
from desk_app.services.printing.render import render
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.records import IdKind
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.blackout.stories import ARRIVAL
from tests.services.keys.conftest import Board
from tests.services.loans.lending_desk import Counter
from tests.services.printing.paper import decoded, raster, text_of

SHOW = __import__("os").environ.get("SHOW", "")
KINDS = [form.kind for feature in features() for form in feature.paper_forms]


def paper_of(desk: Services, language: str = "zh_CN") -> Paper:
    return Paper(load_words(language, resources() / "i18n"), desk.bench.desk, desk.bench.clock.zone)


def busy(desk: Services, people: People, clock: FakeClock) -> None:
    """Somebody is in the building, a key and an umbrella are out."""
    arrival = replace(ARRIVAL, id_kind=IdKind.ID_CARD, id_number="110101199003077715")
    desk.get(Visitors).check_in(people.receptionist, arrival)
    counter, board = Counter(desk, people, clock), Board(desk, people, clock)
    counter.lend(counter.umbrellas[0])
    board.borrow(*board.key("K07"))


def test_numbers_are_given_out_once_and_each_is_accounted_for(desk: Services, people: People) -> None:
    verbs, ask = desk.get(Blackout), desk.get(BlackoutQueries)
    first = verbs.make_kit(people.receptionist).result
    second = verbs.make_kit(people.receptionist, handover=7).result
    assert (first.number, second.number, second.handover) == ("K-0001", "K-0002", 7)
    assert len([form for form in first.forms if form.kind == "visit"]) == 10
    assert len(first.forms) == len(KINDS) * FORMS_OF_EACH.default + 6
    numbers = [form.number for form in (*first.forms, *second.forms)]
    assert len(set(numbers)) == len(numbers)
    assert all(isinstance(one := parse(n), ShortNumber) and one.kind is Kind.PAPER_FORM for n in numbers)
    # a new kit gives none of the earlier ones up
    assert [one.number for one in ask.open_forms(people.receptionist)] == numbers
    verbs.use_form(people.receptionist, numbers[0])
    verbs.use_form(people.receptionist, numbers[0])
    verbs.void_form(people.supervisor, numbers[1], " 写坏了 ")
    assert [one.number for one in ask.open_forms(people.receptionist)] == numbers[2:]
    spoilt = ask.form(people.receptionist, f"{numbers[1][:4]} {numbers[1][4:]}")
    assert spoilt is not None and (spoilt.state, spoilt.words) == (FormState.VOID, "写坏了")
    with pytest.raises(IllegalStep):
        verbs.use_form(people.receptionist, numbers[1])
    with pytest.raises(IllegalStep):
        verbs.void_form(people.receptionist, numbers[0], "丢失")
    with pytest.raises(InvalidInput):
        verbs.void_form(people.receptionist, numbers[2], "  ")
    with pytest.raises(NotFound):
        verbs.use_form(people.receptionist, "80010000")
    assert ask.form(people.receptionist, "nothing of ours") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kit_is_one_paper_with_every_list(
    language: str, desk: Services, people: People, clock: FakeClock
) -> None:
    busy(desk, people, clock)
    kit = desk.get(Blackout).make_kit(people.receptionist).result
    made = desk.get(BlackoutQueries).paper(people.receptionist, kit.id, paper_of(desk, language))
    pdf = render(made)
    if SHOW:
        Path(SHOW, f"kit_{language}.pdf").write_bytes(pdf)
    text = text_of(pdf)
    for said in ("K-0001", "张伟明", "K07", "李卫国", "95598", "2026-11-23 09:00"):
        assert said in text
    assert "13812345678" not in text and "199003077715" not in text and "7715" not in text
    for form in kit.forms:
        assert f"{form.number[:4]} {form.number[4:]}" in text
    if language == "zh_CN":
        for said in ("停电应急包", "在场人员名单", "应急电话", "已借出的钥匙", "发生日期和时间"):
            assert said in text, said


def test_the_stub_of_a_form_is_scanned(desk: Services, people: People) -> None:
    kit = desk.get(Blackout).make_kit(people.receptionist).result
    made = desk.get(BlackoutQueries).paper(people.receptionist, kit.id, paper_of(desk))
    forms = tuple(one for one in made.counterparts if one.kind == made.kind)
    pdf = render(replace(forms[0], counterparts=forms[1:]))
    read = {text for page in range(1, len(forms) + 1) for text in decoded(raster(pdf, 150, page=page))}
    assert read == {form.number for form in kit.forms}


def test_forms_that_were_settled_are_not_printed_again(desk: Services, people: People) -> None:
    verbs, ask = desk.get(Blackout), desk.get(BlackoutQueries)
    kit = verbs.make_kit(people.receptionist).result
    for form in kit.forms[:-1]:
        verbs.use_form(people.receptionist, form.number)
    made = ask.paper(people.receptionist, kit.id, paper_of(desk))
    assert len([one for one in _parts(made) if one.kind == made.kind]) == 2


def test_the_file_is_made_anew_by_itself(
    desk: Services, people: People, folder: DataFolder, clock: FakeClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    LocalSettings(folder.local_settings).put(FOLDER, str(stick))
    changes = kit_round(desk.bench)
    assert changes is not None and changes.touched
    files = [next(place.iterdir()) for place in (folder.blackout, stick)]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    first = files[0].read_bytes()
    assert first.startswith(b"%PDF") and first == files[1].read_bytes()
    clock.advance(minutes=59)
    assert kit_round(desk.bench) is None and files[0].read_bytes() == first
    desk.get(Visitors).check_in(people.receptionist, ARRIVAL)
    clock.advance(minutes=1)
    # the lists are new, the numbers are those it had; nothing older is kept
    assert kit_round(desk.bench) is None
    assert "张伟明" in text_of(files[0].read_bytes())
    assert [len(list(place.iterdir())) for place in (folder.blackout, stick)] == [1, 1]
    # what is printed has numbers of its own
    printed = desk.get(Blackout).make_kit(people.receptionist).result
    saved = desk.get(BlackoutQueries).newest(people.receptionist, saved=True)
    assert saved is not None and not {one.number for one in saved.forms} & {
        one.number for one in printed.forms
    }
    desk.get(SettingsService).change(people.supervisor, EVERY_MINUTES, 0)
    clock.advance(hours=5)
    before = files[0].stat().st_mtime
    assert kit_round(desk.bench) is None and files[0].stat().st_mtime == before


def test_a_stick_that_was_pulled_is_told_and_the_data_folder_has_it(
    desk: Services, folder: DataFolder, tmp_path: Path
) -> None:
    LocalSettings(folder.local_settings).put(FOLDER, str(tmp_path / "gone"))
    with pytest.raises(StorageTrouble) as trouble:
        kit_round(desk.bench)
    assert trouble.value.values["folder"] == str(tmp_path / "gone")
    assert len(list(folder.blackout.iterdir())) == 1
    assert kit_round(desk.bench) is None, "told once, not every minute"


@pytest.mark.parametrize(
    ("window", "title"), [("", "停电应急包"), ("en", "Blackout kit"), ("zh_CN", "停电应急包")]
)
def test_the_file_is_in_the_language_of_the_window(
    window: str, title: str, desk: Services, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "language", window)
    kit_round(desk.bench)
    assert title in text_of(next(folder.blackout.iterdir()).read_bytes())


def test_how_long_back_is_a_setting(desk: Services) -> None:
    assert desk.bench.settings.get(BACK_ENTRY_DAYS) == 14


def _parts(made: Document) -> list[Document]:
    return [made, *made.counterparts]
