"""Whatever is typed into the search box is text: no error, no other rows, nothing changed."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from desk_app.services.search import SearchEntry, find, put
from tests.services.search.people import EVERYONE, HOUR

PIECES = [
    "'", '"', "''", '""', "*", "^", "%", "_", "\\", ";", "--", "/*", "*/", "(", ")", "()", "[", "]", "{", "}", "+", "-",
    ":", ",", ".", "|", "||", "&", "&&", "!", "~", "`", "$", "#", "@", "?", "?1", ":a", "<", ">", "=", "\x00", "\x1a",
    "\n", "\r", "\t", "\x1d\x20\x20", "\x1e", "\x1f", "\ufeff", "\u202e", "\u200b", "\ud800", "\udfff", "\uffff",
    "\U0010ffff", "😀", "👩\u200d💻", "‘", "’", "“", "”", "＇", "＂", "＊", "％",
]  # fmt: skip
SENTENCES = [
    "' OR 1=1 --", "' OR '1'='1", '" OR "1"="1', "1; DROP TABLE search_entry", "1); DELETE FROM search_terms; --",
    "a OR b", "a AND b", "NOT a", "a NOT b", "NEAR(a b)", "NEAR(a b, 2)", "terms:a", "terms : a", "- terms : a",
    "{terms} : a", "a*", "a *", '"a"*', "^a", "a + b", '"a b', 'a"b', "rank:1", "rowid:1", "search_terms MATCH 'a'",
    "' UNION SELECT name FROM sqlite_master --", "%' ESCAPE '", "\\%", "\\_", "a\\", "k1", "k0", "k1 OR k2", "AND",
    "OR",
    "NOT", "NEAR", "and or not", "\x00张", "张\x00", "{0}", "{name}", "%s", "%(a)s", "%n%n%n", "${jndi:ldap://x}",
    "<script>alert(1)</script>", "../../etc/passwd", "=cmd|' /C calc'!A0", "@SUM(1+1)", "\r\nSet-Cookie: a=b",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "ﷺ", "İıſß", "ǅ", "ﬁ", "ŉ", "١٢٣٤", "๑๒๓๔", "Ⅷ", "½", "①②③④", "㍿", "𝟏𝟐𝟑𝟒", "e\u0301" * 20, "\u0301",
]  # fmt: skip
LONG = [
    piece * 10_000
    for piece in ("a", "1", "张", '"', "* ", "a ", "1 ", "张 ", "a1", "张a", "(", "\x00", "😀", "é", "' OR ")
]
AROUND = [
    f"{before}{piece}{after}"
    for piece in PIECES[:25]
    for before, after in (("张", "伟"), ("12", "05"), (" a", "b "))
]
INJECTIONS = [*PIECES, *SENTENCES, *LONG, *AROUND]


@pytest.fixture
def one(index: Connection) -> Connection:
    put(index, [SearchEntry("visit", HOUR, "龘龘", "", EVERYONE, ("龘龘",), ("99887766",))])
    return index


def test_there_are_two_hundred() -> None:
    assert len(set(INJECTIONS)) >= 200


def test_never_an_error_and_never_another_row(one: Connection) -> None:
    before = one.exec_driver_sql("SELECT total_changes()").scalar_one()
    for text in INJECTIONS:
        for role in (EVERYONE, 0, -1):
            assert find(one, text, role=role) == [], repr(text[:40])
    assert one.exec_driver_sql("SELECT total_changes()").scalar_one() == before
    assert [h.title for h in find(one, "龘", role=EVERYONE)] == ["龘龘"]


def test_they_are_found_as_text_where_they_have_any(index: Connection) -> None:
    for number, text in enumerate(INJECTIONS, 1):
        put(index, [SearchEntry("visit", number * HOUR, text[:50], "", EVERYONE, (), (), (), (text,))])
    found = find(index, "drop search", role=EVERYONE)
    assert [h.title for h in found] == ["1; DROP TABLE search_entry"]
