"""Other ways to keep the terms, tried against the one that was chosen: size and time of the full-text table alone.

Run from the root of the project: `python -m benchmarks.search_designs [--entries N]`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from benchmarks.search import entries
from desk_app.services.core.text.pinyin import spellings
from desk_app.services.search import SearchEntry
from desk_app.services.search.folding import runs
from desk_app.services.search.terms import terms_of

WHOLE = ('"张"', '"zw"', '"138"', '"5678"', '"张" AND "1205"', '"王" AND "李"', '"科技" AND "138"')
BEGINNINGS = ("张*", "zw*", "138*", "5678*", "张* AND 1205*", "王* AND 李*", "科技* AND 138*")
TRIGRAMS = (
    '"张伟明"',
    '"zwm"',
    '"138"',
    '"5678"',
    '"张伟明" AND "1205"',
    '"王伟明" AND "李伟明"',
    '"有限公" AND "138"',
)


@dataclass(frozen=True)
class Design:
    """A full-text table and what goes into it."""

    name: str
    options: str
    queries: tuple[str, ...]
    text: Callable[[SearchEntry], str]
    sparse: bool = False
    page: int = 2_000


def chosen(entry: SearchEntry) -> str:
    """The terms as the product keeps them."""
    return terms_of(entry.names, (*entry.phones, *entry.numbers, *entry.words))


def suffixes(entry: SearchEntry) -> str:
    """Whole words, spellings and every tail of Chinese and digits: to be asked for by their beginnings."""
    return " ".join(dict.fromkeys(_tails(entry)))


def _tails(entry: SearchEntry) -> Iterator[str]:
    spoken = [s for name in entry.names for s in spellings(name)]
    for value in (*entry.names, *entry.phones, *entry.numbers, *entry.words, *spoken):
        for _, run, starts in runs(value):
            if run.isascii() and not run.isdigit():
                yield from (run[start:] for start in starts)
            else:
                yield from (run[i:] for i in range(len(run)))


def values(entry: SearchEntry) -> str:
    """The values as they are, for SQLite's own trigrams."""
    spoken = [s for name in entry.names for s in spellings(name)]
    return "\n".join((*entry.names, *entry.phones, *entry.numbers, *entry.words, *spoken))


CONTENTLESS = "content='', contentless_delete=1, tokenize='ascii'"
DESIGNS = (
    Design("chosen: whole terms, rows close together", f"{CONTENTLESS}, detail=none", WHOLE, chosen),
    Design("pages of 4050 bytes (the default)", f"{CONTENTLESS}, detail=none", WHOLE, chosen, page=4_050),
    Design("pages of 1000 bytes", f"{CONTENTLESS}, detail=none", WHOLE, chosen, page=1_000),
    Design("ids as rows", f"{CONTENTLESS}, detail=none", WHOLE, chosen, sparse=True),
    Design("detail=column", f"{CONTENTLESS}, detail=column", WHOLE, chosen),
    Design("detail=full", f"{CONTENTLESS}, detail=full", WHOLE, chosen),
    Design("tails, asked by prefix", f"{CONTENTLESS}, detail=none", BEGINNINGS, suffixes),
    Design("tails, prefix='1 2 3 4'", f"{CONTENTLESS}, detail=none, prefix='1 2 3 4'", BEGINNINGS, suffixes),
    Design(
        "trigrams (nothing under 3)", "content='', contentless_delete=1, tokenize='trigram'", TRIGRAMS, values
    ),
)


def rows(design: Design, some: Iterable[SearchEntry]) -> Iterator[tuple[int, str]]:
    """What is put into the table."""
    for place, entry in enumerate(some):
        yield (entry.id if design.sparse else 2 * place + 1), design.text(entry)


def try_out(design: Design, some: list[SearchEntry], path: Path) -> None:
    """Build the table and print its line."""
    raw = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    raw.execute(f"CREATE VIRTUAL TABLE t USING fts5(terms, {design.options})")
    raw.execute("INSERT INTO t(t, rank) VALUES ('pgsz', ?)", (design.page,))
    began = time.perf_counter()
    raw.execute("BEGIN")
    raw.executemany("INSERT INTO t(rowid, terms) VALUES (?, ?)", rows(design, some))
    raw.execute("INSERT INTO t(t) VALUES ('optimize')")
    raw.execute("COMMIT")
    took = time.perf_counter() - began
    size = raw.execute("SELECT sum(length(block)) FROM t_data").fetchone()[0] / len(some)
    times = " ".join(f"{_ask(raw, query):8.2f}" for query in design.queries)
    print(f"{design.name:42} {took:6.1f} {size:7.0f} {times}", flush=True)
    raw.close()


def _ask(raw: Any, query: str) -> float:
    found = []
    for _ in range(3):
        began = time.perf_counter()
        raw.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid DESC LIMIT 20", (query,)).fetchall()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)[1]


def main() -> None:
    """One line for each design."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=300_000)
    some = list(entries(parser.parse_args().entries))
    heads = " ".join(
        f"{name:>8}" for name in ("1 char", "letters", "138", "last 4", "1 AND no", "2 names", "common")
    )
    print(f"{'':42} {'s':>6} {'B/entry':>7} {heads}   (milliseconds, 20 newest)")
    with tempfile.TemporaryDirectory() as folder:
        for number, design in enumerate(DESIGNS):
            try_out(design, some, Path(folder) / f"{number}.db")


if __name__ == "__main__":
    main()
