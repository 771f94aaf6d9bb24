from __future__ import annotations

from pathlib import Path

from tests.proof.catalogue import PROOFS
from tests.proof.running import Case, Count, Gathered, files_of_proofs, gathered
from tests.proof.writing import FILE, document


def test_every_proof_has_its_line_and_what_did_not_run_is_named() -> None:
    file = "tests/a/test_a.py"
    found = Gathered(
        [
            Count("R1", 300, 7, "so many crashes", f"{file}::test_x"),
            Count("R2", 5, None, "", f"{file}::test_y"),
        ],
        [
            Case(f"{file}::test_x", file, 2.5, "passed"),
            Case(f"{file}::test_z", file, 0, "skipped", "no server"),
        ],
        {file: {"R1", "R2"}},
    )
    text = document(found, full=False, seconds=3)
    assert all(f"| {proof.id} |" in text for proof in PROOFS)
    assert "| 300 | 150 | 7 | 2.5 | 10,000 | 1 min | held |" in text
    assert "| 5 | 100 |  | 0.0 | 10,000 | 0 min | held, below the goal |" in text
    assert "NOT RUN: nothing was counted for R3, R4" in text
    assert f"- `{file}::test_z`: no server" in text and "- 300: so many crashes" in text


def test_a_test_that_failed_is_told_with_its_proof() -> None:
    file = "tests/a/test_a.py"
    found = Gathered(
        [Count("R1", 300, 7, "", "")], [Case(f"{file}::test_x", file, 1, "failed")], {file: {"R1"}}
    )
    text = document(found, full=False, seconds=3)
    assert "| **FAILED** |" in text and f"- `{file}::test_x`" in text


def test_what_a_run_leaves_is_read(tmp_path: Path) -> None:
    log, report = tmp_path / "log", tmp_path / "report"
    log.write_text('{"id": "R1", "count": 2, "seed": 1, "note": "", "test": "t"}\n', "utf-8")
    report.write_text(
        '<r><testcase classname="tests.proof.test_writing" name="a" time="1"><skipped message="why"/></testcase></r>',
        "utf-8",
    )
    found = gathered(log, report, {})
    assert found.counts == [Count("R1", 2, 1, "", "t")]
    assert found.cases == [
        Case("tests/proof/test_writing.py::a", "tests/proof/test_writing.py", 1, "skipped", "why")
    ]


def test_files_that_count_are_found() -> None:
    assert files_of_proofs()["tests/services/sync/sim/test_world.py"] == {"R1", "R2", "R22"}


def test_the_written_document_names_every_proof() -> None:
    text = FILE.read_text("utf-8")
    assert [proof.id for proof in PROOFS if f"\n| {proof.id} |" not in text] == []
