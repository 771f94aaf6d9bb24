"""R5: a desk cut off at every single place of a history, one after the other, goes on as if nothing had been."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from desk_app.services.core.people import SYSTEM
from desk_app.services.sync.service import Exchange
from tests.proof.counts import counted
from tests.services.sync.crash.building import Building, copy_building, settle_and_check
from tests.services.sync.crash.points import CutOff, CutOffShare, Points, watch_commits

Make = Callable[[], Building]
Step = Callable[[Building, CutOffShare], object]

HISTORY: Sequence[Step] = [
    lambda all_, share: all_.one.write("水箱已检查"),
    lambda all_, share: all_.round(all_.one, share),
    lambda all_, share: (all_.two.write("二号门已锁"), all_.round(all_.two)),
    lambda all_, share: all_.one.write("电梯检修完毕"),
    lambda all_, share: all_.one.write("消防通道已清"),
    lambda all_, share: (all_.receive(), all_.round(all_.one, share)),
    lambda all_, share: (all_.two.write("夜班接班"), all_.round(all_.two), all_.round(all_.one, share)),
    lambda all_, share: (all_.clock.advance(minutes=16), all_.round(all_.one, share)),
    lambda all_, share: (all_.receive(), all_.round(all_.two), all_.round(all_.one, share)),
    lambda all_, share: (all_.clock.advance(days=8), all_.one.write("一周后"), all_.round(all_.one, share)),
]
ANEW: Sequence[Step] = [
    lambda all_, share: all_.one.write("水箱已检查"),
    lambda all_, share: all_.round(all_.one, share),
    lambda all_, share: (all_.receive(), all_.round(all_.one, share)),
    lambda all_, share: all_.one.write("电梯检修完毕"),
    lambda all_, share: all_.round(all_.one, share),
    lambda all_, share: all_.one.services.get(Exchange).begin_epoch(SYSTEM),
    lambda all_, share: all_.one.write("消防通道已清"),
    lambda all_, share: all_.round(all_.one, share),
]
HISTORIES = {"history": (HISTORY, 1), "with a new epoch": (ANEW, 2)}


def live(all_: Building, history: Sequence[Step], points: Points) -> int:
    """Let the history happen; who is cut off is started again and goes on with what comes next. How often it was."""
    share = CutOffShare(all_.root / "share", points)
    cut = 0
    with pytest.MonkeyPatch.context() as patch:
        watch_commits(patch, all_.one.folder.database, points)
        for step in history:
            try:
                step(all_, share)
            except CutOff:
                cut += 1
                all_.one.stop()
                all_.one.start()
        points.armed = False
    return cut


@pytest.mark.parametrize("name", HISTORIES)
@pytest.mark.parametrize(
    "every", [29, pytest.param(1, marks=[pytest.mark.full, pytest.mark.timeout(1800)])], ids=["some", "all"]
)
def test_cut_off_at_every_place_nothing_is_lost_or_doubled(
    building: Make, built: Building, tmp_path: Path, name: str, every: int
) -> None:
    history, epochs = HISTORIES[name]
    counting = Points()
    calm = building()
    assert live(calm, history, counting) == 0
    settle_and_check(calm, epochs=epochs)
    places = range(0, counting.passed, every)
    for at in places:
        cut = copy_building(built, tmp_path / f"cut{at}")
        points = Points(at)
        try:
            assert live(cut, history, points) == 1
            settle_and_check(cut, epochs=epochs)
        except AssertionError as failed:
            failed.add_note(f"cut off at place {at}: {points.names[-1]}")
            raise
        finally:
            cut.close()
        shutil.rmtree(tmp_path / f"cut{at}")
    kinds = Counter(counting.names[at] for at in places)
    counted("R5", len(places), note=f"{name}: of {counting.passed} places, {len(kinds)} kinds")
