"""Run the proofs and write docs/sync_proof.md: `python -m tests.proof [--full]`. Ends with 1 when one did not hold."""

from __future__ import annotations

import argparse
import sys
import time

from tests.proof.catalogue import PROOFS
from tests.proof.running import run
from tests.proof.writing import FILE, document, held


def main() -> int:
    """0 when everything that ran held."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof")
    parser.add_argument("--full", action="store_true", help="the long counts too")
    parser.add_argument("--one-by-one", action="store_true", help="in one process")
    asked = parser.parse_args()
    started = time.monotonic()
    code, found = run(full=asked.full, side_by_side=not asked.one_by_one)
    text = document(found, full=asked.full, seconds=time.monotonic() - started)
    FILE.write_text(text, encoding="utf-8")
    for proof in PROOFS:
        print(f"{proof.id:4} {held(found, proof, full=asked.full)}")
    print(f"written: {FILE}")
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
