"""Faults of the operating system in the reader's language."""

from __future__ import annotations

import errno

import pytest

from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, load_words

CHINESE_WORDS, ENGLISH_WORDS = (load_words(one, resources() / "i18n") for one in (CHINESE, ENGLISH))


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EIO, errno.EBUSY])
def test_a_known_fault_has_its_words_in_both_languages(code: int) -> None:
    reason = reason_of(OSError(code, "in the system's words"))
    assert "system's words" not in ENGLISH_WORDS.text(reason)
    assert CHINESE_WORDS.knows(str(reason), reason.context)


def test_an_unknown_fault_is_a_number_and_one_without_is_its_kind() -> None:
    assert CHINESE_WORDS.text(reason_of(OSError(9_999, "gremlins"))) == "[9999]"
    assert CHINESE_WORDS.text(reason_of(TimeoutError())) == "[TimeoutError]"
