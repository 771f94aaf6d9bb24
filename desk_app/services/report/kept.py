"""What was signed, as a text that is kept: figures, courses, disagreements.

Lists name people and things, and are forgotten with the records they come from: they stand on the paper alone. Texts
are kept as messages, so that the paper can be printed again in either language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.figures import Axis, Course, Disagreement, Figure, Section, Tone, Unit
from desk_app.services.core.words import Message

Kept = tuple[tuple[Section, ...], tuple[Disagreement, ...]]


def to_text(sections: Sequence[Section], differ: Sequence[Disagreement]) -> str:
    """Equal for equal figures; with who signed it makes the digest that stands on the paper."""
    kept = {
        "sections": [_section(one) for one in sections],
        "disagreements": [[one.ledger, [list(side) for side in one.said]] for one in differ],
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed for which day of which building, and when: the same figures of another day are not the same."""

    site: str
    """The building's code."""
    day: date
    by: int
    name: str
    at: datetime


def digest_of(signed: Signed, text: str) -> str:
    """SHA-256 of building, day, who signed and when, and the figures as `to_text` writes them; in hex."""
    about = [signed.site, signed.day.isoformat(), signed.by, signed.name, to_ms(signed.at)]
    return hashlib.sha256(f"{json.dumps(about, ensure_ascii=False)}\n{text}".encode()).hexdigest()


def from_text(text: str) -> Kept:
    """`to_text` turned round, without lists."""
    kept = json.loads(text)
    sections = tuple(_to_section(one) for one in kept["sections"])
    said = ((ledger, tuple((side, n) for side, n in sides)) for ledger, sides in kept["disagreements"])
    return sections, tuple(Disagreement(ledger, sides) for ledger, sides in said)


def _section(one: Section) -> dict[str, object]:
    return {
        "feature": one.feature,
        "title": _said(one.title),
        "figures": [_figure(figure) for figure in one.figures],
        "courses": [_course(course) for course in one.courses],
    }


def _to_section(kept: Mapping[str, Any]) -> Section:
    figures = tuple(_to_figure(one) for one in kept["figures"])
    courses = tuple(_to_course(one) for one in kept["courses"])
    return Section(kept["feature"], _message(kept["title"]), figures, courses)


def _figure(one: Figure) -> dict[str, object]:
    return {
        "key": one.key, "label": _said(one.label), "value": one.value, "unit": one.unit, "tone": one.tone,
        "of": one.of, "target": one.target, "ledger": one.ledger, "now": one.now,
    }  # fmt: skip


def _to_figure(kept: Mapping[str, Any]) -> Figure:
    label, unit, tone = _message(kept["label"]), Unit(kept["unit"]), Tone(kept["tone"])
    return Figure(**{**kept, "label": label, "unit": unit, "tone": tone})


def _course(one: Course) -> dict[str, object]:
    points = [[_said(point), n] for point, n in one.points.items()]
    return {"key": one.key, "label": _said(one.label), "axis": one.axis, "points": points}


def _to_course(kept: Mapping[str, Any]) -> Course:
    points = {_message(point): n for point, n in kept["points"]}
    return Course(kept["key"], _message(kept["label"]), Axis(kept["axis"]), points)


def _said(text: str) -> list[str]:
    return [text, text.context] if isinstance(text, Message) else [text]


def _message(kept: Sequence[str]) -> Any:
    """A message where it was one, data where it was data."""
    return Message(*kept) if len(kept) > 1 else kept[0]
