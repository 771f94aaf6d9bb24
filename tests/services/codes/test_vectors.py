"""Golden vectors: for each, the result of every stage. Paper outlives the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.frame import Frame
from desk_app.services.codes.ledger import GateContext, Revocation, Use
from desk_app.services.codes.scanned import Scanned, read
from desk_app.services.codes.signing import KeyRing, Purpose, TrustedKey
from desk_app.services.codes.verdict import cut, judge, proven_claims, signer, usable_keys
from tests.services.codes.build import FakeLedger, context, visitor

DATA = json.loads(Path(__file__).with_name("vectors.json").read_text())


def moment(text: str | None) -> Any:
    return None if text is None else datetime.fromisoformat(text)


def trusted(row: dict[str, Any]) -> TrustedKey:
    started = datetime.fromisoformat(row["valid_from"])
    purposes = frozenset(map(Purpose, row["purposes"]))
    ends = moment(row["revoked_at"]), moment(row["retired_at"])
    return TrustedKey(bytes.fromhex(row["public"]), purposes, row["site"], row["desk"], started, *ends)


RING = KeyRing(map(trusted, DATA["keys"].values()))


def results(frame: Frame, place: GateContext) -> Iterator[object]:
    """What each stage up to the content gives, until one gives a code."""
    yield (signed := cut(frame))
    if not isinstance(signed, Code):
        yield (keys := usable_keys(signed, RING, place))
        if not isinstance(keys, Code):
            yield (key := signer(signed, keys))
            if not isinstance(key, Code):
                yield proven_claims(signed, frame, key)


def stages(scanned: Scanned, place: GateContext) -> list[str]:
    """The stages' results in the words of the vectors; "-" for those not reached."""
    found = list(results(scanned.frame, place)) if scanned.frame else []
    reached = [result.value if isinstance(result, Code) else "ok" for result in found]
    return [scanned.what.value, *reached, *["-"] * (4 - len(reached))]


@pytest.mark.parametrize("vector", DATA["vectors"], ids=lambda vector: vector["name"])
def test_vector(vector: dict[str, Any]) -> None:
    setting, expect = DATA["setting"] | vector["setting"], vector["expect"]
    place = context(
        site=setting["site"], gate=setting["gate"], now=moment(setting["now"]), floor=moment(setting["floor"])
    )
    ledger = FakeLedger()
    pass_id = visitor().pass_id
    if setting.get("met"):
        ledger.known[pass_id] = visitor()
    if "revoked" in setting:
        ledger.revoked[pass_id] = Revocation(
            **(setting["revoked"] | {"at": moment(setting["revoked"]["at"])})
        )
    ledger.used[pass_id] = [Use(**(use | {"at": moment(use["at"])})) for use in setting.get("used", ())]

    before = [expect[stage] for stage in ("scan", "version", "key", "signature", "content")]
    assert stages(read(vector["raw"]), place) == before
    verdict = judge(vector["raw"], RING, place, ledger)
    assert verdict.code.value == expect["verdict"]
    assert verdict.clock_suspect is setting.get("suspect", False)


def test_every_result_has_a_vector() -> None:
    assert {vector["expect"]["verdict"] for vector in DATA["vectors"]} == {code.value for code in Code}
    assert len(DATA["vectors"]) >= 60
    assert len({vector["name"] for vector in DATA["vectors"]}) == len(DATA["vectors"])
