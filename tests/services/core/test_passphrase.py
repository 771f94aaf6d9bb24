"""Which passphrases are refused, and that a keyboard's width does not matter."""

from __future__ import annotations

import pytest

from desk_app.services.core.errors import UserError
from desk_app.services.core.passphrase import check_passphrase, normal


@pytest.mark.parametrize(
    "good",
    [
        "kite lamp river moss",
        "Tr7!vq9#Lm2@",
        "床前明月光疑是地上霜举头",
        "hotel-november-94-quilt",
        "x" * 20 + "abdlq",
        "my password is kite lamp",
    ],
)
def test_a_good_one_is_given_back(good: str) -> None:
    assert check_passphrase(good) == good


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "kite lamp",
        "x" * 257,
        "aaaaaaaaaaaa",
        "abababababab",
        "kitelamp" * 2,
        "abcdabcdabcd",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "qwertyuiopas",
        "QWERTYuiop[]",
        "password1234",
        "Passphrase123",
        "passwordadmin",
        "１２３４５６７８９０１２",
        "天天天天天天天天天天天天",
    ],
)
def test_a_weak_one_is_refused_without_being_repeated(weak: str) -> None:
    with pytest.raises(UserError) as caught:
        check_passphrase(weak)
    assert not weak or weak not in repr(caught.value) + str(caught.value) + repr(caught.value.values)


def test_full_width_letters_of_an_input_method_are_the_same() -> None:
    assert normal("ｋｉｔｅ ｌａｍｐ ４２") == normal("kite lamp 42")
    assert normal("kite") != normal("Kite")
