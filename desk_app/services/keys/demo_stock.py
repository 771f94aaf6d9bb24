"""The keys of the demo building: what there is, where it hangs, by when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from desk_app.services.core.people import SYSTEM
from desk_app.services.demo.pen import Pen
from desk_app.services.demo.people import chinese_name, phone
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Unit
from desk_app.services.keys.records import Curfew, Key, KeyCategory, KeyDraft, Ring, RingDraft
from desk_app.services.keys.register import KeyRegister

_VACANT, _TRUST = 40, 8
_PLANT = (
    ("B2 高压配电房", 1), ("B2 低压配电房", 1), ("B2 水泵房", 0), ("B2 消防泵房", 1), ("B1 制冷机房", 0),
    ("B1 发电机房", 1), ("B1 弱电机房", 1), ("B1 电信机房", 1), ("屋面 电梯机房 1", 1), ("屋面 电梯机房 2", 1),
    ("屋面 冷却塔", 0), ("屋面 水箱间", 0), ("10F 强电井", 0), ("10F 弱电井", 0), ("20F 强电井", 0),
    ("20F 弱电井", 0), ("30F 强电井", 0), ("30F 弱电井", 0), ("12F 空调机房", 0), ("25F 空调机房", 0),
)  # fmt: skip
_COMMON = (
    "大堂侧门", "货梯厅", "卸货区卷帘", "垃圾房", "保洁工具间", "母婴室", "天台门", "地库岗亭", "会议中心", "监控室",
    "更衣室", "物资仓库",
)  # fmt: skip
_SHOWROOMS = ("样板间 A", "样板间 B", "招商中心", "精装样板层", "洽谈室", "展示厅")
_VEHICLES = ("巡逻电瓶车", "粤B 物业面包车", "高空作业车", "洗地车")
_RINGS = ("R01", "R02", "R03", "R04", "R05")
_BOARDS = (("A", 100), ("B", 80))


def make_stock(pen: Pen) -> list[Ring]:
    """Some 90 keys with 160 copies on two boards; second copies of plant rooms hang on five rings."""
    register, hooks = KeyRegister(pen.bench), _hooks()
    made: list[Key] = []
    for number, draft in enumerate(_drafts(pen), 1):
        wanted = replace(draft, code=f"K{number:04d}", hooks=tuple(next(hooks) for _ in range(draft.copies)))
        made.append(register.add_key(SYSTEM, wanted).result)
    plant = [key for key in made if key.category is KeyCategory.PLANT and not key.approvals]
    return list(_rings(register, plant))


def _hooks() -> Iterator[str]:
    for board, hooks in _BOARDS:
        yield from (f"{board}{place}" for place in range(1, hooks + 1))


def _drafts(pen: Pen) -> Iterator[KeyDraft]:
    category = KeyCategory
    units = DirectoryQueries(pen.bench).units(SYSTEM)
    vacant = [unit for unit in units if unit.tenant is None][:_VACANT]
    for at, unit in enumerate(vacant):
        copies = 2 if at < 30 else 1
        yield _of_unit(unit, category.VACANT, Curfew(hours=4), copies)
    for place, approvals in _PLANT:
        floor = place.split()[0].rstrip("F")
        yield KeyDraft(
            "", place, category.PLANT, floor=floor, curfew=Curfew(at=time(20)), approvals=approvals, copies=2
        )
    for place in _COMMON:
        yield KeyDraft("", place, category.COMMON, copies=2)
    for place in _SHOWROOMS:
        yield KeyDraft("", place, category.SHOWROOM, curfew=Curfew(at=time(18, 30)), copies=2)
    for unit in [unit for unit in units if unit.tenant is not None][: _TRUST * 9 : 9]:
        yield _in_trust(pen, unit)
    for place in _VEHICLES:
        yield KeyDraft("", place, category.VEHICLE, curfew=Curfew(at=time(21)), copies=2)


def _of_unit(unit: Unit, category: KeyCategory, curfew: Curfew, copies: int) -> KeyDraft:
    return KeyDraft(
        "",
        f"{unit.number} 室",
        category,
        floor=unit.floor.label,
        unit=unit.number,
        curfew=curfew,
        copies=copies,
    )


def _in_trust(pen: Pen, unit: Unit) -> KeyDraft:
    return replace(
        _of_unit(unit, KeyCategory.TRUST, Curfew(hours=2), 1),
        approvals=1,
        tenant=unit.tenant,
        owner=chinese_name(pen.rng),
        owner_phone=phone(pen.rng),
        instruction="进入前再次电话确认，全程陪同，离开时拍照。",
    )


def _rings(register: KeyRegister, plant: list[Key]) -> Iterator[Ring]:
    """Two or three second copies each."""
    share = len(plant) // len(_RINGS)
    for number, code in enumerate(_RINGS):
        copies = [key.copies[1] for key in plant[number * share : (number + 1) * share]]
        draft = RingDraft(code, copies[0].hook, tuple(copy.id for copy in copies))
        yield register.save_ring(SYSTEM, None, draft).result
