"""Two thousand invented records with everything in them that is hard to find."""

from __future__ import annotations

import random

from desk_app.services.search import SearchEntry

EVERYONE, RECEPTION, GUARD = 7, 5, 2
HOUR = 3_600_000 << 22
SURNAMES = ["张", "王", "李", "单", "仇", "欧阳", "尉迟", "吕", "曾"]
GIVEN = "伟明芳娜敏静𠮷䶮㛃长行\U00031350"
COMPANIES = [
    "华润科技有限公司", "TCL科技（深圳）有限公司", "成都银行", "58同城", "O'Hara & Sons", "Blue Harbour Capital",
    "深圳市腾达贸易股份有限公司", "３Ｍ中国", "Café Zürich", "重庆长江物流",
]  # fmt: skip
ENGLISH = ["John Smith", "Anne-Marie O'Neil", "José García", "Li Wei"]
UNITS = ["1205", "12F-05", "301", "B1-02", "2706A"]
REMARKS = ["会议", "Meeting at ten", "送货 顺丰", "面试_二面", ""]


def invented(count: int = 2_000, seed: int = 7) -> list[SearchEntry]:
    """Records an hour apart, oldest first."""
    rng = random.Random(seed)
    return [_entry(rng, i) for i in range(count)]


def _entry(rng: random.Random, i: int) -> SearchEntry:
    given = "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2))))
    name = rng.choice(ENGLISH) if rng.random() < 0.1 else rng.choice(SURNAMES) + given
    company, unit = rng.choice(COMPANIES), rng.choice(UNITS)
    phone = rng.choice(
        (
            f"13{rng.randrange(10)}{rng.randrange(10**4):04d}5678",
            f"0755-{rng.randrange(10**7):08d}-801",
            "+85291234567",
        )
    )
    numbers = [f"ZX-A{1 + i % 2}-{261101 + i // 80}-{1 + i % 80:03d}", unit]
    if rng.random() < 0.3:
        numbers.append(rng.choice("粤京使") + rng.choice("AB") + f"{rng.randrange(10**5):05d}")
    return SearchEntry(
        kind=rng.choice(("visit", "mail", "key")),
        id=(i + 1) * HOUR,
        title=name,
        subtitle=f"{company} · {unit}",
        audience=rng.choice((EVERYONE, EVERYONE, RECEPTION)),
        names=(name, company),
        phones=(phone,),
        numbers=tuple(numbers),
        words=(rng.choice(REMARKS),),
    )
