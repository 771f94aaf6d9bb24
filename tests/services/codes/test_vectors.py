"""Golden vectors: for each, the result of every stage. Paper outlives the program."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.ledger import Revocation, Use
from desk_app.services.codes.scanned import Scanned, read
from desk_app.services.codes.signing import KeyRing, Purpose, TrustedKey
from desk_app.services.codes.verdict import cut, judge, proven_claims, signer, usable_keys
from tests.services.codes.build import FakeLedger, context, visitor

DATA = json.loads(Path(__file__).with_name("vectors.json").read_text())


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def trusted(row: dict[str, Any]) -> TrustedKey:
    started = datetime.fromisoformat(row["valid_from"])
    purposes = frozenset(map(Purpose, row["purposes"]))
    ends = moment(row["revoked_at"]), moment(row["retired_at"])
    return TrustedKey(bytes.fromhex(row["public"]), purposes, row["site"], row["desk"], started, *ends)


RING = KeyRing(map(trusted, DATA["keys"].values()))


def stages(scanned: Scanned, place: Any) -> list[str]:
    """The results of the stages up to the content, as far as they are reached."""
    frame = scanned.frame
    if frame is None:
        return []
    reached = []
    for step in (
        lambda: cut(frame),
        lambda: usable_keys(cut(frame), RING, place),
        lambda: signer(cut(frame), usable_keys(cut(frame), RING, place)),
        lambda: proven_claims(cut(frame), frame, signer(cut(frame), usable_keys(cut(frame), RING, place))),
    ):
        result = step()  # type: ignore[no-untyped-call]
        reached.append(result.value if isinstance(result, Code) else "ok")
        if isinstance(result, Code):
            break
    return reached


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
        ledger.revoked[pass_id] = Revocation(moment(setting["revoked"]["at"]), setting["revoked"]["by"])
    ledger.used[pass_id] = [Use(**(use | {"at": moment(use["at"])})) for use in setting.get("used", ())]

    scanned = read(vector["raw"])
    reached = stages(scanned, place)
    found = [scanned.what.value, *reached, *["-"] * (4 - len(reached))]
    assert found == [expect[stage] for stage in ("scan", "version", "key", "signature", "content")]
    assert judge(vector["raw"], RING, place, ledger).code.value == expect["verdict"]


def test_every_result_has_a_vector() -> None:
    assert {vector["expect"]["verdict"] for vector in DATA["vectors"]} == {code.value for code in Code}
    assert len(DATA["vectors"]) >= 60
    assert len({vector["name"] for vector in DATA["vectors"]}) == len(DATA["vectors"])
