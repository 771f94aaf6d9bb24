"""How the records lie on the disk, said to the supervisor, and the way to a recovery code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desk_app.services.at_rest import Rest
from desk_app.services.catalogue import Services
from desk_app.services.core import sealed_keys
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.recovery_file import CodeState
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore
from desk_app.services.trust.protection import KeyProtection
from desk_app.services.trust.recovery import Safety
from desk_app.ui.tabs.supervisor.keys_page import KeysPage
from desk_app.ui.tabs.supervisor.rest_line import RestLine
from tests.desk_fixtures import PIN, People
from tests.fakes import Asked, FakeSecrets
from tests.ui.tabs.conftest import Stage, settle

WORDS = "kite lamp river moss"


@pytest.fixture
def shown(
    stage: Callable[..., Stage],
    people: People,
    desk: Services,
    folder: DataFolder,
    secrets: FakeSecrets,
    monkeypatch: pytest.MonkeyPatch,
) -> Stage:
    """The page on a desk whose keys lie in plain files."""
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    store = FileStore(folder.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    bench = replace(desk.bench, secrets=store)
    for one in desk.all():
        one.bench = bench
    made = stage(people.supervisor)
    made.show(KeysPage(made.ctx))
    return made


def line_of(shown: Stage) -> RestLine:
    line = shown.window.findChild(RestLine)
    assert isinstance(line, RestLine)
    return line


def test_beside_plain_keys_it_says_what_is_missing(shown: Stage) -> None:
    line = line_of(shown)
    assert "no key store" in line.rest.text() and "passphrase" in line.rest.text()
    assert line.button.isHidden() and line.code.isHidden() and line.plain.isHidden()


def test_with_a_passphrase_a_code_is_made_printed_and_confirmed(
    shown: Stage, desk: Services, people: People
) -> None:
    line = line_of(shown)
    desk.get(KeyProtection).protect(people.supervisor, WORDS)
    line.load()
    settle()
    assert "next start" in line.rest.text() and "no recovery code" in line.code.text()
    ask = shown.ctx.ask
    assert isinstance(ask, Asked)
    ask.will_answer(PIN)
    line.button.click()
    settle()
    dialog = line.errand.dialog
    assert dialog is not None and not dialog.safe.isEnabled()
    dialog.sheet.show_box.setChecked(True)
    assert dialog.safe.isEnabled()
    dialog.safe.click()
    settle()
    assert "in a safe place" in line.code.text()
    line.button.click()
    assert ask.questions[-1] == (
        "confirm",
        "Make a new recovery code? The sheet printed before is worthless then.",
    ), "without a yes no PIN is asked for"


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (Rest(True, True, 0), "are encrypted on this disk"),
        (Rest(True, False, 0), "unencrypted on this disk from the next start"),
        (Rest(False, True, 5_000_000), "6 MB must be free"),
    ],
)
def test_each_state_has_its_words(shown: Stage, rest: Rest, said: str) -> None:
    line = line_of(shown)
    line._show(Safety(rest, CodeState.USED, 3))
    assert said in line.rest.text()
    assert "3" in line.plain.text() and not line.plain.isHidden()
