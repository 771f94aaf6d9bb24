"""The command line: what is asked, and in which language the answer is given. What each command does is in `commands`.

Exit codes: 0 all is well, 1 a fault was found, 2 wrong use, 3 trouble with this PC or its data.
Nothing heavy is imported here: `desk-app` alone goes through this file on its way to the window.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import desk_app
from desk_app.headoffice_arguments import Typed, add_headoffice_commands
from desk_app.services.core.paths import DataFolder, default_data_folder, resources
from desk_app.services.core.words import LANGUAGES, N_, Words, load_words

_WITH_KEYS = ("check", "backup", "restore", "report", "sync", "join", "join-file")
OK, FAULT, WRONG_USE, TROUBLE = 0, 1, 2, 3
ANYWAY = N_("also when the shared folder cannot be used now: everything is exchanged as soon as it can")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the reader's language."""

    words = Words("en")

    def error(self, message: str) -> NoReturn:
        """Wrong use: how it is meant, and exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, self.words.text(N_("Not understood: {what}"), what=message) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    early, _ = _common(add_help=False).parse_known_args(given)
    folder = DataFolder(early.data.absolute()) if "data" in early else default_data_folder()
    language = _language(early.lang if "lang" in early else None, folder)
    words = load_words(language, resources() / "i18n")
    asked = build_parser(words).parse_args(given)
    if asked.command in (None, "gate"):
        from desk_app.app import run_window

        return run_window(folder, words, gate=asked.command == "gate", time_start=asked.time_start)
    if asked.command == "headoffice" and asked.verb is None:
        from desk_app.ui.headoffice.window import run_window as run_office

        return run_office(asked.folder if "folder" in asked else folder.root / "headoffice", words)
    from desk_app.commands import Told, run_command

    return run_command(asked, folder, Told(words, as_json="json" in asked))


def _language(wish: str | None, folder: DataFolder) -> str:
    if wish in LANGUAGES:
        return str(wish)
    from desk_app.services.core.settings import LocalSettings
    from desk_app.ui.preferences import LANGUAGE, system_language

    settings = LocalSettings(folder.local_settings)
    return settings.get(LANGUAGE) or system_language()


def _common(*, add_help: bool) -> Parser:
    """The options that stand before or after the command."""
    parser = Parser(prog="desk-app", add_help=add_help, argument_default=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--lang", choices=LANGUAGES)
    return parser


def build_parser(words: Words) -> Parser:
    """The whole command line, explained in one language."""
    say = words.text
    Parser.words = words
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", type=Path, metavar="DIR", help=say(N_("the data folder of the desk")))
    common.add_argument("--lang", choices=LANGUAGES, help=say(N_("the language")))
    common.add_argument("--json", action="store_true", help=say(N_("answer as JSON, for programs")))
    parser = Parser(
        prog="desk-app",
        parents=[common],
        description=say(N_("The front desk of an office building. Without a command the window opens.")),
        epilog=say(
            N_("Exit codes: 0 all is well, 1 a fault was found, 2 wrong use, 3 trouble with this PC.")
        ),
    )
    parser.add_argument("--version", action="version", version=desk_app.__version__)
    parser.add_argument("--time-start", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_commands(commands, common, words)
    return parser


def _add_commands(commands: argparse._SubParsersAction[Parser], common: Parser, words: Words) -> None:
    said = {
        "gate": N_("opens the guard's window"),
        "demo": N_("fills an empty folder with an invented building"),
        "check": N_("verifies database, journal and audit chain; names what is wrong"),
        "backup": N_("makes a backup now"),
        "restore": N_("puts a backup in the place of the data; what is there now is kept as a backup"),
        "selftest": N_("lists what the program finds in itself"),
        "report": N_("saves the report of a day, a month or a year as PDF and as a spreadsheet"),
        "pass": N_("verifies a pass without releasing it, or saves this desk's key card"),
        "share": N_("examines the shared folder"),
        "headoffice": N_("collects what all desks recorded, and tells them what it has"),
        "sync": N_(
            "exchanges records with head office and the building's other desks through the shared folder"
        ),
        "join": N_(
            "makes this PC a desk of a building by a join file, or puts it in the place of a lost one"
        ),
        "join-file": N_("saves a join file for a further PC, and tells its code"),
    }
    keys = _keys(words)
    made = {
        name: commands.add_parser(
            name,
            parents=[common, keys] if name in _WITH_KEYS else [common],
            help=words.text(text),
            description=words.text(text),
        )
        for name, text in said.items()
    }
    made["demo"].add_argument(
        "--years", type=_years(words), default=1.0, metavar="N", help=words.text(N_("of records"))
    )
    made["demo"].add_argument(
        "--seed", type=int, default=1, metavar="N", help=words.text(N_("another building"))
    )
    made["restore"].add_argument("backup", metavar="FILE|latest", help=words.text(N_("which backup")))
    _add_report_arguments(made["report"], words)
    _add_pass_commands(made["pass"], (common, keys), words)
    _add_sync_commands(made["sync"], (common, keys), words)
    typed = Typed(_folder(words), _day(words), _moment(words))
    add_headoffice_commands(made["headoffice"], common, words, typed)
    _add_join_arguments(made["join"], made["join-file"], words)
    _add_share_commands(made["share"], common, words)
    commands.add_parser("share-worker", parents=[common]).add_argument(
        "folder", type=Path
    )  # started, never typed


def _keys(words: Words) -> Parser:
    """The option of every command that needs the keys of the desk."""
    parser = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=words.text(N_("the passphrase of the keys, where there is one; else it is asked")),
    )
    return parser


def _add_report_arguments(parser: Parser, words: Words) -> None:
    say = words.text
    parser.add_argument(
        "span", choices=("day", "month", "year"), metavar="day|month|year", help=say(N_("how long a time"))
    )
    parser.add_argument(
        "--date",
        type=_day(words),
        metavar="DATE",
        help=say(N_("a day in it: 2026-11-22; without it today")),
    )
    parser.add_argument(
        "--out",
        type=_folder(words),
        required=True,
        metavar="DIR",
        help=say(N_("the folder that the files go to")),
    )
    parser.add_argument("--pdf", action="store_true", help=say(N_("only the PDF; with --xlsx both")))
    parser.add_argument("--xlsx", action="store_true", help=say(N_("only the spreadsheet; with --pdf both")))


def _add_pass_commands(parser: Parser, common: Sequence[Parser], words: Words) -> None:
    say = words.text
    commands = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    text = say(
        N_(
            "says what the gate would say to a code; nothing is written. Exit code 0: it may leave; 1: not, or not "
            "without the supervisor"
        )
    )
    verify = commands.add_parser("verify", parents=common, help=text, description=text)
    verify.add_argument(
        "digits",
        nargs="+",
        metavar="DIGITS",
        help=say(N_("as scanned or typed, spaces do not matter; - reads them")),
    )
    verify.add_argument(
        "--gate",
        type=int,
        choices=range(9),
        metavar="G",
        help=say(N_("1 to 8, 0 for none; without it this PC's own")),
    )
    verify.add_argument(
        "--at",
        type=_moment(words),
        metavar="TIME",
        help=say(N_("as of this time at the building: 2026-11-23T09:30")),
    )
    text = say(N_("saves the key card that another desk needs to take this desk's passes"))
    card = commands.add_parser("keycard", parents=common, help=text, description=text)
    card.add_argument("file", metavar="FILE", help=say(N_("a new file, *.deskkey")))
    _add_record_commands(commands, common, words)


def _add_record_commands(
    commands: argparse._SubParsersAction[Parser], common: Sequence[Parser], words: Words
) -> None:
    text = words.text(N_("saves this PC's releases and revocations for the other PCs, or takes theirs in"))
    parser = commands.add_parser("records", parents=common, help=text, description=text)
    whats = parser.add_subparsers(dest="what", metavar="COMMAND", required=True)
    said = {
        "save": N_("writes this PC's records of the last 60 days into a file"),
        "take": N_("takes another PC's file in; twice is the same as once"),
    }
    for name, sentence in said.items():
        text = words.text(sentence)
        made = whats.add_parser(name, parents=common, help=text, description=text)
        made.add_argument("file", metavar="FILE", help=words.text(N_("a file *.gaterecords")))


def _add_share_commands(parser: Parser, common: Parser, words: Words) -> None:
    commands = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    text = words.text(
        N_(
            "tries a shared folder out, and says what is wrong with it and what to do; leaves nothing behind there"
        )
    )
    doctor = commands.add_parser("doctor", parents=[common], help=text, description=text)
    doctor.add_argument(
        "folder",
        nargs="?",
        type=_folder(words),
        metavar="FOLDER",
        help=words.text(N_("which folder; without it the one that is set for this PC")),
    )


def _add_join_arguments(join: Parser, save: Parser, words: Words) -> None:
    say = words.text
    for parser in (join, save):
        parser.add_argument("file", metavar="FILE", help=say(N_("a file *.lobbyjoin")))
    folder = say(N_("the shared folder as the new PC reaches it"))
    for parser in (join, save):
        parser.add_argument("--share", default="", metavar="DIR", help=folder)
    join.add_argument(
        "--code", default="", metavar="DIGITS", help=say(N_("as it was shown where the file was made"))
    )
    first = say(N_("who signs in first; her PIN is asked on the terminal, or taken from DESK_APP_PIN"))
    join.add_argument("--supervisor", default="", metavar="NAME", help=first)
    join.add_argument("--anyway", action="store_true", help=say(ANYWAY))
    once = say(N_("in the place of a lost PC: look once for its records; without it until they are here"))
    join.add_argument("--once", action="store_true", help=once)
    save.add_argument(
        "--desk-code", default="", metavar="CODE", help=say(N_("the new desk's code, such as A2"))
    )
    save.add_argument("--gate", action="store_true", help=say(N_("the new PC is a guard's gate")))
    lost = say(N_("the number of the desk whose PC is lost: the new one takes its place"))
    save.add_argument("--replaces", type=int, default=None, metavar="N", help=lost)


def _add_sync_commands(parser: Parser, common: Sequence[Parser], words: Words) -> None:
    say = words.text
    parser.add_argument("--once", action="store_true", help=say(N_("one round; without it one a minute")))
    folder = say(N_("the shared folder; without it the one that is set for this PC"))
    parser.add_argument("--share", type=_folder(words), metavar="DIR", help=folder)
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND")
    text = say(
        N_("takes head office's card in, a file *.headoffice: this desk exchanges with it from now on")
    )
    connect = verbs.add_parser("connect", parents=common, help=text, description=text)
    connect.add_argument("file", metavar="FILE")
    connect.add_argument("--share", type=_folder(words), metavar="DIR", help=folder)
    connect.add_argument(
        "--fingerprint",
        metavar="DIGITS",
        help=say(N_("as head office reads them out; without it you answer for the file")),
    )
    connect.add_argument("--anyway", action="store_true", help=say(ANYWAY))
    text = say(N_("saves this desk's card for head office, a file *.dcd"))
    verbs.add_parser("card", parents=common, help=text, description=text).add_argument("file", metavar="FILE")
    text = say(N_("tells how many records are here only, on the share, and at head office"))
    verbs.add_parser("status", parents=common, help=text, description=text)


def _moment(words: Words) -> Callable[[str], datetime]:
    def moment(text: str) -> datetime:
        try:
            said = datetime.fromisoformat(text)
            return said.replace(
                year=min(max(said.year, 2000), 2999)
            )  # nothing is computed out of the calendar
        except ValueError:
            raise argparse.ArgumentTypeError(
                words.text(N_("a time is written like this: 2026-11-23T09:30"))
            ) from None

    return moment


def _folder(words: Words) -> Callable[[str], Path]:
    def folder(text: str) -> Path:
        if not text.strip():
            # An empty variable of a script would mean the folder the program happens to stand in.
            raise argparse.ArgumentTypeError(words.text(N_("the folder is empty")))
        return Path(text)

    return folder


def _day(words: Words) -> Callable[[str], date]:
    def day(text: str) -> date:
        try:
            return datetime.strptime(text, "%Y-%m-%d").date()
        except ValueError:
            raise argparse.ArgumentTypeError(
                words.text(N_("a day is written like this: 2026-11-22"))
            ) from None

    return day


def _years(words: Words) -> Callable[[str], float]:
    def years(text: str) -> float:
        try:
            wanted = float(text)
        except ValueError:
            wanted = -1.0
        if not 0 <= wanted <= 50:
            raise argparse.ArgumentTypeError(words.text(N_("0 to 50 years")))
        return wanted

    return years
