"""How much a proof tried: a line for each, printed, and kept where the environment's DESK_PROOF_LOG says.

The proof command makes its table from these lines. A proof counts once it held, so a line means that it did.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

LOG = "DESK_PROOF_LOG"


def counted(test_id: str, count: int, seed: int | None = None, note: str = "") -> None:
    """`count` cases of the proof `test_id` (as in the table of proofs, "R12") were tried and held."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
    line = {"id": test_id, "count": count, "seed": seed, "note": note, "test": test}
    print(
        f"\n{test_id}: {count}"
        + (f", seed {seed}" if seed is not None else "")
        + (f"; {note}" if note else "")
    )
    log = os.environ.get(LOG)
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
