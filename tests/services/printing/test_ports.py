"""Ways to paper: a file, and CUPS as its commands speak."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.printing.cups import CupsPrinter
from desk_app.services.printing.ports import FilePrinter, Paper, PrinterTrouble, save_pdf
from desk_app.services.printing.render import render
from desk_app.services.printing.styles import MM
from tests.services.printing import samples
from tests.services.printing.paper import words_of

LP = """#!{python}
import pathlib, sys
home = pathlib.Path(__file__).parent
name, *words = pathlib.Path(sys.argv[0]).name, *sys.argv[1:]
with (home / "calls").open("a") as log:
    log.write(" ".join([name, *words]) + "\\n")
if name == "lp":
    if (home / "refuse").exists():
        sys.exit("lp: Destination is not accepting jobs.")
    (home / "job").write_bytes(sys.stdin.buffer.read())
    print("request id is Desk-7 (1 file(s))")
elif name == "cancel":
    (home / "stuck").unlink()
elif "-e" in words:
    print("Desk\\nBack" if not (home / "none").exists() else "")
elif "-d" in words:
    print("system default destination: Desk" if not (home / "none").exists() else "no system default destination")
elif "-p" in words:
    alerts = (home / "stuck").read_text() if (home / "stuck").exists() else "none"
    print("printer Desk is idle.\\n\\tAlerts: " + alerts)
elif "not-completed" in words:
    if (home / "stuck").exists():
        print("Desk-7  root  1024  Sun Nov 22 05:40:25 2026")
elif "completed" in words:
    alert = "aborted-by-system" if (home / "aborted").exists() else "processing-to-stop-point"
    print("Desk-7  root  1024  Sun Nov 22\\n\\tStatus: \\n\\tAlerts: " + alert + "\\n\\tqueued for Desk")
"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(samples.badge())


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the commands of CUPS; files in it say how the printer is."""
    for name in ("lp", "lpstat", "cancel"):
        script = tmp_path / name
        script.write_text(LP.format(python=sys.executable))
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def port() -> CupsPrinter:
    """Time passes only while waiting."""
    past = [0.0]

    def wait(seconds: float) -> None:
        past[0] += seconds * 10

    clock: Callable[[], float] = lambda: past[0]  # noqa: E731 - a clock in one line
    return CupsPrinter(patience=5, wait=wait, monotonic=clock)


def test_the_default_printer_comes_first(cups: Path) -> None:
    assert [(one.name, one.is_default) for one in port().printers()] == [("Desk", True), ("Back", False)]


def test_a_paper_is_handed_over_whole_in_its_size_without_its_title(cups: Path, pdf: bytes) -> None:
    port().print_pdf(Paper("visitor_pass", "访客证 张伟", pdf))
    assert (cups / "job").read_bytes() == pdf
    calls = (cups / "calls").read_text()
    assert "-d Desk -t visitor_pass -o media=A6" in calls
    assert "张伟" not in calls


def test_a_roll_is_told_its_length(cups: Path) -> None:
    pdf = render(samples.receipt())
    port().print_pdf(Paper("loan_receipt", "t", pdf))
    (asked,) = re.findall(r"media=Custom\.80x(\d+)mm", (cups / "calls").read_text())
    assert 0 <= int(asked) - words_of(pdf)[0][0][1] / MM < 1


def test_paper_out_takes_the_job_back_and_says_so(cups: Path, pdf: bytes) -> None:
    (cups / "stuck").write_text("media-empty-error")
    with pytest.raises(PrinterTrouble) as trouble:
        port().print_pdf(Paper("visitor_pass", "t", pdf))
    assert trouble.value.values == {"printer": "Desk", "reason": "out of paper"}
    assert "cancel Desk-7" in (cups / "calls").read_text()


def test_a_job_that_was_aborted_is_not_printed(cups: Path, pdf: bytes) -> None:
    (cups / "aborted").touch()
    with pytest.raises(PrinterTrouble):
        port().print_pdf(Paper("visitor_pass", "t", pdf))


def test_a_refused_job_says_why(cups: Path, pdf: bytes) -> None:
    (cups / "refuse").touch()
    with pytest.raises(PrinterTrouble) as trouble:
        port().print_pdf(Paper("visitor_pass", "t", pdf))
    assert trouble.value.values["reason"] == "Destination is not accepting jobs."


def test_no_printer_is_said_kindly(cups: Path, pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for target in ("Nowhere", None):
        if target is None:
            (cups / "none").touch()
        with pytest.raises(PrinterTrouble, match="No printer"):
            port().print_pdf(Paper("visitor_pass", "t", pdf), target)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PrinterTrouble, match="No printer"):
        port().printers()


def test_a_file_is_saved_whole(tmp_path: Path, pdf: bytes) -> None:
    FilePrinter(tmp_path, "V2611220012").print_pdf(Paper("visitor_pass", "访客证 张伟", pdf))
    assert [path.name for path in tmp_path.iterdir()] == ["V2611220012.pdf"]
    assert (tmp_path / "V2611220012.pdf").read_bytes() == pdf


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, pdf: bytes) -> None:
    target = tmp_path / "old.pdf"
    target.write_bytes(b"old")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        with pytest.raises(StorageTrouble):
            save_pdf(pdf, target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("old.pdf", b"old")]
    with pytest.raises(StorageTrouble):
        save_pdf(pdf, tmp_path / "missing" / "x.pdf")
