"""How fast the one index answers on a million invented records, how large it is, and how long a write takes.

Run from the root of the project: `python -m benchmarks.search [--entries N] [--keep FILE]`. With --keep the file
is built once and used again.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event

from desk_app.services.core.text.pinyin import spellings
from desk_app.services.search import SearchEntry, create, find, put, remove, tidy

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴莫孔向汤单仇解查区"
)
GIVEN = (
    "伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超霞平刚桂文华建国志红玉兰梅鑫婷浩宇轩"
    "子涵梓晨佳怡雨欣思睿一诺博天俊凯晓东海波龙飞鹏程云峰春燕雪莹琳倩颖璐瑶慧萍辉斌健亮成林森淼䶮㛃𠮷"
)
CITIES = ("深圳市", "广州", "上海", "北京", "", "", "", "香港")
STEMS = "华润腾达信诚中创联合汇丰泰远恒生和兴博雅天成金鼎瑞安宏图盛世新纪元东方海纳百川星河通宝"
TRADES = (
    "科技",
    "贸易",
    "律师事务所",
    "信息技术",
    "投资管理",
    "物流",
    "文化传播",
    "电子商务",
    "医药",
    "设计",
)
FORMS = ("有限公司", "股份有限公司", "（深圳）有限公司", "")
ENGLISH = ("Acme Trading", "Northwind Partners", "Blue Harbour Capital", "Delta Logistics", "O'Hara & Sons")
KINDS = (("visit", 7, 60), ("call", 5, 12), ("mail", 5, 15), ("repair", 5, 8), ("key", 7, 3), ("pass", 7, 2))
PURPOSES = ("会议", "面试", "送货", "看房", "施工", "公务", "Meeting", "Interview")
EVERYONE = 7
GUARD = 2


def entries(count: int, seed: int = 1) -> Iterator[SearchEntry]:
    """`count` invented records of ten years, oldest first: 40,000 people who come again, 120 companies."""
    rng = random.Random(seed)
    companies = [*ENGLISH, *(_company(rng) for _ in range(115))]
    units = [f"{floor:02d}{room:02d}" for floor in range(1, 31) for room in range(1, 7)]
    share = min(1.0, count / 1_000_000)
    people = [_person(rng, companies) for _ in range(max(500, int(40_000 * share)))]
    tenants = [(c, units[i % len(units)]) for i, c in enumerate(companies)]
    kinds = rng.choices(KINDS, [k[2] for k in KINDS], k=count)
    number, today = 0, -1
    for kind, (day, moment) in zip(kinds, _moments(count), strict=True):
        number, today = (number + 1 if day == today else 1), day
        yield _entry(rng, kind, rng.choice(people), rng.choice(tenants), (day, number, moment))


def _moments(count: int) -> Iterator[tuple[int, int]]:
    """Working hours of 3,650 days from 2021 on, in milliseconds since 2020."""
    per_day = max(1, count / 3650)
    for i in range(count):
        day = int(i / per_day)
        yield day, (366 + day) * 86_400_000 + 3_600_000 + int((i / per_day - day) * 36_000_000)


def _entry(
    rng: random.Random, kind: Any, person: Any, tenant: Any, when: tuple[int, int, int]
) -> SearchEntry:
    name, phone, company, plate = person
    day, number, moment = when
    date = f"{21 + day // 365:02d}{1 + day % 365 // 31:02d}{1 + day % 31:02d}"
    return SearchEntry(
        kind=kind[0],
        id=moment << 22 | 1 << 8 | number & 0xFF,
        title=name,
        subtitle=f"{company} · {tenant[1]} · {phone[:3]}****{phone[-4:]}",
        audience=kind[1],
        names=(name, company, tenant[0]) if kind[0] == "visit" else (name, company),
        phones=(phone,),
        numbers=(f"ZX-A1-{date}-{number:03d}", tenant[1], *((plate,) if plate else ())),
        words=(rng.choice(PURPOSES),),
    )


def _person(rng: random.Random, companies: list[str]) -> tuple[str, str, str, str]:
    name = rng.choices(SURNAMES, [100 / (i + 6) for i in range(len(SURNAMES))])[0]
    name += "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))
    if rng.random() < 0.03:
        name = (
            rng.choice(("John", "Mary", "Peter", "Anna"))
            + " "
            + rng.choice(("Smith", "Brown", "Lee", "Wong"))
        )
    head = rng.choice(("138", "139", "136", "137", "135", "150", "186", "188", "177", "199"))
    plate = rng.choice("粤粤粤京沪") + rng.choice("ABCDE") + f"{rng.randrange(100_000):05d}"
    return (
        name,
        f"{head}{rng.randrange(10**8):08d}",
        rng.choice(companies),
        plate if rng.random() < 0.2 else "",
    )


def _company(rng: random.Random) -> str:
    stem = "".join(rng.sample(STEMS, 2))
    return rng.choice(CITIES) + stem + rng.choice(TRADES) + rng.choice(FORMS)


def open_engine(path: Path) -> Engine:
    """The database as the product opens it."""
    engine = create_engine(f"sqlite:///{path}", module=sqlcipher3.dbapi2)

    @event.listens_for(engine, "connect")
    def _connect(raw: Any, _: Any) -> None:
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "cache_size=-65536"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def build(engine: Engine, path: Path, count: int) -> None:
    """Fill the file and say how long it took and how large it is."""
    began = time.perf_counter()
    with engine.begin() as connection:
        create(connection)
        put(connection, entries(count))
    took = time.perf_counter() - began
    print(f"built {count:,} entries in {took:.0f} s: {count / took:,.0f} entries/s")
    merged = time.perf_counter()
    _tidy(engine)
    raw = engine.raw_connection()  # a checkpoint cannot run inside a transaction
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    print(
        f"tidied in {time.perf_counter() - merged:.1f} s; {path.stat().st_size / count:.0f} bytes/entry on disk"
    )


def _tidy(engine: Engine) -> None:
    start, more = True, True
    while more:
        with engine.begin() as connection:
            more = tidy(connection, 2_000, start=start)
        start = False


def sizes(engine: Engine, count: int) -> None:
    """Bytes per entry of each table."""
    sql = (
        "SELECT 'terms', (SELECT sum(length(block)) FROM search_terms_data) UNION ALL"
        " SELECT 'titles', (SELECT sum(length(CAST(title || subtitle AS BLOB))) FROM search_entry)"
        " UNION ALL SELECT 'values', (SELECT sum(length(CAST(packed AS BLOB))) FROM search_entry)"
    )
    with engine.connect() as connection:
        for name, total in connection.exec_driver_sql(sql):
            print(f"  {name}: {total / count:.0f} bytes/entry")


def queries(sample: list[SearchEntry]) -> dict[str, list[str]]:
    """What is asked, by class; 40 each where there is a choice."""
    chinese = [e for e in sample if not e.title.isascii()][:40]
    full = [spellings(e.title)[0] for e in chinese if spellings(e.title)]
    short = [spellings(e.title)[-1] for e in chinese if spellings(e.title)]
    realistic = {
        "whole name": [e.title for e in chinese],
        "two characters": [e.title[:2] for e in chinese],
        "given name": [e.title[1:] for e in chinese],
        "pinyin initials": [s for s in short if len(s) > 1],
        "pinyin as typed": [f[:n] for f in full for n in (1, 2, 3, 4, 5, 6, 7, 9)],
        "phone whole": [e.phones[0] for e in sample[:40]],
        "phone as typed": [e.phones[0][:n] for e in sample[:40] for n in (3, 4, 5, 6, 7, 8)],
        "last four": [e.phones[0][-4:] for e in sample[:40]],
        "middle digits": [e.phones[0][3:8] for e in sample[:40]],
        "company": [e.names[1] for e in sample[:40]],
        "company part": [e.names[1][2:5] for e in sample[:40]],
        "unit": [e.numbers[1] for e in sample[:40]],
        "number": [e.numbers[0] for e in sample[:40]],
        "number tail": [e.numbers[0][6:] for e in sample[:40]],
        "plate": [e.numbers[2] for e in sample if len(e.numbers) > 2][:40],
        "name and unit": [f"{e.title[0]} {e.numbers[1]}" for e in sample[:40]],
        "name and company": [f"{e.title} {e.names[1][:4]}" for e in sample[:40]],
        "two pinyin words": [f"{f[:3]} {f[-3:]}" for f in full],
    }
    return realistic | NASTY


NASTY = {
    "nasty: one common character": ["王", "司", "有", "市", "深", "华"],
    "nasty: one letter": ["z", "w", "l", "s", "y", "h"],
    "nasty: zw": ["zw", "ly", "wx", "zh", "sz"],
    "nasty: 138": ["138", "1", "13", "2", "0", "139"],
    "nasty: long digits common": ["2611", "26112", "1234", "0000", "12601"],
    "nasty: site code": ["zx", "zx-a1", "zxa1", "zx-a1-26", "zxa126"],
    "nasty: common AND common": ["王 科技", "张 138", "z 138", "w 有限", "139 13", "l 12", "李 有限公司"],
    "nasty: common AND common, no hit": ["张 王 李", "王 刘 12", "单 仇", "138 139 136", "zhang wang li"],
    "nasty: two surnames": ["王 李", "张 陈", "刘 杨", "wang zhang", "li wang"],
    "nasty: 公司 reversed": ["司公", "限有", "技科", "司有"],
    "nasty: long chinese, no hit": ["公司有限", "科技司有限公", "有限公司科技", "深圳市王", "王深圳市"],
    "nasty: long pinyin, no hit": ["shenzhenshixyz", "zhangx", "guangzhouqqqq", "shenzhenshih"],
    "nasty: no hit": ["龘龘", "qqqq", "xyzzy", "99999999999", "囧"],
    "nasty: hostile": ['"', "*", "%%", "a*", "NEAR(a b)", "x" * 10_000, "张" * 10_000, "1" * 10_000],
}

LIKE = (
    "SELECT id, title, subtitle FROM search_entry WHERE title LIKE ?1 ESCAPE '\\' OR subtitle LIKE ?1 ESCAPE '\\'"
    " OR packed LIKE ?1 ESCAPE '\\' ORDER BY row DESC LIMIT 20"
)


def measure(engine: Engine, sample: list[SearchEntry], *, compare: bool) -> None:
    """Print p50, p95 and max of every class, warm."""
    everything: dict[str, list[float]] = {"realistic": [], "nasty": []}
    print(
        f"{'milliseconds':36} {'p50':>7} {'p95':>7} {'max':>7} {'guard max':>10} {'kind max':>10} {'LIKE p50':>9}"
    )
    with engine.connect() as connection:
        for name, texts in queries(sample).items():
            times = [_best(connection, text, EVERYONE) for text in texts]
            guard = [_best(connection, text, GUARD) for text in texts]
            one_kind = [_best(connection, text, EVERYONE, kinds={"pass"}) for text in texts]
            like = _like(connection, texts[:3]) if compare else 0.0
            everything["nasty" if name.startswith("nasty") else "realistic"] += times
            print(f"{name:36} {_line(times)} {max(guard):10.2f} {max(one_kind):10.2f} {like:9.1f}")
    everything["all"] = [*everything["realistic"], *everything["nasty"]]
    for name, times in everything.items():
        print(f"{name.upper():36} {_line(times)}   of {len(times)} queries")


def _line(times: list[float]) -> str:
    ordered = sorted(times)
    return " ".join(
        f"{t:7.2f}" for t in (ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1])
    )


def _best(connection: Connection, text: str, role: int, kinds: set[str] | None = None) -> float:
    """The second of two runs: warm, and without choosing the luckiest."""
    find(connection, text, role=role, kinds=kinds)
    began = time.perf_counter()
    find(connection, text, role=role, kinds=kinds)
    return (time.perf_counter() - began) * 1000


def _like(connection: Connection, texts: list[str]) -> float:
    times = []
    for text in texts:
        words = text[:100].replace("%", "\\%").replace("_", "\\_")
        began = time.perf_counter()
        connection.exec_driver_sql(LIKE, (f"%{words}%",)).fetchall()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[len(times) // 2]


def writes(engine: Engine, count: int, rounds: int = 3_000) -> None:
    """Single entries, each in its transaction, on top of the million; then as many replaced and removed."""
    fresh = list(entries(rounds, seed=2))
    base = (count and 3_651 + 366) * 86_400_000 << 22
    fresh = [replace(e, id=base + (i << 26)) for i, e in enumerate(fresh)]
    work: dict[str, Any] = {
        "put, new": lambda c, e: put(c, [e]),
        "put, changed": lambda c, e: put(c, [replace(e, subtitle=e.subtitle + " · 已离开")]),
        "put, unchanged": lambda c, e: put(c, [replace(e, subtitle=e.subtitle + " · 已离开")]),
        "remove": lambda c, e: remove(c, [e.id]),
    }
    print(
        f"{'milliseconds, one entry of ' + str(rounds):36} {'p50':>7} {'p95':>7} {'max':>7}   with commit: p50, max"
    )
    for name, verb in work.items():
        inside, whole = [], []
        for entry in fresh:
            began = time.perf_counter()
            with engine.begin() as connection:
                start = time.perf_counter()
                verb(connection, entry)
                inside.append((time.perf_counter() - start) * 1000)
            whole.append((time.perf_counter() - began) * 1000)
        print(f"{name:36} {_line(inside)}   {sorted(whole)[rounds // 2]:.2f} {max(whole):.2f}")


def main() -> None:
    """Build, ask, write; all figures on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--no-like", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "search.db"
        known = path.exists()
        engine = open_engine(path)
        if not known:
            build(engine, path, options.entries)
        sizes(engine, options.entries)
        everything = entries(options.entries)
        sample = [e for i, e in enumerate(everything) if i % (options.entries // 60 or 1) == 7][:60]
        measure(engine, sample, compare=not options.no_like)
        writes(engine, options.entries)
        engine.dispose()


if __name__ == "__main__":
    main()
