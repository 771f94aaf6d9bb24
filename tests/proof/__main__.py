"""Run the proofs and write docs/sync_proof.md: `python -m tests.proof [--full] [--only R4 R7 ...]`.

Ends with 1 when one failed, did not run, or fell short of its goal. With --only nothing is written: the document is of
one whole run.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.proof.catalogue import PROOFS
from tests.proof.running import run
from tests.proof.writing import FILE, HELD, document, held


def main() -> int:
    """0 when everything asked for held."""
    known = [proof.id for proof in PROOFS]
    parser = argparse.ArgumentParser(prog="python -m tests.proof")
    parser.add_argument("--full", action="store_true", help="the long counts too")
    parser.add_argument("--one-by-one", action="store_true", help="in one process")
    parser.add_argument("--only", nargs="+", choices=known, metavar="ID", default=known, help="these alone")
    asked = parser.parse_args()
    started = time.monotonic()
    code, found = run(full=asked.full, side_by_side=not asked.one_by_one, only=asked.only)
    if asked.only == known:
        text = document(found, full=asked.full, seconds=time.monotonic() - started)
        FILE.write_text(text, encoding="utf-8")
        print(f"written: {FILE}")
    results = {proof.id: held(found, proof, full=asked.full) for proof in PROOFS if proof.id in asked.only}
    for proof, result in results.items():
        print(f"{proof:4} {sum(one.count for one in found.of(proof)):,} {result}")
    return 1 if code or set(results.values()) != {HELD} else 0


if __name__ == "__main__":
    sys.exit(main())
