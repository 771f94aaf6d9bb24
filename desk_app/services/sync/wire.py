"""What a share's own process and its owner say to each other: fields of bytes, each with its length before it.

Nothing is pickled and nothing is executed: a message is data. The first field of a question is the operation, of an
answer whether it was done; `worker` answers, `remote` asks.
"""

from __future__ import annotations

import json
from io import FileIO
from typing import TypeAlias

from desk_app.services.core.words import Message, plain
from desk_app.services.sync.share import ShareAway, ShareFull, ShareReadOnly, ShareTrouble

Pipe: TypeAlias = FileIO
"""Without a buffer: a thread that hangs in one holds a lock that the interpreter wants when it ends."""
MOST_BYTES = 64 << 20
"""A longer message is none of ours."""
DONE, NO_FILE, WRONG, BUG = b"done", b"no file", b"wrong", b"bug"
_TROUBLES = {kind.__name__.encode(): kind for kind in (ShareTrouble, ShareAway, ShareFull, ShareReadOnly)}


def send(stream: Pipe, *fields: bytes) -> None:
    """Write one message. Raises OSError when nobody reads."""
    body = b"".join(len(one).to_bytes(4, "big") + one for one in fields)
    left = memoryview(len(body).to_bytes(4, "big") + body)
    while left:
        left = left[stream.write(left) or 0 :]


def receive(stream: Pipe) -> list[bytes] | None:
    """The next message; None when the other side has gone. Raises ValueError for what is no message."""
    length = int.from_bytes(_exactly(stream, 4), "big")
    if length > MOST_BYTES:
        raise ValueError("a message that is too long")
    body = _exactly(stream, length)
    if not body:
        return None
    fields, at = [], 0
    while at < length:
        size = int.from_bytes(body[at : at + 4], "big")
        fields.append(body[at + 4 : at + 4 + size])
        at += 4 + size
    return fields


def _exactly(stream: Pipe, length: int) -> bytes:
    """So many bytes; none when the other side has gone before."""
    taken = bytearray()
    while len(taken) < length:
        piece = stream.read(length - len(taken))
        if not piece:
            return b""
        taken += piece
    return bytes(taken)


def trouble_fields(trouble: ShareTrouble) -> tuple[bytes, ...]:
    """A trouble as an answer."""
    said = {
        name: one if isinstance(one, Message) else plain(str(one)) for name, one in trouble.values.items()
    }
    values = {name: [str(one), one.context] for name, one in said.items()}
    return type(trouble).__name__.encode(), str(trouble.message).encode(), json.dumps(values).encode()


def trouble_of(answer: list[bytes]) -> ShareTrouble | None:
    """The trouble that an answer tells; None when it tells of none."""
    kind = _TROUBLES.get(answer[0])
    if kind is None:
        return None
    values = {name: Message(text, context) for name, (text, context) in json.loads(answer[2]).items()}
    return kind(Message(answer[1].decode()), **values)
