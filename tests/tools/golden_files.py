"""Writes a file of each kind as this version makes it: `python -m tests.tools.golden_files FOLDER`.

Run once when a version of the protocol is released, into `tests/golden/protocol<version>`; what stands there is never
written again: every version to come must read it (tests/services/sync/test_golden.py).
"""

from __future__ import annotations

import sys
from pathlib import Path

from desk_app.services.sync import frame
from desk_app.services.sync.frame import Kind
from tests.services.sync import examples

ENDINGS = {
    Kind.BATCH: "lbx", Kind.ACK: "ack", Kind.FEED: "lbx", Kind.SNAPSHOT: "lbx", Kind.MASTER: "mst", Kind.TRUST: "tru",
    Kind.REVOKED: "rev", Kind.CARD: "dcd", Kind.FORMAT: "lbf", Kind.RESTORE: "lbx", Kind.HEAD_OFFICE: "card",
    Kind.JOIN: "join",
}  # fmt: skip


def name(kind: Kind, raw: bytes) -> str:
    """Of a golden file; it carries the digest of its content, as on the share."""
    return f"{kind.name.lower()}-{frame.hash16_of(raw)}.{ENDINGS[kind]}"


def main(folder: Path) -> int:
    """Write what is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in Kind:
        if not list(folder.glob(f"{kind.name.lower()}-*")):
            raw = examples.example(kind)
            (folder / name(kind, raw)).write_bytes(raw)
            print(f"written: {name(kind, raw)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
