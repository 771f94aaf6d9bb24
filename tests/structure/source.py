"""The files of the project, as the structure tests see them: what git tracks, and what it would."""

from __future__ import annotations

import ast
import functools
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("desk_app", "tests", "installer", "benchmarks", "run.py")
"""Where our Python lies; `desk_app` alone is the product."""


MADE = {".git", ".venv", "var", "build", "dist", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"}
"""Folders that are made here, for a checkout that came without git."""


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project that exists, ignored ones aside."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        found = (path for path in ROOT.rglob("*") if not MADE & set(path.relative_to(ROOT).parts))
        return tuple(sorted(path for path in found if path.is_file()))
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = {ROOT / name for name in listed.split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


@dataclass(frozen=True)
class Source:
    """One Python file, read and parsed once."""

    path: Path
    name: str
    text: str
    tree: ast.Module


@functools.cache
def sources(*tops: str) -> tuple[Source, ...]:
    """Our Python files under these top folders; all of ours without an argument."""
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and name.split("/")[0] in (tops or OURS):
            text = path.read_text("utf-8")
            found.append(Source(path, name, text, ast.parse(text, name)))
    return tuple(found)


def functions(source: Source) -> Iterator[tuple[str, int]]:
    """Every function with its length in lines, decorators aside."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
