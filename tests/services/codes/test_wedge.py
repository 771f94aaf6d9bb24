"""Scanners that type, with everything that goes wrong on the way: the right pass, or a clean reject."""

from __future__ import annotations

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.scanned import MAX_TEXT, Scan, read
from desk_app.services.codes.verdict import judge
from tests.services.codes.build import RING, FakeLedger, context
from tests.services.codes.wedge import INPUTS

REJECTED = {Scan.READ_AGAIN, Scan.FOREIGN, Scan.NOTHING}
WHOLE = {Scan.SIGNED_CODE, Scan.SHORT_NUMBER}


@pytest.mark.parametrize("name", INPUTS)
def test_the_right_pass_or_a_clean_reject(name: str) -> None:
    raw, codes = INPUTS[name]
    found = read(raw)
    whole = [part for part in found.parts or (found,) if part.what in WHOLE]
    assert [part.text for part in whole] == list(codes)
    if not codes:
        assert found.what in REJECTED
        assert len(found.text) <= MAX_TEXT
    verdict = judge(raw, RING, context(), FakeLedger())
    assert verdict.proven is (found.what is Scan.SIGNED_CODE)
    assert codes or verdict.code in (Code.READ_AGAIN, Code.FOREIGN)


def test_there_are_enough_of_them() -> None:
    assert len(INPUTS) >= 40
    assert len({raw for raw, _ in INPUTS.values()}) == len(INPUTS)
