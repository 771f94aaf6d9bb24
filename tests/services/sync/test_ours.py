"""A folder is looked at before a desk is connected with it: there, this head office's, and to be written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desk_app.services.sync import state
from desk_app.services.sync.cards import read_head_office_card
from desk_app.services.sync.names import Party
from desk_app.services.sync.ours import WrongShare, require_usable, require_usable_at
from desk_app.services.sync.share import ShareAway, ShareReadOnly
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

PARTY = Party(4711, 3)


@pytest.fixture
def known(office: Office) -> state.KnownHeadOffice:
    return read_head_office_card(office.card())


def test_a_sound_folder_is_left_as_it_was(share: MemoryShare, known: state.KnownHeadOffice) -> None:
    require_usable(share, known, PARTY)
    assert share.files(f"join/{PARTY}") == []


def test_another_folder_is_told_and_nothing_is_written(
    share: MemoryShare, known: state.KnownHeadOffice
) -> None:
    with pytest.raises(WrongShare):
        require_usable(share, replace(known, share="00" * 16), PARTY)
    assert "join" not in share.folders("")


def test_a_folder_that_cannot_be_written_is_told(
    share: MemoryShare, known: state.KnownHeadOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, content: bytes) -> bool:
        raise ShareReadOnly(known.name)  # type: ignore[arg-type]

    monkeypatch.setattr(share, "create", refuse)
    with pytest.raises(ShareReadOnly):
        require_usable(share, known, PARTY)


def test_a_missing_folder_is_away_and_is_not_made(tmp_path: Path, known: state.KnownHeadOffice) -> None:
    with pytest.raises(ShareAway):
        require_usable_at(tmp_path / "gone", known, PARTY)
    assert not (tmp_path / "gone").exists()
    require_usable_at(tmp_path, None, PARTY)
