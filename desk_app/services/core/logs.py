"""Log files: rotating, readable, and without personal data.

A value that may be personal goes in as `private(value)`: the file shows a dot. Of an exception the file shows
type and place; what it says is shown only as far as it can hold nobody's name: a DeskError shows its
sentence's shape, others with quoted parts, Chinese and long numbers left out.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from desk_app.services.core.errors import DeskError

LOG_NAME = "desk.log"
_BYTES, _FILES = 1_000_000, 5
_DOT = "•"
# Their text comes from the interpreter and names code, not people.
_ABOUT_CODE = (
    AttributeError,
    NameError,
    ImportError,
    TypeError,
    RecursionError,
    AssertionError,
    NotImplementedError,
)
_PERSONAL = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\u2e80-\u9fff\U00020000-\U0003ffff]+|\d{4,}"""
)

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Private:
    """A value that no log file shows, whatever way it is formatted."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        return _DOT

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return _DOT


def private(value: object) -> Private:
    """Mark a value as somebody's: `log.info("called %s", private(phone))`."""
    return Private(value)


def start_logging(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Write everything from `level` up to `folder/desk.log`, five files of 1 MB. Returns the handler to stop
    with.

    A folder that cannot be written costs the log, not the desk: then records go nowhere.
    """
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _QuietFile(
            folder / LOG_NAME, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(PlainFormatter())
    handler.setLevel(level)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or level, level))
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Take the handler out again and close its file."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def trace(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> str:
    """The traceback of an exception, causes included, as it may be kept or copied: without anybody's data."""
    parts: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        frames = traceback.format_tb(place if link is error else link.__traceback__)
        parts.append("".join([*frames, f"{type(link).__name__}: {_harmless(link)}"]))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n\n  caused by\n\n".join(parts)


class PlainFormatter(logging.Formatter):
    """One line a record: time in UTC, level, topic, text; then the traceback without values."""

    converter = time.gmtime  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s.%(msecs)03dZ %(levelname)-7s %(name)s  %(message)s", "%Y-%m-%dT%H:%M:%S"
        )

    def format(self, record: logging.LogRecord) -> str:
        """Never from the cache of another formatter, which may have written values down."""
        record.exc_text = None
        if isinstance(record.args, tuple):
            record.args = tuple(_harmless(a) if isinstance(a, BaseException) else a for a in record.args)
        text = super().format(record)
        record.exc_text = None
        return text.replace("\x00", "")

    def formatException(self, ei: _ExcInfo) -> str:
        """The traceback with types and places only."""
        kind, error, place = ei
        return trace(kind, error, place) if kind is not None and error is not None else ""


class _QuietFile(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not stop the desk on account of its log."""


def _harmless(error: BaseException) -> str:
    if isinstance(error, DeskError):
        return str(error)
    if isinstance(error, OSError):
        return f"errno {error.errno}"
    if isinstance(error, _ABOUT_CODE):
        return str(error)
    return _PERSONAL.sub(_DOT, str(error))[:500]
