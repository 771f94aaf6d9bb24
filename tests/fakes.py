"""Stand-ins for what a test must hold in its hand."""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from desk_app.services.core.clocks import DEFAULT_ZONE
from desk_app.services.core.errors import Cancelled
from desk_app.ui.ask import FileKind, Parent
from desk_app.ui.tasks import Lane
from desk_app.ui.theme import Tone


class InstantTasks:
    """Background work done at once, on this thread, in order. Errors nobody handles end up in `shown`."""

    def __init__(self) -> None:
        self.shown: list[Exception] = []
        self.lanes: list[Lane] = []

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject,
        lane: Lane = Lane.DESK,
    ) -> None:
        self.lanes.append(lane)
        try:
            result = work()
        except Cancelled:
            return
        except Exception as error:
            (failed or self.shown.append)(error)
            return
        if done and shiboken6.isValid(owner):
            done(result)

    def latest(
        self,
        key: Hashable,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject,
        lane: Lane = Lane.SEARCH,
    ) -> None:
        self.run(work, done, failed, owner=owner, lane=lane)


@dataclass
class Asked:
    """Records every question and gives the answers it was told; without one it gives the cautious one."""

    questions: list[tuple[str, str]] = field(default_factory=list)
    """(kind of question, text) in the order asked."""
    answers: deque[Any] = field(default_factory=deque)

    def will_answer(self, *answers: Any) -> None:
        self.answers.extend(answers)

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.questions]

    def _ask(self, kind: str, text: str, cautious: Any) -> Any:
        self.questions.append((kind, text))
        return self.answers.popleft() if self.answers else cautious

    def tell(self, parent: Parent, text: str, detail: str = "", tone: Tone = "info") -> None:
        self.questions.append(("tell", text))

    def confirm(
        self, parent: Parent, question: str, yes: str, detail: str = "", *, danger: bool = False
    ) -> bool:
        return bool(self._ask("confirm", question, False))

    def choose(self, parent: Parent, question: str, choices: Sequence[str], detail: str = "") -> int | None:
        answer: int | None = self._ask("choose", question, None)
        return answer

    def retry(self, parent: Parent, text: str, detail: str = "") -> bool:
        return bool(self._ask("retry", text, False))

    def write(
        self, parent: Parent, question: str, text: str = "", *, secret: bool = False, missing: str = ""
    ) -> str | None:
        answer: str | None = self._ask("write", question, None)
        return answer

    def save_as(self, parent: Parent, title: str, suggested: str, kind: FileKind) -> Path | None:
        answer: Path | None = self._ask("save_as", title, None)
        return answer

    def open_file(self, parent: Parent, title: str, kind: FileKind) -> Path | None:
        answer: Path | None = self._ask("open_file", title, None)
        return answer

    def folder(self, parent: Parent, title: str) -> Path | None:
        answer: Path | None = self._ask("folder", title, None)
        return answer


class FakeClock:
    """A clock that moves only when told to."""

    zone = DEFAULT_ZONE

    def __init__(self, now: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)) -> None:
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._now

    def monotonic(self) -> float:
        """Seconds, moved by `advance` only."""
        return self._monotonic

    def advance(self, **span: float) -> None:
        """Let time pass: both clocks."""
        step = timedelta(**span)
        self._now += step
        self._monotonic += step.total_seconds()

    def set(self, now: datetime) -> None:
        """Change the PC's clock; the monotonic one does not care."""
        self._now = now


class FakeSecrets:
    """A secret store in memory."""

    where = "keyring"

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """The secret, or None."""
        return self._kept.get(name)

    def put(self, name: str, secret: bytes) -> None:
        """Keep it."""
        self._kept[name] = secret

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Keep what `make` gives unless there is one."""
        return self._kept.setdefault(name, make()) if name not in self._kept else self._kept[name]
