"""How long a verdict takes, from the scanner's characters to the answer, against the bare signature check.

python -m benchmarks.verdict
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desk_app.services.codes.claims import PassClaims, PassKind
from desk_app.services.codes.ledger import GateContext, Revocation, Use
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import KeyRing, Purpose, SigningKey, TrustedKey
from desk_app.services.codes.verdict import judge

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class EmptyLedger:
    """A gate on its first morning."""

    def claims(self, pass_id: int) -> PassClaims | None:
        """None was met."""
        return None

    def revocation(self, pass_id: int) -> Revocation | None:
        """None was revoked."""
        return None

    def uses(self, pass_id: int) -> Sequence[Use]:
        """None was used."""
        return ()

    def revocations_at(self) -> datetime | None:
        """Just now."""
        return NOW

    def gates_at(self) -> datetime | None:
        """Just now."""
        return NOW


def median_ms(work: Callable[[], object], rounds: int = 500) -> float:
    """The median of `rounds` runs in milliseconds."""
    spans = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        spans.append(time.perf_counter() - started)
    return statistics.median(spans) * 1000


def main() -> None:
    """Print first and later verdicts, the bare check, and the worst rubbish."""
    key = SigningKey(Purpose.PASS, bytes(32))
    trusted = TrustedKey(key.public, frozenset({Purpose.PASS}), 77, 3, NOW - timedelta(days=9))
    ring, ledger = KeyRing([trusted]), EmptyLedger()
    place = GateContext(77, 1, NOW, NOW, ZoneInfo("Asia/Shanghai"))
    claims = PassClaims(PassKind.VISITOR, 3, 12, 77, int(NOW.timestamp()), 0, 600)
    scan = encode(claims, key) + "\r\n"
    signature = key.sign(b"x" * 44)

    first = median_ms(lambda: judge(scan, ring, place, ledger), rounds=1)
    verdict = median_ms(lambda: judge(scan, ring, place, ledger))
    bare = median_ms(lambda: trusted.verifies(Purpose.PASS, b"x" * 44, signature))
    rubbish = median_ms(lambda: judge("9" * 2048, ring, place, ledger), rounds=20)
    issue = median_ms(lambda: encode(claims, key))
    assert judge(scan, ring, place, ledger).releases
    print(f"scan to verdict      {verdict:7.3f} ms  (first {first:.1f} ms, goal 20 ms)")
    print(f"bare signature check {bare:7.3f} ms  ratio {verdict / bare:.1f}")
    print(f"2,048 digits rubbish {rubbish:7.3f} ms")
    print(f"claims to digits     {issue:7.3f} ms")


if __name__ == "__main__":
    main()
