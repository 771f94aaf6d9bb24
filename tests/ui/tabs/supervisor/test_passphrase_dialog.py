"""Where the keys are kept, in plain words, and the dialog of their passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core import sealed_keys
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore, Kept
from desk_app.ui.tabs.supervisor.keys_page import KeysPage
from desk_app.ui.tabs.supervisor.passphrase_dialog import PassphraseDialog
from tests.desk_fixtures import People
from tests.fakes import FakeSecrets
from tests.ui.tabs.conftest import Stage, settle

WORDS, NEXT = "kite lamp river moss", "quilt 94 hotel november"


@pytest.fixture
def page(
    stage: Callable[..., Stage],
    people: People,
    desk: Services,
    folder: DataFolder,
    secrets: FakeSecrets,
    monkeypatch: pytest.MonkeyPatch,
) -> KeysPage:
    """The page on a desk whose keys lie in files."""
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    store = FileStore(folder.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    bench = replace(desk.bench, secrets=store)
    for one in desk.all():
        one.bench = bench
    made = stage(people.supervisor)
    page = KeysPage(made.ctx)
    made.show(page)
    return page


def asked(page: KeysPage) -> PassphraseDialog:
    page.passphrase.click()
    settle()
    return page.protecting


def fill(dialog: PassphraseDialog, **texts: str) -> None:
    for name, text in texts.items():
        getattr(dialog, name).setText(text)
    dialog.send()
    settle()


def test_where_the_system_keeps_them_there_is_no_button(stage: Callable[..., Stage], people: People) -> None:
    made = stage(people.supervisor)
    page = KeysPage(made.ctx)
    made.show(page)
    assert page.kept.text() in (
        "The keys are kept in the keyring of the system.",
        "The keys are kept by the Windows account of this PC.",
    )
    assert not page.passphrase.isVisible()


def test_it_is_set_changed_and_taken_away(page: KeysPage, folder: DataFolder) -> None:
    store = FileStore(folder.secrets)
    assert "not protected: set a passphrase" in page.kept.text()
    dialog = asked(page)
    assert not dialog.present.isVisible()
    fill(dialog, new=WORDS, again=WORDS)
    assert not dialog.isVisible()
    assert "protected by a passphrase" in page.kept.text()
    dialog = asked(page)
    assert dialog.present.isVisible()
    fill(dialog, present=WORDS, new=NEXT, again=NEXT)
    assert not dialog.isVisible()
    store.unlock(NEXT)
    dialog = asked(page)
    dialog.remove.setChecked(True)
    assert not dialog.new.isVisible()
    fill(dialog, present=NEXT)
    assert store.kept is Kept.OPEN
    assert "not protected" in page.kept.text()


def test_what_is_wrong_stands_beside_its_field(page: KeysPage, folder: DataFolder) -> None:
    dialog = asked(page)
    fill(dialog, new="short", again="short")
    assert "12 to 256" in dialog.form.problem_of("passphrase")
    fill(dialog, new="aaaaaaaaaaaaaa", again="aaaaaaaaaaaaaa")
    assert "too easy" in dialog.form.problem_of("passphrase")
    fill(dialog, new=WORDS, again=NEXT)
    assert "two different" in dialog.form.problem_of("again")
    fill(dialog, new=WORDS, again=WORDS)
    before = (folder.secrets / "keys.sealed").read_bytes()
    dialog = asked(page)
    fill(dialog, new=NEXT, again=NEXT)
    assert "present passphrase first" in dialog.form.problem_of("present")
    fill(dialog, present=NEXT)
    assert "not the passphrase" in dialog.form.problem_of("present")
    assert dialog.isVisible()
    assert dialog.sure.isEnabled()
    assert (folder.secrets / "keys.sealed").read_bytes() == before


def test_a_long_refusal_is_seen_whole(page: KeysPage) -> None:
    dialog = asked(page)
    fill(dialog, new="aaaaaaaaaaaaaa")
    below = dialog.form._fields["passphrase"]._below
    assert below.height() >= below.heightForWidth(below.width())


def test_nothing_typed_stays_in_a_closed_dialog(page: KeysPage) -> None:
    dialog = asked(page)
    dialog.new.setText(WORDS)
    dialog.again.setText(WORDS)
    dialog.reject()
    assert dialog.new.text() == dialog.again.text() == ""


def test_a_copy_left_open_is_said(page: KeysPage, folder: DataFolder) -> None:
    fill(asked(page), new=WORDS, again=WORDS)
    Path(folder.secrets / "pass-key.secret").write_bytes(b"plain 1\nsomebody's")
    page.load()
    assert "a plain copy lies beside them" in page.kept.text()
    assert page.passphrase.isVisible()
