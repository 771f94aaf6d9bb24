"""Which texts the program says, found in its source: literals in N_, tr, say, words.text and the like.

`python -m tests.tools.texts` prints what is wrong with the catalogues.
"""

import ast
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, all_lines

ROOT = Path(__file__).resolve().parents[2]
# Function name -> place of the text among its arguments.
SAYERS = {"N_": 0, "tr": 0, "say": 1, "said_label": 0, "button": 0}
Key = tuple[str, str]


@dataclass(frozen=True)
class Text:
    """A text in the source: context and English, and where."""

    key: Key
    where: str


@dataclass(frozen=True)
class Problem:
    where: str
    what: str


def harvest(source: str, name: str) -> tuple[list[Text], list[Problem]]:
    """All texts of one file, and each place where something but a literal, a constant or one of a table is said."""
    texts: list[Text] = []
    problems: list[Problem] = []
    for node in ast.walk(ast.parse(source)):
        argument = _said(node)
        if argument is None:
            continue
        where = f"{name}:{argument.lineno}"
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            texts.append(Text((_context(node), argument.value), where))
        elif _function(node) == "N_" or not isinstance(
            argument, ast.Name | ast.Attribute | ast.Call | ast.IfExp | ast.Subscript
        ):
            problems.append(Problem(where, f"not a literal: {ast.unparse(argument)}"))
        elif _composes(argument):
            problems.append(Problem(where, f"composed: {ast.unparse(argument)}"))
    return texts, problems


def harvest_all(package: Path = ROOT / "desk_app") -> tuple[list[Text], list[Problem]]:
    """All texts of the program."""
    texts: list[Text] = []
    problems: list[Problem] = []
    for path in sorted(package.rglob("*.py")):
        found, wrong = harvest(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
        texts += found
        problems += wrong
    return texts, problems


def compare(texts: Iterable[Text], said: dict[Key, str]) -> Iterator[Problem]:
    """Missing and unused lines, and lines whose placeholders are none of the English ones."""
    wanted = {text.key: text.where for text in reversed(list(texts)) if text.key[1]}
    for key, where in wanted.items():
        if key not in said:
            yield Problem(where, f"not translated: {key}")
    for key, sentence in said.items():
        if key not in wanted:
            yield Problem("catalogue", f"said nowhere: {key}")
        elif not placeholders(sentence) <= placeholders(key[1]) | CALENDAR.get(key[1], frozenset()):
            yield Problem("catalogue", f"other placeholders: {key} = {sentence}")


# Chinese writes a month as a number where English writes its name; the caller gives both.
CALENDAR = {"{day} {name} {year}": frozenset({"month"}), "{day} {name}": frozenset({"month"})}


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces. Raises ValueError for a sentence that cannot be formatted."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def catalogue(language: str = CHINESE) -> dict[Key, str]:
    """Every line of a language. Raises ValueError when two files say one message differently."""
    found: dict[Key, str] = {}
    for name, key, said in all_lines(language, resources() / "i18n"):
        if found.setdefault(key, said) != said:
            raise ValueError(f"{name}: {key} is translated twice and differently")
    return found


def _function(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Name):
        return "" if node.func.id == "text" else node.func.id  # SQLAlchemy's text() says nothing to people
    if isinstance(node.func, ast.Attribute):
        owner = ast.unparse(node.func.value)
        if node.func.attr == "text" and owner.split(".")[-1].lstrip("_") == "words":
            return "text"
        if owner.split(".")[-1] in {"i18n", "words", "parts"}:
            return node.func.attr
    return ""


def _composes(argument: ast.expr) -> bool:
    return (
        isinstance(argument, ast.Call)
        and isinstance(argument.func, ast.Attribute)
        and argument.func.attr in {"format", "join", "replace"}
    )


def _said(node: ast.AST) -> ast.expr | None:
    name = _function(node)
    place = 0 if name == "text" else SAYERS.get(name)
    if place is None or not isinstance(node, ast.Call) or len(node.args) <= place:
        return None
    argument = node.args[place]
    return None if _function(argument) == "N_" else argument


def _context(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and _function(node) == "N_" and len(node.args) > 1:
        context = node.args[1]
        if isinstance(context, ast.Constant):
            return str(context.value)
    return ""


def main() -> int:
    """Print every problem; 1 if there is one."""
    texts, problems = harvest_all()
    problems += compare(texts, catalogue())
    for problem in problems:
        print(f"{problem.where}: {problem.what}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
