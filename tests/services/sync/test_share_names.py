"""S20: a name on the share is one of ours to the letter, or it is skipped; no path is made of anything else."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.sync import names
from desk_app.services.sync.names import BatchName, Numbered, Party
from tests.proof.counts import counted

SEED = 20261122
BATCH = "0badcafe-0000000007-0123456789abcdef.lbx"
NUMBERED = "0000000041-0123456789abcdef.ack"
GOOD = [
    BATCH,
    NUMBERED,
    "snap-0000000041-0123456789abcdef.lbx",
    "12-01",
    "~0123456789abcdef.part",
    names.card("0123456789abcdef"),
]

HOSTILE = [
    "", " ", ".", "..", "...", "/", "\\", "~", "CON", "con", "NUL", "AUX.lbx", "COM1", "LPT1.lbx", "PRN",
    "CLOCK$", "CONIN$", "../" + BATCH, "..\\" + BATCH, "./" + BATCH, "/" + BATCH, "\\" + BATCH,
    "C:" + BATCH, "C:\\" + BATCH, "\\\\server\\share\\" + BATCH, "\\\\?\\" + BATCH, "//" + BATCH,
    BATCH + "/", BATCH + "\\", BATCH + ".", BATCH + " ", BATCH + "..", " " + BATCH, BATCH + "\t",
    BATCH + "\n", BATCH + "\r\n", "\n" + BATCH, BATCH + "\0", BATCH + "\0.txt", "\0" + BATCH,
    BATCH + ":stream", BATCH + "::$DATA", BATCH + ":Zone.Identifier", BATCH.upper(),
    BATCH.replace("lbx", "LBX"), BATCH.replace("a", "A"), BATCH.replace(".lbx", ".lbx.exe"),
    BATCH.replace(".lbx", ".exe"), BATCH.replace(".lbx", ""), BATCH.replace(".lbx", ".lnk"), "~" + BATCH,
    "." + BATCH, BATCH + "~", BATCH + ".part", "~$" + BATCH, "\u202e" + BATCH, BATCH.replace("-", "\u2010"),
    BATCH.replace("-", "\u2212"), BATCH.replace("0", "\u0660"), BATCH.replace("0", "\uff10"),
    BATCH.replace("e", "\u0435"), BATCH.replace("7", "\u00b9"), "\ufeff" + BATCH, BATCH + "\u200b",
    BATCH.replace("7", "-"), BATCH.replace("0000000007", "-000000007"),
    BATCH.replace("0000000007", "+000000007"), BATCH.replace("0000000007", "7"),
    BATCH.replace("0000000007", "00000000007"), BATCH.replace("0000000007", "0x00000007"),
    BATCH.replace("cdef", "cdeg"), BATCH.replace("cdef", "cde"), BATCH.replace("cdef", "cdef0"),
    "0BADCAFE-0000000007-0123456789abcdef.lbx", "snap-" + NUMBERED,
    "snap-snap-0000000041-0123456789abcdef.lbx", "SNAP-0000000041-0123456789abcdef.lbx", "snap-" + BATCH,
    NUMBERED.replace(".ack", ".mdl"), NUMBERED.replace(".ack", ".dcd"), NUMBERED.replace(".ack", "ack"),
    NUMBERED * 2, BATCH * 2, "0-01", "00-01", "012-01", "12-1", "12-001", "12-00", "12--1", "-12-01",
    "12-01 ", "12-01\n", "12_01", "12-0\u0661", "123456789-01", "12-01/..", "12-01/../12-02", "%2e%2e",
    "%00", "12-01%2f", "a" * 255, "a" * 300, "名" * 100, "\ud800", "\udcff.lbx", "\x7f", "\x1b[2J",
    "~0123456789abcdef.PART", "~0123456789ABCDEF.part", "~0123456789abcde.part", "~0123456789abcdef.part.",
    "0123456789abcdef.part", "Thumbs.db", "desktop.ini", ".DS_Store", "._" + BATCH, "~WRL0001.tmp",
    BATCH.replace(".lbx", " (1).lbx"), BATCH + ".tmp", BATCH.replace(".lbx", "-冲突.lbx"), "Copy of " + BATCH,
    BATCH.replace(".lbx", " - 副本.lbx"),
]  # fmt: skip


def readings(name: str) -> list[object]:
    """What any reader makes of a name."""
    readers = (BatchName.parse, Numbered.parse, Party.parse)
    found: list[object] = [one for reader in readers if (one := reader(name)) is not None]
    return found + [True for is_one in (names.is_card, names.is_part) if is_one(name)]


def test_no_hostile_name_is_one_of_ours() -> None:
    assert len(set(HOSTILE)) >= 120
    assert [name for name in HOSTILE if readings(name)] == []
    counted("S20", len(set(HOSTILE)), note="hostile names")


@pytest.mark.parametrize("name", GOOD)
def test_our_names_are_read_and_written_the_same(name: str) -> None:
    found = readings(name)
    assert len(found) == 1, "no name is of two kinds"
    assert found == [True] or str(found[0]) == name


def test_no_change_of_a_letter_makes_another_spelling_of_the_same() -> None:
    """What is read from a name writes that very name: no two names for one thing."""
    draw, tried = random.Random(SEED), 0
    letters = "0123456789abcdefABCDEFG-_.~/\\: \0\n\u0660\uff11lbxackpart"
    for name in GOOD:
        for _ in range(4000):
            at = draw.randrange(len(name) + 1)
            cut = at + draw.choice((0, 1, 1, 1, 2))
            changed = name[:at] + "".join(draw.choices(letters, k=draw.choice((0, 1, 1, 2)))) + name[cut:]
            for one in readings(changed):
                assert one is True or str(one) == changed
                assert re.fullmatch(r"[~0-9a-z.-]+", changed)
            tried += 1
    counted("S20", tried, SEED, "names with letters changed")


@given(st.text(max_size=60))
def test_any_text_is_read_or_not(name: str) -> None:
    for one in readings(name):
        assert one is True or str(one) == name


@given(st.integers(1, 99_999_999), st.integers(1, 99), st.integers(0, 10**10 - 1))
def test_every_name_that_is_written_is_read(site: int, desk: int, number: int) -> None:
    party = Party(site, desk)
    assert Party.parse(str(party)) == party
    batch = BatchName(f"{number % 2**32:08x}", number, f"{number:016x}")
    assert BatchName.parse(str(batch)) == batch
    for ending in ("lbx", "ack", "mst", "tru", "rev"):
        one = Numbered(number, f"{number:016x}", ending, ending == "lbx")
        assert Numbered.parse(str(one)) == one
    folders = (
        names.up(party),
        names.relay(party),
        names.join(party),
        names.acks(party),
        names.given_back(party),
    )
    assert len({*folders, names.feed(site), names.master(site), names.revoked(site)}) == 8
    assert all(re.fullmatch(r"[a-z]+(/[a-z0-9-]+){1,2}", one) for one in folders)


def test_part_names_never_meet() -> None:
    made = {names.part() for _ in range(1000)}
    assert len(made) == 1000 and all(map(names.is_part, made))
