"""R20: what any released version wrote is read, to the last line.

Files of protocol 1 stand in tests/golden/protocol1. A change of this test's expectations is a break with every desk.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.services.sync import frame
from desk_app.services.sync.frame import Kind
from tests.proof.counts import counted
from tests.services.sync import examples
from tests.tools import golden_files

FOLDER = Path(__file__).parents[2] / "golden" / "protocol1"


def golden(kind: Kind) -> bytes:
    (path,) = FOLDER.glob(f"{kind.name.lower()}-*")
    raw = path.read_bytes()
    assert path.name == golden_files.name(kind, raw)
    return raw


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
def test_a_file_of_protocol_1_is_read(kind: Kind) -> None:
    found = frame.read(kind, golden(kind), [examples.SIGNERS[kind].public])
    assert {**found.header, "sections": 0} == {**examples.header(kind), "sections": 0}
    assert dict(examples.opened(found)) == {one.to: one.lines for one in examples.sections(kind)}
    for _, lines in examples.opened(found):
        assert frame.to_lines(frame.lines_of(lines)) == lines


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
def test_what_a_newer_version_adds_to_a_header_is_kept(kind: Kind) -> None:
    """Unknown fields are no fault: whoever knows them later finds them in the very same bytes."""
    header = {**examples.header(kind), "later": {"what": ["ever", 1]}, "zz": None}
    raw = frame.write(kind, header, examples.sections(kind), examples.LOCKS, examples.SIGNERS[kind])
    found = frame.read(kind, raw, [examples.SIGNERS[kind].public])
    assert found.header["later"] == {"what": ["ever", 1]} and found.header["zz"] is None
    assert dict(examples.opened(found)) == {one.to: one.lines for one in examples.sections(kind)}


def test_there_is_one_of_every_kind() -> None:
    assert len(list(FOLDER.iterdir())) == len(Kind) == len(golden_files.ENDINGS)
    counted(
        "R20", 2 * len(Kind), note="golden files of protocol 1, and headers with fields of a later version"
    )
