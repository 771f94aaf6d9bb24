"""S28: JSON from outside is read without mercy, and what is read can be kept anywhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.journal.events import canonical
from desk_app.services.sync import strict
from desk_app.services.sync.strict import BadJson, strict_object
from tests.proof.counts import counted

NUMBER = strict.MOST_NUMBER
DEEP = strict.MOST_DEPTH - 1

REFUSED = [
    "", " ", "null", "true", "1", '"a"', "[]", "[{}]", "{", "}", "{}{}", "{},", "{]", '{"a"}', "{'a':1}",
    "{a:1}", '{"a":1,}', '{"a":1,"a":1}', '{"a":1,"a":2}', '{"a":{"b":1,"b":1}}', '{"a":[{"b":1,"b":1}]}',
    '{"\\u0061":1,"a":1}', '{"a":NaN}', '{"a":Infinity}', '{"a":-Infinity}', '{"a":nan}', '{"NaN":NaN}',
    '{"a":1.0}', '{"a":0.1}', '{"a":1e3}', '{"a":1E400}', '{"a":-1e-400}', '{"a":.5}', '{"a":+1}',
    '{"a":01}', '{"a":--1}', f'{{"a":{NUMBER + 1}}}', f'{{"a":{-NUMBER - 1}}}',
    '{"a":99999999999999999999}', '{"a":' + "9" * 5000 + "}", '{"a":-' + "9" * 5000 + "}", '{"a":0x10}',
    '{"a":1_000}', '{"a":\u0661}', '{"a":' * (DEEP + 1) + "{}" + "}" * (DEEP + 1),
    '{"a":' + "[" * (DEEP + 1) + "]" * (DEEP + 1) + "}", '{"a":' * 100_000, "[" * 100_000,
    '{"a":' + "[" * 100_000, '{"a":' + "[" * 50_000 + "]" * 50_000 + "}", '{"a":"\\ud800"}',
    '{"a":"\\udfff\\ud800"}', '{"\\ud83d":1}', '{"a":["\\udc00x"]}', '{"a":"\ud800"}', '{"\udfff":1}',
    '{"a":"\n"}', '{"a":"\x00"}', '{"a":"\\x41"}', '{"a":"\\u12"}', '{"a":"b', "\ufeff{}", '{"a":1}\x00',
    "{}//", "/**/{}", '{"a":[' + "0," * (strict.MOST_PARTS + 1) + "0]}",
]  # fmt: skip
REFUSED_BYTES = [
    b"\xff{}",
    b'{"a":"\xff"}',
    b'{"a":"\xc0\x80"}',
    b'{"a":"\xed\xa0\x80"}',
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
]
TAKEN = [
    ("{}", {}), (' {"a" : 1 } \r', {"a": 1}),
    (f'{{"a":{NUMBER},"b":{-NUMBER}}}', {"a": NUMBER, "b": -NUMBER}),
    ('{"a":"\\ud83d\\ude00","b":"😀"}', {"a": "😀", "b": "😀"}),
    ('{"a":[null,true,false,"",{}]}', {"a": [None, True, False, "", {}]}),
    ('{"a":"\\u0000\\u0007"}', {"a": "\0\7"}), ('{"a":"王建国"}', {"a": "王建国"}),
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_no_json_of_ours(text: str) -> None:
    with pytest.raises(BadJson):
        strict_object(text)
    with pytest.raises(BadJson):
        strict_object(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("raw", REFUSED_BYTES, ids=range(len(REFUSED_BYTES)))
def test_no_text_of_ours(raw: bytes) -> None:
    with pytest.raises(BadJson):
        strict_object(raw)


@pytest.mark.parametrize(("text", "found"), TAKEN, ids=range(len(TAKEN)))
def test_json_of_ours(text: str, found: object) -> None:
    assert strict_object(text) == strict_object(text.encode()) == found


def test_the_deepest_and_the_longest_that_counts() -> None:
    deepest = '{"a":' * DEEP + "{}" + "}" * DEEP
    assert strict_object(deepest)
    assert strict_object('{"a":"12345"}', most_text=5) == {"a": "12345"}
    for over in ('{"a":"123456"}', '{"123456":1}', '{"a":[{"b":["123456"]}]}', '{"123456":"a"}'):
        with pytest.raises(BadJson):
            strict_object(over, most_text=5)
    counted("S28", len(REFUSED) * 2 + len(REFUSED_BYTES) + len(TAKEN) * 2 + 6, note="texts by hand")


def test_what_is_said_of_a_text_shows_nothing_of_it() -> None:
    for text in (one for one in REFUSED if one.startswith('{"a":') and '"a"' not in one[2:]):
        with pytest.raises(BadJson) as bad:
            strict_object(text.replace('"a"', '"13812345678"', 1))
        assert "13812345678" not in str(bad.value) and bad.value.__cause__ is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-NUMBER, NUMBER) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=30,
)


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=5))
def test_what_is_written_is_read(value: dict[str, object]) -> None:
    for text in (canonical(value), json.dumps(value), json.dumps(value, indent=1)):
        try:
            assert strict_object(text) == value
        except BadJson:
            assert _depth(value) > strict.MOST_DEPTH


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=5))
def test_one_form_of_writing(value: dict[str, object]) -> None:
    raw = strict.to_json(value)
    assert raw == canonical(value).encode()
    if _depth(value) <= strict._USUAL_DEPTH:
        assert canonical(strict._in_our_form(raw, None) or {}).encode() == raw


ODD = [
    "1.0",
    "1e3",
    "-0",
    "01",
    '"\\u0061"',
    '"\\/"',
    "NaN",
    '{"a":1,"a":1}',
    "[ ]",
    str(NUMBER + 1),
    '"\x7f"',
    "1 ",
]


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=5), st.sampled_from(ODD), st.data())
def test_the_fast_way_takes_nothing_that_the_slow_one_refuses(
    value: dict[str, object], odd: str, data: st.DataObject
) -> None:
    text = canonical({**value, "odd": "here"}).replace('"here"', odd)
    at, more = data.draw(st.integers(0, len(text))), data.draw(st.sampled_from(' ,{}[]":\\0.e-'))
    for raw in (
        text.encode(),
        (text[:at] + text[at + 1 :]).encode(),
        (text[:at] + more + text[at:]).encode(),
    ):
        found = strict._in_our_form(raw, 50)
        if found is not None:
            assert canonical(found) == canonical(strict._read_slowly(raw, 50))


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_the_fast_way_refuses_it_too(text: str) -> None:
    assert strict._in_our_form(text.encode("utf-8", "surrogatepass"), None) is None


def _depth(value: object) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inside is None else 1 + max(map(_depth, inside), default=0)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: ('{"a":' + text + "}").encode()))
def test_whatever_comes_is_read_or_refused(raw: bytes) -> None:
    try:
        found = strict_object(raw)
    except BadJson:
        return
    assert strict_object(canonical(found)) == found
