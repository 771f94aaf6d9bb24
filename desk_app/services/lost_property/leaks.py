"""Whether what is public about an item tells what is secret about it: pure (operating manual, Lost property 1).

Spaces, width, case and punctuation make no difference. What everybody says of such a thing (its kind, colour, make) may
stand on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.core.text.clean import half_width
from desk_app.services.lost_property.words import without_known

LEAST_RUN, LEAST_LETTERS = 4, 8
"""So many characters in common tell something; of Latin letters alone it takes more: “the inside” is no secret."""
_LEAST_LINE, _LEAST_OWN = 2, 2


def tells(public: str, secret: str) -> bool:
    """Whether a line of `secret`, or a run of its characters, stands in `public`."""
    open_text = _folded(public)
    return any(_in(line, open_text) for raw in secret.splitlines() if (line := _folded(raw)))


def _folded(text: str) -> str:
    return "".join(c for c in half_width(text).casefold() if c.isalnum())


def _in(line: str, public: str) -> bool:
    if len(line) >= _LEAST_LINE and line in public:
        return True
    return any(len(without_known(run)) >= _LEAST_OWN for run in _shared(line, public))


def _shared(line: str, public: str) -> Iterator[str]:
    """The runs in common, each as long as it goes; none that is the end of another one."""
    known = 0
    for start in range(len(line) - LEAST_RUN + 1):
        end = start + LEAST_RUN
        if line[start:end] not in public:
            continue
        while end < len(line) and line[start : end + 1] in public:
            end += 1
        longer, known = end > known, max(known, end)
        run = line[start:end]
        if longer and (len(run) >= LEAST_LETTERS or not (run.isascii() and run.isalpha())):
            yield run
