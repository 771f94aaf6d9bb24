"""What a disk may hold when the power goes: all that was flushed, and any part of the rest, sector by sector.

A process is watched by strace; its writes and flushes, in their order, are the log that images are made of.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,unlink"
_LINE = re.compile(r"^\d+ (\w+)\((.*)\) = (-?\d+)")
_BYTES = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Op:
    """One call: `what` is write, truncate, sync, unlink."""

    what: str
    file: str
    content: bytes = b""
    at: int = 0


def watch(command: Sequence[str], log: Path) -> None:
    """Run a command under strace. Raises CalledProcessError."""
    strace = [
        "strace",
        "-f",
        "-qq",
        "-xx",
        "-y",
        "-s",
        "10000000",
        "-e",
        f"trace={_CALLS}",
        "-e",
        "signal=none",
    ]
    subprocess.run([*strace, "-o", str(log), *command], check=True, timeout=110)


def log_of(path: Path, folder: Path) -> list[Op]:
    """The calls on files of the folder, by their names in it."""
    found = []
    for line in _whole_lines(path):
        call = _LINE.match(line)
        if call is None or int(call[3]) < 0:
            continue
        op = _op(call[1], call[2], int(call[3]))
        if op is not None and Path(op.file).parent == folder:
            found.append(Op(op.what, Path(op.file).name, op.content, op.at))
    return found


def _whole_lines(path: Path) -> Iterator[str]:
    """Calls that another thread interrupted are put together, where they ended."""
    begun: dict[str, str] = {}
    with path.open() as lines:
        for line in lines:
            pid, _, rest = line.rstrip("\n").partition(" ")
            rest = rest.lstrip()
            if rest.endswith("<unfinished ...>"):
                begun[pid] = rest.removesuffix("<unfinished ...>").rstrip()
            elif rest.startswith("<... "):
                yield f"{pid} {begun.pop(pid, '')}{rest.partition('resumed>')[2]}"
            else:
                yield f"{pid} {rest}"


def _text(hexed: str) -> bytes:
    return bytes(int(pair, 16) for pair in _BYTES.findall(hexed))


def _op(call: str, said: str, result: int) -> Op | None:
    if call == "unlink":
        return Op("unlink", _text(said).decode())
    place = re.match(r"\d+<([^>]*)>(?:, )?(.*)", said, re.DOTALL)
    if place is None:
        return None
    file, rest = _text(place[1]).decode(errors="replace"), place[2]
    if call in ("fsync", "fdatasync"):
        return Op("sync", file)
    if call == "ftruncate":
        return Op("truncate", file, at=int(rest))
    content, _, numbers = rest.rpartition('"')
    at = int(numbers.split(",")[-1]) if call == "pwrite64" else -1
    return Op("write", file, _text(content)[:result], at)


@dataclass
class Disk:
    """What is certain of each file, and what was done since it was last flushed."""

    sure: dict[str, bytearray]
    loose: dict[str, list[Op]] = field(default_factory=dict)

    def take(self, op: Op) -> None:
        """One call more."""
        if op.what == "sync":
            self.sure[op.file] = self._with(op.file, self.loose.pop(op.file, []))
        elif op.what == "unlink":
            self.sure.pop(op.file, None)
            self.loose.pop(op.file, None)
        else:
            self.loose.setdefault(op.file, []).append(op)

    def image(self, draw: random.Random) -> dict[str, bytearray]:
        """What may be there after the power went now."""
        found = {}
        for file in self.sure.keys() | self.loose.keys():
            done = self.loose.get(file, [])
            found[file] = self._with(file, list(_survivors(done, draw)))
        return found

    def _with(self, file: str, ops: Sequence[Op]) -> bytearray:
        content = bytearray(self.sure.get(file, b""))
        for op in ops:
            if op.what == "truncate":
                del content[op.at :]
                content.extend(bytes(max(0, op.at - len(content))))
                continue
            at = len(content) if op.at < 0 else op.at
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(op.content)] = op.content
        return content


def _survivors(ops: Sequence[Op], draw: random.Random) -> Iterator[Op]:
    """All, none, the first few, or any; of some writes only some sectors."""
    style = draw.randrange(5)
    upto = draw.randrange(len(ops) + 1) if ops else 0
    for number, op in enumerate(ops):
        if style == 0 or (style == 1 and number >= upto) or (style > 2 and draw.random() < 0.5):
            continue
        if style == 4 and op.what == "write" and op.at >= 0:
            for start in range(0, len(op.content), SECTOR):
                if draw.random() < 0.5:
                    yield Op("write", op.file, op.content[start : start + SECTOR], op.at + start)
        else:
            yield op
