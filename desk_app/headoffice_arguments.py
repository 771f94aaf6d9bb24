"""What `desk-app headoffice` can be asked; what it does is in `headoffice_commands`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desk_app import headoffice_master
from desk_app.services.core.words import N_, Words


@dataclass(frozen=True)
class Typed:
    """How what is typed is read."""

    folder: Callable[[str], Path]
    day: Callable[[str], date]
    moment: Callable[[str], datetime]


EVERY_S = 60


def add_headoffice_commands(parser: argparse.ArgumentParser, common: Any, words: Words, typed: Typed) -> None:
    """Add the verbs of head office."""
    say = words.text
    here = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    text = say(N_("head office's own folder; without it `headoffice` in the data folder"))
    for one in (parser, here):
        one.add_argument("--folder", type=typed.folder, metavar="DIR", default=argparse.SUPPRESS, help=text)
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    text = say(N_("the shared folder, for this once; without it the one of `init` or `use-share`"))
    shared.add_argument("--share", type=typed.folder, metavar="DIR", help=text)
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND")  # without one: the window
    made = {
        name: verbs.add_parser(
            name,
            parents=[common, here, shared] if name in _WITH_SHARE else [common, here],
            help=say(text),
            description=say(text),
            argument_default=argparse.SUPPRESS,
        )
        for name, text in {**_SAID, **headoffice_master.SAID}.items()
    }
    _add_founding(made, words, typed)
    _add_desks(made, words, typed)
    _add_looking(made, words, typed)
    headoffice_master.add_arguments(made, words)


_WITH_SHARE = ("init", "collect", "publish", "run", "admit")
_SAID = {
    "init": N_("founds a head office"),
    "card": N_("saves head office's card for the desks, a file *.headoffice"),
    "use-share": N_("remembers where head office's shared folder is"),
    "collect": N_("reads everything new from the shared folder once, and says what is here"),
    "publish": N_("puts on the shared folder what desks are to know, and what vanished from it"),
    "run": N_("collects and publishes every minute until it is stopped"),
    "admit": N_("admits a desk by its card; without one, lists the desks that wait"),
    "revoke": N_("a desk's PC was stolen: what it wrote since then does not count"),
    "withdraw": N_("a desk is no more; what it wrote counts"),
    "status": N_("how every desk stands, and what is to be looked at; exit code 1 when there is something"),
    "settle": N_("somebody dealt with an incident; of two PCs that were one desk both sides count then"),
    "close": N_("does not wait any longer for missing batches of an epoch"),
    "report": N_("what was done in every building on a day, or in a month, added up"),
    "rebuild": N_("counts what reports are made of anew"),
    "export": N_("saves everything that desks told, as lines of JSON"),
}


def _add_founding(made: dict[str, Any], words: Words, typed: Typed) -> None:
    say = words.text
    text = say(N_("as desks will read it"))
    made["init"].add_argument("--name", required=True, metavar="NAME", help=text)
    text = say(N_("a PostgreSQL database, postgresql://user@server/name; without it a file in the folder"))
    made["init"].add_argument("--url", metavar="URL", help=text)
    text = say(N_("the shared folder as this PC reaches it"))
    made["use-share"].add_argument("path", type=typed.folder, metavar="FOLDER", help=text)
    for name in ("card", "export"):
        made[name].add_argument("file", metavar="FILE", help=say(N_("a new file")))
    text = say(N_("so many processes at once, for many desks on PostgreSQL"))
    for name in ("collect", "run"):
        made[name].add_argument("--workers", type=int, default=1, metavar="N", help=text)
    made["collect"].add_argument("--part", help=argparse.SUPPRESS)
    text = say(N_("seconds between two rounds"))
    made["run"].add_argument("--every", type=int, default=EVERY_S, metavar="SECONDS", help=text)


def _add_desks(made: dict[str, Any], words: Words, typed: Typed) -> None:
    say = words.text
    made["admit"].add_argument(
        "desk",
        nargs="?",
        metavar="FILE|DESK",
        default=argparse.SUPPRESS,
        help=say(N_("its card, a file *.dcd, or the number of one that waits: 12-01")),
    )
    text = say(N_("as the desk reads it out"))
    made["admit"].add_argument("--fingerprint", metavar="DIGITS", help=text)
    text = say(N_("this PC takes the place of the one that was this desk"))
    made["admit"].add_argument("--replaces", action="store_true", help=text)
    for name in ("revoke", "withdraw", "close"):
        made[name].add_argument("desk", metavar="DESK", help=say(N_("building and desk: 12-01")))
    text = say(N_("since when: 2026-11-23T09:30; without it since now"))
    made["revoke"].add_argument("--since", type=typed.moment, metavar="TIME", help=text)
    text = say(
        N_("only that one of the PCs that were this desk, as the status names it; without it all of them")
    )
    made["revoke"].add_argument("--fingerprint", metavar="DIGITS", help=text)
    made["close"].add_argument("epoch", metavar="EPOCH", help=say(N_("as the status names it")))


def _add_looking(made: dict[str, Any], words: Words, typed: Typed) -> None:
    say = words.text
    made["settle"].add_argument("incident", metavar="ID", help=say(N_("as the status names it")))
    made["settle"].add_argument("--note", metavar="TEXT", help=say(N_("what was done")))
    text = say(N_("how long a time"))
    made["report"].add_argument("span", choices=("day", "month"), metavar="day|month", help=text)
    text = say(N_("a day in it: 2026-11-22; without it today"))
    made["report"].add_argument("--date", type=typed.day, metavar="DATE", help=text)
    text = say(N_("what is added up: building, desk or day; without it the buildings, with their desks"))
    by = ("building", "desk", "day")
    made["report"].add_argument("--by", choices=by, default="building", metavar="WHAT", help=text)
    text = say(N_("a file *.xlsx with all of it, or *.csv; without it a table"))
    made["report"].add_argument("--out", metavar="FILE", help=text)
