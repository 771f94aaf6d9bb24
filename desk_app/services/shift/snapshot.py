"""What a handover keeps of its moment, as JSON: messages stay messages, so that a copy can be said in each language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.figures import Unit
from desk_app.services.core.words import Message
from desk_app.services.shift.records import Holder, Labelled, OpenMatter, Running, Story, Told, Unsent


def pack_label(label: Labelled) -> str:
    """A label as it is kept."""
    values = {key: _packed(one) for key, one in label.values.items()}
    return json.dumps([_packed(label.text), values], ensure_ascii=False)


def unpack_label(kept: str) -> Labelled:
    """A kept label."""
    text, values = json.loads(kept)
    return Labelled(_message(text), {key: _unpacked(one) for key, one in values.items()})


def pack(story: Story) -> str:
    """A story as it is kept."""
    unsent = story.unsent
    kept = {
        "matters": [
            [_packed(one.title), _packed(one.label), one.value, one.unit.value, one.urgent]
            for one in story.matters
        ],
        "listings": [[_packed(title), n] for title, n in story.listings],
        "notices": [[one.id, one.text, list(one.readers)] for one in story.notices],
        "incidents": [
            [one.id, one.number, one.name, one.english_name, one.place, _ms(one.since)]
            for one in story.incidents
        ],
        "unsent": [unsent.count, _ms(unsent.oldest), [[_packed(title), n] for title, n in unsent.lately]],
        "given_up": story.given_up,
        "holder": None if story.holder is None else [story.holder.staff, to_ms(story.holder.at)],
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def unpack(kept: str) -> Story:
    """A kept story; what an older one does not know is empty."""
    said: Mapping[str, Any] = json.loads(kept)
    count, oldest, lately = said.get("unsent", (0, None, ()))
    return Story(
        tuple(
            OpenMatter(_message(title), _message(label), value, Unit(unit), urgent)
            for title, label, value, unit, urgent in said.get("matters", ())
        ),
        tuple((_message(title), n) for title, n in said.get("listings", ())),
        tuple(Told(one, text, tuple(readers)) for one, text, readers in said.get("notices", ())),
        tuple(
            Running(one, number, name, english, place, _moment(since))
            for one, number, name, english, place, since in said.get("incidents", ())
        ),
        Unsent(count, _moment(oldest), tuple((_message(title), n) for title, n in lately)),
        said.get("given_up", 0),
        _holder(said.get("holder")),
    )


def _holder(kept: Sequence[int] | None) -> Holder | None:
    return None if kept is None else Holder(kept[0], from_ms(kept[1]))


def _packed(one: object) -> object:
    return {"say": str(one), "of": one.context} if isinstance(one, Message) else one


def _unpacked(kept: object) -> object:
    return _message(kept) if isinstance(kept, dict) else kept


def _message(kept: Any) -> Message:
    return Message(kept["say"], kept["of"])


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)
