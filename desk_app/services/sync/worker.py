"""The share in a process of its own (`desk-app share-worker`, which nobody types): it may hang, and be killed.

It ends when its owner does: nobody is at the other end of its input. To add an operation: a line in `_carry_out`
and its method in `remote`.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from dataclasses import astuple
from typing import Protocol

from desk_app.services.sync.share import Share, ShareTrouble
from desk_app.services.sync.wire import BUG, DONE, NO_FILE, WRONG, Pipe, receive, send, trouble_fields


class WholeShare(Share, Protocol):
    """A share with the two things that only its examination wants."""

    def remove_folder(self, path: str) -> None:
        """Take an empty folder away; nothing happens when it is not empty, or cannot go. Raises ShareTrouble."""
        ...

    def free_bytes(self) -> int | None:
        """Room left; None where it is not known. Raises ShareTrouble."""
        ...


def serve(share: WholeShare, questions: Pipe, answers: Pipe) -> None:
    """Answer one question after the other. Ends the whole process when nobody asks any more, whatever hangs then."""
    asked: queue.SimpleQueue[list[bytes]] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while (question := receive(questions)) is not None:
                asked.put(question)
        finally:
            os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        question = asked.get()
        try:
            send(answers, *_answer(share, question))
        except OSError:  # nobody listens any more
            os._exit(0)


def _answer(share: WholeShare, question: list[bytes]) -> tuple[bytes, ...]:
    try:
        return (DONE, *_carry_out(share, question))
    except ShareTrouble as trouble:
        return trouble_fields(trouble)
    except FileNotFoundError:
        return (NO_FILE,)
    except ValueError as wrong:
        return WRONG, str(wrong).encode()
    except Exception as bug:  # told to the owner, where it is seen
        return BUG, type(bug).__name__.encode()


def _carry_out(share: WholeShare, question: list[bytes]) -> tuple[bytes, ...]:
    operation, path, *more = question
    at = path.decode()
    match operation:
        case b"files":
            return (json.dumps([astuple(one) for one in share.files(at)]).encode(),)
        case b"folders":
            return (json.dumps(share.folders(at)).encode(),)
        case b"read":
            content = share.read(at, int(more[0]))
            return () if content is None else (content,)
        case b"create":
            return (b"1" if share.create(at, more[0]) else b"0",)
        case b"rename":
            share.rename(at, more[0].decode())
        case b"delete":
            share.delete(at)
        case b"remove":
            share.remove_folder(at)
        case b"free":
            room = share.free_bytes()
            return () if room is None else (str(room).encode(),)
        case _:
            raise ValueError("no such operation")
    return ()
